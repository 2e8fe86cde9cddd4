"""Where a drawing made as SVG is put on the page: `st.html` takes SVG out."""

from __future__ import annotations

from pages.templates.components import component

_drawing = component("drawing")


def show_drawing(svg: str, key: str) -> None:
    """An SVG document that a template made; it takes the colours of the page around it. "" draws nothing."""
    _drawing(data={"svg": svg}, key=key)
