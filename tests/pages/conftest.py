"""What tests of the pages share: one small simulated ledger a session, in a home of its own."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import local_script_runner
from streamlit.testing.v1.local_script_runner import LocalScriptRunner

from data.disclosure import masking
from tests.masks import kept_in, masks_folder
from tests.pages import ledger_home as homes
from tests.pages.ledger_home import small_home


@pytest.fixture(scope="session")
def ledger_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The home with the small simulated ledger; PETA_HOME names it from here on."""
    home = small_home(tmp_path_factory)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PETA_HOME", str(home))
        yield home


@pytest.fixture
def cases_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """PETA_HOME with more open cases than one page of them."""
    return _named(homes.cases_home(tmp_path_factory), monkeypatch)


@pytest.fixture
def public_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """PETA_HOME with two months of all employers that were published, most of which may be told."""
    return _named(homes.public_home(tmp_path_factory), monkeypatch)


@pytest.fixture
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """PETA_HOME with own data of one office; nobody has brought projects or outreach."""
    return _named(homes.own_home(tmp_path_factory), monkeypatch)


@pytest.fixture
def late_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """PETA_HOME with own data of two offices and those below them, one of which is two months late."""
    return _named(homes.late_home(tmp_path_factory), monkeypatch)


@pytest.fixture
def first_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """PETA_HOME with what an office brings first: employers and one month of contributions."""
    return _named(homes.first_home(tmp_path_factory), monkeypatch)


@pytest.fixture
def shared_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """PETA_HOME with regions in which two offices have employers."""
    return _named(homes.shared_home(tmp_path_factory), monkeypatch)


def _named(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PETA_HOME", str(home))
    return home


@pytest.fixture(scope="module", autouse=True)
def masks_are_worked_out_by_one_worker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What is hidden in a month of a release is found by the first worker that asks, and kept for the others.

    The guard itself is tested in tests/data/disclosure, where nothing is kept so: it ends with each file of tests, after
    which a worker may turn to those.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(masking, "_kept", kept_in(masks_folder(tmp_path_factory)))
        yield


@pytest.fixture(scope="session", autouse=True)
def a_run_of_a_page_is_waited_for_once() -> Iterator[None]:
    """AppTest asks a thousand times a second whether the page has run, and takes the interpreter from it each time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(local_script_runner, "require_widgets_deltas", _joined)
        yield


def _joined(runner: LocalScriptRunner, timeout: float) -> None:
    """The run of a page is over; raises RuntimeError, as AppTest does, where that takes longer than `timeout` seconds."""
    assert runner._script_thread is not None
    runner._script_thread.join(timeout)
    if not runner.script_stopped():
        runner.request_stop()
        runner.join()
        raise RuntimeError(f"AppTest script run timed out after {timeout}(s)")


@pytest.fixture(scope="session", autouse=True)
def packages_are_looked_through_once() -> Iterator[None]:
    """AppTest looks through every installed package for components at each run, for longer than the run takes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            manifest_scanner, "scan_component_manifests", cache(manifest_scanner.scan_component_manifests)
        )
        yield
