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


# Every page, role and language is among every second of the runs; those of two offices' pages take the longest.
SAMPLE = RUNS[::2]


@pytest.mark.sampled(6)
@pytest.mark.parametrize(
    "run", [run if run in SAMPLE else pytest.param(run, marks=pytest.mark.thorough) for run in RUNS], ids=str
)
def test_an_earlier_release_is_read_as_it_was_then(run: Run):
    now, then = seen(run), expected()[str(run)]
    assert now["said"] == then["said"]
    assert list(now["files"]) == list(then["files"])
    for name, cells in then["files"].items():
        assert now["files"][name] == cells, name


def test_the_sample_has_every_page_role_language_and_kind_of_file():
    def parts(runs: list[Run]) -> set[str]:
        pages = {run.page.split("-")[0] for run in runs} | {run.role for run in runs}
        return (
            pages
            | {str("bhs=en" in run.address) for run in runs}
            | {kind for run in runs for kind in run.files}
        )

    assert parts(SAMPLE) == parts(RUNS)


def test_what_is_expected_is_of_these_runs_and_no_others():
    assert list(expected()) == [str(run) for run in RUNS]
