"""The pages of work: what they say is what the ledger says, each total is the sum of its rows, names for those who may."""

from __future__ import annotations

import re
from html import unescape
from itertools import cycle

import pytest

from data.access.viewer import PUBLIK, Viewer
from data.queries.employers import EmployerList, EmployerQuery, Where
from data.words import Words
from pages.employers.splits import OTHERS, split
from pages.session.links import WORK_PAGES
from pages.session.place import Place
from tests.pages.reading import component, opened, reading, split_lines, well, words_on

ID = Words("id")
NAMED = re.compile(r"SIM\d{7}|SIM-\d{6}|SIM-K-\d+|(PT|CV|UD|Koperasi|Yayasan|BUMD|BUMN|Firma) Simulasi")


def seen_by(role: str, page: str, **query: str):
    """A page as a role sees it."""
    return well(opened(page, Viewer(role), data="simulasi", **query))


def everything(app) -> str:
    """All that is sent to the browser, the data of components among it."""
    sent = [str(e.proto) for kind in ("bidi_component", "component_instance") for e in app.get(kind)]
    return unescape(re.sub(r"<[^>]*>", " ", words_on(app))) + "\n".join(sent)


def table(app, name: str) -> dict:
    """What a listing was given."""
    return component(app, "bidi_component", name)


PAGES = [*WORK_PAGES, "pemberi-kerja", "perkara"]
AS_SEEN = (("publik", {"area": "sumsel"}), ("wilayah", {"wilayah": "16.71"}))


@pytest.mark.sampled(4)
@pytest.mark.parametrize(("at", "page"), enumerate(PAGES), ids=str)
def test_a_page_of_work_runs_for_each_role_and_says_that_it_is_simulated(ledger_home, at, page):
    """Each page for both roles, each in another language, and on the next page the other way round."""
    for turned, (role, place) in enumerate(AS_SEEN):
        language = ("id", "en")[(at + turned) % 2]
        app = seen_by(role, page, **place, **({"bhs": "en"} if language == "en" else {}))
        assert ("SIMULASI" if language == "id" else "SIMULATION") in words_on(app)
        assert not app.error


@pytest.mark.parametrize("page", ["tunggakan", "kunjungan", "pwbd-pds", "penegakan"])
def test_without_a_ledger_a_page_of_work_offers_one(ledger_home, page):
    app = well(opened(page))
    assert [e.value for e in app.info] and app.button(key="to_simulation").label
    app = well(app.button(key="to_simulation").click().run())
    assert "SIMULASI" in words_on(app) and app.query_params["data"] == "simulasi"


# Everywhere, a region, an office, a kecamatan; and one that names an employer and a case.
PLACES = [
    {},
    {"wilayah": "16.71"},
    {"kantor": "KC-MOJOKERTO"},
    {"kecamatan": "16.71.01"},
    {"wilayah": "16.71", "pk": "SIM-000001", "perkara": "SIM-K-00001", "jenis": "pwbd", "cari": "Simulasi"},
]


@pytest.mark.sampled(7)
@pytest.mark.parametrize(
    ("page", "query"),
    [*((page, PLACES[-1]) for page in PAGES), *zip(PAGES, cycle(PLACES[:-1]), strict=False)],
)
def test_the_public_is_told_no_name_and_no_number_of_an_employer(ledger_home, page, query):
    found = NAMED.search(everything(well(opened(page, data="simulasi", **query))))
    assert found is None, found


@pytest.mark.parametrize(
    ("query", "regions"),
    [
        ({}, None),
        ({"wilayah": "16.71"}, ("16.71",)),
        ({"kantor": "KC-MOJOKERTO"}, ("35.16", "35.17", "35.76")),
        ({"wilayah": "35.16", "umur": "macet"}, ("35.16",)),
    ],
)
def test_arrears_are_the_same_in_the_sentence_the_classes_the_split_and_the_list(ledger_home, query, regions):
    app = seen_by("wilayah", "tunggakan", **query)
    listed = table(app, "arrears_list")
    found = reading(Viewer("wilayah"))
    rows = EmployerList(found, found.months[-1]).every(
        Where(regions), EmployerQuery(ageing=query.get("umur", ""))
    )
    total = ID.rupiah(int(rows["outstanding"].sum()))
    assert listed["total"][:2] == [f"Jumlah {ID.number(len(rows))} pemberi kerja", total]
    if "umur" not in query:
        *lines, last = split_lines(app)
        assert last[3] == total
        assert sum(int(cells[1].replace(".", "")) for cells in lines) == len(rows)


