"""What all tests share: Hypothesis measures no time, since a busy machine is no defect.

Half as many examples as by default, since all tests are run often, each time on other examples.
"""

import gc

import pytest
from hypothesis import settings

settings.register_profile("house", deadline=None, max_examples=50)
settings.load_profile("house")


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """Leave what was imported out of each garbage collection: a million objects that stay to the end anyway."""
    gc.collect()
    gc.freeze()
