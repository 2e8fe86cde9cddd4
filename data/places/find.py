"""From whatever people write to one region, or a clear error: the join key of the project.

The key is the Kemendagri code, a string: "16.08". Five of the 24 regions have another number in
the BPS list, and two pairs share a name, so nothing here guesses between kota and kabupaten,
Kemendagri and BPS. A typing error gets a suggestion, not a match.
"""

from __future__ import annotations

import difflib
import math
import numbers
import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import permutations
from typing import Literal, NoReturn

from data.parsing import is_missing, shown
from data.places.codes import (
    AmbiguousRegion,
    Kecamatan,
    Region,
    UnknownRegion,
    kecamatan,
    regions,
    regions_by_bps,
)
from data.places.kecamatan import kecamatan_by_code, within
from data.places.names import ALIASES, GROUPS, key, split_kind
from data.places.written import Dressed, in_brackets, plain_code, undressed, without_brackets

System = Literal["kemendagri", "bps"]
# "ID1609" is how OCHA's layers and tables write the BPS code.
_CODE = re.compile(r"(?:(bps|kemendagri|id(?=\d{4}$))[\s:]*)?([0-9][0-9.,]*)", re.IGNORECASE)


def all_regions() -> dict[str, Region]:
    """Every region by Kemendagri code, in the order of the codes."""
    return dict(regions())


def all_kecamatan() -> dict[str, Kecamatan]:
    """Every kecamatan by Kemendagri code, in the order of the codes."""
    return dict(kecamatan())


def find_region(text: object, *, system: System | None = None, row: int | None = None) -> Region:
    """The one region that `text` (a name, a code, a number from a sheet) stands for.

    `system` says which list undotted digits come from; a number such as 16.1 is Kemendagri 16.10,
    because a sheet drops the last zero. `row` is the line of a file, for the error.

    Raises UnknownRegion, with a suggestion where there is one, and AmbiguousRegion when `text`
    has two readings: "Mojokerto", or 1608 without `system`.

    >>> find_region("kab. oku timur").code, find_region("1608", system="bps").code, find_region(16.1).short
    ('16.08', '16.09', 'Ogan Ilir')
    """
    written = as_text(text, row)
    code = _CODE.fullmatch(plain_code(written))
    if code is None:
        return _by_name(written, row)
    list_name = {"id": "bps"}.get(code[1].lower(), code[1].lower()) if code[1] else system
    return _by_code(code[2].replace(",", "."), list_name, row, lost=isinstance(text, str))


def find_kecamatan(text: object, region: Region | str, *, row: int | None = None) -> Kecamatan:
    """The kecamatan of `region` that `text` (a name, a Kemendagri or a BPS code) stands for.

    The digits of a Kemendagri code number six, of a BPS code seven: the two cannot be mixed up.
    Raises UnknownRegion, naming the region it does lie in or the nearest spelling.
    """
    home = region if isinstance(region, Region) else find_region(region, row=row)
    return within(as_text(text, row), home, row)


def _by_code(code: str, system: str | None, row: int | None, lost: bool) -> Region:
    if re.fullmatch(r"\d\d\.\d\d", code):
        return _by_dotted(code, system, row)
    if re.fullmatch(r"\d{4}", code):
        return _by_digits(code, system, row)
    if lost and (meant := lost_zero(code)):
        raise UnknownRegion(
            "Kode {text} kehilangan nol di belakang: mungkin maksudnya {suggestion}. "
            "Simpan kolom kode sebagai teks.",
            text=shown(code),
            suggestion=meant.label,
            row=row,
        )
    _reject_code(code, row)


def lost_zero(text: str) -> Region | None:
    """The region whose code a sheet has made "16.1" or "161" of; None where it is no such code."""
    digits = re.sub(r"^(\d\d)\.?(\d)$", r"\1.\g<2>0", plain_code(text))
    return regions().get(digits) if digits != text else None


def _by_dotted(code: str, system: str | None, row: int | None) -> Region:
    region = regions().get(code)
    if region is None:
        _reject_code(code, row)
    if system == "bps":
        raise UnknownRegion(
            "Kode {text} memakai titik seperti kode Kemendagri, padahal yang diminta kode BPS. "
            "Kode BPS {name} adalah {bps}.",
            text=code,
            name=region.name,
            bps=region.bps,
            row=row,
        )
    return region


