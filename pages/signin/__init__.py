"""Signing in: where from, who a session is at this moment, the way back from a provider, and what is recorded of it."""

from pages.signin.callback import ToldRefusals
from pages.signin.identity import Session, claims_now, judged_now, people, session_now
from pages.signin.proxy import header_problem, identity_headers
from pages.signin.recording import let_go_of_old, note, noted_once
from pages.signin.returning import lead_to_provider
from pages.signin.setting_up import ServedToOthers, refuse_unless_loopback, set_up, sign_in

__all__ = [
    "ServedToOthers",
    "Session",
    "ToldRefusals",
    "claims_now",
    "header_problem",
    "identity_headers",
    "judged_now",
    "lead_to_provider",
    "let_go_of_old",
    "note",
    "noted_once",
    "people",
    "refuse_unless_loopback",
    "session_now",
    "set_up",
    "sign_in",
]
