"""Which facts a page reads: one's own for published figures and own data, the embedded ones for a simulation."""

from __future__ import annotations

import threading

import pytest

from data.access import Viewer
from data.facts import publish_facts
from data.store.store import OWN, Store
from data.words import Words
from pages import session

WORDS = Words("id")


@pytest.fixture
def own(tmp_path, monkeypatch) -> Store:
    """A store in which an office has another name."""
    monkeypatch.setenv("PETA_HOME", str(tmp_path))
    offices = session.embedded_facts().offices.copy()
    offices.loc[offices["code"] == "KC-PALEMBANG", "name"] = "Kantor Cabang Palembang Ilir"
    store = Store(tmp_path, OWN)
    publish_facts(
        store, session.embedded_facts(), {"offices": offices}, title="Nama", viewer=Viewer("pengelola")
    )
    return store


def test_with_nothing_published_everything_is_the_embedded_facts(tmp_path, monkeypatch):
    monkeypatch.setenv("PETA_HOME", str(tmp_path))
    assert all(session.facts_of(data) is session.embedded_facts() for data in ("", "sendiri"))
    assert session.own_facts_note(WORDS) == "" and session.own_facts().problem is None


def test_a_simulation_keeps_the_embedded_facts_and_has_targets_as_made_up_as_it_is(own):
    simulated, embedded = session.facts_of("simulasi"), session.embedded_facts()
    assert simulated is session.facts_of("simulasi")
    changed = [name for name in vars(embedded) if getattr(simulated, name) is not getattr(embedded, name)]
    assert changed == ["targets"]
    assert set(simulated.targets["series"]) - set(embedded.targets["series"]) == {"Simulasi"}
    assert session.facts_of("") is session.facts_of("sendiri") is not session.embedded_facts()
    assert "0 baris ditambah, 1 diganti, 0 dicabut" in session.own_facts_note(WORDS)


@pytest.mark.parametrize(
    ("data", "name", "noted"),
    [("simulasi", "Kantor Cabang Palembang", False), ("sendiri", "Kantor Cabang Palembang Ilir", True)],
)
def test_a_file_made_in_a_thread_reads_what_its_page_read(own, data, name, noted):
    found = []

    def make() -> None:
        with session.read_with(data):
            found.extend([session.area_name("KC-PALEMBANG"), bool(session.own_facts_note(WORDS))])

    thread = threading.Thread(target=make)
    thread.start()
    thread.join()
    assert found == [name, noted]


def test_undone_is_undone_for_every_lookup(own):
    assert session.area_name("KC-PALEMBANG") == "Kantor Cabang Palembang Ilir"
    offices = session.embedded_facts().offices
    publish_facts(
        own, session.embedded_facts(), {"offices": offices}, title="Kembali", viewer=Viewer("pengelola")
    )
    assert session.area_name("KC-PALEMBANG") == "Kantor Cabang Palembang"
    assert session.own_facts_note(WORDS) == ""


def test_a_store_that_cannot_be_read_leaves_the_embedded_facts_and_says_so(own, monkeypatch):
    for entry in (own.place.folder / "releases" / "_delta_log").glob("*.json"):
        entry.write_text("{ tidak utuh")
    assert session.facts_of("") is session.embedded_facts()
    assert "tidak bisa dibaca" in str(session.own_facts().problem)


def test_one_run_of_a_page_reads_one_state_of_the_facts_and_the_next_what_came_since(own):
    offices = session.embedded_facts().offices
    with session.looked_up_once():
        before = session.facts()
        publish_facts(
            own, session.embedded_facts(), {"offices": offices}, title="Kembali", viewer=Viewer("pengelola")
        )
        assert session.facts() is before
        assert session.area_name("KC-PALEMBANG") == "Kantor Cabang Palembang Ilir"
    with session.looked_up_once():
        assert session.area_name("KC-PALEMBANG") == "Kantor Cabang Palembang"
