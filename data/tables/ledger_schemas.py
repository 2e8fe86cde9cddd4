"""The schema of every table that the ledger is made from: columns, units, checks, headings in each language.

One row is an employer, a month of its contributions, a case: never a person. Money is whole rupiah, a
contribution month (BLTH) is text like "2025-03", a day is a date, codes are text (`data.tables.columns`).

What is not known is missing, never 0: a number or a day is NA, a text is "".

    employers      sector, legal_form, scale, jkk_risk: "" is not known, as of an employer that only OSS, WLKP or
                   canvassing has told of. programmes: "" is not known of one that is registered, and none of one
                   that is not. workers_known: counted by others. workers_registered: by the register; NA where
                   nobody is registered or the number is not known. nib and kbli (five digits, of which `sector` is
                   the section) as licensed, officer the pembina of the office, phone that of the firm and of no
                   person.
    contributions  due by programme (due_jkk to due_jp), or as one amount where there is no split: then all four are
                   NA and `due` is filled in, otherwise `due` is NA. The same of paid, by itself: due may be split
                   and paid not. Several divisions of one NPP are one row: whoever brings them adds them up.
                   paid_on: the last day of what was paid. An amount without a day counts as not paid, so that
                   whoever brings one asks for the day; the answer's day is written for all of them.
    instalments    paid by programme or as one amount, likewise.
    arrears_positions   what an employer owed on a day, all months together: an opening balance where there are no rows
                   by month. months: how many it owes, NA or 0 where that is not said. A newer position takes its place.
    cases          case: the number as it is written, up to 60 characters; case_steps name it likewise.
    informal       trade and payer, and funding of projects: a word of the list, or "lainnya:marbot" (data.vocabulary).
    projects       due and paid: NA where the list does not say. contractor: the firm that builds, as it is written.

A month of contributions is one row; what was paid by the time it was reported is in that row, what was
paid later, or in parts, has a row each in `instalments`, so that no payment ever overwrites an earlier one
and a new month only adds rows.

A release of an earlier version lacks the columns of LATER; it is read as if they were empty.
"""

from __future__ import annotations

from typing import Any

import pandas as pd
import pandera.pandas as pa
import pyarrow as arrow

from data.tables.checks import between, filled, one_of, shaped, short, split_or_whole, unique
from data.tables.columns import OFFICE, key_column, region_column, table, text_column
from data.vocabulary import (
    ACTORS,
    CASE_KINDS,
    FUNDING,
    LEGAL_FORMS,
    LISTED_FROM,
    OTHER,
    OUTCOMES,
    PAYERS,
    PROGRAMME_COLUMNS,
    PROGRAMMES,
    RELIEF_INDUSTRIES,
    RISKS,
    SCALES,
    SECTORS,
    STEPS,
    TRADES,
)

EMPLOYER = r"[A-Z0-9][A-Z0-9-]{2,19}"
NPP = r"[A-Z0-9]{6,12}"
KECAMATAN = r"\d{2}\.\d{2}\.\d{2}"
BLTH = r"\d{4}-(?:0[1-9]|1[0-2])"
NIB = r"\d{13}"
KBLI = r"\d{5}"
PHONE = r"[+(]?\d[\d ()./-]{4,29}"
# No count and no amount is larger: what is beyond it was typed wrongly.
_MUCH = 10**15


def _count(ind: str, eng: str, unit: str, low: int = 0, *, missing: bool = False) -> pa.Column:
    kind = "Int64" if missing else "int64"
    metadata = {"id": ind, "en": eng, "unit": unit}
    return pa.Column(kind, [between(low, _MUCH)], nullable=missing, coerce=True, metadata=metadata)


def _day(ind: str, eng: str, *, missing: bool = True) -> pa.Column:
    metadata = {"id": ind, "en": eng, "unit": ""}
    return pa.Column("datetime64[s]", nullable=missing, coerce=True, metadata=metadata)


def _blth() -> pa.Column:
    return text_column("BLTH", "Contribution month (BLTH)", shaped(BLTH, "2025-03"))


def _employer(*, key: bool = False) -> pa.Column:
    ind, eng, example = "Nomor daftar", "List number", "SIM-000123"
    return (
        key_column(ind, eng, EMPLOYER, example) if key else text_column(ind, eng, shaped(EMPLOYER, example))
    )


def _npp() -> pa.Column:
    return text_column("NPP", "NPP (employer registration number)", shaped(NPP, "SIM0000123"))


def _kecamatan() -> pa.Column:
    return text_column("Kecamatan", "Kecamatan", shaped(KECAMATAN, "16.08.01", blank=True))


def _office() -> pa.Column:
    return text_column("Kantor", "Office", shaped(OFFICE, "KC-MOJOKERTO", blank=True))


