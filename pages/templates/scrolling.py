"""Where a page is scrolled to when something else fills it."""

from __future__ import annotations

from streamlit.components import v2

from pages.templates import assets

_top = v2.component("peta_top", html="<span></span>", js=assets.script("top.js"))


def from_the_top(shown: str) -> None:
    """Scroll to the beginning whenever `shown`, a name for what fills the page, is another than before."""
    _top(data={"shown": shown}, key="from_the_top")
