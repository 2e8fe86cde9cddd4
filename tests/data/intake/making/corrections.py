"""Months that are published already and come again; rows below zero, divisions, twins, positions without months."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tests.data.intake.making.books import Page, as_csv, as_xlsx
from tests.data.intake.making.register import employers, register
from tests.data.intake.making.truth import Case

HEAD = ["NPP", "Nama Perusahaan", "BLTH", "Jml TK", "Total Upah", "Total Iuran", "Jml Bayar", "Tgl Bayar"]


def _row(
    at: int,
    due: int,
    paid: int,
    workers: int = 3,
    wages: int = 9_000_000,
    npp: str = "",
    month: str = "06/2026",
) -> list[object]:
    employer = employers()[at]
    day = "14/07/2026" if paid > 0 else ""
    return [npp or employer["npp"], employer["name"], month, workers, wages, due, paid, day]


def _case(
    rows: Sequence[list[object]],
    right: dict[str, int],
    count: int,
    title: str = "PENERIMAAN IURAN",
    **more: object,
) -> Case:
    page = Page([[title], [], HEAD, *rows], "Data")
    return Case("koreksi.xlsx", as_xlsx(page), {"contributions": (count, right)}, **more)  # type: ignore[arg-type]


def _sums(workers: int, wages: int, due: int, paid: int) -> dict[str, int]:
    return {"workers": workers, "wages": wages, "due": due, "paid": paid}


NOTHING = {"contributions": (0, _sums(0, 0, 0, 0))}
ZERO = _sums(0, 0, 0, 0)


def cases() -> Iterator[tuple[str, Case]]:
    """Each way of bringing a month again, and rows that meet."""
    plain = [_row(at, 500_000 + at, 500_000 + at) for at in range(6)]
    six = _sums(18, 54_000_000, 3_000_015, 3_000_015)
    published = register(("2026-06",))
    yield (
        "corrections: whole rows",
        _case(
            plain,
            ZERO,
            0,
            register=published,
            questions=("correction",),
            answers=(("correction", "replace these employers' month, keep the others"),),
            answered={"contributions": (6, six)},
        ),
    )
    less = [_row(at, -50_000, -50_000, -1, -1_000_000) for at in range(4)] + [
        _row(5, 20_000, 20_000, 1, 500_000)
    ]
    yield (
        "corrections: differences",
        _case(
            less,
            ZERO,
            0,
            "SELISIH IURAN (KOREKSI)",
            register=published,
            questions=("correction",),
            answers=(("correction", "differences: add them to what is published"),),
            answered={
                "contributions": (
                    5,
                    _sums(
                        5 * 5 - 4 + 1,
                        5 * 20_000_000 - 4_000_000 + 500_000,
                        5_000_000 - 180_000,
                        5_000_000 - 180_000,
                    ),
                )
            },
        ),
    )
    minus = [*plain, _row(1, -100_000, -100_000, -1, -2_000_000)]
    yield (
        "corrections: a minus row",
        _case(
            minus,
            _sums(15, 45_000_000, 2_500_014, 2_500_014),
            5,
            questions=("negative_rows",),
            answers=(("negative_rows", "net"),),
            answered={"contributions": (6, _sums(17, 52_000_000, 2_900_015, 2_900_015))},
        ),
    )
    bracket = [*plain, [*_row(1, 0, 0)[:3], "(1)", "(2.000.000)", "(100.000)", "(100.000)", ""]]
    yield (
        "corrections: a minus row in brackets",
        _case(
            bracket,
            _sums(15, 45_000_000, 2_500_014, 2_500_014),
            5,
            questions=("negative_rows",),
            answers=(("negative_rows", "net"),),
            answered={"contributions": (6, _sums(17, 52_000_000, 2_900_015, 2_900_015))},
        ),
    )
    npp = employers()[2]["npp"]
    parts = [
        *plain[:2],
        _row(2, 300_000, 300_000, npp=f"{npp}/000"),
        _row(2, 200_000, 200_000, 1, 3_000_000, f"{npp}/001"),
    ]
    yield (
        "corrections: divisions in the number",
        _case(
            parts,
            _sums(6, 18_000_000, 1_000_001, 1_000_001),
            2,
            questions=("division",),
            answers=(("division", "add"),),
            answered={"contributions": (3, _sums(10, 30_000_000, 1_500_001, 1_500_001))},
        ),
    )
    same = [*plain, plain[3]]
    yield "corrections: the same row twice", _case(same, six, 6, notes=("exact_duplicate",))
    other = [*plain, _row(3, 510_000, 0, 4)]
    yield (
        "corrections: two contents",
        _case(
            other,
            _sums(15, 45_000_000, 2_500_012, 2_500_012),
            5,
            questions=("duplicate",),
            answers=(("duplicate", {"keep": [10]}),),
            answered={"contributions": (6, _sums(19, 54_000_000, 3_010_012, 2_500_012))},
        ),
    )
    alone = [*plain[:3], [*_row(3, 0, 0)[:3], -2, 9_000_000, 500_000, 0, ""]]
    yield (
        "corrections: one cell below zero",
        _case(
            alone,
            _sums(9, 27_000_000, 1_500_003, 1_500_003),
            3,
            errors={("Data", 7, "D"): "negative"},
        ),
    )
    empty = [*plain[:3], [*_row(3, 500_000, 0)[:6], "", ""]]
    yield (
        "corrections: paid left empty",
        _case(
            empty,
            _sums(9, 27_000_000, 1_500_003, 1_500_003),
            3,
            questions=("blank_meaning",),
            answers=(("blank_meaning", "not paid"),),
            answered={"contributions": (4, _sums(12, 36_000_000, 2_000_003, 1_500_003))},
        ),
    )
    elsewhere = [[*row, "Kota Mojokerto"] for row in plain] + [
        [*_row(0, 5, 5, npp="00055555"), "Kota Palembang"]
    ]
    head = [*HEAD, "Kab/Kota"]
    yield (
        "corrections: a row of another office",
        Case(
            "iuran.xlsx",
            as_xlsx(Page([head, *elsewhere], "Data")),
            {"contributions": (6, six)},
            {("Data", 8, "I"): "outside_area"},
        ),
    )
    position = ["No", "NPP", "Nama BU", "Jml Bulan", "Total Tunggakan"]
    owed = [[at + 1, one["npp"], one["name"], 2 + at, 1_000_000] for at, one in enumerate(employers()[:8])]
    for name, heads in {
        "posisi": position,
        "daftar piutang": ["No", "NO. NPP", "NAMA PERUSAHAAN", "Bulan Tunggakan", "Jumlah Piutang"],
        "umur piutang": ["No", "NPP", "Nama", "Umur Piutang (bulan)", "Saldo Piutang"],
        "with dues": ["No", "NPP", "Nama", "Lama Menunggak", "Iuran"],
    }.items():
        page = Page([["DAFTAR PIUTANG IURAN"], ["Posisi s.d. 31 Agustus 2026"], [], heads, *owed], "Posisi")
        yield (
            f"corrections: one amount for several months, {name}",
            Case(
                "daftar_piutang.xlsx",
                as_xlsx(page),
                questions=("not_held",),
                answers=(("not_held", "ask for rincian per BLTH"),),
            ),
        )
    yield (
        "corrections: CSV of the core system",
        Case(
            "koreksi.csv",
            as_csv(
                Page(
                    [
                        [
                            "KODE_KANTOR",
                            "NPP",
                            "DIV",
                            "NAMA_PERUSAHAAN",
                            "BLTH",
                            "JML_TK",
                            "TOTAL_UPAH",
                            "TOTAL_IURAN",
                            "JML_BAYAR",
                            "TGL_BAYAR",
                        ],
                        *(
                            [
                                [
                                    "J05",
                                    row[0],
                                    "000",
                                    *row[1:3],
                                    row[3],
                                    f"{row[4]}.00",
                                    f"{row[5]}.00",
                                    f"{row[6]}.00",
                                    row[7],
                                ]
                                for row in plain
                            ]
                        ),
                    ]
                ),
                ",",
            ),
            {"contributions": (6, six)},
        ),
    )
