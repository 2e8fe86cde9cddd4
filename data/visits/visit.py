"""What came of a call or a visit at an employer: written down once, by whom, and never changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from data.access import Viewer

CALLED, VISITED = "ditelepon", "dikunjungi"
KINDS = (CALLED, VISITED)
PROMISED, PAID, ABSENT = "berjanji", "sudah bayar", "tidak ada orang"
REFUSED, GONE, OTHER = "menolak", "pindah atau tutup", "lainnya"
RESULTS = (PROMISED, PAID, ABSENT, REFUSED, GONE, OTHER)


@dataclass(frozen=True)
class Amount:
    """Rupiah and a day: until which it is promised, or on which the employer says that it was paid."""

    rupiah: int
    day: date


@dataclass(frozen=True, kw_only=True)
class Report:
    """What is written down about one employer (its list number), of one call or visit on the day `on`.

    kind: of KINDS. result: of RESULTS; PROMISED has `promise`, PAID has `paid`, which is what the employer says.
    next_on: when it is next turned to, None is not agreed. officer: who called, as the table employers writes the
    pembina. note: a few words, of nobody's data. follows: the id of an earlier visit that this one puts right or goes
    on from, "" is none.
    """

    employer: str
    kind: str
    result: str
    on: date
    promise: Amount | None = None
    paid: Amount | None = None
    next_on: date | None = None
    officer: str = ""
    note: str = ""
    follows: str = ""


@dataclass(frozen=True)
class Withdrawn:
    """That a visit was recorded in error: why, and who noted it when. It stays on record and no longer counts."""

    why: str
    role: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Visit(Report):
    """A report on record: when (UTC), by which role of which offices, on which release of which dataset.

    npp and office are those of the employer in the release's newest month ("" not registered; no office known).
    """

    id: str
    at: datetime
    role: str
    offices: tuple[str, ...]
    dataset: str
    release: int
    npp: str
    office: str
    withdrawn: Withdrawn | None = None

    def may_be_changed_by(self, viewer: Viewer) -> bool:
        """Whether this viewer may withdraw it, or put it right by a later one."""
        return viewer.may_change(self.role, self.offices)


@dataclass(frozen=True)
class Look:
    """That somebody has looked at a list of employers: which release, up to which month, and when (UTC)."""

    release: int
    month: str
    at: datetime
