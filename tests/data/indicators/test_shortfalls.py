"""Who is behind a target, by how much and since when: against plain loops on ledgers made at random."""

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.indicators import (
    Since,
    Standing,
    Target,
    behind_since,
    counted_in,
    definitions,
    is_known,
    judge,
    shortfall_of,
)
from tests.data.indicators import shortfalls_by_hand as by_hand
from tests.examples import examples

LEDGER = {key: one for key, one in definitions().items() if one.kind == "ledger"}
SHARES = ("coverage_workers", "compliance", "arrears_share", "on_time_rp", "informal_attainment")
COUNTS = ("ledger_arrears_rp", "employers_compliant")
MONTHS = ["2025-11", "2025-12", "2026-01", "2026-02"]


def target(value: float, unit: str, year: str = "2026") -> Target:
    return Target("ucj_pct", "16.06", value, unit, year, "RPJMN", "S400")


def measured(indicator, value):
    """A value as the measurement gives it, of (numerator, denominator) or a number; None is missing."""
    if isinstance(value, tuple):
        above, below = value
        return SimpleNamespace(
            value=100 * above / below if below else None, numerator=above, denominator=below
        )
    return SimpleNamespace(value=value, numerator=value, denominator=None)


def held(indicator, targets):
    return tuple(target(value / 1000, indicator.unit) for value in targets)


@st.composite
def ledgers(draw):
    """An indicator, and for each of some regions its value and its targets (in thousandths) in every month."""
    name = draw(st.sampled_from(SHARES + COUNTS))
    share = name in SHARES
    whole = st.integers(0, 400)
    values = st.tuples(whole, whole) if share else whole
    targets = st.lists(st.integers(0, 100_000 if share else 400_000), max_size=2)
    several = st.one_of(targets.map(lambda found: found[:1]), targets)
    course = st.tuples(st.one_of(st.none(), values), several)
    regions = draw(st.lists(st.lists(course, min_size=4, max_size=4), min_size=1, max_size=5))
    return name, {f"16.{at:02}": months for at, months in enumerate(regions, 1)}


@examples(30, 400)
@given(ledgers())
def test_counts_what_is_lacking_and_since_when_are_those_counted_one_by_one(ledger):
    name, regions = ledger
    indicator = LEDGER[name]
    low = indicator.polarity == "low_good"
    judged, since, plain, sinces = {}, {}, {}, []
    for code, course in regions.items():
        rows = [(measured(indicator, value), held(indicator, targets)) for value, targets in course]
        stood = [judge(indicator, row, targets) for row, targets in rows]
        known = [is_known(indicator, row) for row, _ in rows]
        slow = [by_hand.standing(value, targets, low) for value, targets in course]
        assert [one and (one.behind, one.short) for one in stood] == slow
        begun = behind_since(reversed(list(zip(MONTHS, stood, known, strict=True))))
        expected = by_hand.since(MONTHS, list(zip(slow, known, strict=True)))
        assert begun == (expected and Since(*expected))
        if stood[-1] is not None:
            judged[code], plain[code] = stood[-1], slow[-1]
        if begun:
            since[code] = begun
            sinces.append(expected)
    told = shortfall_of(judged, since)
    behind = {code: short for code, (is_behind, short) in plain.items() if is_behind}
    shorts = [short for short in behind.values() if short is not None]
    assert (told.judged, told.behind, set(told.by_area)) == (len(plain), len(behind), set(behind))
    assert told.short == (sum(shorts) if shorts else None) and told.unknown == len(behind) - len(shorts)
    month, count = by_hand.told(sinces)
    assert (told.told, told.since) == (month and Since(*month), count)


@examples(60, 1_000)
@given(st.integers(0, 400), st.integers(0, 400), st.lists(st.integers(0, 100_000), max_size=2))
def test_people_missing_stand_as_the_share_that_they_are_worked_out_from(above, below, targets):
    share, gap = LEDGER["coverage_workers"], LEDGER["coverage_gap"]
    percent = tuple(target(value / 1000, "percent") for value in targets)
    of_share = judge(share, measured(share, (above, below)), percent)
    lacks = of_share.short if of_share else None
    row = SimpleNamespace(value=lacks, numerator=above, denominator=below)
    of_gap = judge(gap, row, percent)
    assert (of_share and (of_share.behind, of_share.short)) == (of_gap and (of_gap.behind, of_gap.short))
    assert is_known(gap, row) == (below > 0)


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("coverage_workers", "workers"),
        ("compliance", "employers"),
        ("compliance_workers", "workers"),
        ("on_time_rp", "rupiah"),
        ("recovery_rate", "rupiah"),
        ("cases_past_deadline_share", "cases"),
        ("outreach_conversion", "employers"),
        ("informal_attainment", "workers"),
        ("ledger_arrears_rp", "rupiah"),
        ("coverage_gap", "people"),
        ("arrears_months", ""),
    ],
)
def test_what_is_lacking_is_counted_in_what_the_numerator_counts(name, unit):
    assert counted_in(LEDGER[name]) == unit


def test_of_months_of_arrears_nobody_says_how_much_is_lacking_and_a_neutral_count_is_not_judged():
    months, obliged = LEDGER["arrears_months"], LEDGER["employers_obliged"]
    stood = judge(months, SimpleNamespace(value=2.5, numerator=25, denominator=10), (target(2.0, "months"),))
    assert stood == Standing(behind=True, target=2.0, gap=0.5)
    assert judge(obliged, measured(obliged, 5), (target(9.0, "employers"),)) is None


def test_of_several_targets_none_is_chosen():
    share = LEDGER["coverage_workers"]
    between = (target(49.46, "percent"), target(51.0, "percent"))
    assert judge(share, measured(share, (50, 100)), between) == Standing(behind=False)
    assert judge(share, measured(share, (48, 100)), between) == Standing(behind=True)
