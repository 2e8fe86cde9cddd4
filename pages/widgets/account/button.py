"""The button of the account at the head of every page, why a sign-in gave no role, and the page of those who may see nothing."""

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
    with st.popover(templates.plain(_label(judged, words)), key="account", icon=":material/account_circle:"):
        if judged.account:
            st.html(templates.note(_signed_in(judged, words)))
        if roles and judged.account and judged.problem is None:
            session.role_chooser(words)
        _ways(judged, words)


def refusal(words: Words) -> None:
    """Why somebody who has signed in has no role, at the foot of the screen: else the page would show less and not say why."""
    if session.signs_in() and session.judged().problem is not None:
        with st.container(key="refusal"):
            _refused(session.judged(), words)


def _refused(judged: Judged, words: Words) -> None:
    if judged.problem is not None:
        st.html(templates.render("account_refused", text=words.explain(judged.problem)))


def _label(judged: Judged, words: Words) -> str:
    """As whom the reader looks, and whether that is a role which they only try on."""
    if not judged.account:
        return words("Masuk")
    if judged.viewer is None or judged.problem is not None:
        return words("Tanpa peran")
    now = session.viewer()
    role = session.role_short(now, words)
    return role if now == judged.viewer else words("Sebagai {role}", role=role)


def _ways(judged: Judged, words: Words) -> None:
    """The ways out and in that somebody has."""
    if judged.account or judged.problem is not None:
        _way_out(words)
    if not judged.account:
        _ways_in(words)


def _signed_in(judged: Judged, words: Words) -> str:
    if judged.viewer is None or judged.problem is not None:
        return words("Akun: {account}.", account=judged.account)
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
    judged = session.judged()
    _refused(judged, words)
    if judged.account:
        said = words("Peta ini hanya untuk yang punya peran.")
    else:
        said = words("Peta ini hanya untuk yang sudah masuk.")
    st.html(templates.note(said))
    _ways(judged, words)
