"""Whose a running order is: everybody who has its address shows it, and whoever keeps it changes it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from data.access import PUBLIK, NotYours, Viewer
from data.briefing import Item, Order, Shelf, new_id
from data.store import OWN, Store
from pages import session
from pages.session import dataset, who
from tests.pages.ledger_home import small_home
from tests.pages.reading import opened, well, words_on

STEWARD = Viewer("pengelola")
MOJOKERTO = Viewer("cabang", {"KC-MOJOKERTO", "KCP-JOMBANG"})
PALEMBANG = Viewer("cabang", {"KC-PALEMBANG"})
SUMBAGSEL = Viewer("wilayah", {"KANWIL-SUMBAGSEL", "KC-PALEMBANG"})
# What changes an order on its page.
CHANGING = {"brief_undo", "brief_text", "brief_name", "brief_2_0", "brief_3_0"}


@pytest.fixture
def shelf(tmp_path_factory, tmp_path: Path, monkeypatch) -> Shelf:
    folder = tmp_path / "home"
    shutil.copytree(small_home(tmp_path_factory), folder)
    monkeypatch.setenv("PETA_HOME", str(folder))
    return Shelf(Store(folder, OWN).notebook("briefing"))


def order() -> Order:
    return Order(new_id(), "Rapat Palembang", "", 0, (Item("teks", {}, title="Pesan kami", notes="rahasia"),))


def keys(app) -> set[str]:
    return {str(button.key) for button in app.button}


@pytest.mark.parametrize(
    ("viewer", "may"),
    [(PALEMBANG, True), (SUMBAGSEL, True), (STEWARD, True), (MOJOKERTO, False), (PUBLIK, False)],
)
def test_who_has_the_address_of_an_order_shows_it_and_only_whose_it_is_changes_it(shelf, viewer, may):
    kept = shelf.keep(order(), PALEMBANG)
    app = well(opened("paparan", viewer, paparan=kept.id))
    assert "Rapat Palembang" in words_on(app)
    assert (keys(app) & CHANGING == CHANGING) is may and (may or not keys(app) & CHANGING)
    assert ("Disimpan oleh Kantor Cabang Palembang" in words_on(app)) is not may
    assert bool([one for one in app.text_area if "Catatan penyaji" in one.label]) is may
    listed = well(opened("paparan", viewer))
    assert (f"drop_{kept.id}" in keys(listed)) is may


def test_a_copy_of_anothers_order_is_ones_own(shelf):
    kept = shelf.keep(order(), PALEMBANG)
    app = well(opened("paparan", MOJOKERTO, paparan=kept.id))
    well(app.button(key="brief_take").click().run())
    [copy] = [one.order for one in shelf.every(MOJOKERTO)]
    assert copy.items == kept.items and copy.id != kept.id and shelf.get(kept.id) == kept
    assert shelf.every(PALEMBANG)[0].order == kept


def test_a_screen_is_not_added_to_an_order_that_is_no_longer_ones_own(shelf):
    """Whoever sits at the computer may look as another role, while an order is open."""
    kept = shelf.keep(order(), PALEMBANG)
    app = opened("paparan", PALEMBANG)
    app = well(app.button(key=f"open_{kept.id}").click().run())
    app.session_state["viewer"] = MOJOKERTO
    app.button(key="brief_text").click().run()
    assert shelf.get(kept.id) == kept


def test_a_press_that_comes_after_the_role_has_changed_is_refused_and_says_so(shelf):
    kept = shelf.keep(order(), PALEMBANG)
    app = opened("paparan", PALEMBANG)
    app.session_state["viewer"] = MOJOKERTO
    app.button(key=f"drop_{kept.id}").click().run()
    assert shelf.get(kept.id) == kept and "milik kantor lain" in words_on(app)


def test_where_people_sign_in_the_public_keeps_no_order(shelf, monkeypatch):
    """There it is whoever comes by, and one would list and delete what another has put together."""
    kept = shelf.keep(order(), PUBLIK)
    monkeypatch.setattr(dataset, "viewer", lambda: PUBLIK)
    assert [one.order for one in session.own_orders()] == [kept] and session.may_change_order(kept)
    monkeypatch.setattr(who, "signs_in", lambda: True)
    assert session.own_orders() == [] and not session.may_change_order(kept)
    with pytest.raises(NotYours):
        session.keep_order(order())
