"""The visits of a store, beside its releases: written once, never changed, and followed by notes alone."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import date
from typing import Any

from data.access import NotYours, Viewer
from data.parsing import shown
from data.queries import Reading, own_employer, own_employers
from data.store import OWN, SIMULATED, Note, Store
from data.visits.checking import BadVisit, checked_report, checked_text
from data.visits.visit import Amount, Look, Report, Visit, Withdrawn
from data.words import Problem

_BOOK = "visits"
# One kind of note for all, told apart by what it says: the files of a notebook are read once.
_KIND = "visit"
_MADE, _WITHDRAWN, _LOOKED = "made", "withdrawn", "looked"
_DAYS, _AMOUNTS = ("on", "next_on"), ("promise", "paid")


@dataclass(frozen=True)
class Recorded:
    """What was on record when the notebook was read: the visits that its reader may see, and its own looks by place.

    `visits` are in the order of their days, and of one day in that of being recorded; the withdrawn are among them.
    """

    visits: tuple[Visit, ...] = ()
    looks: Mapping[str, Look] = field(default_factory=dict)

    @property
    def standing(self) -> tuple[Visit, ...]:
        """Those that count: neither withdrawn nor put right by a later one."""
        right = {visit.follows for visit in self.visits if not visit.withdrawn}
        return tuple(visit for visit in self.visits if not visit.withdrawn and visit.id not in right)

    @property
    def last(self) -> dict[str, Visit]:
        """The last visit that counts, by the list number of its employer."""
        return {visit.employer: visit for visit in self.standing}

    def of(self, employer: str) -> list[Visit]:
        """All of one employer, the newest first, the withdrawn too."""
        return [visit for visit in reversed(self.visits) if visit.employer == employer]


class Visits:
    """The visits of one store. Nothing here changes or deletes one; of two notes on the same the first counts."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._book = store.notebook(_BOOK)

    def read(self, reading: Reading) -> Recorded:
        """What this reader may see, by one reading of the notebook. Raises OSError, NotAllowed."""
        notes = self._book.every(_KIND)
        visits = _visits(notes)
        employers = tuple(sorted({visit.employer for visit in visits}))
        own = own_employers(reading, employers, reading.months[-1]).index
        seen = sorted((visit for visit in visits if visit.employer in own), key=lambda one: (one.on, one.at))
        return Recorded(tuple(seen), _looks(notes, reading.viewer.written))

    def add(self, report: Report, reading: Reading, on: date) -> Visit:
        """Put a report on record, by the role that reads; `on` is today.

        One that follows another takes its place among those that count, so that it is for whoever may change that one.
        Raises BadVisit, NotAllowed, NotYours, and OSError; then nothing is kept.
        """
        employer = own_employer(reading, report.employer, reading.months[-1])
        dataset = SIMULATED if reading.release.simulated else OWN
        if dataset != self._store.dataset:
            raise ValueError(f"a release of {dataset} is none of {self._store.dataset}")
        known = (
            {visit.id: visit for visit in self.read(reading).of(report.employer)} if report.follows else {}
        )
        checked = checked_report(report, known.keys(), on)
        if report.follows:
            _check_own(known[report.follows], reading.viewer)
        role, offices = reading.viewer.scope
        made = {
            **_as_json(checked),
            "role": role,
            "offices": list(offices),
            "dataset": dataset,
            "release": reading.release.number,
            "npp": str(employer["npp"]),
            "office": str(employer["office"]),
        }
        return _visit(self._add(secrets.token_hex(8), _MADE, made), None)

    def withdraw(self, id: str, why: str, reading: Reading) -> Visit:
        """Note that a visit was recorded in error: it stays on record, and no longer counts.

        Raises BadVisit, NotAllowed, NotYours, and OSError; then nothing is kept.
        """
        visit = self._one(id, reading)
        _check_own(visit, reading.viewer)
        if visit.withdrawn:
            raise BadVisit("Catatan ini sudah dicabut. Catat yang baru bila masih berlaku.")
        self._add(id, _WITHDRAWN, {"why": checked_text("why", why), "role": reading.viewer.role})
        return self._one(id, reading)

    def told_then(self, looked: Look, reading: Reading) -> Reading | None:
        """The release that was looked at, as this reader may see it; None where the store has it no more."""
        if looked.release == reading.release.number:
            return reading
        try:
            release = self._store.release(looked.release)
        except (Problem, KeyError):
            return None
        return None if release is None else replace(reading, release=release)

    def look(self, reading: Reading, place: str) -> Look:
        """Remember that this role has seen the list of a place as it is now; its later looks count. Raises OSError."""
        own_employers(reading, (), reading.months[-1])  # refuses who may see nobody
        value = {"release": reading.release.number, "month": reading.months[-1]}
        note = self._add(f"{reading.viewer.written} / {place}", _LOOKED, value)
        return _look(note)

    def _add(self, id: str, says: str, value: Mapping[str, Any]) -> Note:
        return self._book.add(id, _KIND, {"says": says, **value})

    def _one(self, id: str, reading: Reading) -> Visit:
        found = next((visit for visit in self.read(reading).visits if visit.id == id), None)
        if found is None:
            raise BadVisit("Catatan {found} tidak ada. Pilih dari daftarnya.", found=f"“{shown(id)}”")
        return found


def _check_own(visit: Visit, viewer: Viewer) -> None:
    """An employer that went over to another office takes its visits along, but they stay those of whoever made them."""
    if not visit.may_be_changed_by(viewer):
        raise NotYours


def _visits(notes: Iterable[Note]) -> list[Visit]:
    """The visits with what was noted about them first; a later note changes nothing."""
    first: dict[tuple[str, str], Note] = {}
    for note in notes:
        first.setdefault((note.id, note.value["says"]), note)
    return [_visit(note, first.get((id, _WITHDRAWN))) for (id, says), note in first.items() if says == _MADE]


def _looks(notes: Iterable[Note], key: str) -> dict[str, Look]:
    """The newest look of a role at each place."""
    its = [note for note in notes if note.value["says"] == _LOOKED and note.id.startswith(f"{key} / ")]
    return {note.id.removeprefix(f"{key} / "): _look(note) for note in its}


def _look(note: Note) -> Look:
    return Look(int(note.value["release"]), str(note.value["month"]), note.at)


def _as_json(report: Report) -> dict[str, Any]:
    kept = {one.name: getattr(report, one.name) for one in fields(Report)}
    days = {name: kept[name] and kept[name].isoformat() for name in _DAYS}
    amounts = {
        name: kept[name] and {**asdict(kept[name]), "day": kept[name].day.isoformat()} for name in _AMOUNTS
    }
    return {**kept, **days, **amounts}


def _visit(note: Note, withdrawn: Note | None) -> Visit:
    names = {one.name for one in fields(Visit)}  # a later version may have kept more
    kept = {name: value for name, value in note.value.items() if name in names}
    days = {name: kept[name] and date.fromisoformat(kept[name]) for name in _DAYS}
    amounts = {name: _amount(kept[name]) for name in _AMOUNTS}
    said = {"id": note.id, "at": note.at, "offices": tuple(kept["offices"])}
    taken_back = withdrawn and Withdrawn(withdrawn.value["why"], withdrawn.value["role"], withdrawn.at)
    return Visit(**{**kept, **days, **amounts, **said, "withdrawn": taken_back})


def _amount(kept: Mapping[str, Any] | None) -> Amount | None:
    return None if kept is None else Amount(int(kept["rupiah"]), date.fromisoformat(kept["day"]))
