"""The attacker on tables that one can work out by hand: what it must find, and what it must not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd
import pytest

from data.vocabulary import NARROWING
from tests.attack import __main__ as command
from tests.attack.beside import moved
from tests.attack.bounds import BETWEEN, SUM_THERE, Known, known_of
from tests.attack.judge import ALL_FAIL, DOMINATED, TOO_FEW, Judge
from tests.attack.loss import kept
from tests.attack.report import Found, code
from tests.attack.rest import rests
from tests.attack.small import too_small, untrue
from tests.attack.system import systems
from tests.attack.told import NUMBERS, Form, Place, Told
from tests.attack.truth import Truth

WAJIB, ENROLLED, KNOWN, DUE = (
    Form(frozenset((name,))) for name in ("wajib", "terdaftar", "known_wajib", "due")
)
KNOWN_ENROLLED = Form(frozenset(("known_terdaftar",)))
REGIONS, SECTORS = ("1.1", "1.2"), ("A", "B", "C")
REGIONS_OF = [frozenset(REGIONS), *(frozenset((code,)) for code in REGIONS)]


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
        columns=["region", "sector", "kecamatan", "segment", "scale", "office", *NUMBERS]
    )
    frame[list(NUMBERS)] = frame[list(NUMBERS)].fillna(0).astype("int64")
    return Judge(Truth(frame.assign(who=[str(at) for at in range(len(frame))])))


def places(regions: tuple[str, ...] = REGIONS) -> dict[Place, str]:
    """Every fixed table over these regions and SECTORS."""
    areas = {"all": frozenset(regions), **{code: frozenset((code,)) for code in regions}}
    values = {"sector": SECTORS, "segment": ("PU",), "scale": ("",), "office": ("KC",)}
    found = {Place(area): "region" for area in areas.values()}
    found |= {Place(frozenset((code,)), f"{code}.1"): "kecamatan" for code in regions}
    return found | {
        Place(area, None, dimension, value): dimension
        for area in areas.values()
        for dimension in NARROWING
        for value in values[dimension]
    }


def answered(
    judge: Judge, forms: Iterable[Form], hidden: Iterable[Place] = (), regions: tuple[str, ...] = REGIONS
) -> Told:
    """What the public is told when these places are hidden."""
    told, hidden = Told("2026-08", level=places(regions)), set(hidden)
    for place in told.level:
        for form in forms:
            if place in hidden:
                told.hidden.add((place, form))
            else:
                told.shown[place, form] = judge.sum_of(place, form)
    return told


def cell(region: str, sector: str) -> Place:
    return Place(frozenset((region,)), None, "sector", sector)


def known(told: Told, judge: Judge) -> list[Known]:
    return [one for system in systems(told, judge, Limits()) for one in known_of(system)]


@pytest.fixture
def judge() -> Judge:
    return rows(
        *(
            (region, sector, 40, {"terdaftar": 1, "known_wajib": 3, "due": 500, "outstanding_macet": 500})
            for region in REGIONS
            for sector in SECTORS[:2]
        )
    )


@pytest.mark.parametrize("form", [WAJIB, KNOWN, DUE])
def test_one_hidden_cell_is_the_rest_of_its_row(judge, form):
    told = answered(judge, [form], [cell("1.1", "A")])
    assert [(one.place, one.is_exact) for one in known(told, judge)] == [(cell("1.1", "A"), True)]


@pytest.mark.parametrize("form", [WAJIB, KNOWN, DUE])
def test_four_hidden_cells_protect_one_another(judge, form):
    told = answered(judge, [form], [cell(region, sector) for region in REGIONS for sector in SECTORS[:2]])
    assert known(told, judge) == []


def test_a_small_cell_beside_a_large_one_is_not_known_unless_their_sum_says_it():
    judge = rows(*(("1.1", sector, number, {}) for sector, number in (("A", 300), ("B", 4))))
    hidden = [Place(regions, None, "sector", value) for regions in REGIONS_OF for value in SECTORS]
    found = known(answered(judge, [WAJIB], hidden), judge)
    # That of 304 the one has less than 304 says nothing of the other; of the large one, that it has at least 274 would.
    assert found == []


def test_what_two_tell_of_a_step_tells_the_step(judge):
    told = answered(judge, [KNOWN, KNOWN_ENROLLED])
    between = Form(frozenset(("known_wajib",)), frozenset(("known_terdaftar",)))
    told.hidden |= {(place, between) for place in told.level}
    found = [one for one in known(told, judge) if one.truth]
    assert found and all(one.is_exact and one.by == SUM_THERE for one in found)


def test_a_part_of_a_sum_and_a_sum_of_it_enclose_a_number():
    """97 of 100 workers are registered, 96 of them active, all in full: whatever is hidden of those between."""
    states = {"known_wajib": 1, "known_terdaftar": 1, "terdaftar": 1, "lengkap": 1}
    active = {"known_lengkap": 1, "workers_registered": 1, "workers_active": 1, "known_patuh": 1}
    owing = {"known_lengkap": 1, "workers_registered": 1, "workers_exposed": 1}
    judge = rows(("1.1", "A", 96, states | active), ("1.1", "A", 1, states | owing), ("1.1", "A", 3, {}))
    forms = [Form(frozenset((name,))) for name in ("known_terdaftar", "known_patuh", "workers_active")]
    told = answered(judge, forms)
    hidden = Form(frozenset(("workers_registered",)))
    told.hidden |= {(place, hidden) for place in told.level}
    found = [one for one in known(told, judge) if one.form == hidden]
    assert found and {(one.low, one.high, one.by, one.kind) for one in found} == {
        (96, 97, BETWEEN, "within 10 %")
    }


def test_the_difference_of_two_steps_rests_on_who_is_between_them():
    groups = [("1.1", "A", 30, {"known_wajib": 5, "known_terdaftar": 5}), ("1.1", "A", 1, {"known_wajib": 7})]
    judge = rows(*groups)
    found = list(too_small(answered(judge, [KNOWN, KNOWN_ENROLLED]), judge, Limits()))
    assert {(one.made_of, one.contributors, one.kind) for one in found} == {
        ("[known_terdaftar] - [known_wajib]", 1, TOO_FEW)
    }


def test_a_step_of_few_is_asked_for_where_one_of_its_two_numbers_is_hidden():
    """The hidden number is 155 of 162: that it is known says more of the one employer beyond it than of itself."""
    judge = rows(
        ("1.1", "A", 31, {"known_wajib": 5, "known_terdaftar": 5}), ("1.1", "A", 1, {"known_wajib": 7})
    )
    told = answered(judge, [KNOWN, KNOWN_ENROLLED])
    del told.shown[cell("1.1", "A"), KNOWN_ENROLLED]
    step = Form(KNOWN.plus, KNOWN_ENROLLED.plus)
    assert [(one.place, one.is_exact) for one in known(told, judge) if one.form == step] == [
        (cell("1.1", "A"), True)
    ]


def test_two_months_side_by_side_are_of_whoever_moved():
    before, now = (rows(("1.1", "A", number, {"due": 5})) for number in (20, 21))
    counts = moved(answered(before, [DUE]), before, answered(now, [DUE]), now, 10)
    assert counts["amounts moved"] == counts["amounts moved by one alone"] > 0


def test_what_two_sums_leave_together_is_what_one_of_them_is_hidden_of():
    """The same difference is left of the row where one of the two steps is hidden in the only sector that has it."""
    groups = [
        ("1.1", "A", 30, {"known_wajib": 5, "known_terdaftar": 5}),
        ("1.1", "B", 30, {"known_wajib": 7}),
    ]
    judge = rows(*groups, ("1.1", "A", 1, {"known_wajib": 7, "known_terdaftar": 5}))
    told = answered(judge, [KNOWN, KNOWN_ENROLLED])
    del told.shown[cell("1.1", "A"), KNOWN]
    found = [one for one in rests(told, judge, Limits()) if one.place == Place(frozenset(("1.1",)))]
    assert {(one.made_of, one.kind) for one in found} == {
        ("[known_terdaftar] - [known_wajib], less its parts by sector", TOO_FEW)
    }


def test_one_with_nearly_all_of_a_sum_dominates_it():
    judge = rows(("1.1", "A", 20, {"due": 10}), ("1.1", "A", 1, {"due": 900}))
    found = list(too_small(answered(judge, [DUE]), judge, Limits()))
    assert found and {one.kind for one in found} == {DOMINATED}
    assert not list(too_small(answered(judge, [DUE], places()), judge, Limits()))


def test_a_count_is_held_against_what_it_is_a_count_of():
    judge = rows(("1.1", "A", 9, {"terdaftar": 1}), ("1.1", "B", 20, {}), ("1.2", "A", 20, {"terdaftar": 1}))
    why = {
        place.value + next(iter(place.regions)): judge.why_not(place, ENROLLED, Limits())
        for place in (cell("1.1", "A"), cell("1.1", "B"), cell("1.2", "A"))
    }
    assert why == {"A1.1": TOO_FEW, "B1.1": ALL_FAIL, "A1.2": ""}


def test_a_number_that_is_not_the_sum_of_its_rows_is_found(judge):
    told = answered(judge, [WAJIB])
    told.shown[cell("1.1", "A"), WAJIB] += 1
    assert untrue(told, judge) == [(cell("1.1", "A"), WAJIB)]
    assert any(system.contradicts for system in systems(told, judge, Limits()))


def test_what_is_kept_is_of_what_there_is_and_what_could_be():
    """Two of the cells of a table are hidden: one is small, and both are told together as what is left of their row."""
    judge = rows(
        *(("1.1", sector, number, {"due": 1}) for sector, number in zip("ABC", (9, 12, 30), strict=True))
    )
    hidden = [cell("1.1", "A"), cell("1.1", "B")]
    sectors = kept(answered(judge, [DUE], hidden), judge, Limits())["sector"]
    everywhere = (3, 9 + 12 + 30)  # the same cells of all regions, which are one
    assert (sectors.numbers, sectors.seen_numbers, sectors.told_numbers) == (3 + 3, 1 + 3, 3 + 3)
    assert (sectors.safe, sectors.rupiah, sectors.seen_rupiah) == (
        2 + 2,
        2 * everywhere[1],
        30 + everywhere[1],
    )


@pytest.mark.parametrize(
    "hidden, alone, jointly, with_all",
    [(("1.1", "1.2"), 1, 3, 3), (("1.1", "1.2", "1.3"), 0, 0, 3)],
    ids=["two of three are told as what is left", "all three are told as their sum"],
)
def test_what_is_hidden_of_regions_is_told_of_them_together(hidden, alone, jointly, with_all):
    regions = ("1.1", "1.2", "1.3")
    judge = rows(*((region, "A", 12, {}) for region in regions))
    of_one = [Place(frozenset((region,))) for region in hidden]
    of_regions = kept(answered(judge, [WAJIB], of_one, regions), judge, Limits())["region"]
    whole = 1  # their sum is told in any case
    assert of_regions.seen_numbers == alone + whole
    assert (of_regions.told_numbers, of_regions.around_numbers) == (jointly + whole, with_all + whole)
    assert of_regions.around_employers == 12 * with_all + 36


@pytest.mark.parametrize(
    ("found", "ends_with"),
    [
        (Found(), 0),
        (Found(guarding=Counter({("exactly",): 3})), 0),
        (Found(unsafe=Counter({("alone",): 1})), 1),
        (Found(sensitive=Counter({("exactly",): 1})), 1),
        (Found(wrong=Counter({("the guard of a month takes too long",): 1})), 1),
    ],
)
def test_the_command_ends_with_1_when_anything_is_found(found, ends_with, monkeypatch, capsys):
    monkeypatch.setattr(command, "small", lambda how_many: found)
    assert command.main(["kecil"]) == code({"kecil": found}) == ends_with
    assert ("NOT clean" in capsys.readouterr().out) == bool(ends_with)


def test_a_guard_that_takes_too_long_is_found(monkeypatch):
    monkeypatch.setattr(command.loss, "guard_seconds", lambda *_: command.loss.MOST_SECONDS + 0.1)
    assert command._in_time(None, "2026-08")
