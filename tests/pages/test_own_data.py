"""One's own data on every page: whose it is, of how much, who is late, and nothing of the simulation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from itertools import cycle, product

import pytest

from data.access import PUBLIK, Viewer
from data.indicators.definition import definitions
from data.places import offices
from data.queries.employers import EmployerList, EmployerQuery, Where
from data.words import Words
from pages.map.controls import named
from pages.session.links import DETAIL_PAGES, WORK_PAGES
from tests.facts import FACTS
from tests.own_ledger import MOJOKERTO, NAMED, PEKALONGAN
from tests.pages.ledger_home import LAST, LATE
from tests.pages.reading import component, opened, own_reading, rows, well, words_on

ID = Words("id")
INSIDE = Viewer("wilayah")
VIEWERS = [PUBLIK, Viewer("cabang", frozenset(["KC-MOJOKERTO"])), INSIDE, Viewer("pengelola")]
OFFICE = "kantor-kc-mojokerto"
OFFICE_PAGES = [f"kantor-{offices.office_slug(code)}" for code in FACTS.offices["code"]]
EVERY = ["", *WORK_PAGES, *DETAIL_PAGES, *OFFICE_PAGES]
# What a page may say of the simulation while it shows own data: the way to it, where there is something else to see.
ALLOWED = re.compile(r"Lihat simulasi|Simulator anggaran|Budget simulator")


def text_of(app) -> str:
    """Everything that the page says, and everything that its tables and maps were handed."""
    handed = [
        str(element.proto) for kind in ("bidi_component", "component_instance") for element in app.get(kind)
    ]
    return unescape("\n".join([words_on(app), *handed]))


def lead(app) -> str:
    """The sentence at the head of the page."""
    [said] = [element.value for element in app.html if "peta-lead" in element.value]
    return unescape(said).replace("\u00a0", " ")


def every_page() -> Iterator[tuple[str, Viewer]]:
    """Every kind of page as the public sees it, and as one of the other roles does, these in turn."""
    for page, viewer in zip(["", *WORK_PAGES, *DETAIL_PAGES, OFFICE], cycle(VIEWERS[1:]), strict=False):
        yield page, PUBLIK
        yield page, viewer


def every_other() -> Iterator[tuple[str, Viewer]]:
    """Every page in every role that `every_page` leaves out."""
    yield from (one for one in product(EVERY, VIEWERS) if one not in set(every_page()))


def named_role(part) -> str:
    return part.role if isinstance(part, Viewer) else part


@pytest.mark.sampled(6)
@pytest.mark.parametrize(
    ("page", "viewer"),
    [*every_page(), *(pytest.param(*one, marks=pytest.mark.thorough) for one in every_other())],
    ids=named_role,
)
def test_every_page_shows_own_data_as_that(own_home, page, viewer):
    app = well(opened(page, viewer, data="sendiri"))
    said = text_of(app)
    assert "Data sendiri, rilis 1, " in said
    assert not re.search("simul", ALLOWED.sub("", said), re.IGNORECASE)
    if viewer == PUBLIK:
        assert not NAMED.search(said)


@pytest.mark.parametrize("page", ["", "tunggakan", "penegakan", "kantor-kc-mojokerto", "kantor-kc-palembang"])
def test_it_says_so_in_english_too(own_home, page):
    app = well(opened(page, INSIDE, data="sendiri", bhs="en"))
    assert "Own data, release 1, " in text_of(app)


def test_pages_of_one_employer_and_one_case_are_told_to_those_inside(own_home):
    named = EmployerList(own_reading(INSIDE), LAST).every(Where(), EmployerQuery(kind="menunggak"))
    app = well(opened("pemberi-kerja", INSIDE, data="sendiri", pk=named["employer"].iloc[0]))
    assert named["name"].iloc[0] in text_of(app)
    case = next(case for case in named["case"] if case)
    assert case in text_of(well(opened("perkara", INSIDE, data="sendiri", perkara=case)))


@pytest.mark.sampled(4)
@pytest.mark.parametrize(
    ("page", "viewer"),
    zip(["", *WORK_PAGES, OFFICE], cycle([INSIDE, PUBLIK]), strict=False),
    ids=named_role,
)
def test_what_an_office_brings_first_is_enough_for_every_page(first_home, page, viewer):
    """Employers and one month of contributions: no cases, no month to compare with."""
    said = text_of(well(opened(page, viewer, data="sendiri")))
    assert "Data sendiri, rilis 1, " in said
    if page in ("", "tunggakan", "kunjungan", "kantor-kc-mojokerto"):
        assert "Belum ada iuran bulan sebelumnya, jadi angkanya tidak dihitung." in said
    if page in ("penegakan", "informal"):
        assert "tidak dihitung. Berkasnya dimuat di halaman Bawa berkas." in said


def test_nobody_owes_nothing_where_no_bill_has_fallen_due(first_home):
    app = well(opened("", INSIDE, data="sendiri", indikator="ledger_arrears_rp"))
    assert rows(app) == {} and "Belum ada iuran bulan sebelumnya" in lead(app)
    app = well(opened("", INSIDE, data="sendiri", indikator="completeness"))
    assert set(rows(app)) == set(MOJOKERTO)
    assert "upah tidak diperiksa" not in words_on(app), "the minimum wages of all three regions are known"


# -- the map of one office of twelve


def test_the_map_of_one_office_colours_its_regions_and_counts_the_others(own_home):
    app = well(opened("", INSIDE, data="sendiri"))
    assert set(rows(app)) == set(MOJOKERTO)
    assert "Semua wilayah (3 dari 24 wilayah): " in lead(app)
    assert "Dari 11 kantor, 9 belum pernah mengirim." in lead(app)
    rank = component(app, "bidi_component", "peta_rank")["rows"]
    assert [row[3] for row in rank[3:]] == ["tidak ada data"] * 21
    assert "<b>21</b>" in words_on(app), "the legend counts the regions without data"


def test_an_area_that_has_all_says_nothing_of_others(own_home):
    app = well(opened("", INSIDE, data="sendiri", area="mojokerto-jombang"))
    assert "Mojokerto–Jombang: " in lead(app) and "belum" not in lead(app).split("belum.", 1)[1]
    assert not [one for one in app.expander if "Belum mengirim" in one.label]


def test_who_has_not_sent_is_listed_with_the_last_month(late_home):
    app = well(opened("", INSIDE, "received", data="sendiri", area="pekalongan"))
    said = text_of(app)
    assert "Belum mengirim: 3 dari 3 kantor" in [one.label for one in app.expander]
    assert said.count(f"terlambat sejak {ID.date(_next(LATE))}") >= 3
    assert said.count(f"<td>{ID.date(LATE)}</td>") == 3


def test_a_month_that_is_partly_there_is_not_said_to_be_whole(late_home):
    app = well(opened("", INSIDE, data="sendiri"))
    assert "Semua wilayah (3 dari 24 wilayah): " in lead(app)
    assert f"Dari 11 kantor, 9 belum mengirim {ID.date(LAST)}; 6 di antaranya belum pernah." in lead(app)
    assert set(rows(app)) == set(MOJOKERTO)
    app = well(opened("", INSIDE, data="sendiri", per=LATE))
    assert "Semua wilayah (7 dari 24 wilayah): " in lead(app)
    assert set(rows(app)) == {*MOJOKERTO, *PEKALONGAN}


def test_a_change_is_not_told_between_months_of_other_regions(late_home):
    app = well(opened("", INSIDE, data="sendiri", banding=LATE))
    assert " sejak " not in lead(app)
    inside = well(opened("", INSIDE, data="sendiri", banding=LATE, area="mojokerto-jombang"))
    assert f" sejak {ID.date(LATE)}" in lead(inside)


def _next(month: str) -> str:
    year, number = int(month[:4]), int(month[5:])
    return f"{year + number // 12:04d}-{number % 12 + 1:02d}"


# -- what nobody brought


def test_an_indicator_of_what_nobody_brought_is_offered_with_its_reason(own_home):
    options = opened("", INSIDE, data="sendiri").selectbox(key="w_indicator").options
    why = {option for option in options if "belum ada" in option}
    keys = ("ledger_jakon_workers", "outreach_conversion")
    titles = {key: named(definitions()[key], Words("id")) for key in keys}
    assert f"▨ {titles['ledger_jakon_workers']} (belum ada data proyek)" in why
    assert f"▨ {titles['outreach_conversion']} (belum ada data kegiatan)" in why
    assert len(why) == 4, "coverage with Jakon and its gap rest on projects too"


@pytest.mark.parametrize("key", ["ledger_jakon_workers", "coverage_workers", "outreach_conversion"])
def test_asked_for_by_address_it_is_a_map_without_numbers_and_the_reason(own_home, key):
    app = well(opened("", INSIDE, data="sendiri", indikator=key))
    assert rows(app) == {}
    assert "tidak dihitung. Berkasnya dimuat di halaman Bawa berkas." in lead(app)
    assert lead(app).split("</small></h1>")[1].startswith('<p class="peta-lead"><b>Belum ada data ')


@pytest.mark.parametrize("page", ["andai", "kemitraan"])
def test_a_page_of_what_nobody_brought_says_so_in_place_of_zeros(own_home, page):
    assert "tidak dihitung. Berkasnya dimuat di halaman Bawa berkas." in lead(
        well(opened(page, INSIDE, data="sendiri"))
    )


def test_a_tile_of_what_nobody_brought_says_so(own_home):
    said = words_on(well(opened("kantor-kc-mojokerto", INSIDE, data="sendiri")))
    title = definitions()["coverage_workers"].title["id"]
    [tile] = [part for part in said.split("<article") if f"<h3>{title}</h3>" in part]
    assert "tidak ada data" in tile and "belum ada data proyek" in tile


# -- pages of work and of an office


@pytest.mark.parametrize("page", ["tunggakan", "kunjungan", "pwbd-pds", "penegakan", "informal"])
def test_a_page_of_work_says_of_how_much_it_is(late_home, page):
    said = text_of(well(opened(page, INSIDE, data="sendiri")))
    assert "Angka di sini dari 3 dari 24 wilayah." in said
    assert "Semua wilayah (3 dari 24 wilayah), per " in said
    here = text_of(well(opened(page, INSIDE, data="sendiri", kantor="KC-MOJOKERTO")))
    assert "Angka di sini dari" not in here and "Kantor Cabang Mojokerto, per " in here


def test_the_page_of_a_late_office_says_since_when(late_home):
    said = text_of(well(opened("kantor-kc-pekalongan", INSIDE, data="sendiri")))
    since = f"(terakhir {ID.date(LATE)}, terlambat sejak {ID.date(_next(LATE))})"
    assert f"Dari 3 kantor, 3 belum mengirim {ID.date(LAST)} {since}." in said
    assert "Wilayah kantor ini tidak punya angka pada bulan ini." in said
    then = text_of(well(opened("kantor-kc-pekalongan", INSIDE, data="sendiri", per=LATE)))
    assert "pemberi kerja wajib binaan kantor ini patuh" in then and "sudah mengirim" in then


def test_an_office_that_never_sent_says_so(own_home):
    said = text_of(well(opened("kantor-kc-palembang", INSIDE, data="sendiri")))
    assert "Kantor Cabang Palembang (belum pernah mengirim)." in said


def lost(app) -> dict:
    """The table of what is lost at each step of the funnel, empty where the page has none."""
    shown = "office_losses" in str([element.proto for element in app.get("bidi_component")])
    return component(app, "bidi_component", "office_losses") if shown else {}


def test_nothing_is_lost_at_a_step_of_which_nothing_came(own_home, first_home, monkeypatch):
    monkeypatch.setenv("PETA_HOME", str(own_home))
    assert not lost(opened("kantor-kc-palembang", INSIDE, data="sendiri"))
    whole = lost(opened("kantor-kc-mojokerto", INSIDE, data="sendiri"))
    assert [row[0] for row in whole["rows"]] == ["pwbd", "pds", "lengkap_menunggak"] and whole["total"]
    monkeypatch.setenv("PETA_HOME", str(first_home))
    began = lost(opened("kantor-kc-mojokerto", INSIDE, data="sendiri"))
    assert [row[0] for row in began["rows"]] == ["pwbd", "pds"] and not began["total"]


def test_the_open_region_says_what_its_office_sent(late_home):
    said = text_of(well(opened("", INSIDE, data="sendiri", wilayah="33.26")))
    assert f"Kantor Cabang Pekalongan: terakhir {ID.date(LATE)}" in said
    said = text_of(well(opened("", INSIDE, data="sendiri", wilayah="35.16")))
    assert f"Kantor Cabang Mojokerto: sudah mengirim {ID.date(LAST)}" in said


def test_the_list_of_who_owes_adds_up_to_the_head_of_its_page(late_home):
    app = well(opened("tunggakan", INSIDE, data="sendiri"))
    owing = own_reading(INSIDE).one(definitions()["ledger_arrears_employers"], LAST, "all", "").value
    assert f"{ID.number(owing)} pemberi kerja" in lead(app)
    listed = component(app, "bidi_component", "arrears_list")
    assert str(listed["total"][0]).endswith(f"{ID.number(owing)} pemberi kerja")
