"""Every view is an address, and every address opens a view or says what in it could not be followed."""

from calendar import monthrange
from dataclasses import fields
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.indicators.definition import definitions
from data.places.areas import ALL_AREAS, areas_in_order
from data.places.find import all_regions
from data.tables.facts import load_table
from data.words import LANGUAGES, Words
from geo.classes import SCHEMES
from pages.view import CLASS_COUNTS, FADES, NAMES, BadAddress, Choices, View, from_query, settled
from pages.view.parts import DISPLAYS, BriefingView, ListView, MapView, PlanView, SideView

TODAY = date(2026, 8, 20)
AREAS = dict(zip(load_table("regions")["code"], load_table("regions")["area"], strict=True))
CHOICES = Choices(
    [key for key, one in definitions().items() if one.on_map],
    [key for key, one in definitions().items() if one.kind == "ledger"],
    list(load_table("offices")["code"]),
    areas_in_order(AREAS.values()),
    AREAS,
    TODAY,
    list(load_table("kecamatan")["code"]),
    [key for key, one in definitions().items() if one.kind == "published"],
)
GOOD = {
    "data": "simulasi",
    "indikator": "registration",
    "area": "sumsel",
    "per": "2024-08",
    "banding": "2024-07",
    "wilayah": "16.08",
    "tingkat": "kecamatan",
    "segmen": "PU",
    "sektor": "C",
    "skala": "mikro",
    "kantor": "KC-MOJOKERTO",
    "cakupan": "layanan",
    "kecamatan": "16.08.01",
    "jenis": "pds_tk",
    "umur": "macet",
    "pembina": "Pembina Satu",
    "jadwal": "7",
    "cari": "PT Simulasi",
    "urut": "nama.naik",
    "hal": "3",
    "pk": "SIM-000012",
    "perkara": "SIM-K-00012",
    "bobot": "1-0.5-2",
    "target": "52.15",
    "langkah": "skk",
    "tenggat": "lewat",
    "tempat": "KC-MOJOKERTO",
    "angka": "claims_paid_rp",
    "tanda": "tanpa_tanggal",
    "sampai": "2027-03",
    "bagian": "30",
    "lama": "6",
    "pembayar": "csr",
    "pekerjaan": "nelayan-ojek_online",
    "antara": "16.71~16.06",
    "paparan": "k3v9x2m7pq",
    "siap": "forkopimda",
    "kios": "30",
    "bertanda": "1",
    "pudar": "5",
    "kelas": "target",
    "jumlah": "4",
    "bhs": "en",
    "tampil": "proyektor",
}
# Fields of the view that are no text: what the texts of the good address are read as.
GOOD_VALUES = {
    "page": 3,
    "weights": (1.0, 0.5, 2.0),
    "goal": 52.15,
    "share": 30,
    "span": 6,
    "flagged": True,
    "fade": 5,
    "classes": 4,
    "kiosk": 30,
}
BAD = {
    "paparan": ["", "K3V9X2M7PQ", "k3v9x2m7p", "../../../x", "k3v9x2m7pq1"],
    "siap": ["", "Forkopimda", "bupati"],
    "kios": ["", "0", "-5", "1000", "5.5"],
    "data": ["nyata", "Simulasi", " "],
    "banding": ["", "2024-13", "2026-09"],
    "tingkat": ["desa", "Kecamatan"],
    "segmen": ["pu", "PNS"],
    "sektor": ["Z", "c", "batik "],
    "skala": ["kcl", "Mikro"],
    "kantor": ["KC-JAKARTA", "kc-mojokerto"],
    "cakupan": ["semua", "Kantor"],
    "kecamatan": ["16.08", "16.08.99", "160801"],
    "jenis": ["semua", "PWBD", "true; DROP TABLE x"],
    "umur": ["baru", "Macet"],
    "pembina": ["", "x" * 61, "a\nb"],
    "jadwal": ["", "6", "besok"],
    "cari": ["", "x" * 61, "a\nb"],
    "urut": ["nama", "nama.atas", "name.naik", "1;2.naik"],
    "hal": ["0", "-1", "dua", "1.5", "9999999", "٣"],
    "pk": ["", "sim-1", "../../etc/passwd", "SIM 1"],
    "perkara": ["SKK\n1", "x" * 61],
    "bobot": ["1-1", "3-1-1", "1-1-x", "1--1-1"],
    "target": ["101", "-5", "lima", "52,15", "1e2"],
    "langkah": ["", "SKK", "gugat"],
    "tenggat": ["", "6", "07", "kemarin"],
    "tempat": ["", "1608", "99", "KC-JAKARTA"],
    "angka": ["", "compliance", "UCJ_PCT"],
    "tanda": ["", "sasaran", "flow;partial"],
    "sampai": ["", "2027", "2027-13", "1999-12"],
    "bagian": ["", "0", "101", "3.5"],
    "lama": ["", "0", "61", "-1"],
    "pembayar": ["", "apbn", "APBD"],
    "pekerjaan": ["", "batik-", "sopir", "batik,nelayan"],
    "antara": [
        "",
        "16.71~",
        "16.71~16.71",
        "16.71,16.06",
        "16.71~KC-MOJOKERTO",
        "16.01~16.02~16.03~16.04~16.05",
        "KC-JAKARTA",
    ],
    "indikator": ["", "ucj", "UCJ_PCT", "../../etc/passwd", "workers_active "],
    "area": ["", "jawa", "Sumsel", "nasional"],
    "per": [
        "",
        "2024",
        "2024-00",
        "2024-13",
        "2024-8",
        "2024-08-01",
        "08-2024",
        "1999-12",
        "2026-09",
        "9999-12",
        "٢٠٢٤-٠٨",
        "2024-08\n",
        "-024-08",
    ],
    "wilayah": ["", "1608", "16.8", "16.99", "16", "35.78", "OKU Timur", "16.08;16.09"],
    "bertanda": ["", "2", "ya", "true", "-1"],
    "pudar": ["", "4", "-1", "tiga", "1.0", "٣"],
    "kelas": ["", "natural", "Alami"],
    "jumlah": ["", "2", "8", "5.0", "٥"],
    "bhs": ["", "fr", "ID", "en-US"],
    "tampil": ["layar", "PROYEKTOR", " "],
}


