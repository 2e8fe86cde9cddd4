"""The same kinds of files in other clothing: every one is read as it is true, or named where it is not."""

from __future__ import annotations

import pytest

from tests.data.intake.making import (
    Case,
    agencies,
    construction,
    corrections,
    lists,
    months_across,
    offices,
    others,
    outcome,
    provinces,
    wardrobe,
    wordings,
)

MAKERS = (
    wardrobe,
    months_across,
    corrections,
    lists,
    agencies,
    construction,
    provinces,
    offices,
    others,
    wordings,
)
CASES = dict(case for maker in MAKERS for case in maker.cases())


@pytest.mark.sampled(60)
@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_a_file_is_read_as_it_is_true(case: Case):
    """Rows and sums before and after answers, every wrong cell by its place, the questions, and the refusal."""
    assert outcome(case) == case.truth()


def test_no_two_files_have_one_name():
    """A file whose name comes twice would hide the other."""
    assert len(CASES) == sum(1 for maker in MAKERS for _ in maker.cases())
