"""The page of own facts, without a browser: edited, checked, rehearsed, published, seen elsewhere, and undone."""

from __future__ import annotations

from html import unescape
from typing import Any

import pytest

from data.access import PUBLIK, Viewer
from data.store.store import OWN, Store
from data.tables.fact_tables import FACTS, SCHEMAS
from data.tables.facts import heading
from pages.facts.names import TABLE_NAMES, tables_in_order
from tests.facts import FACTS as EMBEDDED
from tests.pages.markup import safe
from tests.pages.reading import opened, well, words_on
from tests.sampling import in_turn

MANAGER = Viewer("pengelola")
NEXT_YEAR = {
    "indicator": "ucj_pct",
    "area_code": "ID",
    "year": 2027,
    "value": 70,
    "series": "BPJS",
    "source": "S165",
}


@pytest.fixture(autouse=True)
def own_home(tmp_path, monkeypatch):
    """A home with nothing in it."""
    monkeypatch.setenv("PETA_HOME", str(tmp_path))
    return tmp_path


@pytest.fixture
def store(own_home) -> Store:
    return Store(own_home, OWN)


def page(**query: str):
    return well(opened("rujukan", MANAGER, **query))


def turn_to(app, table: str):
    """Choose a table."""
    app.selectbox(key="facts_table").select(table)
    return well(app.run())


def edit(app, *added: dict[str, Any], **cells: dict[int, Any]):
    """Type into the editor: column -> place of the row -> value; and new rows."""
    rows: dict[int, dict[str, Any]] = {}
    for column, values in cells.items():
        for at, value in values.items():
            rows.setdefault(at, {})[column] = value
    editor = app.data_editor[0]
    app.session_state[editor.key] = {"edited_rows": rows, "added_rows": list(added), "deleted_rows": []}
    return well(app.run())


def publish(app):
    app.button(key="facts_publish").click()
    return well(app.run())


def unfold(app, popover: str):
    """Open a popover, whose key ends with how often the draft was begun anew."""
    app.session_state[f"{popover}_{app.session_state['facts_draft'].turn}"] = True
    return well(app.run())


def said(app) -> str:
    return unescape(words_on(app))


# -- who, and what is there


@pytest.mark.parametrize("viewer", [PUBLIK, Viewer("wilayah"), Viewer("cabang", frozenset({"KC-PALEMBANG"}))])
def test_who_may_not_publish_is_told_who_may(viewer):
    app = well(opened("rujukan", viewer))
    assert not app.data_editor and "Pengelola data" in said(app)
    assert len(app.dataframe) == (viewer != PUBLIK)  # who works with the facts reads them


def test_every_table_of_facts_is_offered_and_has_a_name():
    assert sorted(tables_in_order()) == sorted(FACTS) == sorted(TABLE_NAMES)


@pytest.mark.parametrize(("table", "language"), in_turn(sorted(FACTS), ["id", "en"]))
def test_every_table_opens_with_the_headings_of_the_reader_and_nothing_to_publish(table, language):
    app = turn_to(page(**({"bhs": "en"} if language == "en" else {})), table)
    [editor] = app.data_editor
    config = str(editor.proto.columns)
    for column in SCHEMAS[table].columns:
        assert heading(table, column, language).split(" (")[0] in config, column
    assert len(editor.value) == len(getattr(EMBEDDED, table, ()))
    assert set(editor.value["_asal"]) <= {"bawaan", "shipped"}
    assert app.button(key="facts_publish").disabled and app.button(key="facts_drop").disabled


# -- checked


@pytest.mark.parametrize(
    ("table", "column", "value", "accepted"),
    [
        ("targets", "value", -5, "paling kecil 0"),
        ("targets", "source", None, "S001"),
        ("service_areas", "from", "tahun lalu", "2018-10-31"),
        ("figures", "denominator", 0, "paling kecil 1"),
        ("sources", "url", "bukan alamat", "https://contoh.id/berita"),
        ("offices", "name", None, "diisi"),
        ("agreements", "areas", "35.17; 99.99", "35.16;35.17"),
        ("agreements", "areas", "35.17;99.99", "kode wilayah, provinsi, atau kantor"),
    ],
)
def test_a_cell_that_a_rule_refuses_is_named_by_row_and_column(table, column, value, accepted):
    app = edit(turn_to(page(), table), **{column: {1: value}})
    text = said(app)
    assert "sel belum benar" in text
    [listed] = [safe(one.value).text for one in app.html if "Yang diterima" in one.value]
    assert heading(table, column, "id") in listed and "2" in listed and accepted in unescape(listed)
    assert app.button(key="facts_publish").disabled