@st.composite
def views(draw) -> View:
    """Any view that the page can be in."""
    region = draw(st.sampled_from(["", *sorted(all_regions())]))
    area = draw(st.sampled_from([ALL_AREAS, AREAS[region]] if region else [ALL_AREAS, *CHOICES.areas]))
    months = st.dates(date(2000, 1, 1), TODAY).map(lambda day: f"{day:%Y-%m}")
    return View.of(
        indicator=draw(st.sampled_from(list(CHOICES.indicators))),
        area=area,
        month=draw(st.just("") | months),
        region=region,
        flagged=draw(st.booleans()),
        fade=draw(st.sampled_from(FADES)),
        scheme=draw(st.sampled_from(SCHEMES)),
        classes=draw(st.sampled_from(CLASS_COUNTS)),
        language=draw(st.sampled_from(LANGUAGES)),
        display=draw(st.sampled_from(DISPLAYS)),
    )


@given(views())
@settings(deadline=None)
def test_a_view_comes_back_from_its_address(view):
    assert from_query(view.to_query(), CHOICES) == (view, [])


@given(views())
@settings(deadline=None)
def test_an_address_says_only_what_differs_and_only_text(view):
    query = view.to_query()
    standard = View()
    different = {name for field, name in NAMES.items() if view.value(field) != standard.value(field)}
    assert set(query) == different
    assert all(type(value) is str for value in query.values())


def test_the_standard_view_has_an_empty_address():
    assert View().to_query() == {}
    assert from_query({}, CHOICES) == (View(), [])


@given(views())
@settings(deadline=None)
def test_a_page_may_write_only_some_parts(view):
    assert set(view.to_query(("language", "display"))) <= {"bhs", "tampil"}
    part = view.to_query(("language", "display"))
    assert from_query(part, CHOICES)[0] == View(language=view.language, display=view.display)


def test_every_part_of_a_view_has_a_name_of_its_own():
    parts = {"map", "list", "plan", "side", "briefing"}
    every = [
        field.name
        for part in (View, MapView, ListView, PlanView, SideView, BriefingView)
        for field in fields(part)
        if field.name not in parts
    ]
    assert sorted(NAMES) == sorted(every)
    assert len(set(NAMES.values())) == len(NAMES)
    assert set(GOOD) == set(BAD) == set(NAMES.values())


