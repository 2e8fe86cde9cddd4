"""The page of informal workers: what it says is the sum of its rows, and the public is told no small group."""

from __future__ import annotations

import re
from html import unescape

import pandas as pd
import pytest

from data.access.viewer import PUBLIK, Viewer
from data.queries.employers import Where
from data.queries.informal import SUMS, groups
from data.queries.informal_budget import rates
from data.words import Words
from pages.plans import informal_sums
from pages.plans.informal_sums import Sums, area_of, exact, headline, sums
from pages.plans.informal_table import informal_sheet
from pages.plans.names import REST
from pages.session.place import Place
from pages.view import View
from tests.pages.reading import component, opened, reading, well, words_on

pytestmark = pytest.mark.usefixtures("ledger_home")
INSIDE, BRANCH = Viewer("wilayah"), Viewer("cabang", frozenset(["KC-MOJOKERTO"]))
PLACES = (
    ("all", ""),
    ("office", "KC-MOJOKERTO"),
    ("region", "16.71"),
    ("region", "35.17"),
    ("kecamatan", "16.71.01"),
)
ADDRESSES = (
    {},
    {"kantor": "KC-MOJOKERTO", "bhs": "en"},
    {"wilayah": "16.71"},
    {"kecamatan": "16.71.01", "bhs": "en"},
)


def place(level: str, key: str, viewer: Viewer, back: int = 0) -> Place:
    found = reading(viewer)
    return Place(level, key, found.months[-1 - back], found)


def page(viewer: Viewer = PUBLIK, **query: str):
    return opened("informal", viewer, data="simulasi", **query)


def number(text: str) -> int:
    return int(re.sub(r"[^0-9-]", "", text.replace("−", "-")))


def adds_up(table: dict, columns: list[int]) -> None:
    """Every total equals the sum of the rows above it; "–" and what is hidden count for nothing."""
    for at in columns:
        cells = [cells[at] if isinstance(cells[at], str) else cells[at][0] for _, cells, _ in table["rows"]]
        known = [number(cell) for cell in cells if re.search(r"[0-9]", cell)]
        if re.search(r"[0-9]", table["total"][at]):
            assert number(table["total"][at]) == sum(known), (at, cells)


@pytest.mark.sampled(4)
@pytest.mark.parametrize("viewer", [PUBLIK, INSIDE, BRANCH], ids=lambda one: one.role)
@pytest.mark.parametrize("query", ADDRESSES)
def test_the_page_runs_for_every_role_and_its_totals_are_the_sums_of_its_rows(viewer, query):
    app = well(page(viewer, **query))
    table = component(app, "bidi_component", "informal_trade")
    if table["rows"]:
        adds_up(table, [1, 2, 3, 5, 6])
    assert not re.search(r"SIM-?[0-9K]|PT Simulasi", str(table) + words_on(app))


@pytest.mark.sampled(6)
@pytest.mark.parametrize("viewer", [PUBLIK, INSIDE, BRANCH], ids=lambda one: one.role)
@pytest.mark.parametrize("where", PLACES, ids=str)
@pytest.mark.parametrize("back", [0, 5])
def test_the_sums_of_every_table_agree(viewer, where, back):
    here = place(*where, viewer, back)
    by_trade = sums(here, "trade")
    found = headline(here, by_trade)
    for by in ("payer", area_of(here)) if exact(here) else (area_of(here),):
        if by:
            other = sums(here, by)
            same = ("target", "active") if not other.exact else SUMS
            for name in same:
                assert other.total[name] in (found[name], None), (by, name)
    for name in ("target", "active"):
        if by_trade.total[name] is not None:
            assert by_trade.total[name] == found[name]


