"""What every page shares in one process: the tables, the map files, the choices of a URL."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

import pandas as pd
import streamlit as st

from data import places
from data.clock import today
from data.indicators import Indicator, definitions, known_months
from data.parsing import each_row
from data.places import areas_in_order
from data.settings import data_folder
from data.tables import Facts
from data.vocabulary import NOT_TOLD
from data.words import Words
from geo.web import Served, served_maps
from pages import templates
from pages.session.facts_in_view import embedded_facts, facts, facts_of
from pages.view import Choices

# What is worked out from facts is kept for these many: the embedded ones, those of a simulation, one's own, and those
# before a release.
_KEPT = 5


def maps() -> Served:
    """The browser files of the maps."""
    return served_maps(data_folder())


@st.cache_resource(show_spinner=False)
def mapped_indicators() -> dict[str, Indicator]:
    """The indicators that have a map, in their order."""
    return {key: indicator for key, indicator in definitions().items() if indicator.on_map}


def office_indicators() -> dict[str, Indicator]:
    """The indicators of which an office has a published figure, in their order."""
    return _office_indicators(facts_of(""))


@lru_cache(maxsize=_KEPT)
def _office_indicators(tables: Facts) -> dict[str, Indicator]:
    figures = tables.figures[tables.figures["area_kind"] == "office"]
    admitted = figures[~figures["flags"].str.contains("target|flow") & (figures["as_of"] != "")]
    known = set(admitted["indicator"])
    return {key: indicator for key, indicator in definitions().items() if key in known}


@st.cache_resource(show_spinner=False)
def measured_indicators() -> dict[str, Indicator]:
    """The indicators of a ledger that have a value for a region, in their order."""
    return {
        key: indicator
        for key, indicator in definitions().items()
        if indicator.kind == "ledger" and not indicator.by
    }


@st.cache_resource(show_spinner=False)
def _region_areas() -> dict[str, str]:
    regions = embedded_facts().regions
    return dict(zip(regions["code"], regions["area"], strict=True))


def url_choices() -> Choices:
    """What the URL of a page may name today."""
    return _url_choices(embedded_facts(), facts_of(""), today())


@lru_cache(maxsize=_KEPT)
def _url_choices(embedded: Facts, published: Facts, day: date) -> Choices:
    areas = _region_areas()
    return Choices(
        list({**mapped_indicators(), **_office_indicators(published)}),
        list(measured_indicators()),
        list(_office_codes(embedded, published)),
        areas_in_order(areas.values()),
        areas,
        day,
        kecamatan_names(),
        [key for key, one in definitions().items() if one.kind == "published"],
    )


def office_codes() -> tuple[str, ...]:
    """Codes of all offices that a page may be about: those that ship with the app, and one's own."""
    return _office_codes(embedded_facts(), facts_of(""))


@lru_cache(maxsize=_KEPT)
def _office_codes(embedded: Facts, published: Facts) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*embedded.offices["code"], *published.offices["code"]]))


def offices_in_view() -> frozenset[str]:
    """Codes of the offices that the data in view have: a simulation has none of one's own, own data none withdrawn."""
    return _offices(facts())


@lru_cache(maxsize=_KEPT)
def _offices(tables: Facts) -> frozenset[str]:
    return frozenset(tables.offices["code"])


@lru_cache(maxsize=_KEPT)
def _area_names(tables: Facts) -> dict[str, str]:
    names = dict(zip(tables.regions["province_code"], tables.regions["province"], strict=True))
    for table in (tables.regions, tables.offices):
        names |= dict(zip(table["code"], table["name"], strict=True))
    return names


def area_names() -> Mapping[str, str]:
    """Code of each region, province and office -> its name."""
    return _area_names(facts())


def area_name(code: str) -> str:
    """The name of a region, a province or an office; a code that has none stays a code."""
    return _area_names(facts()).get(code, code)


def areas_named(codes: pd.Series) -> pd.Series:
    """The names of many regions or offices: the facts are asked for once, not for each row of a long list."""
    names = _area_names(facts())
    return codes.map({code: names.get(code, code) for code in codes.unique()})


