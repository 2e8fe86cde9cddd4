"""Components of our own: an element of the page that a script of ours fills from data.

Two things of Streamlit's are avoided, which were a third of what a page with lists and filters cost the server
(docs/decisions/0033-components.md): how it looks for tables in a component's data, and what it makes of a component's
state whenever a select box asks for the session's.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st
from streamlit.components import v2
from streamlit.components.v2.bidi_component import main as mounting
from streamlit.runtime.state.session_state import SessionState

from pages.templates import assets
from pages.templates.rendering import render, together


def component(name: str, template: str = "component", also: Sequence[str] = ()) -> Callable[..., Any]:
    """The component of `<name>.css` and `<name>.js`: call what is returned as `streamlit.components.v2` says.

    Its HTML is `template` (a file in `jinja/`) with `style` and `name`; the standard one is an empty `<div>` whose
    class is `name`; `also` are further style sheets, which others use too. What the data holds are texts, and the script
    puts them on the page as text nodes. The script finds the data in a list of one, in which Streamlit looks for no tables.
    """
    style = together(*(assets.style(sheet) for sheet in (*also, f"{name}.css")))
    body = render(template, style=style, name=name)
    mount = v2.component(f"peta_{name}", html=body, js=assets.script(f"{name}.js"))
    return lambda *, data, **given: mount(data=[data], **given)


def reported(key: str, event: str, offered: Sequence[str]) -> str:
    """What the component with this key reports of an event: one of what it was given to choose from, else "".

    A program that talks to the app in place of a browser may report anything of any kind.
    """
    said = (st.session_state.get(key) or {}).get(event)
    return said if isinstance(said, str) and said in offered else ""


def state_as_read(
    aggregator_id: str, component_id: str | None = None, allowed_state_keys: set[str] | None = None
) -> Callable[[Any, SessionState], Any]:
    """What `st.session_state` gives for a component: its state with what it has just reported, to be read alone.

    In place of Streamlit's own, which gives the same as a mapping whose class is made anew at each look, so that it can be
    written to. `aggregator_id` is the id under which the reports of the run are kept; the others are not asked for.
    """

    def presented(value: Any, session: SessionState) -> Any:
        current = session._new_widget_state
        known = current.widget_metadata.get(aggregator_id)
        if not isinstance(value, dict) or known is None or known.value_type != "json_trigger_value":
            return value
        try:
            told = current.get(aggregator_id)
        except Exception:  # what a program in place of a browser reports need not be what it says
            return value
        events = [told] if isinstance(told, dict) else told if isinstance(told, list) else []
        named = [one for one in events if isinstance(one, dict) and isinstance(one.get("event"), str)]
        return {one["event"]: one.get("value") for one in named} | value

    return presented


mounting.make_bidi_component_presenter = state_as_read
