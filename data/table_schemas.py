"""The schema of every embedded table: columns, units, checks, and a heading in each language.

A text column is never missing (empty is ""), a number column may be (NaN), except where it says so.
Dates are partial ISO text ("2018", "2018-10", "2018-10-31"), codes are text.
"""

from __future__ import annotations

from typing import Any

import pandera.pandas as pa

from data.table_rules import between, filled, one_of, period, shaped, text, unique

REGION = r"\d{2}\.\d{2}"
PROVINCE = r"\d{2}"
OFFICE = r"(?:KANWIL|KC|KCP)(?:-[A-Z]+)+"
SOURCE = r"S\d{3,}"
FLAGS = ("target", "flow", "partial", "bound", "derived", "doubtful")
UNITS = ("percent", "workers", "employers", "rupiah", "cases")
_MUCH = 1e15


def _text(ind: str, eng: str, *checks: pa.Check) -> pa.Column:
    return pa.Column(str, [text(), *checks], metadata={"id": ind, "en": eng, "unit": ""})


def _number(ind: str, eng: str, unit: str, *checks: pa.Check, missing: bool = True) -> pa.Column:
    metadata = {"id": ind, "en": eng, "unit": unit}
    return pa.Column(float, list(checks) or [between(0, _MUCH)], nullable=missing, metadata=metadata)


def _key(ind: str, eng: str, pattern: str, example: str) -> pa.Column:
    return _text(ind, eng, shaped(pattern, example), unique())


def _region(ind: str = "Wilayah", eng: str = "Region") -> pa.Column:
    return _text(ind, eng, shaped(REGION, "16.08"))


def _areas() -> pa.Column:
    pattern = f"{REGION}|{PROVINCE}|{OFFICE}"
    return _text("Wilayah", "Areas", shaped(pattern, "35.16;35.17", several=True))


def _date(ind: str, eng: str, *, blank: bool = True) -> pa.Column:
    return _text(ind, eng, period(blank=blank))


def _source() -> pa.Column:
    return _text("Sumber", "Source", shaped(SOURCE, "S001"))


def _pair(name: str, ind: str, eng: str, *checks: pa.Check) -> dict[str, pa.Column]:
    return {
        f"{name}_id": _text(f"{ind}", f"{eng} (Indonesian)", *checks),
        f"{name}_en": _text(f"{ind} (Inggris)", f"{eng}", *checks),
    }


def _table(columns: dict[str, pa.Column], **options: Any) -> pa.DataFrameSchema:
    return pa.DataFrameSchema(columns, strict=True, ordered=True, **options)


