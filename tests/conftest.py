"""What all tests share: how many examples a property is tried on, and what is spared where no test asks for it."""

import atexit
import gc
import os
from collections import defaultdict
from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import is_hypothesis_test, settings

from tests.examples import FEW, MANY

# While tests are collected a million objects are made that stay to the end: to look among them for garbage in circles took
# three tenths of that time, in each worker. `pytest_collection_finish` looks once and goes on from there.
gc.disable()


def pytest_configure(config: pytest.Config) -> None:
    """Many examples where what is thorough is asked for, few else: before any test says how many it takes."""
    settings.load_profile(MANY if config.getoption("markexpr") == "thorough" else FEW)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks what is thorough: each property where many examples are wanted, and cases that are not in their sample."""
    if settings.get_current_profile_name() == MANY:
        for item in items:
            if is_hypothesis_test(getattr(item, "obj", None)):
                item.add_marker(pytest.mark.thorough)
    _sample(items)


def _sample(items: list[pytest.Item]) -> None:
    """Of a test that is `sampled(n)` the first case, the last and those evenly between them run; the others are thorough."""
    cases: dict[str, list[pytest.Item]] = defaultdict(list)
    for item in items:
        if item.get_closest_marker("sampled"):
            cases[item.nodeid.partition("[")[0]].append(item)
    for alike in cases.values():
        (wanted,) = alike[0].get_closest_marker("sampled").args
        kept = set(np.linspace(0, len(alike) - 1, min(wanted, len(alike))).round().tolist())
        for at, item in enumerate(alike):
            if at not in kept:
                item.add_marker(pytest.mark.thorough)


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """Leave what was imported out of each garbage collection: a million objects that stay to the end anyway.

    Of what comes later little is garbage in circles: to look for it every 700 objects took a twentieth of the time of a
    page. At the very end all are let go, or libraries complain of objects that were never freed.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000)
    gc.enable()
    atexit.register(gc.unfreeze)


@pytest.fixture(scope="session", autouse=True)
def nothing_waits_for_the_disk() -> Iterator[None]:
    """A release is flushed a hundred times, and no test pulls the plug.

    That a process is killed takes nothing from files that it has written; processes of their own flush as ever.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda _: None)
        yield
