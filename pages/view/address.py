"""The view that an address describes, and what in the address could not be followed."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from data.places import ALL_AREAS
from data.queries import CASE_SORTS, DUE, EMPLOYER_KINDS, EMPLOYER_SORTS
from data.tables import EMPLOYER, FLAGS
from data.vocabulary import (
    AGES,
    CASE_KINDS,
    NOT_TOLD,
    OTHER,
    PAYERS,
    SCALES,
    SECTORS,
    SEGMENTS,
    STEPS,
    TRADES,
)
from data.words import LANGUAGES, Problem
from geo.classes import CHANCE, SCHEMES
from pages.view.parts import (
    BETWEEN_CODES,
    CLASS_COUNTS,
    DATASETS,
    DISPLAYS,
    FADES,
    LEVELS,
    MOST_BESIDE,
    NAMES,
    OFFICES,
    READY,
    SCOPES,
    UNDATED,
    UNMARKED,
    WAYS,
    WEIGHTS,
    MapView,
    View,
    first_indicator,
)


class BadAddress(Problem):
    """A part of the URL that names nothing."""


@dataclass(frozen=True)
class Choices:
    """What a URL may name: indicator ids of mapped figures and of a ledger, area ids, region code -> area id.

    `published` are the indicators of all published figures, mapped or not.
    """

    indicators: Collection[str]
    measured: Collection[str]
    offices: Collection[str]
    areas: Collection[str]
    regions: Mapping[str, str]
    today: date
    kecamatan: Collection[str] = ()
    published: Collection[str] = ()


def from_query(query: Mapping[str, str], choices: Choices) -> tuple[View, list[BadAddress]]:
    """The view that URL parameters describe, and what in them could not be followed.

    A part that names nothing keeps its default; the others still count. Unknown names are ignored,
    since other programs add parameters of their own to addresses.
    """
    view, problems = View(), []
    for name, parameter in NAMES.items():
        if parameter not in query:
            continue
        try:
            view = view.changed(**{name: _read(name, query[parameter], choices)})
        except BadAddress as problem:
            problems.append(problem)
    inside = view.region or view.kecamatan[:5]
    if inside and view.area not in (ALL_AREAS, choices.regions[inside]):
        view = replace(view, area=ALL_AREAS)
    return settled(view, choices), problems


def settled(view: View, choices: Choices) -> View:
    """The view with an indicator, and a level, that its data has: the one asked for, or the first."""
    known = choices.measured if view.data else choices.indicators
    if view.map.scheme == CHANCE and not view.data:  # published figures have seldom both parts
        view = view.changed(scheme=MapView().scheme)
    if view.map.level == OFFICES and view.data:
        view = view.changed(level=MapView().level)
    return view if view.indicator in known else replace(view, indicator=first_indicator(view.data))


def _read(name: str, text: str, choices: Choices) -> Any:
    """A field's value from the text of its parameter. Raises BadAddress."""
    if name in ("month", "compare"):
        return _month(text, choices.today)
    if name == "beside":
        return _beside(text, choices)
    known = re.fullmatch(_SHAPES[name], text) if name in _SHAPES else text in _allowed(name, choices)
    if not known:
        raise _unknown(name, text)
    return _VALUES[name](text) if name in _VALUES else text


def _allowed(name: str, choices: Choices) -> Collection[str]:
    """What a field may be: of a closed list, or of what there is today."""
    today: dict[str, Collection[str]] = {
        "indicator": [*choices.indicators, *choices.measured],
        "office": choices.offices,
        "kecamatan": choices.kecamatan,
        "area": [ALL_AREAS, *choices.areas],
        "region": choices.regions,
        "about": {*choices.regions, *(code[:2] for code in choices.regions), *choices.offices},
        "measure": choices.published,
    }
    return today[name] if name in today else _CLOSED[name]


