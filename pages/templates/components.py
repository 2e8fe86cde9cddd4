"""Components of our own: an element of the page that a script of ours fills from data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st
from streamlit.components import v2

from pages.templates import assets
from pages.templates.rendering import render, together


def component(name: str, template: str = "component", also: Sequence[str] = ()) -> Any:
    """The component of `<name>.css` and `<name>.js`: call what is returned as `streamlit.components.v2` says.

    Its HTML is `template` (a file in `jinja/`) with `style` and `name`; the standard one is an empty `<div>` whose
    class is `name`; `also` are further style sheets, which others use too. What the data holds are texts, and the script puts them on the page as text nodes.
    """
    style = together(*(assets.style(sheet) for sheet in (*also, f"{name}.css")))
    body = render(template, style=style, name=name)
    return v2.component(f"peta_{name}", html=body, js=assets.script(f"{name}.js"))


def reported(key: str, event: str, offered: Sequence[str]) -> str:
    """What the component with this key reports of an event: one of what it was given to choose from, else "".

    A program that talks to the app in place of a browser may report anything of any kind.
    """
    said = (st.session_state.get(key) or {}).get(event)
    return said if isinstance(said, str) and said in offered else ""
