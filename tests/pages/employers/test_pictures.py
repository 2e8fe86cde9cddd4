"""A picture first: the bars above the lists of employers add up to the lists, and the sheet for the field is the list."""

from __future__ import annotations

import re
from html import unescape

import pytest

from data.access.viewer import PUBLIK, Viewer
from data.queries import EmployerList, EmployerQuery, employer_grounds
from data.words import Words
from pages.employers import visits
from pages.employers.shortfalls import kind_bars
from pages.session.place import place_of
from pages.view import View
from tests.pages.markup import safe
from tests.pages.reading import opened, reading, well, words_on

pytestmark = pytest.mark.usefixtures("shared_home")
ALL = Viewer("pengelola")
ID = Words("id")


def place(viewer: Viewer = ALL, **query: str):
    found = reading(viewer)
    return place_of(View.of(data="simulasi", **query), found.months[-1], found)


def numbers(bars: str, pattern: str) -> list[int]:
    return [int(found.replace(".", "")) for found in re.findall(pattern, bars)]


def test_the_bars_by_kecamatan_add_up_to_the_list():
    here = place()
    query = EmployerQuery(kind="menunggak", sort="bobot")
    bars = unescape(safe(visits.by_part(here, query, "kecamatan", ID)).text)
    sums = EmployerList(here.reading, here.month).total(here.where, query)
    assert sum(numbers(bars, r"([\d.]+) pemberi kerja,")) == sums["employers"]
    assert sum(numbers(bars, r"([\d.]+) pekerja")) == sums["workers_exposed"]
    assert ID.rupiah(sums["outstanding"]) in bars
    widths = [
        float(width)
        for width in re.findall(r"--share:([\d.]+)", visits.by_part(here, query, "kecamatan", ID))
    ]
    assert max(widths) == 1.0 and widths[:-1] == sorted(widths[:-1], reverse=True)


def test_the_sheet_for_the_field_is_the_head_of_the_list_by_kecamatan():
    here, query = place(), EmployerQuery(kind="menunggak", sort="bobot")
    app = opened("kunjungan", ALL, "field_sheet", data="simulasi")
    sheet = next(element.value for element in well(app).html if "peta-field" in element.value)
    first = EmployerList(here.reading, here.month).every(here.where, query, most=25)
    names = re.findall(r"<tr><td>(.*?)<br>", sheet)
    assert sorted(map(unescape, names)) == sorted(first["name"])
    counts = numbers(sheet, r"<h2>[^<]* · (\d+)</h2>")
    assert sum(counts) == len(first) and "simulasi" in sheet.lower()
    one = first.iloc[0]
    [ground] = [g for g in employer_grounds(here.reading, one.employer, here.month) if g.kind == "tunggakan"][
        :1
    ]
    assert not ground.openings or ground.openings[0].step.rule.law in unescape(sheet)


@pytest.mark.parametrize("viewer", [ALL, PUBLIK], ids=lambda one: one.role)
def test_the_bars_of_what_is_lacking_are_the_guarded_counts(viewer):
    here = place(viewer, region="35.17")
    bars = str(kind_bars(here, ID))
    for name in ("ledger_pwbd_employers", "pds_workers_employers", "pds_wage_employers"):
        value = here.value(name)
        assert (
            bars == "" or (here.instead(name, ID) if value is None else f"<b>{ID.number(value)}</b>") in bars
        )


def test_the_public_has_no_sheet_and_no_bars_of_employers_by_name():
    said = words_on(opened("kunjungan", PUBLIK, "field_sheet", data="simulasi"))
    assert "peta-field" not in said and "peta-lane" not in said


def test_plans_show_a_picture_before_their_table():
    for page, heading in (("andai", "Pekerja yang dibutuhkan"), ("informal", "Aktif terhadap target")):
        said = words_on(well(opened(page, ALL, data="simulasi")))
        bars = said.split(f"<h2>{heading}")[1].split("</ol>")[0]
        widths = [float(width) for width in re.findall(r"--share:([\d.]+)", bars)]
        assert len(widths) > 1 and max(widths) <= 1
