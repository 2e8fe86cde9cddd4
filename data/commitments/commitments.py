"""The commitments of a store, beside its releases: written once, never changed, and followed by notes alone."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import asdict, fields
from datetime import date
from typing import Any

from data.access import NotYours, Viewer
from data.commitments.baselines import dataset_of
from data.commitments.checking import BadCommitment, checked_done, checked_promise, checked_text
from data.commitments.commitment import Baseline, Commitment, Condition, Done, Promise, Withdrawn
from data.parsing import shown
from data.queries import Reading
from data.store import Note, Store

_BOOK = "commitments"
# One kind of note for all, told apart by what it says: the files of a notebook are read once.
_KIND = "commitment"
_MADE, _DONE, _WITHDRAWN = "made", "done", "withdrawn"
_DAYS = ("due", "meeting_on")


class Commitments:
    """The commitments of one store. Nothing here changes or deletes one; of two notes on the same the first counts."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._book = store.notebook(_BOOK)

    def all(self) -> list[Commitment]:
        """Every commitment with what was noted about it, oldest first, the withdrawn ones too. Raises OSError.

        They are as they were recorded: a page shows those of its verdicts, or `as_told`.
        """
        first = _first(self._book.every(_KIND))
        made = [(note, id) for (id, says), note in first.items() if says == _MADE]
        return [_commitment(note, first.get((id, _DONE)), first.get((id, _WITHDRAWN))) for note, id in made]

    def one(self, id: str) -> Commitment | None:
        """The commitment of an id, None when there is none. Raises OSError."""
        return next((one for one in self.all() if one.id == id), None)

    def add(self, promise: Promise, reading: Reading, on: date) -> Commitment:
        """Put a promise on record as made on this release, by the role that reads it; `on` is today.

        Raises BadCommitment, and OSError; then nothing is kept.
        """
        _check_may_note(reading.viewer)
        dataset = dataset_of(reading)
        if dataset != self._store.dataset:
            raise ValueError(f"a release of {dataset} is none of {self._store.dataset}")
        checked = checked_promise(promise, reading, {one.id for one in self.all()}, on)
        role, offices = reading.viewer.scope
        made = {
            "role": role,
            "offices": list(offices),
            "dataset": dataset,
            "release": reading.release.number,
        }
        return _commitment(self._add(secrets.token_hex(8), _MADE, {**_as_json(checked), **made}), None, None)

    def note_done(self, id: str, done_on: date, evidence: str, viewer: Viewer, on: date) -> Commitment:
        """Note that a commitment without a condition was done on a day, and what shows it; `on` is today.

        Raises BadCommitment, NotYours, and OSError; then nothing is kept.
        """
        commitment = self._to_note_on(id, viewer)
        day = checked_done(commitment, done_on, on)
        shows = checked_text("evidence", evidence)
        self._add(id, _DONE, {"on": day.isoformat(), "evidence": shows, "role": viewer.role})
        return self._known(id)

    def withdraw(self, id: str, why: str, viewer: Viewer) -> Commitment:
        """Note that a commitment was recorded in error: it stays on record, and is not judged.

        Raises BadCommitment, NotYours, and OSError; then nothing is kept.
        """
        if self._to_note_on(id, viewer).withdrawn:
            raise BadCommitment("Komitmen ini sudah dicabut. Catat yang baru bila masih berlaku.")
        self._add(id, _WITHDRAWN, {"why": checked_text("why", why), "role": viewer.role})
        return self._known(id)

    def _add(self, id: str, says: str, value: Mapping[str, Any]) -> Note:
        return self._book.add(id, _KIND, {"says": says, **value})

    def _to_note_on(self, id: str, viewer: Viewer) -> Commitment:
        """The commitment, for whoever may note something about it; everybody else is refused before any text is read."""
        _check_may_note(viewer)
        found = self._known(id)
        if not found.may_be_changed_by(viewer):
            raise NotYours
        return found

    def _known(self, id: str) -> Commitment:
        found = self.one(id)
        if found is None:
            raise BadCommitment(
                "Komitmen {found} tidak ada. Pilih dari daftar komitmen.", found=f"“{shown(id)}”"
            )
        return found


def _check_may_note(viewer: Viewer) -> None:
    """The projector is always the public role: nothing is written from there."""
    if not viewer.names_employers:
        raise BadCommitment("Peran publik tidak mencatat komitmen. Pilih peran lain.")


def _first(notes: list[Note]) -> dict[tuple[str, str], Note]:
    """The first note of each id that says each thing, oldest first: a later one changes nothing."""
    found: dict[tuple[str, str], Note] = {}
    for note in notes:
        found.setdefault((note.id, note.value["says"]), note)
    return found


def _as_json(promise: Promise) -> dict[str, Any]:
    kept = {field.name: getattr(promise, field.name) for field in fields(Promise)}
    days = {name: kept[name].isoformat() for name in _DAYS}
    condition = asdict(promise.condition) if promise.condition else None
    return {**kept, **days, "condition": condition}


def _commitment(note: Note, done: Note | None, withdrawn: Note | None) -> Commitment:
    kept = _known_fields(Commitment, note.value)
    days = {name: date.fromisoformat(kept[name]) for name in _DAYS}
    offices = kept.get("offices")
    said = {
        "offices": None if offices is None else tuple(offices),
        "condition": _condition(kept["condition"]),
        "done": _done(done) if done else None,
        "withdrawn": Withdrawn(withdrawn.value["why"], withdrawn.value["role"], withdrawn.at)
        if withdrawn
        else None,
    }
    return Commitment(**{**kept, **days, **said, "id": note.id, "at": note.at})


def _done(note: Note) -> Done:
    on = date.fromisoformat(note.value["on"])
    return Done(on, note.value["evidence"], note.value["role"], note.at)


def _condition(kept: Mapping[str, Any] | None) -> Condition | None:
    if kept is None:
        return None
    baseline = kept["baseline"] and Baseline(**_known_fields(Baseline, kept["baseline"]))
    return Condition(**{**_known_fields(Condition, kept), "baseline": baseline})


def _known_fields(kind: Any, kept: Mapping[str, Any]) -> dict[str, Any]:
    """What is kept under the names of a class's fields: a later version may have kept more."""
    names = {field.name for field in fields(kind)}
    return {name: value for name, value in kept.items() if name in names}