def test_a_list_is_turned_sorted_and_opened_by_the_view(ledger_home):
    app = seen_by("wilayah", "tunggakan", urut="nama.naik", hal="2")
    listed = table(app, "arrears_list")
    assert listed["sorted"] == ["nama", 1] and listed["page"] == 2 and len(listed["rows"]) <= 25
    names = [cells[0][0].lower() for _, cells, _ in listed["rows"]]
    assert names == sorted(names)
    key = listed["rows"][0][0]
    app = seen_by("wilayah", "pemberi-kerja", pk=key)
    assert listed["rows"][0][1][0][0] in unescape(words_on(app))
    months = table(app, "employer_months")
    assert months["rows"] and months["total"][0] == "Jumlah"


def test_an_unknown_employer_is_a_sentence(ledger_home):
    app = opened("pemberi-kerja", Viewer("wilayah"), data="simulasi", pk="SIM-999999")
    assert not app.exception
    [error] = app.error
    assert error.value.startswith("Nomor daftar SIM-999999 tidak ada")
    [warning] = well(opened("pemberi-kerja", data="simulasi", pk="<img src=x onerror=alert(1)>")).warning
    assert warning.value.startswith("Bagian pk='\\<img src=x onerror=a' pada alamat")


def test_a_branch_sees_its_own_employers_alone(ledger_home):
    branch = Viewer("cabang", frozenset(["KC-PALEMBANG"]))
    listed = table(well(opened("tunggakan", branch, data="simulasi")), "arrears_list")
    found = reading(Viewer("wilayah"))
    rows = EmployerList(found, found.months[-1]).every(Where(), EmployerQuery())
    assert (
        listed["total"][0]
        == f"Jumlah {ID.number(int((rows['office'] == 'KC-PALEMBANG').sum()))} pemberi kerja"
    )


def test_weights_change_the_order_of_the_call_list(ledger_home):
    by_all = table(seen_by("wilayah", "kunjungan"), "visits_list")["rows"]
    by_age = table(seen_by("wilayah", "kunjungan", bobot="0-0-2"), "visits_list")["rows"]
    assert by_all[0][1][1] == by_age[0][1][1] == "100"
    ages = [int(cells[4].split("\u00a0")[0].split(" ")[0]) for _, cells, _ in by_age]
    assert ages == sorted(ages, reverse=True) and [r[0] for r in by_all] != [r[0] for r in by_age]


def test_losses_at_the_steps_of_the_funnel_are_those_that_are_not_compliant(ledger_home):
    app = seen_by("wilayah", "kantor-kc-palembang")
    lost = table(app, "office_losses")
    numbers = [int(cells[1].replace(".", "")) for _, cells, _ in lost["rows"]]
    assert sum(numbers) == int(lost["total"][1].replace(".", ""))
    steps = re.findall(r"<b>([\d.]+)</b>", words_on(app).split("peta-bars")[1])
    first, last = (int(one.replace(".", "")) for one in (steps[0], steps[3]))
    assert first - last == sum(numbers)
    assert "office_losses" not in str(
        [e.proto for e in well(opened("kantor-kc-palembang", data="simulasi")).get("bidi_component")]
    )


def test_what_matters_to_an_office_leads_to_its_rows(ledger_home):
    rows = table(seen_by("wilayah", "kantor-kc-palembang"), "office_matters")["rows"]
    assert 1 <= len(rows) <= 3
    for key, _, _ in rows:
        page, _, kind = key.partition("|")
        assert page in WORK_PAGES
        well(seen_by("wilayah", page, kantor="KC-PALEMBANG", **({"jenis": kind} if kind else {})))


def test_offices_are_ranked_among_their_like(ledger_home):
    rows = table(seen_by("wilayah", "kantor-kc-palembang"), "office_peers")["rows"]
    shares = [float(cells[2].replace(",", ".").split("\u00a0")[0]) for _, cells, _ in rows]
    assert shares == sorted(shares, reverse=True) and "KC-PALEMBANG" in [key for key, _, _ in rows]


@pytest.mark.sampled(3)
@pytest.mark.parametrize("by", ["sector", "scale", "region", "kecamatan"])
@pytest.mark.parametrize("viewer", [Viewer("wilayah"), PUBLIK])
def test_arrears_split_any_way_are_the_arrears(ledger_home, by, viewer):
    found = reading(viewer)
    for where in (
        Place("office", "KC-MOJOKERTO", found.months[-1], found),
        Place("region", "16.71", found.months[-3], found),
    ):
        rows = split(where, by)
        for name in ("ledger_arrears_employers", "exposed_workers", "ledger_arrears_rp"):
            total = where.value(name)
            if total is not None:
                assert int(rows[name].sum()) == int(total)
        others = rows["key"] == OTHERS
        amounts = rows.loc[~others, ["ledger_arrears_employers", "ledger_arrears_rp"]]
        assert not amounts.isna().any(axis=None) and others.sum() <= (viewer is PUBLIK)
