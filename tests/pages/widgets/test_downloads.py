"""What readers take along from the map and the pages, opened by independent readers."""

from __future__ import annotations

import csv
import io
import re
import warnings
from datetime import date

import pandas as pd
import pyogrio
import pytest
from PIL import Image

from data.access.viewer import PUBLIK, Viewer
from data.settings import home
from data.store.store import SIMULATED, Store
from data.tables.facts import load_table
from geo.geopackage import COLUMNS
from tests.pages.reading import component, opened, well
from tests.pages.taken import Taken, read_book, recorded

pytestmark = pytest.mark.usefixtures("ledger_home")
INSIDE = Viewer("wilayah")
CODES = set(load_table("regions")["code"])


@pytest.fixture
def taken(monkeypatch) -> Taken:
    return recorded(monkeypatch)


def shown(page: str, viewer: Viewer = PUBLIK, *, open_: str, **query: str):
    return well(opened(page, viewer, open_, **query))


def sheets(body: bytes) -> tuple[list[list], dict[str, str]]:
    """The rows of the table (headings first) and what the other sheet says."""
    book = read_book(body)
    return [book.heads, *book.rows], book.told


def lines(body: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(body.decode("utf-8-sig")), delimiter=";"))


def layer(body: bytes) -> pd.DataFrame:
    with warnings.catch_warnings():  # a file in memory has no name that ends in .gpkg
        warnings.simplefilter("ignore", RuntimeWarning)
        return pyogrio.read_dataframe(io.BytesIO(body))


def pixels(body: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(body))
    assert image.format == "PNG" and image.size == (1920, 1080)
    assert len(image.convert("RGB").getcolors(10**6)) > 50  # not blank
    return image.convert("RGB")


def red(image: Image.Image) -> bool:
    """Whether the mark of simulated data stands at the top right."""
    return (180, 35, 24) in {image.getpixel((x, 32)) for x in range(1500, 1870, 10)}


def names_of_employers() -> set[str]:
    rows = Store(home(), SIMULATED).release().table("employers").to_pandas()
    return {*rows["name"], *rows["npp"], *rows["employer"]} - {""}


def test_the_files_of_a_published_map_hold_what_the_map_shows(taken):
    app = shown("", open_="drawing", indikator="ucj_pct")
    rank = component(app, "bidi_component", "peta_rank")["rows"]
    heads, *rows = sheets(taken.file(".xlsx"))[0]
    assert [row[0] for row in rows] == [row[1] for row in rank] and {row[0] for row in rows} == CODES
    values = [row[heads.index("Nilai (%)")] for row in rows]
    known = [value for value in values if value != ""]
    assert all(isinstance(value, float) for value in known)
    compared = [row for row in rank if row[0]]
    assert known[: len(compared)] == sorted(known[: len(compared)], reverse=True)
    assert len(known) == sum(row[3] != "tidak ada data" for row in rank)
    told = sheets(taken.file(".xlsx"))[1]
    assert (
        "Cakupan pekerja (UCJ)" in told
        and "indikator" not in told["Alamat"]
        and told["Aplikasi"] == "Peta Patuh"
    )
    assert not red(pixels(taken.file(".png")))
    found = layer(taken.file(".gpkg"))
    assert tuple(found.columns[:-1]) == COLUMNS and found.crs == "EPSG:4326" and not found["simulasi"].any()
    assert sorted(found["nilai"].dropna()) == pytest.approx(sorted(known))
    assert set(found["kode"]) == CODES and found.loc[found["nilai"].isna(), "kelas"].isna().all()
    assert [row["Kode Kemendagri"] for row in lines(taken.file(".csv"))] == [f"'{row[0]}" for row in rows]