@pytest.mark.parametrize("where", PLACES, ids=str)
def test_the_public_is_told_of_no_payer_and_of_no_cell_under_ten(where):
    here = place(*where, PUBLIK)
    assert not exact(here)
    ways = ["trade", *([area_of(here)] if area_of(here) else [])]
    for by in ways:
        rows = sums(here, by).rows
        shown = rows[(rows["suppressed"] == "") & (rows["key"] != REST)]
        assert (shown["active"] >= 10).all()
        assert rows.loc[rows["suppressed"] != "", list(SUMS)].isna().all(axis=None)
    app = page(PUBLIK, **({"wilayah": where[1]} if where[0] == "region" else {}))
    assert not any("Pembayar iuran" in str(one.proto) for one in app.get("button_group"))


def test_the_numbers_are_those_of_the_table_informal():
    here = place("region", "16.71", INSIDE)
    rows = here.reading.release.table("informal").to_pandas()
    rows = rows[(rows["blth"] == here.month) & (rows["region"] == "16.71")]
    has = rows["target"].notna()
    found = headline(here, sums(here, "trade"))
    assert found["target"] == rows["target"].sum() and found["active"] == rows.loc[has, "active"].sum()
    assert found["untargeted"] in (rows.loc[~has, "active"].sum(), None)
    assert found["gap"] == (rows["target"] - rows["active"]).clip(lower=0).sum()
    assert Words().number(found["gap"]) in unescape(words_on(page(INSIDE, wilayah="16.71")))


@pytest.mark.parametrize("payer", ["apbd", "sendiri"])
def test_the_simulator_multiplies_what_it_shows(payer):
    app = well(page(PUBLIK, pembayar=payer, bagian="30", lama="6"))
    table = component(app, "bidi_component", "informal_budget")
    adds_up(table, [1, 2, 4])
    month = reading(PUBLIK).months[-1]
    for trade, cells, _ in table["rows"]:
        gap, people, rupiah = (number(cells[at]) for at in (1, 2, 4))
        assert people == -(-gap * 30 // 100)
        assert rupiah == people * sum(rate * n for rate, n in rates(month, 6, trade, payer))
    said = unescape(words_on(app))
    assert Words().rupiah(number(table["total"][4])) in said and "selama 6 bulan" in said
    assert "PP 49/2023" in said


def test_the_trades_of_an_address_are_the_trades_of_the_budget():
    app = page(INSIDE, pekerjaan="pedagang")
    assert [key for key, _, _ in component(app, "bidi_component", "informal_budget")["rows"]] == ["pedagang"]
    app.get("button_group")[-1].set_value(["pedagang", "lainnya"]).run()
    assert app.session_state["view"].plan.trades == "pedagang-lainnya"
    assert app.query_params["pekerjaan"] in ("pedagang-lainnya", ["pedagang-lainnya"])


def test_what_is_hidden_stands_in_one_row_so_that_the_total_is_still_the_sum(monkeypatch):
    here = place("all", "", PUBLIK)
    whole = here.split("informal_attainment_by_trade", "sector")
    whole.loc[:1, ["informal_active", "informal_target"]] = pd.NA
    whole.loc[:1, "suppressed"] = "disembunyikan"
    monkeypatch.setattr(Place, "split", lambda *_: whole)
    monkeypatch.setattr(
        informal_sums, "_sums", informal_sums._sums.__wrapped__
    )  # what is kept is of the true ledger
    found = sums(here, "trade")
    assert REST in set(found.rows["key"]) and REST not in found.gaps
    assert found.rows["active"].sum() == found.total["active"] == here.sum("informal_attainment").numerator
    assert isinstance(found, Sums) and found.total["added_3"] is None


@pytest.mark.parametrize("viewer", [PUBLIK, INSIDE], ids=lambda one: one.role)
def test_the_table_to_take_along_says_what_it_is(viewer):
    here = place("region", "16.71", viewer)
    made = informal_sheet(sums(here, "trade"), here, View(data="simulasi", region="16.71"), Words("en"))
    assert made.simulated and ("Region" if viewer == INSIDE else "Trade") == made.columns[0].title
    every_group = groups(here.reading, here.month, Where(("16.71",))) if viewer == INSIDE else None
    assert len(made.rows) == (made.rows["trade"].nunique() if every_group is None else len(every_group))
    assert ("payer" in made.rows) == (viewer == INSIDE)
