"""Style sheets and browser scripts of the pages, served under content-hashed names.

Streamlit sends the CSS and JavaScript of a component again at every run; served as files they cross
the wire once and the browser keeps them.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from geo.web import Asset

_FILES = (
    "shell.css",
    "rank.css",
    "rank.js",
    "share.css",
    "share.js",
    "drawing.css",
    "drawing.js",
    "office.css",
    "office.js",
    "links.css",
    "links.js",
    "listing.css",
    "listing.js",
)
_FOLDER = Path(__file__).parent / "browser"


@cache
def page_assets() -> dict[str, Asset]:
    """File name -> the asset that is served for it."""
    return {name: _asset(name) for name in _FILES}


def _asset(name: str) -> Asset:
    stem, kind = name.split(".")
    return Asset(stem, kind, (_FOLDER / name).read_bytes())


def script(name: str) -> str:
    """A component script that loads the real one from our server.

    The address must be whole: Streamlit runs the text as a blob, which has no address of its own.
    The line break tells Streamlit that this is a script and not a file's name.
    """
    return (
        "export default (component) =>\n"
        f"import(window.location.origin + '{page_assets()[name].url}').then((m) => m.default(component));"
    )


def style(name: str) -> str:
    """A link to a style sheet, to stand in the HTML of a component."""
    return f'<link rel="stylesheet" href="{page_assets()[name].url}">'
