"""The law as of a month: what is in force, its classes of age, its time limits."""

import dataclasses
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.law.periods import UnknownMonth, periods
from data.law.rules import at, deadline
from data.months import UnreadableMonth, month_index, month_text, months_between
from data.vocabulary import AGEING, PROGRAMMES, RISKS, SCALES, STEPS

FIRST, LAST = "2022-03", "2030-12"
KNOWN = months_between(FIRST, LAST)
months = st.sampled_from(KNOWN)


def without_month(rules):
    return dataclasses.replace(rules, month="")


def test_rates_are_those_of_the_law():
    rules = at("2026-08")
    assert list(rules.jkk_ppm.items()) == list(zip(RISKS, (2_400, 5_400, 8_900, 12_700, 17_400), strict=True))
    assert (rules.jkm_ppm, rules.jht_ppm, rules.jp_ppm) == (3_000, (37_000, 20_000), (20_000, 10_000))
    assert (rules.due_day, rules.penalty_ppm, rules.non_registration_ppm) == (15, 20_000, 1_000)
    assert (rules.min_employers, rules.dominance_ppm, rules.active_until_months) == (10, 800_000, 3)
    assert [tier.jkk_ppm for tier in rules.jakon] == [2_100, 1_700, 1_300, 1_100, 900]
    assert rules.bpu.least_rupiah == 16_800 == 10_000 + rules.bpu.jkm_rupiah


def test_programmes_are_required_by_scale():
    required = at("2026-08").required
    assert set(required) == set(SCALES)
    assert required["besar"] == required["menengah"] == PROGRAMMES
    assert required["kecil"] == ("JKK", "JKM", "JHT") and required["mikro"] == ("JKK", "JKM")


@pytest.mark.parametrize(
    ("month", "ceiling"),
    [
        ("2022-03", 9_077_600),
        ("2023-02", 9_077_600),
        ("2023-03", 9_559_600),
        ("2024-03", 10_042_300),
        ("2025-02", 10_042_300),
        ("2025-03", 10_547_400),
        ("2026-02", 10_547_400),
        ("2026-03", 11_086_300),
    ],
)
def test_the_wage_ceiling_is_that_of_its_month(month, ceiling):
    assert at(month).jp_wage_ceiling == ceiling


@pytest.mark.parametrize(
    ("month", "jkk", "bpu"),
    [
        ("2025-01", False, (0, 0)),
        ("2025-02", True, (0, 0)),
        ("2026-01", True, (500_000, 0)),
        ("2026-02", False, (500_000, 0)),
        ("2026-04", False, (500_000, 500_000)),
        ("2026-12", False, (500_000, 500_000)),
        ("2027-03", False, (500_000, 0)),
        ("2027-04", False, (0, 0)),
    ],
)
def test_reliefs_begin_and_end(month, jkk, bpu):
    rules = at(month)
    assert (rules.relief is not None) == jkk
    assert (rules.bpu.off_ppm["transport"], rules.bpu.off_ppm["other"]) == bpu
    assert rules.bpu.excluded_payers == (("apbd", "apbn") if any(bpu) else ())


def test_rules_change_exactly_where_a_period_begins_or_has_ended():
    every = [period for timeline in periods().values() for period in timeline]
    changes = {period.since for period in every}
    changes |= {month_text(month_index(period.until) + 1) for period in every if period.until}
    changed = {
        month for before, month in pairwise(KNOWN) if without_month(at(before)) != without_month(at(month))
    }
    assert changed == {month for month in changes if FIRST < month <= LAST}
    assert {"2023-03", "2025-02", "2026-02"} <= changed


def test_a_month_before_the_first_rule_is_refused_with_what_is_known():
    with pytest.raises(UnknownMonth, match=r"2022-02; yang tercatat: ≥ 2022-03\. .*\.toml"):
        at("2022-02")
    with pytest.raises(UnreadableMonth, match="2025-13"):
        at("2025-13")


# -- what is confirmed


def unconfirmed(month):
    return {period.name for period in at(month).sources() if not period.confirmed}


def test_what_no_source_confirms_is_said_to_be_unconfirmed():
    settings = {
        "ageing",
        "active_until",
        "dominance",
        "joint_holidays",
        "jakon",
        "reported_wage_floor",
        "clock_nota_1",
        "clock_nota_2",
    }
    settings |= {"non_registration", "chain_arrears", "chain_inspection", "chain_receivables", "receivables"}
    assert unconfirmed("2026-08") == settings
    assert "jp_wage_ceiling" in unconfirmed("2022-12")


def test_sources_are_what_is_in_force_and_nothing_else():
    names = [period.name for period in at("2024-06").sources()]
    assert sorted(names) == sorted(
        set(periods()) - {"jkk_relief", "bpu_relief_transport", "bpu_relief_other"}
    )
    relieved = {period.name: period for period in at("2025-02").sources()}
    assert relieved["jkk_relief"].law == "PP 7/2025"
    ceiling = relieved["jp_wage_ceiling"]
    assert (ceiling.values["rupiah"], ceiling.since, ceiling.until) == (10_042_300, "2024-03", "2025-02")
    assert ceiling.law == "PP 45/2015 Pasal 29" and ceiling.confirmed


# -- how old arrears are


def classes_of(age, rules):
    """The names of all classes that arrears of so many months are in."""
    return [
        ageing.name
        for ageing in rules.ageing
        if ageing.first_month <= age and (ageing.last_month is None or age <= ageing.last_month)
    ]


@given(st.integers(1, 2_000), months)
def test_every_age_is_in_exactly_one_class(age, month):
    assert len(classes_of(age, at(month))) == 1


def test_classes_of_age_have_the_names_of_the_vocabulary():
    rules = at("2026-08")
    assert tuple(ageing.name for ageing in rules.ageing) == AGEING
    first_and_last_months = (1, 3, 4, 6, 7, 12, 13)
    assert [classes_of(age, rules) for age in first_and_last_months] == [
        [name] for name in AGEING for _ in range(2)
    ][:7]
    assert classes_of(0, rules) == []


# -- time limits of enforcement


def test_clocks_count_working_days_where_the_law_does():
    rules, friday = at("2025-03"), date(2025, 3, 7)
    assert deadline("teguran_1", friday, rules) == date(2025, 3, 21)
    assert deadline("denda", friday, rules) == date(2025, 4, 6)
    assert deadline("nota_1", friday, rules) == date(2025, 4, 6)
    assert deadline("nota_2", friday, rules) == date(2025, 3, 21)
    assert deadline("skk", friday, rules) is None
    assert set(rules.clocks) <= set(STEPS)
