/* Drawings made by the page as SVG: parsed as SVG, never as HTML, and put in as they are. */
export default function ({ data: [data], parentElement }) {
  const root = parentElement.querySelector(".drawing");
  root.replaceChildren(...data.drawings.map(parsed).filter(Boolean));
  root.classList.toggle("several", root.childElementCount > 1);
  // What is wider than its place is moved, by keys too.
  if (root.scrollWidth > root.clientWidth) root.tabIndex = 0;
}

function parsed(svg) {
  if (!svg) return null;
  const read = new DOMParser().parseFromString(svg, "image/svg+xml");
  return read.querySelector("parsererror") ? null : document.importNode(read.documentElement, true);
}
