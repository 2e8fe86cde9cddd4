"""A server with one session for the tests of the gate."""

from __future__ import annotations

import pytest
from streamlit import runtime
from streamlit.testing.v1 import AppTest

from tests.pages.gate.sessions import Session, drawn, served


@pytest.fixture(scope="session")
def _page() -> AppTest:
    return drawn()


@pytest.fixture
def found(_page: AppTest, monkeypatch: pytest.MonkeyPatch) -> Session:
    """A session whose page was drawn, which the server knows."""
    session = Session(_page)
    server = served(session, {"here": b"x"})
    monkeypatch.setattr(runtime, "get_instance", lambda: server)
    return session
