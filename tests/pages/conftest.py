"""What tests of the pages share: one small simulated ledger a session, in a home of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.pages.ledger_home import small_home


@pytest.fixture(scope="session")
def ledger_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The home with the small simulated ledger; PETA_HOME names it from here on."""
    home = small_home(tmp_path_factory)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PETA_HOME", str(home))
        yield home
