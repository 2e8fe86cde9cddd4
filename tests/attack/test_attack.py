"""The attacker on tables that one can work out by hand: what it must find, and what it must not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd
import pytest

from data.cube import MEASURES
from data.vocabulary import NARROWING
from tests.attack.bounds import Known, known_of
from tests.attack.one_month import _contradiction
from tests.attack.small import Judge, too_small, untrue
from tests.attack.system import systems
from tests.attack.told import Form, Place, Told
from tests.attack.truth import Truth

WAJIB, ENROLLED, KNOWN, DUE = (
    Form(frozenset((name,))) for name in ("wajib", "terdaftar", "known_wajib", "due")
)
KNOWN_ENROLLED = Form(frozenset(("known_terdaftar",)))
REGIONS, SECTORS = ("1.1", "1.2"), ("A", "B")


@dataclass(frozen=True)
class Limits:
    """The thresholds of these tables."""

    min_employers: int = 10
    dominance_ppm: int = 800_000
    dominance_confirmed: bool = False


def rows(*groups: tuple[str, str, int, dict[str, int]]) -> Judge:
    """So many employers of a region and sector, each with these measures beside `wajib`."""
    made = [
        {
            "region": region,
            "sector": sector,
            "kecamatan": f"{region}.1",
            "segment": "PU",
            "scale": "",
            "office": "KC",
        }
        | {"wajib": 1, **measures}
        for region, sector, number, measures in groups
        for _ in range(number)
    ]
    frame = pd.DataFrame(made).reindex(
        columns=["region", "sector", "kecamatan", "segment", "scale", "office", *MEASURES]
    )
    frame[list(MEASURES)] = frame[list(MEASURES)].fillna(0).astype("int64")
    return Judge(Truth(frame.assign(who=[str(at) for at in range(len(frame))])))


def places() -> dict[Place, str]:
    """Every fixed table over REGIONS and SECTORS."""
    areas = {"all": frozenset(REGIONS), **{code: frozenset((code,)) for code in REGIONS}}
    values = {"sector": SECTORS, "segment": ("PU",), "scale": ("",), "office": ("KC",)}
    found = {Place(regions): "region" for regions in areas.values()}
    found |= {Place(frozenset((code,)), f"{code}.1"): "kecamatan" for code in REGIONS}
    return found | {
        Place(regions, None, dimension, value): dimension
        for regions in areas.values()
        for dimension in NARROWING
        for value in values[dimension]
    }


def answered(judge: Judge, forms: Iterable[Form], hidden: Iterable[Place] = (), reason: str = "") -> Told:
    """What the public is told when these places are hidden, for a reason or without one."""
    told, hidden = Told("2026-08", level=places()), set(hidden)
    for place in told.level:
        for form in forms:
            if place in hidden:
                told.hidden.setdefault((place, form), set()).add(reason)
            else:
                told.shown[place, form] = judge.sum_of(place, form)
        if place in hidden and reason:
            told.reasons[place, "wajib"] = {reason}
    return told


def cell(region: str, sector: str) -> Place:
    return Place(frozenset((region,)), None, "sector", sector)


def known(told: Told, judge: Judge) -> list[Known]:
    return [one for system in systems(told, judge, 10) for one in known_of(system)]


@pytest.fixture
def judge() -> Judge:
    return rows(
        *(
            (region, sector, 40, {"terdaftar": 1, "known_wajib": 3, "due": 500})
            for region in REGIONS
            for sector in SECTORS
        )
    )


@pytest.mark.parametrize("form", [WAJIB, KNOWN, DUE])
def test_one_hidden_cell_is_the_rest_of_its_row(judge, form):
    told = answered(judge, [form], [cell("1.1", "A")])
    assert [(one.place, one.is_exact) for one in known(told, judge)] == [(cell("1.1", "A"), True)]


@pytest.mark.parametrize("form", [WAJIB, KNOWN, DUE])
def test_four_hidden_cells_protect_one_another(judge, form):
    told = answered(judge, [form], [cell(region, sector) for region in REGIONS for sector in SECTORS])
    assert known(told, judge) == []


def test_a_small_cell_beside_a_large_one_is_known_within_a_tenth_of_the_large_one():
    judge = rows(*(("1.1", sector, number, {}) for sector, number in (("A", 300), ("B", 4))))
    told = answered(
        judge,
        [WAJIB],
        [
            cell("1.1", "A"),
            cell("1.1", "B"),
            Place(frozenset(REGIONS), None, "sector", "A"),
            Place(frozenset(REGIONS), None, "sector", "B"),
        ],
    )
    assert {one.place.value for one in known(told, judge)} == set()
    with_reason = answered(
        judge, [WAJIB], [cell("1.1", "B"), Place(frozenset(REGIONS), None, "sector", "B")], "primer"
    )
    for place in (cell("1.1", "A"), Place(frozenset(REGIONS), None, "sector", "A")):
        with_reason.hidden[place, WAJIB] = {"sekunder"}
        del with_reason.shown[place, WAJIB]
    assert {(one.place.value, one.kind) for one in known(with_reason, judge)} == {("A", "within 10 %")}


def test_what_two_tell_of_a_step_tells_the_step(judge):
    told = answered(judge, [KNOWN, KNOWN_ENROLLED])
    for place in list(told.level):
        # As many are told to be known as to be enrolled: nobody lies between, whatever is hidden of it.
        told.hidden[place, Form(frozenset(("known_wajib",)), frozenset(("known_terdaftar",)))] = {""}
    assert all(one.is_exact for one in known(told, judge))


def test_the_difference_of_two_steps_rests_on_who_is_between_them():
    groups = [("1.1", "A", 30, {"known_wajib": 5, "known_terdaftar": 5}), ("1.1", "A", 1, {"known_wajib": 7})]
    judge = rows(*groups)
    found = list(too_small(answered(judge, [KNOWN, KNOWN_ENROLLED]), judge, Limits()))
    assert {(one.made_of, one.contributors, one.kind) for one in found} == {
        ("[known_terdaftar] - [known_wajib]", 1, "too few")
    }


def test_one_with_nearly_all_of_a_sum_dominates_it():
    judge = rows(("1.1", "A", 20, {"due": 10}), ("1.1", "A", 1, {"due": 900}))
    found = list(too_small(answered(judge, [DUE]), judge, Limits()))
    assert found and {one.kind for one in found} == {"dominated"}
    assert not list(too_small(answered(judge, [DUE], places()), judge, Limits()))


def test_a_number_that_is_not_the_sum_of_its_rows_is_found(judge):
    told = answered(judge, [WAJIB])
    told.shown[cell("1.1", "A"), WAJIB] += 1
    assert untrue(told, judge) == [(cell("1.1", "A"), WAJIB)]
    assert any(_contradiction(system) for system in systems(told, judge, 10))
