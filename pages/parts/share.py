"""The share button: copies the address of the view, which opens the same view elsewhere."""

from __future__ import annotations

from streamlit.components import v2

from data.words import Words
from pages import templates

_button = v2.component(
    "peta_share",
    html=f'{templates.style("share.css")}<button type="button"></button><output aria-live="polite"></output>',
    js=templates.script("share.js"),
)


def share_button(words: Words, display: str) -> None:
    """A button that copies the address; where the browser forbids that, the address to copy by hand.

    It also tells the page its language and theme, which only a script can.
    """
    _button(
        data={
            "label": words("Salin alamat"),
            "done": words("Alamat tersalin"),
            "manual": words("Salin alamat ini:"),
            "language": words.language,
            "display": display,
        },
        key="share",
        width="content",
    )
