"""Construction projects: money in words, formulas without values, days in two orders."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tests.data.intake.making.agencies import case_of
from tests.data.intake.making.books import Formula, Page, as_xlsx
from tests.data.intake.making.truth import Case


def cases() -> Iterator[tuple[str, Case]]:
    """Construction projects: money in words, formulas without values."""
    head = [
        "No",
        "No. Pendaftaran",
        "Nama Proyek",
        "Pelaksana",
        "Lokasi",
        "Sumber Dana",
        "Nilai Kontrak (Rp)",
        "Jml TK",
        "Tgl Mulai",
        "Tgl Selesai",
        "Iuran",
        "Dibayar",
        "Tgl Bayar",
    ]
    money = ("Rp 1.250.000.000,00", "1,25 M", "850 jt", 445_000_000, "Rp850.000.000,-", "1.250.000.000")
    worth = (1_250_000_000, 1_250_000_000, 850_000_000, 445_000_000, 850_000_000, 1_250_000_000)
    places = (
        "Kota Mojokerto",
        "Kec. Mojosari, Kab. Mojokerto",
        "Jombang",
        "Desa Contoh, Kec. Sooko",
        "Kab. Mojokerto",
        "Jombang",
    )
    rows = [
        [
            at + 1,
            2_600_000_000_007 + at if at % 2 else str(2_600_000_000_007 + at),
            f"Proyek Simulasi {at}",
            "CV Contoh",
            places[at],
            ("APBD", "APBN", "Dana Desa", "Swasta", "APBD Kota", "apbdes")[at],
            money[at],
            f"{10 + at} org",
            date(2026, 2, 1 + at),
            "30/11/2026",
            Formula(f"=G{at + 2}*0.0024"),
            1_000_000,
            "28/02/2026",
        ]
        for at in range(6)
    ]
    sums = {"value": sum(worth), "workers": 75, "paid": 6_000_000}
    yield (
        "agencies: projects with formulas whose values are all zero",
        case_of("projects", as_xlsx(Page([head, *rows], "JAKON")), 6, sums, questions=("no_values",)),
    )
    saved = [[*row[:10], Formula("=1", 2_400_000 + at), *row[11:]] for at, row in enumerate(rows)]
    yield (
        "agencies: projects with formulas and their values",
        case_of("projects", as_xlsx(Page([head, *saved], "JAKON")), 6, sums | {"due": 6 * 2_400_000 + 15}),
    )
    empty = [[*row[:10], Formula("=1", ""), *row[11:]] for row in rows]
    yield (
        "agencies: projects with formulas without a value",
        case_of("projects", as_xlsx(Page([head, *empty], "JAKON")), 6, sums, questions=("no_values",)),
    )
    wrong = [[*row[:10], "", *row[11:]] for row in saved]
    wrong[0][1], wrong[1][5], wrong[2][7], wrong[3][9] = "2,6E+12", "DAK", "±25", "01/01/2026"
    yield (
        "agencies: projects with wrong cells",
        case_of(
            "projects",
            as_xlsx(Page([head, *wrong], "JAKON")),
            2,
            {"value": 2_100_000_000, "workers": 29, "paid": 2_000_000},
            errors={
                ("JAKON", 2, "B"): "bad_key",
                ("JAKON", 3, "F"): "unknown_value",
                ("JAKON", 4, "H"): "not_number",
                ("JAKON", 5, "J"): "order",
            },
        ),
    )
    orders = [
        [*row[:8], start, *row[9:10], "", *row[11:]]
        for row, start in zip(
            saved,
            ("03/25/2026", "04/28/2026", "05/06/2026", "06/30/2026", "01/31/2026", "02/03/2026"),
            strict=True,
        )
    ]
    yield (
        "agencies: months before days, proved",
        case_of("projects", as_xlsx(Page([head, *orders], "JAKON")), 6, sums, notes=("date_order",)),
    )
