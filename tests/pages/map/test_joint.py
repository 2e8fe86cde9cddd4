"""Regions that the public is not told one by one are told together: in the list, the notes, the panel and every file."""

from __future__ import annotations

import math
from html import unescape

import pytest

from data.access.viewer import Viewer
from data.disclosure import HIDDEN
from data.indicators.definition import definitions
from data.words import Words
from pages.map.exports import ledger_export
from pages.map.files import table
from pages.map.ledger_values import answered, joint, question
from pages.view import View
from tests.pages.reading import component, opened, reading, well, words_on

ID = Words("id")


def listed(app) -> list[list]:
    return component(app, "bidi_component", "peta_rank")["rows"]


def some_hidden() -> str:
    """An indicator some of whose regions are hidden, told together."""
    found = reading()
    for name in ("exposed_workers", "ledger_arrears_rp", "ledger_pu_active"):
        view = View(data="simulasi", indicator=name)
        if joint(question(view, found.months[-1]), found) is not None:
            return name
    pytest.fail("nothing is told together")


def test_the_list_has_one_row_for_those_that_are_not_told_alone(public_home):
    name, found = some_hidden(), reading()
    app = well(opened("", data="simulasi", indikator=name))
    [row] = [row for row in listed(app) if not row[1]]
    values = found.values(definitions()[name], found.months[-1])
    hidden = set(values.loc[values["suppressed"] == HIDDEN, "region"])
    assert row[2] == f"Lainnya ({len(hidden)} wilayah)" and row[6].startswith("jumlah bersama")
    assert {said[3] for said in listed(app) if said[1] in hidden} == {"di “Lainnya”"}
    one = joint(question(View(data="simulasi", indicator=name), found.months[-1]), found)
    assert row[3] == ID.bare(one.value, definitions()[name].unit)
    said = f"{len(hidden)} wilayah itu bersama-sama: {ID.quantity(one.value, definitions()[name].unit)}."
    assert said in unescape(words_on(app))


def test_those_inside_have_no_such_row(public_home):
    app = well(opened("", Viewer("pengelola"), data="simulasi", indikator=some_hidden()))
    assert all(row[1] for row in listed(app))


def test_the_panel_of_a_hidden_region_has_the_number_of_its_area(public_home):
    name, found = some_hidden(), reading()
    values = found.values(definitions()[name], found.months[-1])
    code = values.loc[values["suppressed"] == HIDDEN, "region"].iloc[0]
    text = unescape(words_on(well(opened("", data="simulasi", indikator=name, wilayah=code))))
    area = found.facts.regions.set_index("code")["area"][code]
    wider = found.one(definitions()[name], found.months[-1], "area", area)
    if wider.value is None:
        wider = found.one(definitions()[name], found.months[-1], "all", "")
    assert "Dihitung bersama" in text and ID.quantity(wider.value, wider.unit) in text


@pytest.mark.parametrize("level", ["", "kecamatan"])
def test_a_file_has_the_joint_row_and_one_sentence_for_each_hidden_cell(public_home, level):
    name, found = some_hidden(), reading()
    view = View(data="simulasi", indicator=name).changed(level=level)
    asked = question(view, found.months[-1])
    exported = ledger_export(
        view, asked, found, answered(asked, found), heading=("a", "b", "c"), notes=[], words=ID
    )
    rows = table(exported, ID).rows
    last = rows.iloc[-1]
    assert last["name"].startswith("Lainnya (") and last["code"] == "" and last["flags"] == "jumlah bersama"
    whole = found.one(definitions()[name], found.months[-1], "all", "")
    assert math.isclose(rows["value"].sum(), float(whole.value))
    reasons = set(rows["suppressed"]) - {""}
    assert len(reasons) == 1 and reasons.pop().startswith("Disembunyikan agar")
    assert (
        table(exported, ID).joint == 1
    )  # so that "Jumlah (n baris)" does not count it beside those it is made of
    assert any(term == last["name"] for term, _ in table(exported, ID).about)