def _by_digits(digits: str, system: str | None, row: int | None) -> Region:
    kemendagri = regions().get(f"{digits[:2]}.{digits[2:]}") if system != "bps" else None
    bps = regions_by_bps().get(digits) if system != "kemendagri" else None
    if kemendagri and bps and kemendagri != bps:
        raise AmbiguousRegion(
            "Kode {text} bisa dibaca dua cara: kode Kemendagri {kemendagri} atau kode BPS {bps}. "
            "Tulis kode Kemendagri dengan titik, misalnya {code}, atau sebutkan sistemnya, BPS {text}.",
            text=digits,
            kemendagri=kemendagri.label,
            bps=bps.label,
            code=kemendagri.code,
            row=row,
        )
    return kemendagri or bps or _reject_code(digits, row)


def _reject_code(code: str, row: int | None) -> NoReturn:
    """Raises UnknownRegion, which says what the code is instead: a kecamatan's, a province's, or nobody's."""
    inside = kecamatan_by_code(code)
    if inside:
        raise UnknownRegion(
            "Kode {text} adalah kode kecamatan {name}. Tulis kode kabupaten/kotanya: {suggestion}.",
            text=shown(code),
            name=inside.name,
            suggestion=regions()[inside.region].label,
            row=row,
        )
    _reject_province(code, row)
    raise UnknownRegion(
        "Kode {text} bukan kode Kemendagri atau BPS dari 24 kabupaten/kota yang dimuat. "
        "Kode Kemendagri berbentuk dua angka, titik, dua angka, misalnya 16.08.",
        text=shown(code),
        row=row,
    )


def _labels(choices: Iterable[Region]) -> str:
    return " / ".join(region.label for region in choices)


def _reject_province(text: str, row: int | None) -> None:
    """Raises UnknownRegion when `text` is the code or the name of a province; else returns."""
    provinces = {
        written: region.province
        for region in regions().values()
        for written in (region.province_code, key(region.province))
    }
    name = provinces.get(re.sub("^prov(insi)?", "", key(text)))
    if name:
        raise UnknownRegion(
            "“{text}” adalah provinsi {province}, bukan kabupaten/kota. "
            "Tulis salah satu kabupaten/kotanya, misalnya 16.08 atau OKU Timur.",
            text=shown(text),
            province=name,
            row=row,
        )


@cache
def _names() -> dict[str, tuple[Region, ...]]:
    """Every name without its kind, folded, and the regions that bear it."""
    bearers: dict[str, list[Region]] = {}
    for region in regions().values():
        short = split_kind(region.short)[1]
        full = split_kind(region.name)[1]
        own = {short, full, *(key(alias) for alias in ALIASES.get(region.code, ()))}
        # "Penukal Abab Lematang Ilir (PALI)" and "Muba (Musi Banyuasin)" fold to two of its names in a row.
        for name in own | {one + other for one, other in permutations(own, 2)}:
            bearers.setdefault(name, []).append(region)
    for group, codes in GROUPS.items():
        bearers[key(group)] = [regions()[code] for code in codes]
    return {name: tuple(regions_of_name) for name, regions_of_name in bearers.items()}


def _by_name(written: str, row: int | None) -> Region:
    kind, name = split_kind(written)
    bearers = _names().get(name, ())
    if not bearers:
        _reject_province(written, row)
        dressed = undressed(written)
        if dressed.name not in ("", written):
            return _by_dressed(dressed, written, row)
    fitting = [region for region in bearers if kind in (None, region.kind)]
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        raise AmbiguousRegion(
            "“{text}” bisa berarti {choices}. Tulis lengkap salah satunya, atau kodenya.",
            text=shown(written),
            choices=_labels(fitting),
            row=row,
        )
    if bearers:
        raise UnknownRegion(
            "Tidak ada “{text}”; yang ada {suggestion}.",
            text=shown(written),
            suggestion=_labels(bearers),
            row=row,
        )
    _reject_name(written, name, row)


