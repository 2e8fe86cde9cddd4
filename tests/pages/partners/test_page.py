"""The partnership page: with published figures alone, and with a ledger in each role."""

from __future__ import annotations

import csv
import io
import json
from html import unescape

import pytest
from python_calamine import CalamineWorkbook

from data.access.viewer import PUBLIK, Viewer
from data.queries.employers import Where
from data.queries.outreach import read_outreach
from tests.facts import FACTS
from tests.pages.reading import component, opened, reading, well, words_on
from tests.pages.taken import read_book, recorded

pytestmark = pytest.mark.usefixtures("ledger_home")
INSIDE, BRANCH = Viewer("wilayah"), Viewer("cabang", frozenset(["KC-PALEMBANG"]))


def page(viewer: Viewer = PUBLIK, **query: str):
    return well(opened("kemitraan", viewer, **query))


def listing(app, key: str) -> dict:
    """What was handed to one of the page's tables."""
    tables = [element.proto for element in app.get("bidi_component") if "peta_listing" in str(element.proto)]
    return json.loads(tables[("kind", "month", "events").index(key)].json)[0]


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize(
    "place",
    [{}, {"kantor": "KC-MOJOKERTO"}, {"wilayah": "16.04"}, {"wilayah": "35.17", "kecamatan": "35.17.01"}],
)
def test_without_a_ledger_it_shows_what_is_published(place, language):
    app = page(bhs=language, **place)
    said = unescape(words_on(app))
    assert {"id": "Kesepakatan", "en": "Agreements"}[language] in said
    assert app.button(key="to_simulation")
    if not place:
        for text in FACTS.agreements[f"subject_{language}"]:
            assert text in said
        for name in FACTS.service_points["name"]:
            assert name in said


def test_the_lead_counts_the_agreements():
    said = unescape(page().html[1].value)
    assert "25 atau 26 kesepakatan: tanggal akhirnya tidak diketahui. Selain itu 1 direncanakan dan" in said
    assert "Dievaluasi bersama pada 10 Agustus 2017." in unescape(words_on(page()))


@pytest.mark.parametrize("viewer", [INSIDE, BRANCH])
@pytest.mark.parametrize("query", [{}, {"wilayah": "16.71"}, {"kantor": "KC-PALEMBANG", "per": ""}])
def test_every_total_is_the_sum_of_its_rows(viewer, query):
    query = {name: value for name, value in query.items() if value}
    app = page(viewer, data="simulasi", **query)

    def number(cell) -> int:
        text = cell[0] if isinstance(cell, list) else cell
        return 0 if text == "–" else int(text.replace(".", ""))

    for key, columns in (("kind", range(1, 6)), ("month", range(1, 6)), ("events", range(2, 6))):
        shown = listing(app, key)
        if shown["pages"] == 1:
            for at in columns:
                assert number(shown["total"][at]) == sum(number(row[1][at]) for row in shown["rows"]), (
                    key,
                    at,
                )
    assert listing(app, "kind")["total"][1:] == listing(app, "month")["total"][1:]
    assert listing(app, "kind")["total"][2:] == listing(app, "events")["total"][2:]


def test_pages_of_the_list_hold_every_meeting_once():
    found = read_outreach(reading(INSIDE), Where(), reading(INSIDE).release.months[-1])
    first = listing(page(INSIDE, data="simulasi"), "events")
    pages = [
        listing(page(INSIDE, data="simulasi", hal=str(number)), "events")
        for number in range(1, first["pages"] + 1)
    ]
    assert [row[0] for shown in pages for row in shown["rows"]] == list(found.events["event"])


@pytest.mark.parametrize(
    "query",
    [{}, {"wilayah": "16.71"}, {"kantor": "KC-MOJOKERTO"}, {"wilayah": "35.17", "kecamatan": "35.17.01"}],
)
def test_the_public_sees_the_guarded_result_alone(query, monkeypatch):
    taken = recorded(monkeypatch)
    app = page(PUBLIK, data="simulasi", **query)
    said = unescape(words_on(app))
    assert not [element for element in app.get("bidi_component") if "peta_listing" in str(element.proto)]
    assert all("kesepakatan" in name for name in taken.makers)
    names = reading(INSIDE).release.table("employers").to_pandas()["name"]
    assert "SIM-E-" not in said and not [name for name in names if name in said]


