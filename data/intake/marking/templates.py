"""Empty workbooks for those who want one: headings with their units, lists to choose from, and an example.

Nobody has to use them: intake reads what there is. What they ask for is what `python -m data.intake check` takes.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date
from typing import Any

import xlsxwriter

from data.places import all_regions
from data.vocabulary import LEGAL_FORMS, OUTCOMES, PAYERS, RISKS, SCALES, SECTORS, TRADES

_HINT = "Isi di bawah judul kolom. Baris miring adalah isian contoh: hapus sebelum dibawa."
_DAY = date(2026, 7, 22)
_NAME, _TEXT, _NUMBER, _DATE = "name", "text", "number", "date"
_WIDTHS = {_NAME: 34, _TEXT: 18, _NUMBER: 18, _DATE: 14}
_FORMATS = {_TEXT: "@", _NAME: "@", _NUMBER: "#,##0", _DATE: "dd/mm/yyyy"}
_FUNDING = ("apbn", "apbd", "apbdes", "swasta")
_LAST_ROW = 5_000


@dataclass(frozen=True)
class Heading:
    """One column: its heading with the unit, an example, what it holds, and the words that it may hold."""

    text: str
    example: Any
    holds: str = _TEXT
    words: tuple[str, ...] = ()


def _regions() -> tuple[str, ...]:
    return tuple(region.name for region in all_regions().values())


_NPP = Heading("NPP", "00010130")
_COMPANY = Heading("Nama Perusahaan", "CV Contoh Sentosa", _NAME)
_REGION = Heading("Kab/Kota", "Kota Mojokerto", _NAME, ("region",))
_KECAMATAN = Heading("Kecamatan", "Magersari")
_WORKERS = Heading("Jml TK (orang)", 3, _NUMBER)
_PAID = (Heading("Tgl Bayar", _DAY, _DATE), Heading("Jml Bayar (Rp)", 300_000, _NUMBER))

TEMPLATES: dict[str, tuple[Heading, ...]] = {
    "contributions": (
        _NPP,
        _COMPANY,
        _REGION,
        Heading("BLTH", "Jul 2026"),
        _WORKERS,
        Heading("Total Upah (Rp)", 9_000_000, _NUMBER),
        Heading("JKK (Rp)", 21_600, _NUMBER),
        Heading("JKM (Rp)", 27_000, _NUMBER),
        Heading("JHT (Rp)", 513_000, _NUMBER),
        Heading("JP (Rp)", 270_000, _NUMBER),
        Heading("Total Iuran (Rp)", 831_600, _NUMBER),
        *_PAID,
    ),
    "arrears_positions": (
        _NPP,
        _COMPANY,
        Heading("Posisi", date(2026, 8, 31), _DATE),
        Heading("Jml Bulan", 3, _NUMBER),
        Heading("Total Tunggakan (Rp)", 2_494_800, _NUMBER),
    ),
    "employers": (
        Heading("NIB", "9120001234567"),
        _NPP,
        _COMPANY,
        Heading("Bentuk Usaha", "cv", _TEXT, LEGAL_FORMS),
        Heading("Skala Usaha", "kecil", _TEXT, SCALES),
        Heading("KBLI (kategori)", "C", _TEXT, tuple(SECTORS)),
        Heading("Tingkat Risiko JKK", "sedang", _TEXT, RISKS),
        _REGION,
        _KECAMATAN,
        _WORKERS,
        Heading("Tanggal Terbit NIB", _DAY, _DATE),
    ),
    "cases": (
        Heading("Nomor SKK", "SKK-01/Contoh/2026", _NAME),
        Heading("Tgl SKK", _DAY, _DATE),
        _NPP,
        _COMPANY,
        Heading("Nilai SKK (Rp)", 2_494_800, _NUMBER),
        Heading("Tgl Panggilan", date(2026, 8, 5), _DATE),
        Heading("Tertagih (Rp)", 500_000, _NUMBER),
        Heading("Status", "angsuran", _TEXT, tuple(word for word in OUTCOMES if word)),
    ),
    "informal": (
        _REGION,
        _KECAMATAN,
        Heading("Jenis Pekerjaan", "pedagang", _TEXT, TRADES),
        Heading("Sumber Dana", "sendiri", _TEXT, PAYERS),
        Heading("BLTH", "Jul 2026"),
        Heading("Target (orang)", 120, _NUMBER),
        Heading("Aktif (orang)", 80, _NUMBER),
    ),
    "projects": (
        Heading("No Proyek", "P-2026-0001"),
        Heading("Nama Proyek", "Rehabilitasi Pasar Contoh", _NAME),
        Heading("Pelaksana", "CV Contoh Sentosa", _NAME),
        _REGION,
        Heading("Sumber Dana", "apbd", _TEXT, _FUNDING),
        Heading("Nilai Kontrak (Rp)", 1_250_000_000, _NUMBER),
        _WORKERS,
        Heading("Tgl Mulai", _DAY, _DATE),
        Heading("Tgl Selesai", date(2026, 12, 15), _DATE),
        Heading("Iuran (Rp)", 3_000_000, _NUMBER),
        *_PAID,
    ),
    "minimum_wages": (
        _REGION,
        Heading("Tahun", 2026, _NUMBER),
        Heading("Upah Minimum (Rp)", 3_000_000, _NUMBER),
    ),
    "workforce": (
        _REGION,
        Heading("Bekerja (orang)", 70_000, _NUMBER),
        Heading("Formal (orang)", 40_000, _NUMBER),
        Heading("Informal (orang)", 30_000, _NUMBER),
        Heading("Jumlah Penduduk (orang)", 140_000, _NUMBER),
    ),
    "agreements": (
        Heading("Para Pihak", "BPJS Ketenagakerjaan dan Pemkot Contoh", _NAME),
        Heading("Tentang", "Perlindungan pekerja rentan", _NAME),
        _REGION,
        Heading("Tgl TTD", _DAY, _DATE),
        Heading("Berlaku s.d.", date(2027, 7, 21), _DATE),
        Heading("Tindak Lanjut", "Pendataan", _NAME),
    ),
    "events": (
        Heading("Kegiatan", "Sosialisasi program", _NAME),
        _REGION,
        Heading("Tanggal", _DAY, _DATE),
        Heading("Tempat", "Balai Contoh", _NAME),
        Heading("Diundang (orang)", 50, _NUMBER),
        Heading("Hadir (orang)", 40, _NUMBER),
    ),
    "service_points": (
        Heading("Nama Loket", "Loket Contoh", _NAME),
        Heading("Jenis", "loket"),
        _REGION,
        Heading("Alamat", "Jl. Contoh 1", _NAME),
        Heading("Tgl Buka", _DAY, _DATE),
    ),
    "service_areas": (
        Heading("Kantor", "KC-MOJOKERTO"),
        Heading("Wilayah Kerja", "Kota Mojokerto", _NAME, ("region",)),
        Heading("Sejak", date(2025, 1, 1), _DATE),
        Heading("Sampai", date(2026, 6, 30), _DATE),
    ),
}
_TITLES = {
    "contributions": "Iuran per bulan (BLTH)",
    "arrears_positions": "Posisi tunggakan",
    "employers": "Pemberi kerja potensi dan terdaftar",
    "cases": "Penyerahan SKK ke Kejari",
    "informal": "Pekerja rentan (BPU)",
    "projects": "Proyek jasa konstruksi",
    "minimum_wages": "Upah minimum kabupaten/kota (UMK)",
    "workforce": "Penduduk bekerja, Agustus 2025",
    "agreements": "Nota kesepahaman (MoU) dan kerja sama",
    "events": "Agenda kegiatan",
    "service_points": "Loket dan titik layanan",
    "service_areas": "Wilayah kerja kantor",
}
HEADER_ROW, EXAMPLE_ROW = 3, 4


def template(table: str) -> bytes:
    """An empty XLSX for a table: headings in row 4, an example in row 5. Raises KeyError for a table that has none."""
    headings = TEMPLATES[table]
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True, "strings_to_formulas": False})
    sheet = book.add_worksheet("Isian")
    bold, hint = book.add_format({"bold": True}), book.add_format({"font_color": "#6B7280"})
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    sheet.write_string(0, 0, _TITLES[table], bold)
    sheet.write_string(1, 0, _HINT, hint)
    for column, heading in enumerate(headings):
        form = {"num_format": _FORMATS[heading.holds]}
        sheet.set_column(column, column, _WIDTHS[heading.holds], book.add_format(form))
        sheet.write_string(HEADER_ROW, column, heading.text, head)
        example = book.add_format(form | {"italic": True, "font_color": "#6B7280"})
        sheet.write(EXAMPLE_ROW, column, heading.example, example)
    sheet.freeze_panes(HEADER_ROW + 1, 0)
    _add_lists(book, sheet, headings)
    book.close()
    return made.getvalue()


def _add_lists(book: Any, sheet: Any, headings: tuple[Heading, ...]) -> None:
    """The words to choose from, on a sheet out of sight: Excel takes no more than 255 letters of them in a cell's rule."""
    chosen = [(at, heading.words) for at, heading in enumerate(headings) if heading.words]
    if not chosen:
        return
    lists = book.add_worksheet("Daftar")
    lists.hide()
    for number, (column, words) in enumerate(chosen):
        shown = _regions() if words == ("region",) else words
        lists.write_column(0, number, shown)
        letter = chr(65 + number)
        source = f"=Daftar!${letter}$1:${letter}${len(shown)}"
        rule = {
            "validate": "list",
            "source": source,
            "error_title": "Tidak ada di daftar",
            "error_type": "warning",
        }
        sheet.data_validation(EXAMPLE_ROW, column, _LAST_ROW, column, rule)
