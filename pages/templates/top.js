/* Where another thing fills the page than before, it is read from its beginning: Streamlit keeps the place that was
   scrolled to, which here is the foot of what has just been closed. */
let shown = null;
export default function ({ data }) {
  if (shown !== null && shown !== data.shown) {
    document.querySelector('[data-testid="stMain"]')?.scrollTo({ top: 0 });
  }
  shown = data.shown;
}
