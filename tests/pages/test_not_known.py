"""Own data with gaps, on the pages: what is not known says so, with the reason, and is never a zero."""

from __future__ import annotations

import re
from html import unescape
from types import SimpleNamespace

import pandas as pd
import pytest

from data.access.viewer import PUBLIK, Viewer
from data.cube import NOT_KNOWN
from data.indicators.definition import definitions
from data.ledger.publishing import publish
from data.queries.employers import EmployerList, EmployerQuery, Where
from data.queries.reading import Reading
from data.store.changes import Change
from data.store.store import OWN, Store
from data.vocabulary import NOT_TOLD
from data.words import Words
from pages.map.ledger_values import answered, question
from pages.view import View
from pages.widgets.received import unchecked_note
from tests.data.queries.released import random_tables
from tests.data.simulation.simulated import FACTS
from tests.pages.reading import component, opened, reading, rows, well, words_on

WHO = Viewer("wilayah")


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A home whose own store has a small ledger with gaps, and with numbers and trades as branches write them."""
    folder, tables = tmp_path_factory.mktemp("gaps"), random_tables(6, 60)
    for name in ("cases", "case_steps"):
        tables[name] = tables[name].assign(case="SKK " + tables[name]["case"] + "/KC-MJK/2025")
    employers = tables["employers"]
    told = {"nib": "9120000658536", "kbli": "01133", "address": "Jl. Contoh 1"}
    officers = ["Pembina Satu"] * 30 + [""] * 30
    tables["employers"] = employers.assign(
        officer=officers, **{name: [text, *[""] * 59] for name, text in told.items()}
    )
    informal = tables["informal"]
    tables["informal"] = informal.assign(trade=informal["trade"].replace("nelayan", "lainnya:marbot"))
    changes = {name: Change("overwrite", frame) for name, frame in tables.items()}
    publish(Store(folder, OWN), changes, facts=FACTS, title="uji", role="pengelola", keep=False)
    return folder


@pytest.fixture
def found(home, monkeypatch) -> Reading:
    """The ledger as the pages read it."""
    monkeypatch.setenv("PETA_HOME", str(home))
    return Reading(Store(home, OWN).release(), str(home), FACTS, WHO)


def month_with_gaps(found: Reading) -> tuple[str, pd.DataFrame]:
    """A month in which compliance is known of some regions and not of others, and its values."""
    for month in found.months:
        values = found.values(definitions()["compliance"], month)
        if {"", NOT_KNOWN} <= set(values["suppressed"]):
            return month, values.set_index("region")
    raise AssertionError("no month has both")


def plain(app) -> str:
    return unescape(re.sub(r"<[^>]*>", " ", words_on(app)))


def test_a_region_that_is_not_known_has_no_colour_and_says_why(found):
    month, values = month_with_gaps(found)
    unknown = values.index[values["suppressed"] == NOT_KNOWN]
    app = well(opened("", WHO, data="sendiri", per=month, wilayah=unknown[0]))
    assert set(rows(app)) == set(values.index[values["value"].notna()])
    said = plain(app)
    assert f"{len(unknown)} wilayah: tidak diketahui: pekerja, upah" in said
    assert "Tidak diketahui" in said and "disembunyikan" not in said
    listed = well(opened("", WHO, data="sendiri", per=month))  # what is open stands in the list's place
    ranked = {row[1]: row[3] for row in component(listed, "bidi_component", "peta_rank")["rows"]}
    assert {ranked[code] for code in unknown} == {"tidak diketahui"}


def test_how_many_employers_a_number_leaves_out_is_told_inside(found):
    month, values = month_with_gaps(found)
    unknown = values.index[values["suppressed"] == NOT_KNOWN][0]
    cube = found.release.table("cube", months=[month]).to_pandas()
    count = int(cube.loc[cube["region"] == unknown, "patuh_unknown"].sum())
    said = plain(well(opened("", WHO, "why", data="sendiri", per=month, wilayah=unknown)))
    assert re.search(rf"Belum diketahui dari\s+{count} pemberi kerja", said)
    assert re.search(r"Semua wilayah \(\d+ dari 24 wilayah\): tidak diketahui: pekerja", said)
    public = plain(well(opened("", PUBLIK, "why", data="sendiri", per=month, wilayah=unknown)))
    assert "Belum diketahui dari" not in public


def test_in_english_too(found):
    month, _ = month_with_gaps(found)
    assert "not known: workers, wages" in plain(well(opened("", WHO, data="sendiri", per=month, bhs="en")))


def test_employers_that_cannot_be_judged_have_a_list_and_are_in_no_other(found):
    month, _ = month_with_gaps(found)
    lists, where = EmployerList(found, month), Where()
    unjudged = lists.every(where, EmployerQuery(kind="belum_dinilai", sort="nama"))
    assert len(unjudged) and (unjudged["lengkap"] == 0).all()
    for kind in ("pds", "belum_patuh"):
        others = lists.every(where, EmployerQuery(kind=kind, sort="nama"))
        shared = unjudged.loc[unjudged["in_arrears"] == 0, "employer"]
        assert not set(shared) & set(others["employer"]), kind
    app = well(opened("pwbd-pds", WHO, data="sendiri", per=month, jenis="belum_dinilai"))
    said = component(app, "bidi_component", "pds_list")
    assert "belum diketahui" in str(said)
    assert "Belum dapat dinilai: data kurang" in app.selectbox(key="w_kind_list").options


def test_an_employer_of_whom_little_is_known_says_so(found):
    employers = found.release.table("employers").to_pandas()
    blank = employers[(employers["scale"] == "") & (employers["npp"] != "")].iloc[0]
    app = well(opened("pemberi-kerja", WHO, data="sendiri", pk=blank["employer"]))
    assert re.search(r"Skala\s+Belum diketahui", plain(app))


def test_those_whose_scale_nobody_knows_can_be_asked_for(found):
    month = found.months[-1]
    lists, where = EmployerList(found, month), Where()
    blank = lists.every(where, EmployerQuery(kind="belum_patuh", scale=NOT_TOLD, sort="nama"))
    every = lists.every(where, EmployerQuery(kind="belum_patuh", sort="nama"))
    assert set(blank["employer"]) == set(every.loc[every["scale"] == "", "employer"]) and len(blank)
    app = well(opened("tunggakan", WHO, data="sendiri", skala=NOT_TOLD))
    assert "Belum diketahui" in app.selectbox(key="w_scale_list").options
    cube = found.release.table("cube", months=[month]).to_pandas().query("scale == '' and segment == 'PU'")
    view = View(data="sendiri", indicator="employers_obliged", scale=NOT_TOLD)
    shown = answered(question(view, month), found).rows.set_index("code")["value"].dropna()
    wajib = cube.groupby("region")["wajib"].sum()
    assert shown[shown > 0].to_dict() == wajib[wajib > 0].to_dict() and len(wajib)


def test_nobody_is_offered_what_every_employer_has_told(ledger_home):
    assert reading(WHO).not_told == frozenset()
    app = well(opened("tunggakan", WHO, data="simulasi"))
    assert "Belum diketahui" not in app.selectbox(key="w_scale_list").options


def test_the_visits_of_one_officer_are_a_part_of_all_and_those_of_nobody_another(found):
    month = found.months[-1]
    lists = EmployerList(found, month)
    parts = lists.sums(Where(), EmployerQuery(), "officer").set_index("officer")["employers"]
    assert set(parts.index) == {"", "Pembina Satu"}
    assert parts.sum() == lists.total(Where(), EmployerQuery())["employers"]
    app = well(opened("kunjungan", WHO, data="sendiri", per=month, pembina="Pembina Satu"))
    assert {"Pembina Satu", "tanpa pembina"} <= set(app.selectbox(key="w_officer_list").options)
    for officer, name in (("Pembina Satu", "Pembina Satu"), (NOT_TOLD, "")):
        listed = component(
            well(opened("kunjungan", WHO, data="sendiri", per=month, pembina=officer)),
            "bidi_component",
            "visits_list",
        )
        assert listed["total"][0] == f"Jumlah {parts[name]} pemberi kerja"


def test_a_case_is_opened_by_the_number_on_its_letter(found):
    case = found.release.table("cases", ["case"])["case"][0].as_py()
    app = well(opened("perkara", WHO, data="sendiri", perkara=case))
    assert case in plain(app) and "/KC-MJK/2025" in case
    assert app.query_params["perkara"] == case


def test_a_trade_of_no_list_is_called_by_its_name(found):
    app = well(opened("informal", WHO, data="sendiri"))
    said = str(component(app, "bidi_component", "informal_trade"))
    assert "Lainnya: marbot" in said and "lainnya:marbot" not in plain(app)


def test_an_employer_says_what_is_known_of_it_and_no_empty_line(found):
    first, second = found.release.table("employers", ["employer"])["employer"].to_pylist()[:2]
    said = plain(well(opened("pemberi-kerja", WHO, data="sendiri", pk=first)))
    assert re.search(
        r"NIB\s+9120000658536\s+KBLI\s+01133\s+Alamat\s+Jl. Contoh 1\s+Pembina\s+Pembina Satu", said
    )
    assert "Telepon perusahaan" not in said
    assert "NIB" not in plain(well(opened("pemberi-kerja", WHO, data="sendiri", pk=second)))


@pytest.mark.parametrize(
    ("without", "said"),
    [
        ({"16.05", "16.08"}, "Upah minimum 2026 belum diketahui untuk Musi Rawas, OKU Timur"),
        (None, "semua wilayah di sini"),
    ],
)
def test_where_no_minimum_wage_is_known_is_said_by_name(without, said):
    regions = set(FACTS.regions["code"])
    reading = SimpleNamespace(unchecked=lambda *_: frozenset(without or regions))
    note = unchecked_note(definitions()["compliance"], reading, "2026-10", regions, Words("id"))
    assert said in note and "di sana tidak diperiksa" in note
