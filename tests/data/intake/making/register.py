"""A register of made-up employers: what is published before a file is brought."""

from __future__ import annotations

from functools import cache

from data.intake import Register

MOJOKERTO = {"35.76": "Kota Mojokerto", "35.16": "Kab. Mojokerto", "35.17": "Jombang"}
_FORMS = ("PT Simulasi", "CV Contoh", "UD Contoh", "Koperasi Contoh", "Yayasan Contoh")
_WORDS = ("Melati", "Jati", "Bahari", "Cendana", "Fajar", "Intan", "Kenanga", "Lestari")


@cache
def employers(
    count: int = 24, office: str = "KC-MOJOKERTO", regions: tuple[str, ...] = tuple(MOJOKERTO)
) -> list[dict[str, str]]:
    """Employers with numbers that begin with zeros, each seventh with letters; workers 5, 6, 7, ..."""
    return [
        {
            "employer": f"X-{at:05d}",
            "npp": f"ZX{at:06d}" if at % 7 == 0 else f"{10_000 + 7 * at:08d}",
            "name": f"{_FORMS[at % 5]} {_WORDS[at % 8]} {at:02d}",
            "office": office,
            "region": regions[at % len(regions)],
            "registered_on": "2019-05-06",
            "status": "aktif",
            "workers_registered": str(5 + at),
        }
        for at in range(count)
    ]


def register(published: tuple[str, ...] = (), **of: object) -> Register:
    """The register, with each of the months `published` for all employers: 1,000,000 due and paid each."""
    rows = employers(**of)  # type: ignore[arg-type]
    bills = [
        {
            "npp": row["npp"],
            "blth": month,
            "workers": "5",
            "wages": "20000000",
            "due_jkk": "100000",
            "due_jkm": "60000",
        }
        | {
            "due_jht": "600000",
            "due_jp": "240000",
            "paid_jkk": "100000",
            "paid_jkm": "60000",
            "paid_jht": "600000",
        }
        | {"paid_jp": "240000", "paid_on": f"{month}-28"}
        for month in published
        for row in rows
    ]
    return Register.of(rows, bills)
