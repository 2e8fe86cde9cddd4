"""The sums of an office are those of its regions, added up by hand, as far as each viewer may be told them."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as some

from data.access.viewer import PUBLIK, Viewer
from data.indicators.definition import definitions
from data.offices import OFFICE_INDICATORS, OfficeSums, office_sums, sums_of_each
from data.queries.wholes import whole_of
from data.words import Words
from pages.office.matters import sentences
from tests.facts import FACTS
from tests.pages.reading import reading

pytestmark = pytest.mark.usefixtures("ledger_home")
INSIDE = Viewer("pengelola")


def _told(whole):
    """The value of a whole area, and why it is not told; of one that has no cell nothing is known."""
    return (whole.value, whole.suppressed) if whole else (None, "")


@pytest.mark.parametrize("viewer", [PUBLIK, INSIDE], ids=lambda v: v.role)
@given(
    regions=some.sets(some.sampled_from(sorted(FACTS.regions["code"])), min_size=1), back=some.integers(0, 1)
)
@example(regions=set(FACTS.regions.loc[FACTS.regions["area"] == "sumsel", "code"]), back=0)
@settings(max_examples=12)
def test_a_sum_is_what_one_adds_up_by_hand(viewer, regions, back):
    found = reading(viewer)
    of = OfficeSums("X", found.months[-1], tuple(sorted(regions)), found)
    month = found.months[-1 - back]
    for name in OFFICE_INDICATORS:
        about = definitions()[name]
        cells = [r for r in found.cells(about, month, "region").to_dict("records") if r["region"] in regions]
        one = of.sum(name, month)
        hidden = [r for r in cells if r["suppressed"]]
        assert of.hidden(name) == len([r for r in of.values(name).to_dict("records") if r["suppressed"]])
        if hidden and (
            whole := whole_of(found, regions)
        ):  # which is told for itself, though a part of it is not
            assert (one.value, one.suppressed) == _told(found.one(about, month, *whole))
            continue
        if hidden:
            assert one.suppressed and one.value is None and one.numerator is None
            continue
        above = sum(int(r[part]) for r in cells for part in about.above)
        assert one.numerator == above and one.as_of == month
        if about.below:
            below = sum(int(r[part]) for r in cells for part in about.below)
            assert one.denominator == below and one.value == pytest.approx(100 * above / below)
        elif not about.below_workforce:
            assert one.value == above and one.denominator is None


@pytest.mark.parametrize("viewer", [PUBLIK, INSIDE], ids=lambda v: v.role)
@pytest.mark.parametrize("family", [(), ("KC-PALEMBANG",)], ids=["everybody's", "of one office"])
def test_the_sums_of_all_offices_at_once_are_those_of_each(viewer, family):
    found = reading(viewer)
    codes = [*FACTS.offices["code"]]
    every = [office_sums(code, found.months[-1], found, frozenset(family)) for code in codes]
    each = {office.code: office.sum("employers_obliged") for office in every}
    told = {code: one.value for code, one in each.items() if one is not None and one.value is not None}
    assert sums_of_each(every, "employers_obliged") == told and told
    assert sums_of_each([], "employers_obliged") == {}


def test_a_comparison_is_of_the_regions_of_the_month_looked_at():
    found = reading(INSIDE)
    of = OfficeSums("X", found.months[-1], ("16.04", "16.71"), found)
    apart = [OfficeSums("X", of.month, (code,), found).sum("compliance", of.before) for code in of.regions]
    assert None not in apart and len(apart) == 2
    assert of.sum("compliance", of.before).denominator == sum(region.denominator for region in apart)


def test_the_months_that_are_compared_are_those_that_the_ledger_has():
    found = reading(INSIDE)
    first, newest = (office_sums("KC-PALEMBANG", found.months[at], found) for at in (0, -1))
    assert (first.before, first.year_before) == ("", "") and sentences(first, Words("id")) == []
    assert (newest.before, newest.year_before) == (found.months[-2], found.months[-13])
