"""Style sheets and browser scripts of the pages, served under content-hashed names.

Streamlit sends the CSS and JavaScript of a component again at every run; served as files they cross
the wire once and the browser keeps them.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from geo.web import Asset

_PAGES = Path(__file__).parents[1]


@cache
def page_assets() -> dict[str, Asset]:
    """File name -> the asset that is served for it: every style sheet and script that lies beside a page's code."""
    files = sorted(path for path in _PAGES.rglob("*") if path.suffix in (".css", ".js"))
    return {path.name: Asset(path.stem, path.suffix[1:], path.read_bytes()) for path in files}


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