def test_nobody_inside_is_shown_an_employer_of_a_meeting(monkeypatch):
    taken = recorded(monkeypatch)
    app = page(INSIDE, data="simulasi")
    people = reading(INSIDE).release.table("employers").to_pandas()
    text = unescape(words_on(app)) + str([listing(app, key) for key in ("kind", "month", "events")])
    text += taken.file(f"{reading(INSIDE).release.months[-1]}.csv").decode()
    assert not [name for name in {*people["name"], *people["npp"]} - {""} if name in text]


def test_the_meetings_are_taken_along_with_their_dates_and_mark(monkeypatch):
    taken = recorded(monkeypatch)
    page(INSIDE, data="simulasi")
    month = reading(INSIDE).release.months[-1]
    found = read_outreach(reading(INSIDE), Where(), month)
    book = read_book(taken.file(f"{month}.xlsx"))
    heads, rows, told = book.heads, book.rows, book.told
    assert [row[0] for row in rows] == list(found.events["event"])
    assert [row[heads.index("Tanggal")] for row in rows] == [day.date() for day in found.events["on"]]
    assert sum(row[heads.index("Diundang")] for row in rows) == found.sums["invited"]
    assert sum(row[heads.index("Mendaftar")] or 0 for row in rows) == found.sums["registered"]
    assert [book.total[name] for name in ("Diundang", "Mendaftar")] == [
        found.sums[name] for name in ("invited", "registered")
    ]
    assert told["Data"].startswith("SIMULASI") and told["Per"] and "Pendaftaran sesudah sosialisasi" in told
    lines = list(csv.DictReader(io.StringIO(taken.file(f"{month}.csv").decode("utf-8-sig")), delimiter=";"))
    assert len(lines) == len(rows) and lines[0]["Data"].startswith("SIMULASI")


def test_agreements_are_taken_along_as_published_and_never_as_simulated(monkeypatch):
    taken = recorded(monkeypatch)
    page(PUBLIK, data="simulasi")
    book = CalamineWorkbook.from_filelike(io.BytesIO(taken.file(".xlsx")))
    heads, *rows = book.get_sheet_by_index(0).to_python()[3:]
    assert len(rows) == 30 and {row[heads.index("Berlaku sampai")] for row in rows} == {""}
    assert "SIMULASI" not in str(book.get_sheet_by_index(1).to_python())


def test_an_open_list_of_reported_events_says_who_was_invited():
    app = opened("kemitraan", wilayah="35.76")
    app.session_state["events"] = True
    assert "48 perusahaan" in words_on(well(app.run()))


def test_every_agreement_event_and_counter_is_there_with_its_note_and_source():
    said = unescape(words_on(well(opened("kemitraan", PUBLIK, "events"))))
    publishers = FACTS.sources.set_index("id")["publisher"]
    for table in (FACTS.agreements, FACTS.events, FACTS.service_points):
        for row in table.to_dict("records"):
            assert f">{row['id']}<" in said and row["note_id"] in said and publishers[row["source"]] in said
    alone = len(FACTS.events) - (FACTS.events["same_as"] != "").sum()
    assert f"{alone} kegiatan dari {len(FACTS.events)} pemberitaan" in said
    assert "ketiganya tidak dijumlahkan" in said


def test_events_are_searched_by_every_word():
    app = opened("kemitraan", PUBLIK, "events")
    app.text_input(key="events_search").input("novotel disnakertrans")
    said = unescape(words_on(well(app.run())))
    assert ">K05<" in said and ">K01<" not in said and "1 kegiatan dari 1 pemberitaan" in said
    app.text_input(key="events_search").input("tidak ada di mana pun")
    assert "Belum ada kegiatan yang ditemukan." in words_on(well(app.run()))


def test_it_is_reached_from_the_map_and_leads_back():
    links = component(page(INSIDE, data="simulasi"), "bidi_component", "peta_links")["links"]
    assert ["peta", "Peta"] in links and "kemitraan" not in dict(links)