def test_a_source_that_is_still_named_is_not_withdrawn():
    app = edit(turn_to(page(), "sources"), _berlaku={0: False})
    assert "S001" in said(app) and "tabel Sumber" in said(app)
    assert app.button(key="facts_publish").disabled


def test_hostile_text_stays_text():
    app = edit(turn_to(page(), "offices"), address={0: "<img src=x onerror=alert(1)>"})
    assert "1 diganti" in said(app)
    [listed] = [one.value for one in app.html if "onerror" in one.value]
    assert "<img" in safe(listed).text


# -- rehearsed, published, undone


def headline(**query: str) -> str:
    return said(well(opened(**query)))


def test_a_target_is_rehearsed_published_seen_on_the_map_and_undone(store):
    before = headline()
    assert "Musi Banyuasin 52,15 %" in before.replace("\u00a0", " ")
    app = edit(page(), value={0: 60.25})
    assert "0 baris baru, 1 diganti, 0 dicabut" in said(app) and "52,15 → 60,25" in said(app)
    assert headline() == before
    app = publish(app)
    assert "Rilis 1 terbit" in said(app) and "1 diganti" in said(app)
    assert app.data_editor[0].value["_asal"].tolist() == [
        "diganti",
        *["bawaan"] * (len(EMBEDDED.targets) - 1),
    ]
    seen = headline().replace("\u00a0", " ")
    assert (
        "Musi Banyuasin 60,25 %" in seen
        and "Data rujukan sendiri ikut dipakai: 0 baris ditambah, 1 diganti" in seen
    )
    app = unfold(app, "facts_undo")
    assert "60,25 → 52,15" in said(app)
    app.button(key="facts_undo_now").click()
    app = well(app.run())
    assert "Rilis 1 dibatalkan" in said(app)
    # The title of what was undone may be the name of a file, and this one is told to everybody.
    assert store.history()[0].entry.title == "Pembatalan data rujukan rilis 1"
    assert app.data_editor[0].value["value"].tolist() == EMBEDDED.targets["value"].tolist()
    assert headline() == before


def test_a_replaced_row_stands_beside_the_embedded_one(store):
    """For who edits, and for who reads alone."""
    publish(edit(page(), value={0: 60.25}))
    assert "Dibanding data bawaan" in said(page()) and "52,15 → 60,25" in said(page())
    assert "52,15 → 60,25" in said(well(opened("rujukan", Viewer("wilayah"))))


def test_a_cell_that_was_emptied_says_so():
    assert "kosong" in said(edit(page(), value={0: None}))


def test_a_simulated_ledger_never_reads_own_facts(ledger_home, store, own_home):
    (own_home / "simulasi").symlink_to(ledger_home / "simulasi")
    embedded = said(well(opened("andai", MANAGER, data="simulasi")))
    publish(edit(page(), value={0: 88.5}))
    assert said(well(opened("andai", MANAGER, data="simulasi"))) == embedded
    assert "88,5" in headline()


def test_a_figure_with_a_new_source_is_published_in_one_go(store):
    app = turn_to(page(), "sources")
    app = edit(app, {"publisher": "Kanwil Sumbagsel", "title": "Rekap UCJ Oktober 2026"})
    app = turn_to(app, "figures")
    figure = {
        "area_code": "16.71",
        "area_kind": "region",
        "indicator": "ucj_pct",
        "value": 61.75,
        "unit": "percent",
        "as_of": "2026-10-31",
        "as_of_basis": "stated",
        "source": "S9001",
    }
    app = edit(app, figure)
    assert "2 baris baru, 0 diganti, 0 dicabut" in said(app)
    publish(app)
    release = store.release()
    assert release is not None
    assert release.table("sources")["id"].to_pylist() == ["S9001"]
    assert release.table("figures").select(["id", "value", "source"]).to_pylist() == [
        {"id": "A9001", "value": 61.75, "source": "S9001"}
    ]
    panel = said(well(opened("", wilayah="16.71")))
    assert "61,75" in panel and "Kanwil Sumbagsel" in panel


def test_a_row_is_withdrawn_and_comes_back(store):
    places = EMBEDDED.service_points["name"]
    app = publish(edit(turn_to(page(), "service_points"), _berlaku={0: False}))
    assert "1 dicabut" in said(app)
    assert app.data_editor[0].value["_asal"].tolist()[-1] == "dicabut"
    assert places[0] not in said(well(opened("kemitraan"))) and places[1] in said(well(opened("kemitraan")))
    app = edit(app, _berlaku={len(places) - 1: True})
    assert "1 baris baru" in said(app)
    publish(app)
    assert places[0] in said(well(opened("kemitraan")))


