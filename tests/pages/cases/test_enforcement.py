"""The pages of enforcement: totals are the sums of their rows, the cube's numbers, and nothing of it for the public."""

from __future__ import annotations

import csv
import io
import re
from html import unescape
from types import SimpleNamespace

import pandas as pd
import pytest

from data import law
from data.access.viewer import PUBLIK, Viewer
from data.indicators.definition import definitions
from data.queries.cases import DUE_WITHIN, HANDED, CaseFile, CaseQuery, Enforcement
from data.queries.employers import Where
from data.sheets import csv_file
from data.vocabulary import CASE_KINDS
from data.words import Words
from pages.cases import enforcement, pipeline
from pages.cases.one import _bars, timeline
from pages.cases.table import asked_of, sheet
from pages.session.place import Place
from pages.view import View
from tests.hostile import HOSTILE
from tests.pages.counting import Query, counts_on
from tests.pages.markup import safe
from tests.pages.reading import component, opened, reading, well, words_on
from tests.sampling import in_turn

pytestmark = pytest.mark.usefixtures("cases_home")
ID = Words("id")
# A step at which many cases stand open in any simulated ledger, as debtors are called in before a suit.
COMMON, NAMED = "panggilan", "Panggilan"
INSIDE, BRANCH = Viewer("wilayah"), Viewer("cabang", frozenset(["KC-PALEMBANG"]))


def page(name: str, viewer: Viewer = INSIDE, **query: str):
    return well(opened(name, viewer, data="simulasi", **query))


def table(app, key: str) -> dict:
    """What was handed to one of the lists of the page."""
    return component(app, "bidi_component", key)


def number(cell) -> int:
    """A count as it is shown, alone or before its share: "1.234 (5,6 %)"."""
    text = cell[0] if isinstance(cell, list) else cell
    return int(re.sub(r"[.,]", "", re.search(r"[\d.,]+", text)[0]))


def first_case(viewer: Viewer = INSIDE, step: str = "") -> str:
    found = reading(viewer)
    return str(Enforcement(found, found.months[-1]).every(Where(), CaseQuery(step=step))["case"].iloc[0])


# -- the truth of the page


def test_the_page_says_what_the_cube_says_of_every_region_and_month():
    found = reading(INSIDE)
    names = (
        "cases_open",
        "cases_past_deadline",
        "cases_past_deadline_unconfirmed",
        "cases_started",
        "cases_settled",
    )
    for month in (found.months[0], found.months[6], found.months[-1]):
        asked = Enforcement(found, month)
        for code in ("16.71", "35.17", "33.26"):
            headline = asked.headline(Where((code,)))
            cube = [found.one(definitions()[name], month, "region", code).value for name in names]
            assert cube == [
                headline[name] for name in ("cases", "overdue", "unconfirmed", "opened", "closed")
            ]
    year = [
        found.one(definitions()["ledger_recovered_rp"], m, "all", "").value
        for m in found.months
        if m[:4] == month[:4]
    ]
    assert asked.headline(Where())["collected"] == sum(year)


@pytest.mark.parametrize(
    ("query", "viewer"),
    in_turn([{"wilayah": "16.71"}, {"kantor": "KC-PALEMBANG", "bhs": "en"}, {}], [INSIDE, BRANCH]),
    ids=str,
)
def test_totals_are_the_sums_of_their_rows(viewer, query):
    app = page("penegakan", viewer, **query)
    board, listed, scores = (table(app, key) for key in ("case_board", "case_list", "case_scores"))
    for shown, columns in ((board, (1, 2, 7)), (scores, (1, 2, 6, 7, 8) if scores["rows"] else (1, 2))):
        for column in columns:
            rows = [number(cells[column]) for _, cells, _ in shown["rows"]]
            assert number(shown["total"][column]) == sum(rows)
    assert number(board["total"][1]) == number(listed["total"][0])
    if viewer == INSIDE:
        assert board["rows"] and scores["rows"]


