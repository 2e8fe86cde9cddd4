"""The same kinds of files in other clothing: every one is read as it is true, or named where it is not."""

from __future__ import annotations

import pytest

from tests.data.intake.making import Case, months_down, outcome

CASES = dict([*months_down.cases()])


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_a_file_is_read_as_it_is_true(case: Case):
    assert outcome(case) == case.truth()
