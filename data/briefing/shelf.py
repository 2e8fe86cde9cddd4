"""Where running orders are kept: notes beside the releases of a store, none of which is ever written over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from data.briefing.orders import BadOrder, Order, as_value, of_value
from data.store import Note, Notebook

_KIND = "order"


@dataclass(frozen=True)
class Kept:
    """An order as it was kept, and when (UTC)."""

    order: Order
    at: datetime


class Shelf:
    """The running orders of a store. Methods raise OSError when the store cannot be read or written."""

    def __init__(self, book: Notebook) -> None:
        self._book = book

    def keep(self, order: Order) -> None:
        """Keep an order, in the place of what it was before."""
        self._book.add(order.id, _KIND, as_value(order))

    def remove(self, id: str) -> None:
        """Take an order off the shelf; `restore` brings it back."""
        self._book.add(id, _KIND, {"removed": True})

    def restore(self, id: str) -> Order | None:
        """The order as it was before its last change, kept once more as that; None where there was nothing before.

        Done twice it brings back what was there at first: nothing is lost by undoing.
        """
        notes = [note for note in self._book.every(_KIND) if note.id == id]
        before = [kept for note in notes[:-1] if (kept := _read(note)) is not None]
        if not before:
            return None
        self.keep(before[-1].order)
        return before[-1].order

    def get(self, id: str) -> Order | None:
        """The order of this name, None where there is none."""
        kept = self._latest().get(id)
        return kept.order if kept else None

    def every(self) -> list[Kept]:
        """All orders, the one that was kept last first."""
        return sorted(self._latest().values(), key=lambda kept: kept.at, reverse=True)

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
