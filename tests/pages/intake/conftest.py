"""What tests of the page "Data" share: the maps of a rehearsal are worked out where a test looks at them."""

from __future__ import annotations

import pytest

from pages.intake import pictures


@pytest.fixture
def maps_worked_out() -> None:
    """The rehearsal works the ledger out, as it does for a reader, which takes as long as all the rest of the page."""


@pytest.fixture(autouse=True)
def no_maps_for_who_does_not_look(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Elsewhere the maps show what the file brings, as they do where nothing can be worked out."""
    if "maps_worked_out" not in request.fixturenames:
        monkeypatch.setattr(pictures, "preview", lambda *_: None)
