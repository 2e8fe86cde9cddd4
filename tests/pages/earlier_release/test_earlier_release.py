"""A release made by an earlier version is read: pages and exports say of it what they said then."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

from tests.pages.earlier_release import EXPECTED, RUNS, Run, earlier_home, seen


@pytest.fixture(scope="module", autouse=True)
def release() -> Iterator[None]:
    """The release in force is the earlier one, on the day that it was made."""
    with earlier_home():
        yield


@cache
def expected() -> dict[str, Any]:
    """What each run showed when the release was made."""
    return json.loads(EXPECTED.read_text("utf-8"))


@pytest.mark.sampled(9)
@pytest.mark.parametrize("run", RUNS, ids=str)
def test_an_earlier_release_is_read_as_it_was_then(run: Run):
    now, then = seen(run), expected()[str(run)]
    assert now["said"] == then["said"]
    assert list(now["files"]) == list(then["files"])
    for name, cells in then["files"].items():
        assert now["files"][name] == cells, name


def test_what_is_expected_is_of_these_runs_and_no_others():
    assert list(expected()) == [str(run) for run in RUNS]
