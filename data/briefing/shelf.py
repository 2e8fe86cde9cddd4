"""Where running orders are kept: notes beside the releases of a store, none of which is ever written over."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from data.access import NotYours, Viewer
from data.briefing.orders import BadOrder, Order, as_value, of_value
from data.store import Note, Notebook

_KIND = "order"


@dataclass(frozen=True)
class Kept:
    """An order as it was kept, and when (UTC)."""

    order: Order
    at: datetime


class Shelf:
    """The running orders of a store. Methods raise OSError when the store cannot be read or written.

    Whoever has the name of an order may read it; to change one that is not one's own raises NotYours.
    """

    def __init__(self, book: Notebook) -> None:
        self._book = book

    def keep(self, order: Order, viewer: Viewer) -> Order:
        """Keep an order as this viewer's, or as whose it is in the place of what it was before."""
        notes = self._own_notes(order.id, viewer)
        first = next((one for note in notes if (one := _read(note)) is not None), None)
        kept = replace(order, role=first.order.role if first else viewer.written)
        self._book.add(kept.id, _KIND, as_value(kept))
        return kept

    def remove(self, id: str, viewer: Viewer) -> None:
        """Take an order off the shelf; `restore` brings it back."""
        if self._own_notes(id, viewer):
            self._book.add(id, _KIND, {"removed": True})

    def restore(self, id: str, viewer: Viewer) -> Order | None:
        """The order as it was before its last change, kept once more as that; None where there was nothing before.

        Done twice it brings back what was there at first: nothing is lost by undoing.
        """
        before = [kept for note in self._own_notes(id, viewer)[:-1] if (kept := _read(note)) is not None]
        return self.keep(before[-1].order, viewer) if before else None

    def get(self, id: str) -> Order | None:
        """The order of this name, None where there is none."""
        kept = self._latest().get(id)
        return kept.order if kept else None

    def every(self, viewer: Viewer) -> list[Kept]:
        """The orders that this viewer may change, the one that was kept last first."""
        own = [kept for kept in self._latest().values() if kept.order.may_be_changed_by(viewer)]
        return sorted(own, key=lambda kept: kept.at, reverse=True)

    def _own_notes(self, id: str, viewer: Viewer) -> list[Note]:
        """What was ever kept under a name, oldest first, for whoever may change it. Raises NotYours."""
        notes = [note for note in self._book.every(_KIND) if note.id == id]
        kept = [one for note in notes if (one := _read(note)) is not None]
        if any(not one.order.may_be_changed_by(viewer) for one in kept):
            raise NotYours
        return notes

    def _latest(self) -> dict[str, Kept]:
        found = {id: _read(note) for id, note in self._book.latest(_KIND).items()}
        return {id: kept for id, kept in found.items() if kept is not None}


def _read(note: Note) -> Kept | None:
    """What a note keeps; None where the order was removed, or another version of the app wrote what cannot be read."""
    if note.value.get("removed"):
        return None
    try:
        return Kept(of_value(note.value), note.at)
    except (BadOrder, KeyError, TypeError):
        return None
