"""What holds for all tests of the guard of small cells."""

from __future__ import annotations

import pytest

from data.disclosure import masking


@pytest.fixture(autouse=True)
def nothing_is_kept_by_other_tests() -> None:
    """A worker has often made pages before, whose tests take masks from files (`tests.pages.conftest`)."""
    assert masking._kept.__module__ == masking.__name__
