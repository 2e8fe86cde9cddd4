"""View: what is being looked at. One value from the URL to every part of a page, and back.

Every view is a URL that opens the same view; what equals its default is left out of the URL.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from data.places import ALL_AREAS
from data.queries import CASE_SORTS, EMPLOYER_KINDS, EMPLOYER_SORTS
from data.tables import EMPLOYER
from data.vocabulary import AGEING, CASE_KINDS, PAYERS, SCALES, SECTORS, SEGMENTS, STEPS, TRADES
from data.words import LANGUAGES, Problem
from geo.classes import CHANCE, SCHEMES

DISPLAYS = ("", "proyektor")
# Published figures, the simulated ledger, one's own.
DATASETS = ("", "simulasi", "sendiri")
LEVELS = ("", "kecamatan")
MEASURED = "compliance"  # what a ledger is first asked
WAYS = ("naik", "turun")
WEIGHTS = (0.0, 0.5, 1.0, 1.5, 2.0)
_SEARCHED = 60  # characters
FADES = (0, 1, 2, 3, 5)
CLASS_COUNTS = (3, 4, 5, 6, 7)
# Field -> name in the URL. Short Indonesian words: people read these addresses aloud.
NAMES = {
    "data": "data",
    "indicator": "indikator",
    "area": "area",
    "month": "per",
    "compare": "banding",
    "region": "wilayah",
    "level": "tingkat",
    "segment": "segmen",
    "sector": "sektor",
    "scale": "skala",
    "office": "kantor",
    "kecamatan": "kecamatan",
    "kind": "jenis",
    "ageing": "umur",
    "search": "cari",
    "sort": "urut",
    "page": "hal",
    "step": "langkah",
    "employer": "pk",
    "case": "perkara",
    "weights": "bobot",
    "goal": "target",
    "until": "sampai",
    "share": "bagian",
    "span": "lama",
    "payer": "pembayar",
    "trades": "pekerjaan",
    "flagged": "bertanda",
    "fade": "pudar",
    "scheme": "kelas",
    "classes": "jumlah",
    "language": "bhs",
    "display": "tampil",
}
# What narrows or orders a list of employers; a page's address holds those that the page has.
LISTED = ("kind", "ageing", "search", "sort", "page")
# What only the pages of work have.
WORK_ONLY = (
    "kecamatan", *LISTED, "step", "employer", "case", "weights", "goal", "until", "share", "span", "payer", "trades",
)  # fmt: skip
ON_MAP = tuple(name for name in NAMES if name not in WORK_ONLY)
LEDGER_ONLY = ("compare", "level", "segment", "sector", "scale", "office", *WORK_ONLY)
_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")


class BadAddress(Problem):
    """A part of the URL that names nothing."""


@dataclass(frozen=True)
class View:
    """Indicator id, area id, month "YYYY-MM" ("" is the newest), region code, and how it is drawn.

    `flagged` admits flagged figures; `fade` is the age in years after which a figure fades (0: never).
    `data` is "" for published figures, or the ledger that is read; of a ledger only: `compare`, the month
    that is compared with, `level` "kecamatan", and what it is narrowed to ("" is everything). Of lists: `kind`
    and `ageing`, `search`, `sort` ("tunggakan.turun"; "" is the page's own order), `page` (from 1); `step` of
    enforcement; `employer` and `case` by number; `weights` of rupiah, workers and age; `goal` in per cent (0: the
    page's own), to be reached in the month `until` ("": December). Of a budget for informal workers: `share` of the
    gap in per cent, `span` in months, `payer`, and `trades` joined by "-" ("": all).
    """

    data: str = ""
    indicator: str = "ucj_pct"
    area: str = ALL_AREAS
    month: str = ""
    compare: str = ""
    region: str = ""
    level: str = ""
    segment: str = ""
    sector: str = ""
    scale: str = ""
    office: str = ""
    kecamatan: str = ""
    kind: str = ""
    ageing: str = ""
    search: str = ""
    sort: str = ""
    page: int = 1
    step: str = ""
    employer: str = ""
    case: str = ""
    weights: tuple[float, float, float] = (1.0, 1.0, 1.0)
    goal: float = 0.0
    until: str = ""
    share: int = 100
    span: int = 12
    payer: str = "apbd"
    trades: str = ""
    flagged: bool = False
    fade: int = 3
    scheme: str = "alami"
    classes: int = 5
    language: str = "id"
    display: str = ""

    def known_on(self, today: date) -> date:
        """The last day of the month looked at; `today` when the newest is asked for."""
        if not self.month:
            return today
        year, month = int(self.month[:4]), int(self.month[5:])
        return date(year, month, monthrange(year, month)[1])

    def to_query(self, only: Collection[str] = tuple(NAMES)) -> dict[str, str]:
        """The view as URL parameters, without those that equal their default."""
        standard = View(indicator=first_indicator(self.data))
        return {
            NAMES[f.name]: _to_text(getattr(self, f.name))
            for f in fields(self)
            if f.name in only and getattr(self, f.name) != getattr(standard, f.name)
        }


@dataclass(frozen=True)
class Choices:
    """What a URL may name: indicator ids of published figures and of a ledger, area ids, region code -> area id."""

    indicators: Collection[str]
    measured: Collection[str]
    offices: Collection[str]
    areas: Collection[str]
    regions: Mapping[str, str]
    today: date
    kecamatan: Collection[str] = ()


def from_query(query: Mapping[str, str], choices: Choices) -> tuple[View, list[BadAddress]]:
    """The view that URL parameters describe, and what in them could not be followed.

    A part that names nothing keeps its default; the others still count. Unknown names are ignored,
    since other programs add parameters of their own to addresses.
    """
    view, problems = View(), []
    for field, name in NAMES.items():
        if name not in query:
            continue
        try:
            view = replace(view, **{field: _read(field, query[name], choices)})
        except BadAddress as problem:
            problems.append(problem)
    if view.region and view.area not in (ALL_AREAS, choices.regions[view.region]):
        view = replace(view, area=ALL_AREAS)
    return settled(view, choices), problems


def settled(view: View, choices: Choices) -> View:
    """The view with an indicator that its data has: the one asked for, or the first."""
    known = choices.measured if view.data else choices.indicators
    if view.scheme == CHANCE and not view.data:  # published figures have seldom both parts
        view = replace(view, scheme=View().scheme)
    return view if view.indicator in known else replace(view, indicator=first_indicator(view.data))


def first_indicator(data: str) -> str:
    """What is shown first of published figures ("") or of a ledger."""
    return MEASURED if data else View().indicator


def _to_text(value: Any) -> str:
    if isinstance(value, tuple):
        return "-".join(f"{one:g}" for one in value)
    if isinstance(value, float):
        return f"{value:g}"
    return "1" if value is True else "0" if value is False else str(value)


def _read(field: str, text: str, choices: Choices) -> Any:
    if field in ("month", "compare"):
        return _month(text, choices.today)
    if field in _SHAPES:
        if not re.fullmatch(_SHAPES[field], text):
            raise _unknown(field, text)
        return _SHAPED[field](text) if field in _SHAPED else text
    allowed: dict[str, Collection[str]] = {
        "data": DATASETS,
        "indicator": [*choices.indicators, *choices.measured],
        "level": LEVELS,
        "segment": SEGMENTS,
        "sector": [*SECTORS, *TRADES],
        "scale": SCALES,
        "office": choices.offices,
        "kecamatan": choices.kecamatan,
        "kind": {*EMPLOYER_KINDS, *CASE_KINDS},
        "step": STEPS,
        "ageing": AGEING,
        "payer": PAYERS,
        "area": [ALL_AREAS, *choices.areas],
        "region": choices.regions,
        "flagged": ["0", "1"],
        "fade": [str(f) for f in FADES],
        "scheme": (*SCHEMES, CHANCE),
        "classes": [str(c) for c in CLASS_COUNTS],
        "language": LANGUAGES,
        "display": DISPLAYS,
    }
    if text not in allowed[field]:
        raise _unknown(field, text)
    if field == "flagged":
        return text == "1"
    return int(text) if field in ("fade", "classes") else text


_WEIGHT = "|".join(f"{one:g}".replace(".", r"\.") for one in WEIGHTS)
_TRADE = "|".join(TRADES)
_SHAPES = {
    "search": rf"[^\x00-\x1f]{{1,{_SEARCHED}}}",
    "sort": rf"({'|'.join({**EMPLOYER_SORTS, **CASE_SORTS})})\.({'|'.join(WAYS)})",
    "page": r"[1-9][0-9]{0,5}",
    "employer": EMPLOYER,
    "case": EMPLOYER,
    "weights": rf"({_WEIGHT})-({_WEIGHT})-({_WEIGHT})",
    "goal": r"[0-9]{1,2}(\.[0-9]{1,2})?|100",
    "until": r"20[0-9]{2}-(0[1-9]|1[0-2])",
    "share": r"[1-9][0-9]?|100",
    "span": r"[1-9]|[1-5][0-9]|60",
    "trades": rf"({_TRADE})(-({_TRADE}))*",
}
_SHAPED: dict[str, Callable[[str], Any]] = {
    "page": int,
    "share": int,
    "span": int,
    "weights": lambda text: tuple(float(one) for one in text.split("-")),
    "goal": float,
}


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
