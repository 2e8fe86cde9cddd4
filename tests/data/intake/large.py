"""A long list of contributions, as the core system exports it, for measuring: made with XlsxWriter, never kept."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pandas as pd
import xlsxwriter

from data.intake import Register
from data.intake.publication.rows import typed
from data.intake.register import Employer
from data.ledger import publish
from data.store import OWN, Change, Store
from data.tables import validated
from tests.facts import FACTS

_PAID = {"workers": 5, "wages": 20_000_000, "due": 1_000_000, "paid": 1_000_000, "paid_on": "2025-11-10"}
_ALIKE = {
    **{"sector": "C", "legal_form": "cv", "scale": "mikro", "segment": "PU", "jkk_risk": "rendah"},
    **{
        "listed_on": "2010-01-01",
        "listed_from": "pendaftaran",
        "registered_on": "2010-01-01",
        "status": "aktif",
    },
    **{"workers_known": 5_000, "workers_registered": 5_000, "programmes": "JKK;JKM"},
}
REGIONS = (("35.76", "Kota Mojokerto"), ("35.16", "Kab. Mojokerto"), ("35.17", "Kab. Jombang"))
TODAY = date(2026, 9, 15)
OFFICE = "KC-MOJOKERTO"
HEADINGS = (
    *("No", "NPP", "Nama Perusahaan", "Kab/Kota", "BLTH", "Jml TK", "Total Upah", "JKK", "JKM", "JHT", "JP"),
    *("Total Iuran", "Tgl Bayar", "Jml Bayar", "Ket", "Jml Bayar lama"),
)
TITLES = ("BPJS KETENAGAKERJAAN", "KANTOR CABANG MOJOKERTO", "LAPORAN PENERIMAAN IURAN PER BLTH")


def register(employers: int = 12_000) -> Register:
    """So many registered employers of one office."""
    return Register.of(
        {
            "employer": f"MJK-{number:05}",
            "npp": f"ZX{number:06}",
            "name": f"CV Contoh {number}",
            "region": REGIONS[number % 3][0],
            "office": OFFICE,
            "status": "aktif",
            "registered_on": "2010-01-01",
            "workers_registered": "5000",
        }
        for number in range(employers)
    )


def published(home: Path, employers: int = 12_000) -> Store:
    """A store of own data with the employers of `register` and one earlier month, all paid."""
    store = Store(home, OWN)
    known = [_employer(one) for one in register(employers).by_npp.values()]
    bills = [{"npp": one["npp"], "blth": "2025-10", **_PAID} for one in known]
    changes = {
        name: Change("overwrite", validated(name, typed(name, pd.DataFrame(rows))))
        for name, rows in (("employers", known), ("contributions", bills))
    }
    publish(store, changes, facts=FACTS, title="awal", role="pengelola")
    return store


def _employer(one: Employer) -> dict[str, object]:
    said = {
        "employer": one.employer,
        "npp": one.npp,
        "name": one.name,
        "region": one.region,
        "office": OFFICE,
    }
    return {**said, **_ALIKE}


def row(number: int, employers: int) -> list[object]:
    """One line of the list: an employer's month, as numbers and days."""
    employer, month = number % employers, number // employers
    workers = 1 + (employer * 7919 + month) % 400
    wages = workers * (2_400_000 + employer * 37 % 900_000)
    dues = [wages * 89 // 10_000, wages * 3 // 1_000, wages * 57 // 1_000, wages * 3 // 100]
    total = sum(dues)
    year, before = divmod(2026 * 12 + 7 - month, 12)
    blth = date(year, before + 1, 1)
    day = date(2026, 8, 1 + employer % 27) if employer % 9 else "-"
    return [
        number + 1,
        f"ZX{employer:06}",
        f"CV Contoh {employer}",
        REGIONS[employer % 3][1],
        blth,
        workers,
        wages,
        *dues,
        total,
        day,
        total if employer % 9 else "nihil",
        "",
        total // 2,
    ]


def workbook(rows: int = 100_000, employers: int = 12_000) -> bytes:
    """The list as a workbook with titles, a header, the row of column numbers, and a sum at the end."""
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made)
    sheet, days, months = (
        book.add_worksheet("IURAN"),
        book.add_format({"num_format": "dd/mm/yyyy"}),
        book.add_format({"num_format": "mmm-yy"}),
    )
    for number, title in enumerate(TITLES):
        sheet.write_string(number, 1, title)
    for column, heading in enumerate(HEADINGS):
        sheet.write_string(6, column, heading)
        sheet.write_string(7, column, f"({column + 1})")
    sums = [0] * len(HEADINGS)
    for number in range(rows):
        for column, cell in enumerate(row(number, employers)):
            sums[column] += cell if isinstance(cell, int) else 0
            if isinstance(cell, date):
                sheet.write_datetime(8 + number, column, cell, months if column == 4 else days)
            elif cell != "":
                sheet.write(8 + number, column, cell)
    sheet.write_string(8 + rows, 1, "JUMLAH")
    for column in (*range(5, 12), 13):
        sheet.write_number(8 + rows, column, sums[column])
    book.close()
    return made.getvalue()
