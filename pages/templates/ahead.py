"""Which of Streamlit's own scripts a page with a map will want: it asks for them one after the other, and late.

Streamlit keeps each kind of element in a script of its own and fetches it when the first element of that kind has come,
which is after everything else has loaded; each of them then names others. Asked for from the head of the document they
are there by then: a modulepreload fetches and compiles a script and runs nothing (WHATWG HTML, link type modulepreload).
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import streamlit as st

_SCRIPTS = Path(st.__file__).parent / "static" / "static" / "js"
# The kinds of elements of the map page, as Streamlit calls them.
ELEMENTS = (
    "Html",
    "BidiComponent",
    "ComponentInstance",
    "Selectbox",
    "ButtonGroup",
    "Checkbox",
    "Slider",
)
# How a script of Streamlit's names one that it cannot do without: `import{t}from"./name.hash.js"`, `import"./name.hash.js"`.
_NEEDED = re.compile(r'(?:\bfrom|\bimport)"\./([\w.-]+\.js)"')


@cache
def scripts_ahead(known: str) -> tuple[str, ...]:
    """The names of the scripts of `ELEMENTS` and of what these need, without those that the document `known` names.

    None of an element that this release of Streamlit calls otherwise: it is then fetched when it comes.
    """
    found: dict[str, None] = {}
    wanted = [path.name for element in ELEMENTS for path in sorted(_SCRIPTS.glob(f"{element}.*.js"))]
    while wanted:
        name = wanted.pop(0)
        if name not in found and name not in known and (_SCRIPTS / name).exists():
            found[name] = None
            wanted += _NEEDED.findall((_SCRIPTS / name).read_text("utf-8"))
    return tuple(found)
