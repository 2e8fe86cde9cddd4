"""What all tests share: Hypothesis measures no time, since a busy machine is no defect.

A third of the examples by default, since all tests are run often, each time on other examples.
"""

import atexit
import gc
import os
from collections import defaultdict
from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import settings

settings.register_profile("house", deadline=None, max_examples=30)
settings.load_profile("house")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
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
    atexit.register(gc.unfreeze)


@pytest.fixture(scope="session", autouse=True)
def nothing_waits_for_the_disk() -> Iterator[None]:
    """A release is flushed a hundred times, and no test pulls the plug.

    That a process is killed takes nothing from files that it has written; processes of their own flush as ever.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda _: None)
        yield
