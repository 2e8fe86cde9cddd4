"""View: what is being looked at. One value from the URL to every part of a page, and back.

Every view is a URL that opens the same view; what equals its default is left out of the URL.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import Any

from data.indicators import STALE_YEARS
from data.places import ALL_AREAS
from geo.classes import GAP

DISPLAYS = ("", "proyektor")
# Published figures, the simulated ledger, one's own.
DATASETS = ("", "simulasi", "sendiri")
LEVELS = ("", "kecamatan")
# The level of published figures of offices; a ledger has none of these.
OFFICES = "kantor"
# Whose employers a page counts: those of an office with the offices below it, or all that are in its regions.
SCOPES = OF_OFFICE, OF_AREA = ("kantor", "layanan")
MEASURED = "compliance"  # what a ledger is first asked
WAYS = ("naik", "turun")
WEIGHTS = (0.0, 0.5, 1.0, 1.5, 2.0)
FADES = (0, 1, 2, 3, 5)
CLASS_COUNTS = (3, 4, 5, 6, 7)
# Places that stand side by side: as many as can be read on one screen, and what is between their codes in an address.
FEWEST_BESIDE, MOST_BESIDE, BETWEEN_CODES = 2, 4, "~"
# Running orders that are made for a place and a month: for the Forkopimda of a region, a kanwil's review, a branch's month.
READY = FORKOPIMDA, REVIEW, BRANCH_MONTH = ("forkopimda", "kanwil", "cabang")
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
    "scope": "cakupan",
    "kecamatan": "kecamatan",
    "kind": "jenis",
    "ageing": "umur",
    "officer": "pembina",
    "schedule": "jadwal",
    "search": "cari",
    "sort": "urut",
    "page": "hal",
    "step": "langkah",
    "due": "tenggat",
    "about": "tempat",
    "measure": "angka",
    "mark": "tanda",
    "employer": "pk",
    "case": "perkara",
    "weights": "bobot",
    "goal": "target",
    "until": "sampai",
    "share": "bagian",
    "span": "lama",
    "payer": "pembayar",
    "trades": "pekerjaan",
    "beside": "antara",
    "flagged": "bertanda",
    "fade": "pudar",
    "scheme": "kelas",
    "classes": "jumlah",
    "order": "paparan",
    "ready": "siap",
    "kiosk": "kios",
    "language": "bhs",
    "display": "tampil",
}
# What a list of published figures may be narrowed to beside their flags.
UNMARKED, UNDATED = "tanpa_tanda", "tanpa_tanggal"
# What narrows or orders a list of employers; a page's address holds those that the page has.
LISTED = ("kind", "ageing", "search", "sort", "page")


@dataclass(frozen=True)
class MapView:
    """How the map is drawn.

    `flagged` admits flagged figures; `fade` is the age in years after which a figure is old (0: never); `scheme` and
    `classes` divide the values. Of a ledger only: `compare`, the month that is compared with, `level` "kecamatan" ("kantor" of published figures),
    and the `segment` that is counted ("" is everything).
    """

    compare: str = ""
    level: str = ""
    segment: str = ""
    flagged: bool = False
    fade: int = STALE_YEARS
    scheme: str = GAP
    classes: int = 5


@dataclass(frozen=True)
class ListView:
    """What a list of employers or cases shows, and which of its rows is open.

    `kind`, `ageing` and, in the call list, `officer` (whose they are) and `schedule` (the next date is past, or within so many days) choose rows, `search` a part of a name or number; `sort` is "tunggakan.turun" ("" is the
    page's own order), `page` counts from 1. `step` and `due` (overdue, or due within days) are of enforcement; `employer` and `case` are the numbers of what is
    open; `weights` are those of rupiah, workers and age in the call list. Of published figures: `about`, the code of
    a province, region or office, `measure`, an indicator, and `mark`, a flag of the table, UNMARKED or UNDATED.
    """

    kind: str = ""
    ageing: str = ""
    officer: str = ""
    schedule: str = ""
    search: str = ""
    sort: str = ""
    page: int = 1
    step: str = ""
    due: str = ""
    employer: str = ""
    case: str = ""
    weights: tuple[float, float, float] = (1.0, 1.0, 1.0)
    about: str = ""
    measure: str = ""
    mark: str = ""


@dataclass(frozen=True)
class PlanView:
    """What a plan assumes.

    `goal` is a coverage in per cent (0: the page's own), to be reached in the month `until` ("": December). Of a
    budget for informal workers: `share` of the gap in per cent, `span` in months, `payer`, and `trades` joined by "-"
    ("": all).
    """

    goal: float = 0.0
    until: str = ""
    share: int = 100
    span: int = 12
    payer: str = "apbd"
    trades: str = ""


@dataclass(frozen=True)
class SideView:
    """What stands side by side: `beside` are the codes of offices or of regions, the first one first, BETWEEN_CODES between."""

    beside: str = ""

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes, none where nothing is chosen."""
        return tuple(self.beside.split(BETWEEN_CODES)) if self.beside else ()


@dataclass(frozen=True)
class BriefingView:
    """Which briefing is open: `order` is the name of a kept running order, `ready` one of READY that is made anew.

    `kiosk`: after so many seconds the next screen comes by itself (0: never).
    """

    order: str = ""
    ready: str = ""
    kiosk: int = 0


@dataclass(frozen=True)
class View:
    """What every page shares, and a part each for the map, lists, plans, places side by side and briefings.

    `data` is "" for published figures, or the ledger that is read. `month` is "YYYY-MM" ("" is the newest); `area`,
    `region`, `office`, `kecamatan` are codes, `sector` and `scale` narrow to one value ("" is everything). `scope` of
    SCOPES says whose employers are counted there.
    """

    data: str = ""
    indicator: str = "ucj_pct"
    area: str = ALL_AREAS
    month: str = ""
    region: str = ""
    sector: str = ""
    scale: str = ""
    office: str = ""
    scope: str = OF_OFFICE
    kecamatan: str = ""
    language: str = "id"
    display: str = ""
    map: MapView = field(default_factory=MapView)
    list: ListView = field(default_factory=ListView)
    plan: PlanView = field(default_factory=PlanView)
    side: SideView = field(default_factory=SideView)
    briefing: BriefingView = field(default_factory=BriefingView)

    @classmethod
    def of(cls, **values: Any) -> View:
        """The standard view with these fields, of whichever part, as said: `View.of(region="16.71", page=2)`."""
        return cls().changed(**values)

    def changed(self, **values: Any) -> View:
        """This view with other `values` of its fields, of whichever part. Raises KeyError for what no part has."""
        parts: dict[str, dict[str, Any]] = {}
        for name, value in values.items():
            parts.setdefault(_PART[name], {})[name] = value
        own = parts.pop("", {})
        return replace(
            self, **own, **{part: replace(getattr(self, part), **new) for part, new in parts.items()}
        )

    def value(self, name: str) -> Any:
        """A field by its name, of whichever part."""
        part = _PART[name]
        return getattr(getattr(self, part) if part else self, name)

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
            name: _to_text(self.value(field))
            for field, name in NAMES.items()
            if field in only and self.value(field) != standard.value(field)
        }


def _fields() -> Iterator[tuple[str, str]]:
    """Every field with the part of the view that it is of, "" for those that all pages share."""
    parts = {"map": MapView, "list": ListView, "plan": PlanView, "side": SideView, "briefing": BriefingView}
    yield from ((one.name, "") for one in fields(View) if one.name not in parts)
    yield from ((one.name, part) for part, of in parts.items() for one in fields(of))


_PART = dict(_fields())


def first_indicator(data: str) -> str:
    """What is shown first of published figures ("") or of a ledger."""
    return MEASURED if data else View().indicator


def _to_text(value: Any) -> str:
    if isinstance(value, tuple):
        return "-".join(f"{weight:g}" for weight in value)
    if isinstance(value, float):
        return f"{value:g}"
    return "1" if value is True else "0" if value is False else str(value)


_APART = ("list", "plan", "side", "briefing")
# What only the pages of work have, and what only a ledger can be asked.
WORK_ONLY = ("kecamatan", *(name for name, part in _PART.items() if part in _APART))
ON_MAP = tuple(name for name in NAMES if name not in (*WORK_ONLY, "scope"))
# Places side by side are places in every ledger, and a briefing stays the same one.
_IN_EVERY_LEDGER = ("beside", "order", "ready", "kiosk")
_LEDGER_ONLY = tuple(
    name
    for name in ("compare", "level", "segment", "sector", "scale", "office", *WORK_ONLY)
    if name not in _IN_EVERY_LEDGER
)


def on_map(view: View) -> tuple[str, ...]:
    """What the address of the map holds: the kecamatan that is open only where it shows kecamatan."""
    return (*ON_MAP, "kecamatan") if view.map.level == "kecamatan" else ON_MAP


# What narrows a page of work to a part of an office, or orders what it lists.
_NARROWED = (
    "region",
    "kecamatan",
    "officer",
    "schedule",
    "kind",
    "sector",
    "scale",
    "step",
    "due",
    "ageing",
    "search",
    "sort",
)


def of_office(code: str) -> dict[str, Any]:
    """The fields of a page of work that show an office, narrowed by nothing that was chosen elsewhere."""
    return {**dict.fromkeys(_NARROWED, ""), "office": code, "page": 1}


def without_ledger() -> dict[str, Any]:
    """The fields that only a ledger can be asked, each as it is when nothing is asked."""
    standard = View()
    return {name: standard.value(name) for name in _LEDGER_ONLY}
