"""Where a drawing made as SVG is put on the page: `st.html` takes SVG out."""

from __future__ import annotations

from collections.abc import Sequence

from pages.templates.components import component

_drawing = component("drawing")


def show_drawing(drawings: Sequence[str], key: str) -> None:
    """SVG documents that a template made, beside each other where there is room; "" draws nothing.

    They take the colours of the page around them.
    """
    _drawing(data={"drawings": [*drawings]}, key=key)
