"""Where a drawing made as SVG is put on the page: `st.html` takes SVG out."""

from __future__ import annotations

from streamlit.components import v2

from pages.templates import assets

_drawing = v2.component(
    "peta_drawing",
    html=f'{assets.style("drawing.css")}<div class="drawing"></div>',
    js=assets.script("drawing.js"),
)


def show_drawing(svg: str, key: str) -> None:
    """An SVG document whose texts are escaped; it takes the colours of the page around it. "" draws nothing."""
    _drawing(data={"svg": svg}, key=key)
