"""From what people write to one kecamatan inside a known region.

Names of kecamatan repeat across the country, so one is only ever looked for inside its region.
"""

from __future__ import annotations

import difflib
import re
from functools import cache
from typing import NoReturn

from data.parsing import shown
from data.places.codes import Kecamatan, Region, UnknownRegion, kecamatan, kecamatan_by_bps, regions
from data.places.names import KECAMATAN_ALIASES, kecamatan_key
from data.places.written import Dressed, plain_code, undressed


def kecamatan_by_code(code: str) -> Kecamatan | None:
    """The kecamatan of a code: "16.08.01" or "160801" Kemendagri, seven digits BPS."""
    digits = re.sub(r"^(\d\d)(\d\d)(\d\d)$", r"\1.\2.\3", code)
    return kecamatan().get(digits) or kecamatan_by_bps().get(code)


def within(written: str, home: Region, row: int | None = None) -> Kecamatan:
    """The kecamatan of `home` whose name or code is `written`.

    Raises UnknownRegion naming the region it lies in instead, or the nearest spelling.
    """
    code = plain_code(written)
    if re.fullmatch(r"[0-9.]+", code):
        candidates = [entry] if (entry := kecamatan_by_code(code)) else []
    else:
        candidates = _named(written) or _with_code(undressed(written))
    here = [candidate for candidate in candidates if candidate.region == home.code]
    return here[0] if here else _reject(written, home, candidates, row)


def _named(name: str) -> list[Kecamatan]:
    """Every kecamatan of that name."""
    folded = kecamatan_key(name)
    return [of[folded] for of in _names().values() if folded in of]


def _with_code(dressed: Dressed) -> list[Kecamatan]:
    """Every kecamatan of a name that an ordinal stands before, or its own code beside."""
    entry = kecamatan_by_code(dressed.code) if dressed.code else None
    return [one for one in _named(dressed.name) if not dressed.code or one == entry]


@cache
def _names() -> dict[str, dict[str, Kecamatan]]:
    """For each region's code its kecamatan by folded name, aliases included."""
    names: dict[str, dict[str, Kecamatan]] = {}
    for entry in kecamatan().values():
        for name in (entry.name, *KECAMATAN_ALIASES.get(entry.code, ())):
            names.setdefault(entry.region, {})[kecamatan_key(name)] = entry
    return names


def _reject(written: str, home: Region, elsewhere: list[Kecamatan], row: int | None) -> NoReturn:
    if elsewhere:
        raise UnknownRegion(
            "Kecamatan “{text}” tidak ada di {region}; yang ada {suggestion}.",
            text=shown(written),
            region=home.label,
            suggestion=" / ".join(f"{entry.label}, {regions()[entry.region].label}" for entry in elsewhere),
            row=row,
        )
    near = difflib.get_close_matches(kecamatan_key(written)[:60], _names()[home.code], n=2, cutoff=0.7)
    if near:
        raise UnknownRegion(
            "Kecamatan “{text}” di {region} tidak dikenal. Mungkin maksudnya {suggestion}.",
            text=shown(written),
            region=home.label,
            suggestion=" / ".join(dict.fromkeys(_names()[home.code][name].label for name in near)),
            row=row,
        )
    raise UnknownRegion(
        "Kecamatan “{text}” di {region} tidak dikenal. Tulis kode Kemendagri kecamatan, misalnya {example}.",
        text=shown(written),
        region=home.label,
        example=next(iter(_names()[home.code].values())).label,
        row=row,
    )
