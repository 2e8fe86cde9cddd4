"""The schema of every embedded table: columns, units, checks, and a heading in each language.

Dates are partial ISO text ("2018", "2018-10", "2018-10-31"), codes are text (`data.tables.columns`).
"""

from __future__ import annotations

import pandera.pandas as pa

from data.tables.checks import between, filled, one_of, shaped, short, unique, whole
from data.tables.columns import (
    FLAGS,
    MUCH,
    OFFICE,
    PROVINCE,
    REGION,
    SOURCE,
    STANDINGS,
    UNITS,
    areas_column,
    date_column,
    day_column,
    key_column,
    later,
    number_column,
    offices_column,
    pair_columns,
    region_column,
    same_column,
    source_column,
    table,
    text_column,
)

# How exact the numbers of an event are; "" is as the source prints them.
EXACTNESS = ("about", "at least", "more than")
_POINT, _AGREEMENT, _EVENT = r"L\d{2,}", r"M\d{2,}", r"K\d{2,}"
_AREA = one_of("mojokerto-jombang", "pekalongan", "sumsel", "nasional")
# Rows of several sources may tell of one signing; of two days of one week nobody knows whether they are one.
_SIGNINGS = {
    "same_as": same_column("Penandatanganan yang sama dengan", "Same signing as", _AGREEMENT, "M19"),
    "perhaps_same_as": same_column("Mungkin sama dengan", "Perhaps the same as", _AGREEMENT, "M19"),
}
# A number that says neither who was invited nor who came (cards handed out, a plan), and how exact the numbers are.
_NUMBERS = {
    "mentioned": number_column("Jumlah lain yang disebut", "Other number given", "count"),
    "counts": text_column("Ketepatan jumlah", "How exact", one_of(*EXACTNESS, blank=True)),
}
TABLES: dict[str, pa.DataFrameSchema] = {
    "regions": table(
        {
            "code": key_column("Kode Kemendagri", "Kemendagri code", REGION, "16.08"),
            "bps": key_column("Kode BPS", "BPS code", r"\d{4}", "1609"),
            "name": text_column("Nama", "Name", filled(), unique()),
            "short": text_column("Nama pendek", "Short name", filled(), unique()),
            "kind": text_column("Jenis", "Kind", one_of("kabupaten", "kota")),
            "province_code": text_column("Kode provinsi", "Province code", shaped(PROVINCE, "16")),
            "province": text_column("Provinsi", "Province", filled()),
            "area": text_column("Kawasan", "Area", _AREA),
            "scope": text_column("Lingkup", "Scope", one_of("core", "neighbour")),
            "area_km2": number_column("Luas", "Area in km²", "km²", between(0.1, 1e6), missing=False),
            "population": number_column("Penduduk", "Population", "people"),
            "capital": text_column("Ibu kota", "Capital"),
            "capital_lat": number_column(
                "Lintang ibu kota", "Latitude of the capital", "°", between(-90, 90)
            ),
            "capital_lon": number_column(
                "Bujur ibu kota", "Longitude of the capital", "°", between(-180, 180)
            ),
        }
    ),
    "kecamatan": table(
        {
            "code": key_column("Kode Kemendagri", "Kemendagri code", r"\d{2}\.\d{2}\.\d{2}", "16.08.01"),
            "bps": text_column("Kode BPS", "BPS code", shaped(r"\d{7}", "1609010", blank=True)),
            "name": text_column("Nama", "Name", filled()),
            "region": region_column(),
            "match": text_column("Kecocokan dengan batas", "Match", one_of("exact", "fuzzy", "missing")),
        }
    ),
    "workforce": table(
        {
            "region": region_column(),
            "definition": text_column(
                "Definisi", "Definition", one_of("employed", "informal", "formal", "population")
            ),
            "as_of": date_column("Per tanggal", "As of", blank=False),
            "value": number_column("Orang", "People", "people", missing=False),
            "source": source_column(),
        },
        unique=["region", "definition", "as_of"],
    ),
    "sources": table(
        {
            "id": key_column("Nomor", "Number", SOURCE, "S001"),
            "publisher": text_column("Penerbit", "Publisher", filled()),
            "title": text_column("Judul (dari alamat halaman)", "Title (from the page's address)", filled()),
            "url": text_column(
                "Alamat",
                "Address",
                shaped(r"https?://[^\s<>\"'`\\]+", "https://contoh.id/berita", blank=True),
            ),
            **pair_columns("note", "Catatan", "Note"),
        }
    ),
    "figures": table(
        {
            "id": key_column("Nomor", "Number", r"[A-Z]\d{3,}", "A001"),
            "area_code": text_column("Wilayah", "Area", shaped(f"{REGION}|{PROVINCE}|{OFFICE}", "16.08")),
            "area_kind": text_column("Jenis wilayah", "Kind of area", one_of("province", "region", "office")),
            "indicator": text_column("Indikator", "Indicator", shaped(r"[a-z][a-z0-9_]*", "ucj_pct")),
            "value": number_column("Nilai", "Value", "unit", missing=False),
            "numerator": number_column("Pembilang", "Numerator", "count"),
            "denominator": number_column("Penyebut", "Denominator", "count", between(1, MUCH)),
            "stated_pct": number_column("Persen menurut sumber", "Stated per cent", "%", between(0, 1000)),
            "unit": text_column("Satuan", "Unit", one_of(*UNITS)),
            "as_of": date_column("Per tanggal", "As of"),
            "as_of_basis": text_column(
                "Dasar tanggal", "Basis of the date", one_of("stated", "page date", "inferred", blank=True)
            ),
            "flags": text_column("Tanda", "Flags", one_of(*FLAGS, blank=True, several=True)),
            "source": source_column(),
            **pair_columns("caveat", "Catatan", "Caveat"),
        }
    ),
    "offices": table(
        {
            "code": key_column("Kode", "Code", OFFICE, "KC-MOJOKERTO"),
            "name": text_column("Nama", "Name", filled()),
            "kind": text_column(
                "Jenis", "Kind", one_of("kanwil", "cabang", "cabang perintis", "cabang pembantu")
            ),
            "parent": text_column("Induk", "Parent", shaped(OFFICE, "KANWIL-SUMBAGSEL", blank=True)),
            "seat": region_column("Kedudukan", "Seat"),
            "address": text_column("Alamat", "Address"),
            "source": source_column(),
            **pair_columns("note", "Catatan", "Note"),
        }
    ),
    "service_areas": table(
        {
            "office": text_column("Kantor", "Office", shaped(OFFICE, "KC-MOJOKERTO")),
            "region": text_column("Wilayah", "Region", shaped(f"{REGION}|{PROVINCE}", "16.08")),
            "from": date_column("Sejak", "From"),
            "to": date_column("Sampai", "To"),
            **later({"source": source_column(blank=True)}),
            **pair_columns("note", "Catatan", "Note"),
        },
        unique=["office", "region", "from"],
    ),
    "service_points": table(
        {
            "id": key_column("Nomor", "Number", _POINT, "L01"),
            "name": text_column("Nama", "Name", filled()),
            "kind": text_column("Jenis", "Kind", filled()),
            "region": region_column(),
            "planned_on": date_column("Rencana buka", "Planned opening"),
            "opened_on": date_column("Dibuka", "Opened"),
            # The mall that a counter's building has become is no second place.
            **later(
                {"same_place_as": same_column("Gedung yang sama dengan", "Same building as", _POINT, "L02")}
            ),
            "address": text_column("Alamat", "Address"),
            "source": source_column(),
            **pair_columns("note", "Catatan", "Note"),
        }
    ),
    "agreements": table(
        {
            "id": key_column("Nomor", "Number", _AGREEMENT, "M01"),
            # "" is an agreement: rows of releases from before the column have nothing there.
            **later({"kind": text_column("Jenis", "Kind", one_of("agreement", "plan", "forum", blank=True))}),
            "parties": text_column("Pihak", "Parties", filled()),
            **pair_columns("subject", "Perihal", "Subject", filled()),
            "areas": areas_column(),
            **later({"offices": offices_column()}),
            "planned_on": date_column("Direncanakan", "Planned"),
            "signed_on": date_column("Ditandatangani", "Signed"),
            "until": date_column("Berlaku sampai", "Until"),
            **pair_columns("status", "Pelaksanaan", "How it was carried out"),
            **pair_columns("follow", "Tindak lanjut", "Follow-up"),
            "source": source_column(),
            **later(_SIGNINGS),
            **pair_columns("note", "Catatan", "Note"),
        }
    ),
    "events": table(
        {
            "id": key_column("Nomor", "Number", _EVENT, "K01"),
            **pair_columns("kind", "Kegiatan", "Event", filled()),
            **later(pair_columns("organiser", "Penyelenggara", "Organiser")),
            "areas": areas_column(),
            "start": date_column("Mulai", "Start"),
            "end": date_column("Selesai", "End"),
            "place": text_column("Tempat", "Place"),
            "invited": number_column("Diundang", "Invited", "count"),
            "attended": number_column("Hadir", "Attended", "count"),
            **later(_NUMBERS),
            **pair_columns("audience", "Peserta", "Audience"),
            "source": source_column(),
            **later(
                {
                    "same_as": same_column("Acara yang sama dengan", "Same event as", _EVENT, "K01"),
                    **pair_columns("note", "Catatan", "Note"),
                }
            ),
        }
    ),
    "targets": table(
        {
            "indicator": text_column("Indikator", "Indicator", shaped(r"[a-z][a-z0-9_]*", "ucj_pct")),
            "area_code": text_column("Wilayah", "Area", shaped(f"ID|{REGION}|{PROVINCE}|{OFFICE}", "ID")),
            # Missing where no source says for which year: such a target is told and never judges.
            "year": number_column("Tahun", "Year", "year", between(1990, 2100)),
            # In the unit of the indicator: per cent, people or rupiah.
            "value": number_column("Target", "Target", "unit", between(0, MUCH), missing=False),
            # Who set it, and in which plan; two series of one indicator are never mixed.
            "series": text_column("Seri", "Series", short()),
            "source": source_column(),
            # When it was said, where a series has more than one value in print for the same area and year.
            "said_on": date_column("Dinyatakan pada", "Said on"),
            "standing": text_column("Kedudukan", "Standing", one_of(*STANDINGS, blank=True)),
            **pair_columns("note", "Catatan", "Note"),
        },
        unique=["indicator", "area_code", "year", "series", "said_on"],
    ),
    # A region may have several in a year; of those that hold on a day, the one that began last counts.
    "minimum_wages": table(
        {
            "region": region_column(),
            "from": day_column("Berlaku sejak", "In force from"),
            "to": day_column("Berlaku sampai", "In force until"),
            "rupiah": number_column(
                "Upah minimum sebulan",
                "Minimum wage a month",
                "rupiah",
                between(1, MUCH),
                whole(),
                missing=False,
            ),
            # Of the regency or town itself, or that of its province where it has none of its own; "" is not said.
            "kind": text_column("Jenis", "Kind", one_of("umk", "ump", blank=True)),
            "decision": text_column("Keputusan", "Decision"),
            "source": source_column(),
            **pair_columns("note", "Catatan", "Note"),
        },
        unique=["region", "from"],
    ),
}