def _by_dressed(dressed: Dressed, written: str, row: int | None) -> Region:
    """The region of a name that has a code or a province with it, which must be its own."""
    kind, name = split_kind(dressed.name)
    fitting = [region for region in _names().get(name, ()) if kind in (None, region.kind)]
    coded = [
        region
        for region in fitting
        if dressed.code in (region.code, region.code.replace(".", ""), region.bps)
    ]
    region = coded[0] if len(coded) == 1 else _by_name(dressed.name, row)
    if dressed.code and not coded:
        raise UnknownRegion(
            "“{text}”: kode {code} bukan kode {region}. Perbaiki kodenya atau namanya.",
            text=shown(written),
            code=dressed.code,
            region=region.label,
            row=row,
        )
    if dressed.province not in ("", region.province):
        raise UnknownRegion(
            "“{text}”: {region} ada di {province}. Perbaiki provinsinya atau namanya.",
            text=shown(written),
            region=region.label,
            province=region.province,
            row=row,
        )
    return region


def _reject_name(written: str, name: str, row: int | None) -> NoReturn:
    bare, inside = without_brackets(written), in_brackets(written)
    meant = _names().get(split_kind(bare)[1], ()) if bare != written else ()
    others = [
        region for one in inside for region in _names().get(split_kind(one)[1], ()) if region not in meant
    ]
    if meant and others:
        raise AmbiguousRegion(
            "“{text}” menyebut dua wilayah: {choices}. Tulis salah satunya, atau kodenya.",
            text=shown(written),
            choices=_labels((*meant, *others)),
            row=row,
        )
    if len(meant) == 1:
        raise UnknownRegion(
            "Wilayah “{text}” tidak dikenal. Bila maksudnya {suggestion}, hapus yang di dalam kurung.",
            text=shown(written),
            suggestion=meant[0].label,
            row=row,
        )
    near = difflib.get_close_matches(name[:60], _names(), n=2, cutoff=0.7)
    regions_near = dict.fromkeys(region for match in near for region in _names()[match])
    if regions_near:
        raise UnknownRegion(
            "Wilayah “{text}” tidak dikenal. Mungkin maksudnya {suggestion}.",
            text=shown(written),
            suggestion=_labels(regions_near),
            row=row,
        )
    raise UnknownRegion(
        "Wilayah “{text}” tidak dikenal. Tulis nama atau kode salah satu dari 24 kabupaten/kota "
        "yang dimuat, misalnya OKU Timur atau 16.08.",
        text=shown(written),
        row=row,
    )


def as_text(text: object, row: int | None = None) -> str:
    """A cell as the text of a name or code, without blanks around it; never empty.

    `text` may be a string, a number or nothing at all; `row` is the line of a file, for the error.
    Raises UnknownRegion for an empty cell, a date or any other type.
    """
    if isinstance(text, str):
        written = text.strip()
    elif isinstance(text, date) and not is_missing(text):
        raise UnknownRegion(
            "{text} adalah tanggal, bukan kode wilayah: lembar kerja telah mengubah kodenya. "
            "Jadikan kolom itu teks, lalu tulis kodenya lagi.",
            text=shown(text),
            row=row,
        )
    elif is_missing(text):
        written = ""
    elif isinstance(text, (numbers.Real, Decimal)) and not isinstance(text, bool):
        return _number_text(text)
    else:
        raise UnknownRegion(
            "Isi bertipe {type} bukan kode atau nama wilayah. Tulis sebagai teks, misalnya 16.08.",
            type=shown(type(text).__name__),
            row=row,
        )
    if not written:
        raise UnknownRegion(
            "Wilayah kosong. Isi dengan kode Kemendagri, misalnya 16.08, atau nama, misalnya OKU Timur.",
            row=row,
        )
    return written


def _number_text(number: numbers.Real | Decimal) -> str:
    """A number from a sheet as the code it was: 16.1 is "16.10", 1608.0 is "1608"."""
    value = float(number)  # a 32-bit float is off in the seventh digit
    if not math.isfinite(value) or abs(value) >= 1e9:
        return shown(number)
    if value == int(value):
        return str(int(value))
    two = f"{value:.2f}"
    return two if abs(float(two) - value) < 1e-5 else shown(number)
