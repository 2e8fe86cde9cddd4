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


def kecamatan_by_code(code: str) -> Kecamatan | None:
    """The kecamatan of a code: "16.08.01" or "160801" Kemendagri, seven digits BPS."""
    digits = re.sub(r"^(\d\d)(\d\d)(\d\d)$", r"\1.\2.\3", code)
    return kecamatan().get(digits) or kecamatan_by_bps().get(code)


def within(written: str, home: Region, row: int | None = None) -> Kecamatan:
    """The kecamatan of `home` whose name or code is `written`.

    Raises UnknownRegion naming the region it lies in instead, or the nearest spelling.
    """
    if re.fullmatch(r"[0-9.]+", written):
        candidates = [entry] if (entry := kecamatan_by_code(written)) else []
    else:
        name = kecamatan_key(written)
        candidates = [of[name] for of in _names().values() if name in of]
    here = [candidate for candidate in candidates if candidate.region == home.code]
    return here[0] if here else _reject(written, home, candidates, row)


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
