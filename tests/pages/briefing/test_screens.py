"""What a wall says: the public's numbers, equal to those of the pages, and nothing of the notes."""

from __future__ import annotations

import re
from html import unescape

import pytest

from data.access import Viewer
from data.briefing import Ask, Item, Order, new_id
from data.indicators import definitions
from data.months import month_index, month_text
from data.words import Words
from pages.briefing.drawn import drawn
from pages.briefing.newer import changes, on_release
from pages.briefing.ready import ready_order
from pages.briefing.screens import screen_of, screens_of
from pages.briefing.stage import STAGES, fitted
from pages.briefing.texts import over
from pages.view import READY, View
from tests.hostile import HOSTILE
from tests.pages.ledger_home import LAST, MONTHS
from tests.pages.reading import component, opened, reading, rows, well, withheld, words_on

WORDS = Words("id")
# Early in the ledger, so that few months need be guarded for the public.
EARLY = month_text(month_index(LAST) - MONTHS + 3)
INSIDE = Viewer("pengelola")


def wall(viewer: Viewer = INSIDE, **query: str) -> dict:
    app = well(opened("tayang", viewer, data="simulasi", per=EARLY, **query))
    return component(app, "bidi_component", "presenter")


def texts(html: str) -> str:
    return unescape(re.sub(r"<[^>]*>", " ", html))


def of_map(indicator: str, month: str = EARLY) -> Order:
    view = View.of(data="simulasi", month=month, indicator=indicator, area="sumsel")
    return Order(new_id(), "Rapat", "simulasi", 1, (Item("peta", view.to_query()),))


@pytest.mark.sampled(1)
@pytest.mark.parametrize("indicator", ["coverage_workers", "compliance", "ledger_arrears_rp"])
def test_a_map_on_the_wall_has_the_values_that_the_public_has_on_the_page(public_home, indicator):
    month = reading().months[-1]
    [screen] = screens_of(of_map(indicator, month), WORDS)
    app = well(opened(data="simulasi", per=month, indikator=indicator, area="sumsel"))
    told = {code: row[2] for code, row in rows(app).items()}
    details = {one.code: one for one in screen.details}
    unit = WORDS.unit(definitions()[indicator].unit)
    assert (told or indicator == "coverage_workers") and set(details) == set(told) | set(
        withheld(app)
    ) | _untold(details)
    for code, value in told.items():
        assert details[code].value.removesuffix(unit).strip() == value
    for code in withheld(app):
        assert not any(character.isdigit() for character in details[code].value)
    assert screen.mark == "SIMULASI" and WORDS.date(month) in screen.date


def _untold(details: dict) -> set[str]:
    return {code for code, one in details.items() if one.value == "tidak ada data"}


def test_who_is_inside_is_told_no_more_on_the_wall_than_the_public(ledger_home):
    asked = {"siap": "forkopimda", "wilayah": "35.17"}
    assert wall(INSIDE, **asked)["screens"] == wall(Viewer("publik"), **asked)["screens"]


def test_notes_never_leave_for_the_wall(ledger_home, tmp_path, monkeypatch):
    order = of_map("coverage_workers")
    order = order.changed(0, Item("peta", order.items[0].query, notes="rahasia penyaji"))
    [screen] = screens_of(order, WORDS)
    assert "rahasia" not in str(drawn(screen, 1, 1, WORDS)) and "rahasia" not in repr(screen)


@pytest.mark.parametrize("kind", READY)
@pytest.mark.parametrize("language", ["id", "en"])
def test_every_ready_order_has_room_for_what_it_says(ledger_home, kind, language):
    words = Words(language)
    view = View.of(
        data="simulasi", month=EARLY, ready=kind, region="16.08", area="sumsel", office="KC-MOJOKERTO"
    )
    order = ready_order(view, words)
    assert len(order.items) == {"forkopimda": 8, "kanwil": 12, "cabang": 6}[kind]
    for item, screen in zip(order.items, screens_of(order, words), strict=True):
        assert screen.written.title and (screen.written.number or screen.written.said or screen.written.asks)
        for stage in STAGES:
            room = fitted(stage, screen.written)
            assert room.over == 0, (screen.written.title, stage.name)
            assert bool(room.said) == bool(screen.written.said)
        assert over(item, screen) == 0


def test_a_number_on_the_wall_carries_what_it_is_made_of(ledger_home):
    view = View.of(data="simulasi", month=EARLY, ready="forkopimda", region="35.17")
    order = ready_order(view, WORDS)
    for item, screen in zip(order.items, screens_of(order, WORDS), strict=True):
        assert screen.mark == "SIMULASI"  # what is asked for rests on made-up numbers too
        if item.kind == "teks":
            continue
        about = dict(screen.about)
        assert WORDS.date(EARLY) in about["Per"]
        assert about["Rilis"] and about["Alamat"].startswith("/?")
        assert "Simulasi" in screen.source and screen.date


def test_hostile_texts_stay_texts(ledger_home):
    order = of_map("coverage_workers")
    for text in HOSTILE[:4]:
        item = Item("peta", order.items[0].query, title=text, text=text, asks=(Ask(text[:60], text),))
        html = str(drawn(screen_of(item, order, WORDS), 1, 1, WORDS))
        assert "<img" not in html and "<script" not in html
        assert text in texts(html.replace("<br>", ""))


def test_what_has_no_room_is_said_before_it_is_kept(ledger_home):
    order = of_map("coverage_workers")
    screen = screen_of(order.items[0], order, WORDS)
    asks = tuple(Ask("Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu", "cek " * 30) for _ in range(3))
    assert (
        over(Item("peta", order.items[0].query, title="Pesan " * 15, text="kata " * 40, asks=asks), screen)
        > 0
    )
    assert over(Item("peta", order.items[0].query, title="Pesan pendek"), screen) == 0


def test_a_newer_release_is_held_against_what_was_kept(ledger_home):
    order = of_map("coverage_workers")
    assert changes(order, on_release(order, 1), WORDS) == []
    moved = of_map("coverage_workers", reading().months[0])
    [(number, before, after)] = changes(order, moved, WORDS)
    assert number == "1" and before != after


def test_the_pages_of_a_briefing_open_and_say_what_is_missing(ledger_home):
    assert "tiga jenis siap pakai" in words_on(well(opened("paparan", INSIDE, data="simulasi")))
    for page in ("tayang", "catatan"):
        assert "Paparan ini tidak ada" in words_on(well(opened(page, INSIDE, paparan="a234567890")))
    app = well(opened("paparan", INSIDE, data="simulasi", per=EARLY, siap="cabang", kantor="KC-MOJOKERTO"))
    assert "6 layar" in words_on(app) and "belum disimpan" in words_on(app)


@pytest.mark.parametrize("kind", READY)
@pytest.mark.parametrize("page", ["tayang", "catatan"])
def test_an_address_without_its_ledger_says_that_there_is_no_briefing(page, kind):
    """Somebody leaves out a part of an address; published figures have no months of which one could be made."""
    assert "Paparan ini tidak ada" in words_on(well(opened(page, siap=kind, wilayah="16.08")))


def test_a_line_of_published_figures_says_that_there_is_none():
    order = Order(new_id(), "Rapat", "", 0, (Item("tren", {"indikator": "ucj_pct"}), Item("corong", {})))
    assert [screen.written.title for screen in screens_of(order, WORDS)] == ["Data belum ada"] * 2