def test_the_lanes_are_in_the_order_of_the_law_and_add_up_to_the_list():
    app = page("penegakan")
    lanes, total = table(app, "case_lanes"), table(app, "case_list")["total"]
    boxes = [box for _, lane in lanes["lanes"] for box in lane]
    assert sum(number(box[3]) for box in boxes) == number(total[0])
    assert sum(number(box[4]) for box in boxes if box[4]) == number(total[3])
    assert [heading[0].split(" · ")[0] for heading, _ in lanes["lanes"]] == [
        "Belum mendaftar (PWBD)",
        "Menunggak iuran",
        "Mendaftar sebagian (PDS)",
    ]
    for (heading, lane), kind in zip(lanes["lanes"], ("pwbd", "tunggakan", "pds"), strict=True):
        steps = [box[0].removeprefix(f"{kind}|") for box in lane]
        chain = next(
            chain.steps for chain in law.at(reading(INSIDE).months[-1]).chains if kind in chain.kinds
        )
        assert [step for step in steps if step in chain] == list(chain)  # those without a case too
        assert number(heading[0].split(" · ")[1]) == sum(number(box[3]) for box in lane)
        assert len({other[1] for other, _ in lanes["lanes"]}) == 3  # three meanings, nothing adds them
    clocks = law.at(reading(INSIDE).months[-1]).clocks
    for key, _, limit, *_ in boxes:
        clock = clocks.get(key.split("|")[1])
        assert limit.endswith("?") == (clock is not None and not clock.confirmed) and bool(limit) == bool(
            clock
        )


def narrowed(view: View, box: str) -> dict[str, str]:
    """The address after a click on a box of the lanes."""
    state = {"view": view, "written_query": {}}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("streamlit.session_state", state)
        patch.setattr("streamlit.query_params", Query({}))
        pipeline.narrow(box)
    return state["view"].to_query()


def test_a_box_of_the_lanes_narrows_to_its_cases_and_back():
    boxes = [box for _, lane in table(page("penegakan"), "case_lanes")["lanes"] for box in lane]
    kind, step = max(boxes, key=lambda box: number(box[3]))[0].split("|")
    view = View.of(data="simulasi", indicator="compliance")
    there = {"jenis": kind, "langkah": step}
    assert narrowed(view.changed(due="7", page=3), f"{kind}|{step}") == {"data": "simulasi", **there}
    assert narrowed(view.changed(kind=kind, step=step), f"{kind}|{step}") == {"data": "simulasi"}
    app = page("penegakan", **there)
    [pressed] = [box for _, lane in table(app, "case_lanes")["lanes"] for box in lane if box[-1]]
    assert number(pressed[3]) == number(table(app, "case_list")["total"][0])
    assert len({one.text for one in counts_on(app) if one.mark.startswith(f"{kind} step {step}|")}) == 1


@pytest.mark.parametrize("days", DUE_WITHIN)
def test_what_is_due_is_nearest_first_and_what_is_overdue_largest_first(days):
    app = page("penegakan", tenggat=str(days))
    asked = Enforcement(reading(INSIDE), reading(INSIDE).months[-1])
    every = asked.every(Where(), CaseQuery()).set_index("case")
    due, late = ([key for key, *_ in table(app, name)["rows"]] for name in ("cases_due", "cases_late"))
    left = every.loc[due, "days_left"]
    assert left.is_monotonic_increasing and (left <= days).all()
    assert len(due) == min((every["days_left"] <= days).sum(), 9)
    workers = every.loc[late, "workers"]
    assert (
        workers.is_monotonic_decreasing
        and workers.max() == every.loc[every["days_late"] > 0, "workers"].max()
    )
    assert all(cells[1].startswith("● ") for _, cells, _ in table(app, "cases_late")["rows"])
    assert number(table(app, "case_list")["total"][0]) == (every["days_left"] <= days).sum()
    for key, cells, _ in table(app, "cases_late")["rows"]:
        assert (" ? → " in cells[2]) == every.loc[key, "unconfirmed"]


@pytest.mark.parametrize("agency", HANDED)
def test_the_scoreboard_can_be_of_each_agency_and_of_all_years(agency):
    app = page("penegakan")
    app.session_state["score_agency"], app.session_state["score_period"] = agency, True
    scores = table(well(app.run()), "case_scores")
    found = reading(INSIDE)
    rows = Enforcement(found, found.months[-1]).scores(Where(), agency)
    assert [cells[0] for _, cells, _ in scores["rows"]] == rows["agency"].tolist()
    assert number(scores["total"][1]) == rows["cases"].sum() > 0