_AREA = one_of("mojokerto-jombang", "pekalongan", "sumsel", "nasional")
TABLES: dict[str, pa.DataFrameSchema] = {
    "regions": _table(
        {
            "code": _key("Kode Kemendagri", "Kemendagri code", REGION, "16.08"),
            "bps": _key("Kode BPS", "BPS code", r"\d{4}", "1609"),
            "name": _text("Nama", "Name", filled(), unique()),
            "short": _text("Nama pendek", "Short name", filled(), unique()),
            "kind": _text("Jenis", "Kind", one_of("kabupaten", "kota")),
            "province_code": _text("Kode provinsi", "Province code", shaped(PROVINCE, "16")),
            "province": _text("Provinsi", "Province", filled()),
            "area": _text("Kawasan", "Area", _AREA),
            "scope": _text("Lingkup", "Scope", one_of("core", "neighbour")),
            "area_km2": _number("Luas", "Area in km²", "km²", between(0.1, 1e6), missing=False),
            "population": _number("Penduduk", "Population", "people"),
            "capital": _text("Ibu kota", "Capital"),
            "capital_lat": _number("Lintang ibu kota", "Latitude of the capital", "°", between(-90, 90)),
            "capital_lon": _number("Bujur ibu kota", "Longitude of the capital", "°", between(-180, 180)),
        }
    ),
    "kecamatan": _table(
        {
            "code": _key("Kode Kemendagri", "Kemendagri code", r"\d{2}\.\d{2}\.\d{2}", "16.08.01"),
            "bps": _text("Kode BPS", "BPS code", shaped(r"\d{7}", "1609010", blank=True)),
            "name": _text("Nama", "Name", filled()),
            "region": _region(),
            "match": _text("Kecocokan dengan batas", "Match", one_of("exact", "fuzzy", "missing")),
        }
    ),
    "workforce": _table(
        {
            "region": _region(),
            "definition": _text(
                "Definisi", "Definition", one_of("employed", "informal", "formal", "population")
            ),
            "as_of": _date("Per tanggal", "As of", blank=False),
            "value": _number("Orang", "People", "people", missing=False),
            "source": _source(),
        },
        unique=["region", "definition", "as_of"],
    ),
    "sources": _table(
        {
            "id": _key("Nomor", "Number", SOURCE, "S001"),
            "publisher": _text("Penerbit", "Publisher", filled()),
            "title": _text("Judul (dari alamat halaman)", "Title (from the page's address)", filled()),
            "url": _text(
                "Alamat",
                "Address",
                shaped(r"https?://[^\s<>\"'`\\]+", "https://contoh.id/berita", blank=True),
            ),
            **_pair("note", "Catatan", "Note"),
        }
    ),
    "figures": _table(
        {
            "id": _key("Nomor", "Number", r"[A-Z]\d{3,}", "A001"),
            "area_code": _text("Wilayah", "Area", shaped(f"{REGION}|{PROVINCE}|{OFFICE}", "16.08")),
            "area_kind": _text("Jenis wilayah", "Kind of area", one_of("province", "region", "office")),
            "indicator": _text("Indikator", "Indicator", shaped(r"[a-z][a-z0-9_]*", "ucj_pct")),
            "value": _number("Nilai", "Value", "unit", missing=False),
            "numerator": _number("Pembilang", "Numerator", "count"),
            "denominator": _number("Penyebut", "Denominator", "count", between(1, _MUCH)),
            "stated_pct": _number("Persen menurut sumber", "Stated per cent", "%", between(0, 1000)),
            "unit": _text("Satuan", "Unit", one_of(*UNITS)),
            "as_of": _date("Per tanggal", "As of"),
            "as_of_basis": _text(
                "Dasar tanggal", "Basis of the date", one_of("stated", "page date", "inferred", blank=True)
            ),
            "flags": _text("Tanda", "Flags", one_of(*FLAGS, blank=True, several=True)),
            "source": _source(),
            **_pair("caveat", "Catatan", "Caveat"),
        }
    ),
    "offices": _table(
        {
            "code": _key("Kode", "Code", OFFICE, "KC-MOJOKERTO"),
            "name": _text("Nama", "Name", filled()),
            "kind": _text("Jenis", "Kind", one_of("kanwil", "cabang", "cabang perintis", "cabang pembantu")),
            "parent": _text("Induk", "Parent", shaped(OFFICE, "KANWIL-SUMBAGSEL", blank=True)),
            "seat": _region("Kedudukan", "Seat"),
            "address": _text("Alamat", "Address"),
            "source": _source(),
            **_pair("note", "Catatan", "Note"),
        }
    ),
    "service_areas": _table(
        {
            "office": _text("Kantor", "Office", shaped(OFFICE, "KC-MOJOKERTO")),
            "region": _text("Wilayah", "Region", shaped(f"{REGION}|{PROVINCE}", "16.08")),
            "from": _date("Sejak", "From"),
            "to": _date("Sampai", "To"),
            **_pair("note", "Catatan", "Note"),
        },
        unique=["office", "region", "from"],
    ),
    "service_points": _table(
        {
            "id": _key("Nomor", "Number", r"L\d{2,}", "L01"),
            "name": _text("Nama", "Name", filled()),
            "kind": _text("Jenis", "Kind", filled()),
            "region": _region(),
            "planned_on": _date("Rencana buka", "Planned opening"),
            "opened_on": _date("Dibuka", "Opened"),
            "address": _text("Alamat", "Address"),
            "source": _source(),
            **_pair("note", "Catatan", "Note"),
        }
    ),
    "agreements": _table(
        {
            "id": _key("Nomor", "Number", r"M\d{2,}", "M01"),
            "parties": _text("Pihak", "Parties", filled()),
            **_pair("subject", "Perihal", "Subject", filled()),
            "areas": _areas(),
            "planned_on": _date("Direncanakan", "Planned"),
            "signed_on": _date("Ditandatangani", "Signed"),
            **_pair("status", "Pelaksanaan", "How it was carried out"),
            "source": _source(),
            **_pair("note", "Catatan", "Note"),
        }
    ),
    "events": _table(
        {
            "id": _key("Nomor", "Number", r"K\d{2,}", "K01"),
            **_pair("kind", "Kegiatan", "Event", filled()),
            "areas": _areas(),
            "start": _date("Mulai", "Start"),
            "end": _date("Selesai", "End"),
            "place": _text("Tempat", "Place"),
            "invited": _number("Diundang", "Invited", "count"),
            "attended": _number("Hadir", "Attended", "count"),
            **_pair("audience", "Peserta", "Audience"),
            "source": _source(),
        }
    ),
    "targets": _table(
        {
            "indicator": _text("Indikator", "Indicator", shaped(r"[a-z][a-z0-9_]*", "ucj_pct")),
            "area_code": _text("Wilayah", "Area", shaped(f"ID|{REGION}|{PROVINCE}", "ID")),
            "year": _number("Tahun", "Year", "year", between(1990, 2100), missing=False),
            "value": _number("Target", "Target", "%", between(0, _MUCH), missing=False),
            "series": _text("Seri", "Series", one_of("BPJS", "RPJMN")),
            "source": _source(),
        },
        unique=["indicator", "area_code", "year", "series"],
    ),
}
