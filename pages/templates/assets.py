"""Style sheets and browser scripts of the pages, served under content-hashed names.

Streamlit sends the CSS and JavaScript of a component again at every run. Served as files they cross the wire
once, and the browser keeps them.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from markupsafe import Markup

from geo.web import Asset
from pages.templates.rendering import render

_PAGES = Path(__file__).parents[1]
# How a script names another one of ours that it imports: `from "./rows.js"`.
_IMPORT = re.compile(r'(?<= from "\./)\w+\.js(?=")')


@cache
def page_assets() -> dict[str, Asset]:
    """File name -> the asset that is served for it: every style sheet and script that lies beside a page's code."""
    return {name: _asset(name) for name in _files()}


@cache
def _files() -> dict[str, Path]:
    files = sorted(path for path in _PAGES.rglob("*") if path.suffix in (".css", ".js"))
    return {path.name: path for path in files}


@cache
def _asset(name: str) -> Asset:
    """The file, naming the scripts that it imports as they are served: beside it, with the hash of their content."""
    path = _files()[name]
    text = _IMPORT.sub(lambda imported: _asset(imported[0]).name, path.read_text("utf-8"))
    return Asset(path.stem, path.suffix[1:], text.encode())


def script(name: str) -> str:
    """A component script that loads the real one from our server.

    The address must be whole: Streamlit runs the text as a blob, which has no address of its own.
    The line break tells Streamlit that this is a script and not a file's name.
    """
    return (
        "export default (component) =>\n"
        f"import(window.location.origin + '{_asset(name).url}').then((m) => m.default(component));"
    )


def page_script(name: str) -> Markup:
    """A script that the page itself runs, to stand in its head."""
    return render("script", url=_asset(name).url)


def style(name: str) -> Markup:
    """A link to a style sheet, to stand in the HTML of a component."""
    return render("stylesheet", url=_asset(name).url)