def test_own_rows_are_given_up_one_by_one(store):
    app = publish(edit(page(), {**NEXT_YEAR}, value={0: 60.25, 4: 44.0}))
    app = unfold(app, "facts_embedded")
    [chosen] = [one for one in app.multiselect if one.key.startswith("facts_given_up")]
    assert len(chosen.options) == 3
    for key in ("ucj_pct|16.06|2025|BPJS", "ucj_pct|ID|2027|BPJS"):
        chosen.select(key)
    app = well(app.run())
    app.button(key="facts_embedded_now").click()
    app = well(app.run())
    assert "0 baris baru, 1 diganti, 1 dicabut" in said(app)
    publish(app)
    assert store.release().table("targets")["value"].to_pylist() == [44.0]


def test_an_office_of_ones_own_has_a_page(store):
    office = {
        "code": "KC-SEKAYU",
        "name": "Kantor Cabang Sekayu",
        "kind": "cabang",
        "parent": "KANWIL-SUMBAGSEL",
        "seat": "16.06",
        "source": "S124",
    }
    publish(edit(turn_to(page(), "offices"), office))
    app = opened()
    assert "kantor-kc-sekayu" in {info["url_pathname"] for info in app._registered_pages.values()}


def test_an_office_that_was_withdrawn_is_looked_at_no_more(store):
    offices = EMBEDDED.offices["code"].tolist()
    areas = EMBEDDED.service_areas["office"].tolist()
    app = edit(turn_to(page(), "offices"), _berlaku={offices.index("KCP-BATANG"): False})
    app = edit(turn_to(app, "service_areas"), _berlaku={areas.index("KCP-BATANG"): False})
    publish(app)
    for address in ("kemitraan", ""):
        well(opened(address, Viewer("cabang", frozenset({"KCP-BATANG"})), kantor="KCP-BATANG"))
    assert "kantor-kcp-batang" not in {i["url_pathname"] for i in opened()._registered_pages.values()}


# -- the draft


def test_what_is_being_edited_waits_while_another_table_is_looked_at():
    app = edit(page(), value={0: 60.25})
    app = turn_to(turn_to(app, "offices"), "targets")
    assert app.data_editor[0].value["value"].tolist()[0] == 60.25
    assert "1 diganti" in said(app)
    app.button(key="facts_drop").click()
    app = well(app.run())
    assert app.data_editor[0].value["value"].tolist() == EMBEDDED.targets["value"].tolist()
    assert "Belum ada perubahan" in said(app)


def test_a_row_that_was_begun_and_left_empty_counts_for_nothing():
    app = edit(page(), {"indicator": None})
    assert "Belum ada perubahan" in said(app)


def test_what_others_publish_meanwhile_stays_and_the_second_looks_again(store):
    first, second = edit(page(), {**NEXT_YEAR}, value={0: 60.25}), edit(page(), value={0: 70.5, 4: 44.0})
    publish(first)
    second = publish(second)
    assert "Rilis 1 terbit sementara Anda menyunting" in said(second)
    assert "60,25 → 70,5" in said(second) and "43,92 → 44" in said(second)
    assert store.release().number == 1
    second = publish(second)
    assert "Rilis 2 terbit: 0 baris baru, 2 diganti, 0 dicabut" in said(second)
    own = store.release().table("targets").to_pylist()
    assert sorted((row["year"], row["value"]) for row in own) == [(2025, 70.5), (2027, 70.0), (2029, 44.0)]


def test_own_facts_that_no_longer_fit_are_said_on_every_page(store, monkeypatch):
    publish(edit(page(), value={0: 60.25}))
    import streamlit as st

    from data.tables import facts as tables

    shipped = tables.load_facts
    monkeypatch.setattr(
        "pages.session.facts_in_view.load_facts",
        lambda folder: _without_source(shipped(folder), "S040"),
    )
    st.cache_resource.clear()
    try:
        text = said(opened("sumber"))
        assert "Data rujukan sendiri tidak dipakai" in text and "S040" in text
    finally:
        monkeypatch.undo()
        st.cache_resource.clear()


@pytest.mark.parametrize("address", ["", "rujukan", "kemitraan", "sumber"])
def test_a_store_that_cannot_be_read_is_said_and_no_page_breaks(store, address):
    publish(edit(page(), value={0: 60.25}))
    for entry in (store.place.folder / "releases" / "_delta_log").glob("*.json"):
        entry.write_text("{ tidak utuh")
    app = well(opened(address, MANAGER))
    assert "Data rujukan sendiri tidak dipakai" in said(app) and not app.data_editor


def _without_source(facts, source: str):
    from dataclasses import replace

    return replace(facts, sources=facts.sources[facts.sources["id"] != source].reset_index(drop=True))