def test_the_list_is_narrowed_sorted_and_paged_by_the_address():
    whole = table(page("penegakan"), "case_list")
    late = [alarm for _, _, alarm in whole["rows"]]
    assert late[0] and sorted(late, reverse=True) == late and whole["pages"] > 1
    second = table(page("penegakan", hal="2"), "case_list")
    assert {key for key, *_ in whole["rows"]}.isdisjoint(key for key, *_ in second["rows"])
    step = table(page("penegakan", langkah=COMMON, jenis="tunggakan", urut="nilai.turun"), "case_list")
    assert (
        step["rows"]
        and {cells[2][0] for _, cells, _ in step["rows"]} == {NAMED}
        and len(step["rows"]) < len(late) * whole["pages"]
    )
    assert step["sorted"] == ["nilai", 0]
    one = first_case()
    assert [key for key, *_ in table(page("penegakan", cari=one.lower()), "case_list")["rows"]] == [one]
    # what another page is sorted and narrowed by has no meaning here
    assert table(page("penegakan", urut="bobot.turun", jenis="pds_tk"), "case_list")["rows"] == whole["rows"]


@pytest.mark.parametrize("kind", CASE_KINDS)
def test_the_list_of_a_kind_holds_its_cases_and_no_others(kind):
    found = reading(INSIDE)
    every = Enforcement(found, found.months[-1]).every(Where(), CaseQuery())
    wanted = set(every.loc[every["kind"] == kind, "case"])
    narrowed = table(page("penegakan", jenis=kind), "case_list")
    shown = {key for key, *_ in narrowed["rows"]}
    assert shown and shown <= wanted and len(wanted) < len(every)
    assert number(narrowed["total"][0].split(" ")[1]) == len(wanted)


def test_the_export_is_the_whole_list():
    found = reading(INSIDE)
    place = Place("all", "", found.months[-1], found)
    view = View.of(data="simulasi", step=COMMON)
    asked = asked_of(view)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("pages.widgets.downloads.about_rows", lambda *_: [("Per", "31 Okt 2026")])
        made = sheet(place, Enforcement(found, place.month), asked, view, ID)
    rows = list(csv.DictReader(io.StringIO(csv_file(made, ID).decode("utf-8-sig")), delimiter=";"))
    assert len(rows) == Enforcement(found, place.month).page(Where(), asked).sums["cases"] > 25
    assert {row["Langkah"] for row in rows} == {NAMED} and {row["Data"] for row in rows} == {
        "SIMULASI – bukan data resmi"
    }


# -- one case


@pytest.mark.parametrize(("step", "language"), in_turn(["", "skk", "nota_2", COMMON], ["id", "en"]))
def test_a_case_shows_every_step_with_its_papers(step, language):
    found = reading(INSIDE)
    case = first_case(step=step)
    said = unescape(words_on(page("perkara", perkara=case, bhs=language)))
    steps = found.release.table("case_steps").to_pandas().query("case == @case")
    assert len(steps)
    for row in steps.itertuples():
        assert row.document in said and row.agency in said and row.basis in said
        assert Words(language).date(row.on) in said
    assert case in said


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_next_step_is_said_alike_of_a_case_and_of_its_employer(language):
    found = reading(INSIDE)
    asked = CaseQuery(kind="tunggakan", step="nota_2")
    row = Enforcement(found, found.months[-1]).every(Where(), asked).iloc[0]
    said, beside = (
        unescape(words_on(page(name, bhs=language, **{key: value})))
        for name, key, value in (("perkara", "perkara", row.case), ("pemberi-kerja", "pk", row.employer))
    )
    [steps] = re.findall(r'<ul class="peta-next">.*?</ul>', said)
    assert steps in beside and "UU 24/2011 Pasal 19" in steps
    assert Words(language).date(row.deadline) in steps


def test_the_employer_of_a_case_is_one_click_away():
    app = page("perkara", perkara=first_case())
    [button] = [one for one in app.button if one.key == "case_employer"]
    assert "Simulasi" in button.label
    app = button.click().run()
    assert app.session_state["view"].list.employer and not app.exception