_CLOSED: dict[str, Collection[str]] = {
    "data": DATASETS,
    "level": (*LEVELS, OFFICES),
    "scope": SCOPES,
    "segment": SEGMENTS,
    "sector": [*SECTORS, *TRADES, NOT_TOLD],
    "scale": [*SCALES, NOT_TOLD],
    "kind": {*EMPLOYER_KINDS, *CASE_KINDS},
    "step": [*STEPS, NOT_TOLD],
    "due": DUE,
    "schedule": DUE,
    "ageing": AGES,
    "mark": (UNMARKED, *FLAGS, UNDATED),
    "payer": PAYERS,
    "flagged": ["0", "1"],
    "fade": [str(years) for years in FADES],
    "scheme": (*SCHEMES, CHANCE),
    "classes": [str(count) for count in CLASS_COUNTS],
    "ready": READY,
    "language": LANGUAGES,
    "display": DISPLAYS,
}
_WEIGHT = "|".join(f"{weight:g}".replace(".", r"\.") for weight in WEIGHTS)
_TRADE = "|".join([*TRADES, OTHER])
_SHAPES = {
    "officer": r"[^\x00-\x1f]{1,60}",
    "search": r"[^\x00-\x1f]{1,60}",
    "sort": rf"({'|'.join({**EMPLOYER_SORTS, **CASE_SORTS})})\.({'|'.join(WAYS)})",
    "page": r"[1-9][0-9]{0,5}",
    "employer": EMPLOYER,
    "case": r"[^\x00-\x1f]{1,60}",
    "weights": rf"({_WEIGHT})-({_WEIGHT})-({_WEIGHT})",
    "goal": r"[0-9]{1,2}(\.[0-9]{1,2})?|100",
    "until": r"20[0-9]{2}-(0[1-9]|1[0-2])",
    "share": r"[1-9][0-9]?|100",
    "span": r"[1-9]|[1-5][0-9]|60",
    "order": r"[a-z0-9]{10}",
    "kiosk": r"[1-9][0-9]{0,2}",
    "trades": rf"({_TRADE})(-({_TRADE}))*",
}
_VALUES: dict[str, Callable[[str], Any]] = {
    "page": int,
    "share": int,
    "span": int,
    "kiosk": int,
    "fade": int,
    "classes": int,
    "goal": float,
    "flagged": lambda text: text == "1",
    "weights": lambda text: tuple(float(weight) for weight in text.split("-")),
}
_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")


def _month(text: str, today: date) -> str:
    found = _MONTH.fullmatch(text)
    if not found or not 1 <= int(found[2]) <= 12 or not int(found[1]) >= 2000:
        raise BadAddress(
            "Bulan {text!r} pada alamat halaman tidak ada. Yang ditampilkan: data terbaru. "
            "Tulis bulan sebagai tahun-bulan, misalnya per=2025-08.",
            text=text[:20],
        )
    if (int(found[1]), int(found[2])) > (today.year, today.month):
        raise BadAddress(
            "Bulan {text!r} pada alamat halaman belum terjadi. Yang ditampilkan: data terbaru.",
            text=text[:20],
        )
    return text


def _beside(text: str, choices: Choices) -> str:
    """Codes of offices, or of regions: the two are never held against each other."""
    codes = text.split(BETWEEN_CODES)
    if len(codes) > MOST_BESIDE or len(set(codes)) < len(codes):
        raise _unknown("beside", text)
    kinds = {code in choices.regions for code in codes}
    if not all(code in choices.regions or code in choices.offices for code in codes):
        raise _unknown("beside", text)
    if len(kinds) > 1:
        raise BadAddress(
            "Alamat halaman menyebut kantor dan wilayah sekaligus ({text!r}): keduanya tidak dibandingkan satu dengan "
            "yang lain. Pilih kantor saja, atau wilayah saja.",
            text=text[:60],
        )
    return text


def _unknown(field: str, text: str) -> BadAddress:
    if field == "region":
        return BadAddress(
            "Kode wilayah {text!r} pada alamat halaman tidak dikenal. Peta ditampilkan tanpa wilayah terpilih; "
            "pilih wilayah di peta atau di tabel peringkat.",
            text=text[:20],
        )
    return BadAddress(
        "Bagian {name}={text!r} pada alamat halaman tidak dikenal dan diabaikan. "
        "Pilihlah lewat kendali di atas peta, lalu bagikan alamat yang baru.",
        name=NAMES[field],
        text=text[:20],
    )
