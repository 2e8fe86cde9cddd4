"""What all tests share: Hypothesis measures no time, since a busy machine is no defect.

A third of the examples by default, since all tests are run often, each time on other examples.
"""

import atexit
import gc

import pytest
from hypothesis import settings

settings.register_profile("house", deadline=None, max_examples=30)
settings.load_profile("house")


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """Leave what was imported out of each garbage collection: a million objects that stay to the end anyway.

    At the very end they are let go, or libraries complain of objects that were never freed.
    """
    gc.collect()
    gc.freeze()
    atexit.register(gc.unfreeze)
