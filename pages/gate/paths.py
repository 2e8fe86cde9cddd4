"""Which addresses are Streamlit's to answer. All others are the app's own, which says so when there is no such page."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st
from starlette.routing import Match, Route
from starlette.types import Scope

# What Streamlit's pages need, and its way back from a sign-in. Its metrics, its health check of the script and its
# interface for programs are left out: nobody here needs them, and each tells or does something.
_STREAMLITS = re.compile(
    r"/_stcore/(health|host-config|stream)"
    r"|/_stcore/(upload_file|bidi-components)/.+"
    r"|/(media|component)/.+"
    r"|/oauth2callback|/auth/(login|logout)",
    re.ASCII,
)


def _is_streamlits(path: str) -> bool:
    return path in _static_files() or _STREAMLITS.fullmatch(path) is not None


@cache
def _static_files() -> frozenset[str]:
    """The addresses of the scripts and styles that Streamlit's page loads."""
    folder = Path(st.__file__).parent / "static"
    return frozenset(
        f"/{file.relative_to(folder).as_posix()}" for file in (folder / "static").rglob("*") if file.is_file()
    )


class OwnPaths(Route):
    """Every address, of however many parts and whatever the method, that is not Streamlit's to answer.

    Routes of an app come before Streamlit's own. One for every address would take Streamlit's as well; without one,
    Streamlit answers an address that nobody has with its English page, as if it were found.
    """

    def __init__(self, endpoint: Any) -> None:
        super().__init__("/{page:path}", endpoint)

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Take what is not Streamlit's."""
        if scope["type"] != "http" or _is_streamlits(scope["path"]):
            return Match.NONE, {}
        found, child = super().matches(scope)
        return (Match.FULL if found is Match.PARTIAL else found), child