def test_a_case_that_there_is_not_is_said_in_a_sentence():
    for query in ({}, {"perkara": "SIM-K-99999"}, {"perkara": "'; --"}):
        app = page("perkara", **query)
        assert len(app.error) + len(app.info) + len(app.warning) > 0
    month = reading(INSIDE).months[-1]
    every, own = (
        set(Enforcement(reading(who), month).every(Where(), CaseQuery())["case"]) for who in (INSIDE, BRANCH)
    )
    app = page("perkara", BRANCH, perkara=min(every - own))
    assert len(app.error) == 1 and "Simulasi " not in "".join(one.label for one in app.button)


# A step of a case with no deadline, without its papers.
STEP = {
    "step": "skk",
    "on": pd.Timestamp("2025-01-02"),
    "actor": "kejari",
    "deadline": pd.NaT,
    "by_law": False,
    "unconfirmed": False,
    "recovered": 5,
    "state": "",
    "days": pd.NA,
}


@pytest.mark.parametrize(
    ("value", "recovered", "widths"),
    [(200, 50, ["1.000", "0.250"]), (200, 200, ["1.000", "1.000"]), (0, 0, ["0.000", "0.000"])],
)
def test_value_and_what_came_in_are_drawn_on_one_scale(value, recovered, widths):
    bars = _bars(value, recovered, [], ID)
    assert re.findall(r"--share:([0-9.]+)", bars) == widths
    assert ("dari utang saat dibuka" in bars) == (value > 0)


def test_what_stands_in_a_case_is_text():
    row = pd.Series({"closed_on": pd.Timestamp("2025-05-01"), "outcome": "lunas"})
    for hostile in HOSTILE:
        papers = dict.fromkeys(("agency", "basis", "document"), hostile)
        step = {**STEP, **papers}
        said = safe(timeline(CaseFile(row, pd.DataFrame([step])), ID))
        assert said.text.count(hostile) == 3


# -- what is not for everyone


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"wilayah": "16.71"},
        {"kantor": "KC-PALEMBANG", "bhs": "en"},
        {"kecamatan": "16.71.01"},
        {"cari": "PT"},
    ],
)
def test_the_public_sees_sums_alone(query):
    app = page("penegakan", PUBLIK, **query)
    everything = words_on(app) + "".join(str(e.proto) for e in app.get("bidi_component"))
    assert not re.search(r"SIM-|SIM\d|PT Simulasi|CV Simulasi|UD Simulasi|Kejari ", everything)
    assert not [e for e in app.get("bidi_component") if "peta_listing" in str(e.proto)]


def test_the_public_is_refused_a_case():
    app = page("perkara", PUBLIK, perkara=first_case())
    assert len(app.error) == 1 and "SIM-" not in words_on(app)


def test_the_public_sums_are_guarded():
    found = reading(PUBLIK)
    place = Place("all", "", found.months[-1], found)
    open_ = found.one(definitions()["cases_open"], place.month, "all", "").value
    assert ID.number(open_) in enforcement._public_lead(place, ID)


def test_a_count_of_cases_is_the_same_on_the_page_as_on_the_map():
    """Whether it is shown is decided by who stands behind it, once; how it is written is not decided again."""
    found, few = reading(PUBLIK), 0
    month = found.months[-1]
    for row in found.values(definitions()["cases_past_deadline"], month).itertuples():
        place = Place("region", row.region, month, found)
        told = place.told("cases_past_deadline") is not None
        said = "Dihitung bersama" if told else "Disembunyikan"
        said = said if row.suppressed else ID.number(int(row.value))
        assert f'<p class="peta-number">{said}</p>' in str(
            enforcement._tile("cases_past_deadline", place, ID)
        )
        few += not row.suppressed and 0 < row.value < law.at(month).min_employers
    assert few


def test_what_a_month_brought_bears_the_name_of_that_month():
    sums = {"cases": 0, "collected": 0, "opened": 3, "closed": 2}
    said = " ".join(enforcement._lead(sums, SimpleNamespace(month="2025-03"), ID))
    assert said.endswith("Mar 2025: 3 dibuka dan 2 ditutup.") and "ini" not in said