def test_the_good_address_reads_in_every_part():
    view, problems = from_query(GOOD, CHOICES)
    assert problems == []
    assert view == View.of(**{field: GOOD_VALUES.get(field, GOOD[name]) for field, name in NAMES.items()})


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in BAD.items() for text in texts])
def test_a_bad_part_is_named_and_the_rest_is_kept(name, text):
    view, problems = from_query({**GOOD, name: text}, CHOICES)
    [problem] = problems
    assert isinstance(problem, BadAddress)
    field = next(field for field, own in NAMES.items() if own == name)
    expected, _ = from_query(GOOD, CHOICES)
    assert view == settled(expected.changed(**{field: View().value(field)}), CHOICES)
    for language in LANGUAGES:
        said = Words(language).explain(problem)
        assert "{" not in said and len(said) < 260
        assert text.strip()[:20] in said or not text.isascii() or "\n" in text
    assert Words("id").explain(problem) != Words("en").explain(problem)


def test_every_bad_part_is_reported_not_only_the_first():
    view, problems = from_query({name: texts[-1] for name, texts in BAD.items()}, CHOICES)
    assert view == View()
    assert len(problems) == len(NAMES)


@given(st.dictionaries(st.sampled_from(sorted(GOOD)), st.text()))
@settings(deadline=None)
def test_any_text_at_all_gives_a_view_that_can_be_shown(query):
    view, problems = from_query(query, CHOICES)
    assert from_query(view.to_query(), CHOICES) == (view, [])
    assert len(problems) <= len(query)
    assert view.known_on(TODAY) and (not view.month or Words().date(view.month))


def test_a_long_text_is_cut_where_it_is_quoted():
    _, [problem] = from_query({"wilayah": "x" * 5_000}, CHOICES)
    assert "x" * 20 in str(problem) and "x" * 21 not in str(problem)


def test_parameters_of_other_programs_are_left_alone():
    assert from_query({"fbclid": "abc", "utm_source": "x", "embed": "true"}, CHOICES) == (View(), [])


def test_a_region_outside_the_area_widens_the_area():
    view, problems = from_query({"wilayah": "35.76", "area": "sumsel", "per": "2022-01"}, CHOICES)
    assert (view.region, view.area, view.month, problems) == ("35.76", ALL_AREAS, "2022-01", [])
    assert from_query({"wilayah": "16.08", "area": "sumsel"}, CHOICES)[0].area == "sumsel"


@pytest.mark.parametrize(
    ("code", "bps"),
    [("16.08", "16.09"), ("16.09", "16.08"), ("16.72", "16.73"), ("16.73", "16.74"), ("16.74", "16.72")],
)
def test_a_code_in_the_address_is_kemendagris(code, bps):
    """Written with a dot, a BPS number would name a neighbour: it is read as the Kemendagri code it is."""
    assert from_query({"wilayah": code}, CHOICES)[0].region == code != bps
    view, [problem] = from_query({"wilayah": bps.replace(".", "")}, CHOICES)
    assert view.region == "" and bps.replace(".", "") in str(problem)


@given(views())
@settings(deadline=None)
def test_known_on_is_the_last_day_of_the_month_or_today(view):
    day = view.known_on(TODAY)
    if view.month:
        assert f"{day:%Y-%m}" == view.month and day.day == monthrange(day.year, day.month)[1]
    else:
        assert day == TODAY


def test_known_on_knows_leap_years():
    assert View(month="2024-02").known_on(TODAY) == date(2024, 2, 29)
    assert View(month="2023-02").known_on(TODAY) == date(2023, 2, 28)
    assert View(month="2023-12").known_on(TODAY) == date(2023, 12, 31)


def test_this_month_may_be_asked_for_and_the_next_may_not():
    assert from_query({"per": "2026-08"}, CHOICES)[0].month == "2026-08"
    view, [problem] = from_query({"per": "2026-09"}, CHOICES)
    assert view.month == "" and "belum terjadi" in str(problem)
