"""The first screen of an office: one sentence, three tiles, five names, twelve months; a number is the page it opens."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
import streamlit as st
from hypothesis import given
from hypothesis import strategies as some

from data.access.viewer import PUBLIK, Viewer
from data.indicators import Measured, Target
from data.offices import office_sums
from data.places import offices
from data.queries import (
    OVERDUE,
    CaseQuery,
    EmployerList,
    EmployerQuery,
    Enforcement,
    Where,
    employer_grounds,
)
from data.words import Words
from pages.office import first, today
from pages.session.place import place_of_office
from pages.view import View
from pages.widgets import compliance_said
from tests.facts import FACTS
from tests.pages.counting import Query, counts_on, pairs, same
from tests.pages.reading import component, opened, own_reading, reading, well, words_on

pytestmark = pytest.mark.usefixtures("shared_home")
CODE, PAGE = "KC-MOJOKERTO", "kantor-kc-mojokerto"
BRANCH = Viewer("cabang", offices.with_its_own(FACTS, CODE))
ELSEWHERE = Viewer("wilayah", offices.with_its_own(FACTS, "KANWIL-SUMBAGSEL"))
ID = Words("id")


def page(viewer: Viewer, **query: str):
    return well(opened(PAGE, viewer, data="simulasi", **query))


def tiles(app) -> dict:
    return component(app, "bidi_component", "office_tiles")


def ways(app) -> list[str]:
    """The ways that numbers of the tiles lead, those to Data apart."""
    pieces = [
        piece for _, _, number, _, lines in tiles(app)["rows"] for line in (number, *lines) for piece in line
    ]
    return sorted({way for _, way, _ in pieces if way})


def names(app) -> list[list]:
    """The rows of the five names; none where the list is not on the page."""
    shown = [element for element in app.get("bidi_component") if "office_today" in str(element.proto)]
    return component(app, "bidi_component", "office_today")["rows"] if shown else []


def followed(app, way: str) -> tuple[str, dict[str, str]]:
    """The page that a way opens, and its address."""
    return led(app.session_state["view"], way)


def led(view: View, way: str) -> tuple[str, dict[str, str]]:
    """The same from the page of the office with this view."""
    of, state = first_of(view, BRANCH), {"view": view}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(st, "session_state", state)
        patch.setattr(st, "query_params", Query({}))
        first.follow(of, way)
    return state["go_to"], state["view"].to_query()


def first_of(view, viewer: Viewer):
    """The office whose employers the view counts, as the viewer sees it."""
    found = own_reading(viewer) if view.data == "sendiri" else reading(viewer)
    family = frozenset(viewer.stands_for) if view.scope == "kantor" else frozenset()
    return office_sums(CODE, found.months[-1], found, family)


# -- a number is the page that it opens


@pytest.mark.parametrize(
    ("viewer", "home"), [(BRANCH, "shared_home"), (PUBLIK, "public_home")], ids=lambda one: str(one)[:9]
)
def test_each_number_of_a_tile_is_the_number_of_the_page_it_opens(viewer, home, request):
    request.getfixturevalue(home)
    app = page(viewer)
    marks = {key: dict(pairs(text)) for key, text in tiles(app)["counts"].items()}
    assert set(marks) == {"arrears", "cases", "compliance"} and {"arrears", "compliance"} <= set(ways(app))
    checked = set()
    for way in ways(app):
        target, address = followed(app, way)
        there = {one.mark: one.text for one in counts_on(well(opened(target, viewer, **address)))}
        tile = {"due": "cases", "late": "cases"}.get(way, way)
        shared = {mark: text for mark, text in marks[tile].items() if mark in there}
        assert shared, (way, marks[tile], there)
        assert all(same(text, there[mark]) for mark, text in shared.items())
        checked |= set(shared)
    assert checked == {mark for of_tile in marks.values() for mark in of_tile}


def test_what_is_overdue_or_due_opens_the_cases_that_are(monkeypatch):
    app = page(BRANCH)
    found = Enforcement(reading(BRANCH), reading(BRANCH).months[-1])
    where = place_of_office(first_of(app.session_state["view"], BRANCH)).where
    for way, due in (("late", OVERDUE), ("due", "7")):
        count = found.page(where, CaseQuery(due=due)).sums["cases"]
        said = [text for _, _, number, _, _ in tiles(app)["rows"] for text, to, _ in number if to == way]
        assert (count == 0) == (said == [])
        if said:
            assert ID.number(count) in said[0].split() and ("lewat" in said[0]) == (way == "late")
            assert (said[0][0] == "●") == (way == "late")
            target, address = followed(app, way)
            assert (target, address["tenggat"], address["kantor"]) == ("penegakan", due, CODE)
            listed = component(opened(target, BRANCH, **address), "bidi_component", "case_list")
            assert listed["total"][0] == f"Jumlah {ID.number(count)} kasus"


def test_month_and_role_go_along():
    month = reading(BRANCH).months[0]
    _, address = led(View.of(data="simulasi", month=month), "arrears")
    assert address["per"] == month and address["kantor"] == CODE and address["data"] == "simulasi"


# -- who sees what


def test_the_public_gets_no_name_and_the_guarded_numbers_alone(public_home):
    app = page(PUBLIK)
    assert names(app) == [] and "due" not in ways(app)
    of = first_of(app.session_state["view"].changed(scope="layanan"), PUBLIK)
    late = of.sum("cases_past_deadline")
    said = str(tiles(app)["rows"][2])
    if late.value is None:
        assert "●" not in said
    else:
        assert ID.number(late.value) in said
    assert first.clock(of, ID) is None
    every = reading(PUBLIK).release.table("employers").to_pandas()["name"]
    assert not any(name in words_on(app) for name in every[:200])


def test_who_stands_for_other_offices_gets_no_name_either():
    """The page draws names of `named` alone, as the public's page shows."""
    assert place_of_office(first_of(View.of(data="simulasi"), ELSEWHERE)).named is None


