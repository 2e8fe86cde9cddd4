"""What tests of the pages share: one small simulated ledger a session, in a home of its own."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from streamlit.components.v2 import manifest_scanner

from tests.pages.ledger_home import small_home


@pytest.fixture(scope="session")
def ledger_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The home with the small simulated ledger; PETA_HOME names it from here on."""
    home = small_home(tmp_path_factory)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PETA_HOME", str(home))
        yield home


@pytest.fixture(scope="session", autouse=True)
def packages_are_looked_through_once() -> Iterator[None]:
    """AppTest looks through every installed package for components at each run, for longer than the run takes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            manifest_scanner, "scan_component_manifests", cache(manifest_scanner.scan_component_manifests)
        )
        yield