def months() -> list[str]:
    """The months "YYYY-MM" in which a figure of a mapped indicator came to be known."""
    return _months(facts())


@lru_cache(maxsize=_KEPT)
def _months(tables: Facts) -> list[str]:
    return sorted({month for key in mapped_indicators() for month in known_months(tables.figures, key)})


@st.cache_resource(show_spinner=False)
def area_sizes() -> dict[str, int]:
    """Area id -> number of its regions, in the order of the panels."""
    sizes = embedded_facts().regions["area"].value_counts()
    return {area: int(sizes[area]) for area in areas_in_order(sizes.index)}


@lru_cache(maxsize=_KEPT)
def _source_rows(tables: Facts) -> dict[str, tuple[str, str, str]]:
    return {row.id: (row.publisher, row.title, row.url) for row in each_row(tables.sources)}


def source_parts(source_id: str) -> tuple[str, str, str]:
    """Publisher, title and address of a source, "" where there is none; an id that no table knows is its own name."""
    return _source_rows(facts()).get(source_id, (source_id, "", ""))


@st.cache_resource(show_spinner=False)
def kecamatan_names() -> dict[str, str]:
    """Kemendagri code of a kecamatan -> its name."""
    kecamatan = embedded_facts().kecamatan
    return dict(zip(kecamatan["code"], kecamatan["name"], strict=True))


def branches() -> tuple[str, ...]:
    """Codes of the offices that serve regions themselves."""
    return _branches(facts())


@lru_cache(maxsize=_KEPT)
def _branches(tables: Facts) -> tuple[str, ...]:
    return tuple(tables.offices.loc[tables.offices["kind"] != "kanwil", "code"])


def branch_with_its_own(code: str) -> frozenset[str]:
    """A branch with the smaller offices below it, whose employers it answers for as well."""
    return places.with_its_own(facts(), code)


def kanwil() -> tuple[str, ...]:
    """Codes of the regional offices."""
    return _kanwil(facts())


@lru_cache(maxsize=_KEPT)
def _kanwil(tables: Facts) -> tuple[str, ...]:
    return tuple(tables.offices.loc[tables.offices["kind"] == "kanwil", "code"])


def office_pages() -> list[tuple[str, str]]:
    """Code and name of each office, ready for Markdown; those of one kanwil or province stand together.

    Every run needs them for the navigation; worked out anew, they were a tenth of it.
    """
    return _office_pages(facts())


@lru_cache(maxsize=_KEPT)
def _office_pages(tables: Facts) -> list[tuple[str, str]]:
    groups = [places.office_group(tables, code) for code in tables.offices["code"]]
    rows = sorted(zip(groups, each_row(tables.offices), strict=True), key=lambda one: groups.index(one[0]))
    return [(row.code, templates.plain(row.name)) for _, row in rows]


# Section of KBLI 2020, BPS's classification of economic activities -> what it is called.
_SECTORS = {
    "A": "pertanian, kehutanan, perikanan",
    "B": "pertambangan dan penggalian",
    "C": "industri pengolahan",
    "D": "listrik dan gas",
    "E": "air, limbah, daur ulang",
    "F": "konstruksi",
    "G": "perdagangan dan reparasi kendaraan",
    "H": "pengangkutan dan pergudangan",
    "I": "akomodasi, makan, dan minum",
    "J": "informasi dan komunikasi",
    "K": "keuangan dan asuransi",
    "L": "real estat",
    "M": "jasa profesional, ilmiah, teknis",
    "N": "penyewaan dan penunjang usaha",
    "O": "administrasi pemerintahan",
    "P": "pendidikan",
    "Q": "kesehatan dan sosial",
    "R": "kesenian, hiburan, rekreasi",
    "S": "jasa lainnya",
    "T": "rumah tangga pemberi kerja",
    "U": "badan internasional",
}


def sector_name(section: str, words: Words) -> str:
    """A section of KBLI 2020 ("A" to "U"; "" or NOT_TOLD is not known) with its name. Raises KeyError for any other."""
    if section in ("", NOT_TOLD):
        return words("Belum diketahui")
    return f"{section} – {words(_SECTORS[section])}"