def _by_programme(what_ind: str, what_eng: str, name: str) -> dict[str, pa.Column]:
    """Rupiah by programme (due_jkk, due_jkm, ...), and as one amount (due) where there is no split."""
    split = {
        f"{name}_{short}": _count(
            f"{what_ind} {short.upper()}", f"{what_eng} {short.upper()}", "rupiah", missing=True
        )
        for short in PROGRAMME_COLUMNS
    }
    return {**split, name: _count(what_ind, what_eng, "rupiah", missing=True)}


def _split(name: str) -> tuple[str, ...]:
    return tuple(f"{name}_{short}" for short in PROGRAMME_COLUMNS)


LEDGER: dict[str, pa.DataFrameSchema] = {
    "employers": table(
        {
            # The branch's own number: an employer that is not registered has no NPP.
            "employer": _employer(key=True),
            "npp": text_column(
                "NPP", "NPP (employer registration number)", shaped(NPP, "SIM0000123", blank=True)
            ),
            "name": text_column("Nama pemberi kerja", "Employer", filled()),
            "office": _office(),
            "region": region_column(),
            "kecamatan": _kecamatan(),
            "sector": text_column(
                "Lapangan usaha (KBLI)", "Sector (KBLI section)", one_of(*SECTORS, blank=True)
            ),
            "legal_form": text_column("Bentuk hukum", "Legal form", one_of(*LEGAL_FORMS, blank=True)),
            "scale": text_column("Skala", "Scale", one_of(*SCALES, blank=True)),
            "segment": text_column("Segmen", "Segment", one_of("PU")),
            "jkk_risk": text_column("Tingkat risiko JKK", "JKK risk class", one_of(*RISKS, blank=True)),
            "relief_industry": text_column(
                "Industri padat karya", "Labour-intensive industry", one_of(*RELIEF_INDUSTRIES, blank=True)
            ),
            "listed_on": _day("Diketahui sejak", "Known since", missing=False),
            "listed_from": text_column("Diketahui dari", "Known from", one_of(*LISTED_FROM)),
            "registered_on": _day("Terdaftar sejak", "Registered on"),
            "closed_on": _day("Tutup pada", "Closed on"),
            "status": text_column("Status", "Status", one_of("aktif", "nonaktif", "belum daftar")),
            "workers_known": _count("Pekerja diketahui", "Workers known", "workers", missing=True),
            "workers_registered": _count("Pekerja terdaftar", "Workers registered", "workers", missing=True),
            "programmes": text_column(
                "Program diikuti", "Programmes", one_of(*PROGRAMMES, blank=True, several=True)
            ),
            "nib": text_column("NIB", "NIB (business number)", shaped(NIB, "9120000658536", blank=True)),
            "kbli": text_column("KBLI (5 angka)", "KBLI (5 digits)", shaped(KBLI, "01133", blank=True)),
            "address": text_column("Alamat", "Address"),
            "officer": text_column("Pembina", "Officer of the office"),
            "phone": text_column(
                "Telepon perusahaan", "Telephone of the firm", shaped(PHONE, "(0321) 123456", blank=True)
            ),
        }
    ),
    "contributions": table(
        {
            "npp": _npp(),
            "blth": _blth(),
            "workers": _count("Pekerja", "Workers", "workers", missing=True),
            "wages": _count("Upah", "Wages", "rupiah", missing=True),
            **_by_programme("Iuran", "Due", "due"),
            **_by_programme("Dibayar", "Paid", "paid"),
            "paid_on": _day("Dibayar pada", "Paid on"),
        },
        unique=["npp", "blth"],
        checks=[split_or_whole("due", _split("due")), split_or_whole("paid", _split("paid"))],
    ),
    "instalments": table(
        {
            "npp": _npp(),
            "blth": _blth(),
            "paid_on": _day("Dibayar pada", "Paid on", missing=False),
            **_by_programme("Dibayar", "Paid", "paid"),
        },
        checks=[split_or_whole("paid", _split("paid"))],
    ),
    "arrears_positions": table(
        {
            "npp": _npp(),
            "as_of": _day("Posisi per", "As of", missing=False),
            "months": _count("Bulan menunggak", "Months owed", "months", missing=True),
            "rupiah": _count("Tunggakan", "Arrears", "rupiah"),
        },
        unique=["npp", "as_of"],
    ),
    "informal": table(
        {
            "region": region_column(),
            "kecamatan": _kecamatan(),
            "trade": text_column("Pekerjaan", "Trade", one_of(*TRADES, other=(OTHER, "lainnya:marbot"))),
            "payer": text_column("Pembayar iuran", "Payer", one_of(*PAYERS, other=(OTHER, "lainnya:baznas"))),
            "blth": _blth(),
            "target": _count("Target", "Target", "workers", missing=True),
            "active": _count("Aktif", "Active", "workers"),
        },
        unique=["region", "kecamatan", "trade", "payer", "blth"],
    ),
    "projects": table(
        {
            "project": key_column("Nomor proyek", "Project number", EMPLOYER, "SIM-P-0001"),
            "name": text_column("Nama proyek", "Project", filled()),
            "region": region_column(),
            "kecamatan": _kecamatan(),
            "funding": text_column(
                "Sumber dana", "Funding", one_of(*FUNDING, other=(OTHER, "lainnya:hibah"))
            ),
            "value": _count("Nilai kontrak", "Contract value", "rupiah"),
            "workers": _count("Pekerja", "Workers", "workers"),
            "started_on": _day("Mulai", "Started on", missing=False),
            "ends_on": _day("Selesai", "Ends on", missing=False),
            "registered_on": _day("Terdaftar sejak", "Registered on"),
            "due": _count("Iuran", "Due", "rupiah", missing=True),
            "paid": _count("Dibayar", "Paid", "rupiah", missing=True),
            "paid_on": _day("Dibayar pada", "Paid on"),
            "contractor": text_column("Pelaksana", "Contractor"),
        }
    ),
    "cases": table(
        {
            # As it is written on the letter: "SKK-001/KC-MJK/12/2025".
            "case": text_column("Nomor kasus", "Case number", short(), unique()),
            "employer": _employer(),
            "kind": text_column("Jenis", "Kind", one_of(*CASE_KINDS)),
            "opened_on": _day("Dibuka", "Opened on", missing=False),
            # Of arrears the debt at opening; of the others what one month should bring: never added together.
            "value": _count("Nilai", "Value", "rupiah", missing=True),
            "closed_on": _day("Ditutup", "Closed on"),
            "outcome": text_column("Hasil", "Outcome", one_of(*OUTCOMES, blank=True)),
        }
    ),
    "case_steps": table(
        {
            "case": text_column("Nomor kasus", "Case number", short()),
            "step": text_column("Langkah", "Step", one_of(*STEPS)),
            "on": _day("Tanggal", "Date", missing=False),
            "actor": text_column("Pelaku", "Actor", one_of(*ACTORS)),
            "agency": text_column("Instansi", "Agency"),
            "basis": text_column("Dasar hukum", "Legal basis"),
            "document": text_column("Nomor dokumen", "Document number"),
            "deadline": _day("Tenggat", "Deadline"),
            "recovered": _count("Tertagih", "Recovered", "rupiah"),
        }
    ),
    "outreach": table(
        {
            "event": text_column("Nomor kegiatan", "Event number", shaped(EMPLOYER, "SIM-E-0001")),
            "region": region_column(),
            "office": _office(),
            "kind": text_column("Kegiatan", "Event", one_of("sosialisasi", "fgd", "rakor", "kunjungan")),
            "on": _day("Tanggal", "Date", missing=False),
            "employer": _employer(),
            "attended": pa.Column(bool, metadata={"id": "Hadir", "en": "Attended", "unit": ""}),
        },
        unique=["event", "employer"],
    ),
}
# The columns that releases of earlier versions lack. Their rows are read with NA or "" in them.
LATER = {
    "employers": ("nib", "kbli", "address", "officer", "phone"),
    "contributions": ("due", "paid"),
    "instalments": ("paid",),
    "projects": ("contractor",),
}
# The tables that are large enough to be written and read month by month, and the column that says the month.
PARTITIONED = {"contributions": "blth"}


def arrow_schema(name: str) -> arrow.Schema:
    """The table `name` as Arrow types: text string, counts int64, days date32."""
    return arrow.schema(
        [(column, _arrow_type(str(spec.dtype))) for column, spec in LEDGER[name].columns.items()]
    )


def _arrow_type(dtype: str) -> arrow.DataType:
    if dtype.startswith("datetime"):
        return arrow.date32()
    return {"int64": arrow.int64(), "Int64": arrow.int64(), "bool": arrow.bool_()}.get(dtype, arrow.string())


def validated(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """`frame` with the columns and types of the table `name`; those of LATER may be left out.

    Raises pandera's SchemaErrors.
    """
    later = [column for column in LATER.get(name, ()) if column not in frame]
    given = frame.assign(**{column: _empty(name, column) for column in later})
    order = [column for column in LEDGER[name].columns if column in given]
    return LEDGER[name].validate(given[[*order, *given.columns.difference(order)]], lazy=True)


def _empty(name: str, column: str) -> Any:
    return "" if str(LEDGER[name].columns[column].dtype).startswith("str") else pd.NA