@pytest.mark.thorough
def test_on_the_page_who_stands_for_other_offices_gets_no_name():
    assert names(page(ELSEWHERE)) == []


def test_five_names_with_why_now_and_the_step_of_the_employers_own_page():
    app = page(BRANCH)
    rows = names(app)
    assert len(rows) == 5 == len({row[0] for row in rows})
    found = reading(BRANCH)
    for employer, (_, why, step, _), alarm in rows:
        assert why[0].startswith("●") == bool(alarm) == ("lewat" in why[0])
        grounds = employer_grounds(found, employer, found.months[-1])
        first_steps = [ground.openings[0].step.rule.law for ground in grounds if ground.openings]
        assert (
            any(step[1].startswith(law) for law in first_steps)
            or not first_steps
            or "rantai" in step[0].lower()
            or "Tutup" in step[0]
        )
    shown = component(app, "bidi_component", "office_today")
    assert "lewat tenggat" in shown["caption"] and "tunggakan terbesar" in shown["caption"]


def test_where_nothing_is_due_it_says_so_with_the_next_date():
    place = place_of_office(first_of(page(BRANCH).session_state["view"], BRANCH)).named
    for following, said in (
        ("9 Nov 2026", "berikutnya 9 Nov 2026"),
        ("", "Tidak ada langkah yang jatuh tempo."),
    ):
        idle = first.Clock(0, 0, 0, following)
        assert said in today.shown(place, idle, ID).caption
        assert said in first.sentence(first_of(page(BRANCH).session_state["view"], BRANCH), idle, ID)


# -- compliance against its target

TARGET = Target("compliance", CODE, 55.0, "percent", "2026", "BPJS", "S1")
PARTS = some.integers(1, 3_000).flatmap(lambda below: some.tuples(some.integers(0, below), some.just(below)))


def measured(above: int, below: int, *targets: float) -> Measured:
    held = tuple(replace(TARGET, value=value) for value in targets)
    parts = {"numerator": above, "denominator": below, "denominator_source": "", "denominator_year": ""}
    when = {"as_of": "2026-10", "as_of_day": date(2026, 10, 31), "release": 1, "simulated": True}
    share = 100 * above / below
    return Measured("compliance", CODE, share, unit="percent", suppressed="", held=held, **parts, **when)


@given(PARTS, some.integers(0, 1_000))
def test_how_many_are_short_is_the_fewest_that_reach_the_target(parts, tenths):
    above, below = parts
    [short] = compliance_said(measured(above, below, tenths / 10), ID).short
    needed = next(n for n in range(below + 1) if (above + n) * 1_000 >= tenths * below)
    if needed:
        assert short.startswith(f"kurang {ID.number(needed)} pemberi kerja")
    else:
        assert "tercapai" in short


def test_a_bar_has_a_tick_for_every_target_and_says_them():
    said = compliance_said(measured(1_263, 2_472, 55.0, 60.0), ID)
    assert (said.value, said.missing) == ("51,09\u00a0%", "1.209")
    assert said.limits == (55.0, 60.0) and said.short[0] == "kurang 97 pemberi kerja dari target 55\u00a0%"
    assert said.bar == "51,09\u00a0% patuh, target 55\u00a0% / 60\u00a0%"
    assert compliance_said(measured(5, 9), ID).short == ()


# -- what nobody has brought


def test_where_nobody_brought_cases_the_tile_leads_to_the_page_that_takes_them(first_home):
    app = well(opened(PAGE, BRANCH, data="sendiri"))
    _, _, number, _, lines = tiles(app)["rows"][2]
    said = str([number, lines])
    assert "belum ada data" in said and "data kasus" in said and not any(char.isdigit() for char in said)
    assert "data" in ways(app)
    target, _ = followed(app, "data")
    assert target == "data"
    assert {row[1][1][0].split(" ")[0] for row in names(app)} <= {"Menunggak"}


def test_nobody_has_counted_the_workers_of_some_who_are_not_registered():
    """Such an employer has none in the register, which is no count of them: neither 0 workers, nor any other number."""
    found = reading(Viewer("pengelola"))
    month = found.months[-1]
    known = EmployerList(found, month).every(Where(), EmployerQuery(kind="pwbd"))
    known = known.set_index("employer")["workers_known"]
    cases = Enforcement(found, month).every(Where(), CaseQuery(kind="pwbd"))
    assert len(cases) and known.reindex(cases["employer"]).isna().any()
    for row in cases.itertuples():
        assert (row.workers == known[row.employer]) or (pd.isna(row.workers) and pd.isna(known[row.employer]))
    uncounted = next(row for row in cases.itertuples() if pd.isna(row.workers))
    assert today._stake(uncounted, ID).split(", ")[1] == "belum ada pekerja terdata"
