"""The page of people: for stewards alone; edited, checked, published and taken back; and what stands in the record."""

from __future__ import annotations

from datetime import timedelta

import pandas as pd
import pytest

from data.access import PUBLIK, Viewer
from data.clock import local, now, today
from data.people import Deed, People, Person, Record
from data.words import Words
from pages.people import register
from pages.people.names import deed_said
from tests.data.people.claims import facts
from tests.pages.reading import opened, words_on

STEWARD = Viewer("pengelola")
BOSS, BRANCH = (
    Person("boss@kantor.go.id", "pengelola"),
    Person("kepala@kantor.go.id", "cabang", ("KC-MOJOKERTO",)),
)


@pytest.fixture
def people(monkeypatch, tmp_path) -> People:
    """A register with one steward."""
    monkeypatch.setenv("PETA_HOME", str(tmp_path))
    made = People(tmp_path)
    made.publish([BOSS], facts(), title="x", viewer=Viewer("pengelola"))
    return made


def typed(monkeypatch, *persons: Person, **changed: object) -> None:
    """What the editor gives back; `changed` in the last row, as a person types it."""
    rows = [register._row(one) for one in persons]
    rows[-1].update(changed)
    monkeypatch.setattr(register.st, "data_editor", lambda *_, **__: pd.DataFrame(rows))


def press(app, key: str):
    """Press a button."""
    return next(one for one in app.button if one.key == key).click().run()


@pytest.mark.parametrize(
    "viewer", [PUBLIK, Viewer("cabang", {"KC-MOJOKERTO"}), Viewer("wilayah", {"KC-PALEMBANG"})]
)
def test_nobody_else_sees_an_account(people, viewer):
    app = opened("orang", viewer)
    assert not app.exception and "Pengelola data" in words_on(app)
    assert "boss@kantor.go.id" not in words_on(app) and not app.get("arrow_data_frame")
    assert not [one for one in app.button if one.key and one.key.startswith("people_")]


def test_an_edit_is_said_published_and_taken_back(people, monkeypatch):
    typed(monkeypatch, BOSS, BRANCH)
    app = opened("orang", STEWARD)
    assert not app.exception, app.exception
    assert "baru: kepala@kantor.go.id (Kantor cabang, Kantor Cabang Mojokerto)" in words_on(app)
    app = press(app, "people_publish")
    assert people.every() == {BOSS.account: BOSS, BRANCH.account: BRANCH}
    assert "Rilis 2 terbit" in words_on(app)
    app = press(app, "people_undo")
    assert people.every() == {BOSS.account: BOSS}
    deeds = Record(people._store.place.root.rsplit("/", 1)[0]).of(f"{local(now()):%Y-%m}")
    assert [(deed.action, deed.what) for deed in deeds] == [("people", "orang 3"), ("people", "orang 2")]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"account": "dua kata"}, "Baris 2"),
        ({"account": None}, "Baris 2"),
        ({"role": "cabang", "offices": []}, "perlu kantor"),
        ({"role": "cabang", "offices": None}, "perlu kantor"),
        ({"since": pd.Timestamp("2026-02-01"), "until": pd.Timestamp("2026-01-01")}, "sebelum tanggal sejak"),
    ],
)
def test_what_cannot_stand_is_said_with_its_row_and_cannot_be_published(people, monkeypatch, changed, said):
    typed(monkeypatch, BOSS, BRANCH, **changed)
    app = opened("orang", STEWARD)
    assert not app.exception and said in words_on(app)
    assert next(one for one in app.button if one.key == "people_publish").disabled


def test_what_others_have_published_meanwhile_is_not_written_over(people, monkeypatch):
    typed(monkeypatch, BOSS, BRANCH)
    app = opened("orang", STEWARD)
    people.publish(
        [BOSS, Person("lain@kantor.go.id", "publik")], facts(), title="y", viewer=Viewer("pengelola")
    )
    app = app.run()
    assert "sudah diubah orang lain" in words_on(app)
    assert next(one for one in app.button if one.key == "people_publish").disabled


def test_nobody_takes_the_stewards_role_from_themselves(people, monkeypatch):
    monkeypatch.setattr("pages.people.register.session.account", lambda: BOSS.account)
    other = Person("lain@kantor.go.id", "pengelola")
    people.publish([BOSS, other], facts(), title="y", viewer=Viewer("pengelola"))
    typed(monkeypatch, other, BOSS, out=True)
    app = press(opened("orang", STEWARD), "people_publish")
    assert "Peran Anda sendiri" in words_on(app) and not people.every()[BOSS.account].out


def test_the_record_of_a_month_is_read(people):
    home = people._store.place.root.rsplit("/", 1)[0]
    Record(home).add("tamu@lain.id", "", "refused", "no_role")
    app = opened("orang", STEWARD)
    app.segmented_control(key="people_part").set_value("record").run()
    assert not app.exception
    (table,) = app.dataframe
    rows = table.value
    assert list(rows.iloc[0])[1:] == ["tamu@lain.id", "", "ditolak masuk", "belum punya peran"]


@pytest.mark.parametrize(
    ("action", "what", "said"),
    [
        ("tried_role", "cabang, KC-MOJOKERTO", "Kantor cabang, Kantor Cabang Mojokerto"),
        ("tried_role", "publik", "Publik"),
        ("published", "sendiri 3", "Data sendiri, rilis 3"),
        ("people", "orang 12", "Daftar orang, rilis 12"),
        ("refused", "a word of a later version", "a word of a later version"),
        ("exported", "arrears.xlsx", "arrears.xlsx"),
    ],
)
def test_the_record_says_names_where_it_keeps_codes(action, what, said):
    assert deed_said(Deed(now(), "a@b.id", "cabang", action, what), Words("id")) == said


def test_who_is_counted_has_a_role_today(people):
    day = today()
    others = [
        Person("ada@kantor.go.id", "publik", since=day, until=day),
        Person("nanti@kantor.go.id", "publik", since=day + timedelta(1)),
        Person("dulu@kantor.go.id", "publik", until=day - timedelta(1)),
        Person("gone@kantor.go.id", "publik", out=True),
    ]
    people.publish([BOSS, *others], facts(), title="y", viewer=Viewer("pengelola"))
    app = opened("orang", STEWARD)
    assert f"2 orang punya peran per {Words('id').date(day)}." in words_on(app)
    assert "dari data yang dimuat sendiri" in words_on(app)  # as the ribbon says
