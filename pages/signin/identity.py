"""Who a session is now: its claims judged against the register that is in force, at every run of a page."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any

import streamlit as st

from data.access import PUBLIK
from data.clock import now
from data.people import Judged, People, judged
from data.settings import home
from data.store import NotReadable
from data.tables import Facts
from pages.signin.setting_up import sign_in

_LOG = logging.getLogger(__name__)
_BEGAN = "session_began"  # in the session's state: when it began, in seconds


@dataclass(frozen=True)
class Session:
    """What is known of a session without running it: its claims, to be judged again when a file of it is asked for."""

    claims: Mapping[str, Any]


def people() -> People:
    """The register of this process."""
    return _people(home())


@lru_cache(maxsize=4)
def _people(folder: str) -> People:
    return People(folder)


def claims_now() -> Mapping[str, Any]:
    """The claims of the session that runs now, and since when it is there."""
    began = st.session_state.setdefault(_BEGAN, now().timestamp())
    return MappingProxyType({**st.user.to_dict(), "since": began})


def session_now() -> Session | None:
    """The session that runs now; None where nobody signs in."""
    return None if sign_in() is None else Session(claims_now())


def judged_now(session: Session, facts: Facts) -> Judged:
    """Who a session is at this moment, whose offices `facts` know. Whatever cannot be read gives no role."""
    ways = sign_in()
    if ways is None:
        raise RuntimeError("nobody signs in here")
    try:
        register = people().every()
    except (NotReadable, OSError) as error:
        _LOG.exception("the register of people cannot be read")
        nobody = PUBLIK if ways.admits_strangers else None
        problem = error if isinstance(error, NotReadable) else None
        return Judged("", nobody, problem, "register")
    return judged(session.claims, ways, register, facts, now())