@pytest.mark.sampled(1)
@pytest.mark.parametrize(
    "query", [{}, {"tingkat": "kecamatan"}, {"indikator": "arrears_macet_rp", "area": "sumsel"}]
)
def test_the_files_of_a_ledger_say_that_it_is_simulated_and_of_which_day(taken, query):
    shown("", INSIDE, open_="narrowing", data="simulasi", **query)
    (heads, *rows), told = sheets(taken.file(".xlsx"))
    month = Store(home(), SIMULATED).release().months[-1]
    day = {row[heads.index("Tanggal")] for row in rows}
    assert len(day) == 1 and isinstance(next(iter(day)), date) and f"{next(iter(day)):%Y-%m}" == month
    assert (
        told["Data"] == "SIMULASI – bukan data resmi"
        and told["Rilis"] == "1"
        and "data=simulasi" in told["Alamat"]
    )
    rests = "indikator" in query  # an ageing class, whose limits no source confirms
    assert (b"Bertumpu pada aturan" in taken.file(".gpkg")) == rests == ("Belum dikonfirmasi" in told)
    assert {row["Data"] for row in lines(taken.file(".csv"))} == {"SIMULASI – bukan data resmi"}
    assert red(pixels(taken.file(".png")))
    found = layer(taken.file(".gpkg"))
    assert found["simulasi"].all() and set(found["per"]) == {month} and len(found) == len(rows)
    assert set(found["kode"].str.len()) == {8 if query.get("tingkat") else 5}
    by_code = {row[0]: row[heads.index("Pembilang")] for row in rows}
    for row in found[found["pembilang"].notna()].itertuples():
        assert by_code[row.kode] == row.pembilang


@pytest.mark.sampled(2)
@pytest.mark.parametrize(
    "query", [{}, {"tingkat": "kecamatan"}, {"sektor": "C"}, {"indikator": "outreach_conversion"}]
)
def test_what_is_hidden_from_the_public_is_hidden_in_every_file(taken, query):
    app = shown("", PUBLIK, open_="narrowing", data="simulasi", **query)
    heads, *rows = sheets(taken.file(".xlsx"))[0]
    at = {name: heads.index(name) for name in ("Pembilang", "Penyebut")}
    hidden = {row[0] for row in rows if isinstance(row[2], str) and row[2]}
    words_for = {row[2] for row in rows if row[0] in hidden}
    assert all(row[2] == row[at["Pembilang"]] == row[at["Penyebut"]] for row in rows if row[0] in hidden)
    assert words_for <= {"disembunyikan", "di “Lainnya”", "terlalu rinci untuk peran ini"}
    below = " ".join(read_book(taken.file(".xlsx")).below)
    assert all(f"{text}: Disembunyikan agar" in below for text in words_for)
    # The joint row, without a code, is what anybody may take off the whole.
    counts = [row[at["Penyebut"]] for row in rows if row[0] and not isinstance(row[at["Penyebut"]], str)]
    assert all(value == 0 or value >= 10 for value in counts)
    if not query:
        rank = component(app, "bidi_component", "peta_rank")["rows"]
        assert hidden == {row[1] for row in rank if row[3] in ("disembunyikan", "di “Lainnya”")}
    found = layer(taken.file(".gpkg")).set_index("kode")
    assert found.loc[sorted(hidden), ["nilai", "pembilang", "penyebut"]].isna().all(axis=None)
    assert set(found.index[found["disembunyikan"] != ""]) == hidden
    text = taken.file(".csv").decode("utf-8") + str(rows) + str(found.drop(columns="geometry").to_dict())
    assert not [name for name in names_of_employers() if name in text]
    pixels(taken.file(".png"))


def test_a_difference_is_exported_without_the_parts_of_one_end(taken):
    months = Store(home(), SIMULATED).release().months
    shown("", INSIDE, open_="narrowing", data="simulasi", banding=months[0])
    (heads, *rows), told = sheets(taken.file(".xlsx"))
    assert told["Dibandingkan dengan"] and "Nilai (poin)" in heads
    assert {row[heads.index("Pembilang")] for row in rows} == {""}


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_files_speak_the_language_of_the_page(taken, language):
    shown("", open_="drawing", bhs=language)
    told = sheets(taken.file(".xlsx"))[1]
    assert {"id": "Alamat", "en": "Address"}[language] in told
    assert re.search(r"bhs=en", str(told)) if language == "en" else True


def test_a_page_without_an_export_that_was_pressed_makes_none(taken, monkeypatch):
    monkeypatch.setattr("pages.map.files.png", lambda *_: pytest.fail("made without being asked"))
    shown("", open_="drawing")
    assert {name.split(".")[-1] for name in taken.makers} == {"png", "gpkg", "xlsx", "csv"}
