"""The button of the account at the head of every page, and the page of those who may see nothing."""

from __future__ import annotations

from urllib.parse import urlencode

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from data.people import Judged
from data.words import Words
from pages import session, signin, templates


def account_button(words: Words, roles: bool) -> None:
    """As whom the reader looks, or that nobody has signed in; opens to the ways in and out.

    `roles`: whether a lesser role may be tried on there.
    """
    judged = session.judged()
    label = session.role_name(session.viewer(), words) if judged.account else words("Masuk")
    with st.popover(templates.plain(label), key="account", icon=":material/account_circle:"):
        if roles and judged.account and judged.problem is None:
            session.role_chooser(words)
        account_choices(judged, words)


def account_choices(judged: Judged, words: Words) -> None:
    """As whom somebody is signed in, why it is no more than that, and what they can do about it."""
    if judged.problem is not None:
        st.warning(templates.plain(words.explain(judged.problem)))
    if judged.account:
        st.html(templates.note(_signed_in(judged, words)))
    if judged.account or judged.problem is not None:
        _way_out(words)
    if not judged.account:
        _ways_in(words)


def _signed_in(judged: Judged, words: Words) -> str:
    role = words("Belum punya peran")
    if judged.viewer is not None and judged.problem is None:
        role = session.role_name(judged.viewer, words)
    return words("Akun: {account}. Peran: {role}.", account=judged.account, role=role)


def _ways_in(words: Words) -> None:
    ways = signin.sign_in()
    for name, provider in (ways.providers if ways else {}).items():
        label = words("Masuk dengan {provider}", provider=provider.title)
        if st.button(templates.plain(label), key=f"sign_in_{name}", type="primary"):
            signin.lead_to_provider(name, _here())


def _here() -> str:
    """Where the reader is: one of the app's pages, and what is asked of it."""
    context = get_script_run_ctx()
    told = context.context_info.url if context is not None and context.context_info is not None else ""
    page = told.partition("?")[0].rpartition("/")[2]
    query = urlencode(st.query_params.to_dict())
    return f"/{page if page in session.page_addresses() else ''}{'?' if query else ''}{query}"


def _way_out(words: Words) -> None:
    """Out of the app and of the provider. A proxy signs people out itself."""
    if st.user.to_dict().get("is_logged_in") and st.button(words("Keluar"), key="sign_out"):
        session.record("signed_out")
        st.logout()


def locked_page(words: Words) -> None:
    """All that somebody sees whom the organisation does not know: why, and the ways in."""
    st.title("Peta Patuh")
    st.html(templates.note(words("Peta ini hanya untuk yang sudah masuk.")))
    account_choices(session.judged(), words)
