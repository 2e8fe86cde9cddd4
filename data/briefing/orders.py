"""A running order: the screens of a briefing one after the other, and what may be done with them.

An item is a view, as the address of a page has it, and what a person adds to it: a message, what is asked of whom, and
notes. Its numbers are not kept here: they are read from the release that the order names, which stays readable, so that
a later one can be held against it.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from data.access import Viewer
from data.words import Problem

KINDS = ("peta", "tren", "corong", "komitmen", "teks")
"""What a screen shows beside its message: a map, a line of months, the funnel of compliance, commitments, or nothing."""
MOST_ITEMS, MOST_ASKS = 40, 3
LONGEST_TITLE, LONGEST_ASK, LONGEST_NOTES, LONGEST_AGENCY = 120, 140, 2_000, 60
_LONGEST_QUERY = 60  # letters of one part of an address, and of the name that it has there
_ID = re.compile(r"[a-z0-9]{10}")
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]")


class BadOrder(Problem):
    """A running order that cannot be kept: what of it is too long, too much, or no text."""


@dataclass(frozen=True)
class Ask:
    """What is asked of an agency in the room."""

    agency: str
    what: str


@dataclass(frozen=True)
class Item:
    """One screen. `query` are the parameters of the page's address that it was added from.

    `title` is the message ("" leaves it to the view), `text` a sentence of one's own ("" likewise). `seconds` are the
    time that is planned for it.
    """

    kind: str
    query: Mapping[str, str]
    title: str = ""
    text: str = ""
    asks: tuple[Ask, ...] = ()
    notes: str = ""
    seconds: int = 120

    def __post_init__(self) -> None:
        """Refuses what cannot be shown. Raises BadOrder."""
        if self.kind not in KINDS or not _is_query(self.query):
            raise BadOrder("Layar ini tidak dikenal. Tambahkan lagi dari halamannya.")
        if len(self.asks) > MOST_ASKS:
            raise BadOrder("Paling banyak {n} permintaan dalam satu layar.", n=MOST_ASKS)
        texts = [(self.title, LONGEST_TITLE), (self.text, 2 * LONGEST_TITLE), (self.notes, LONGEST_NOTES)]
        texts += [(ask.agency, LONGEST_AGENCY) for ask in self.asks]
        texts += [(ask.what, LONGEST_ASK) for ask in self.asks]
        for text, most in texts:
            _check(text, most)
        if not 5 <= self.seconds <= 3_600:
            raise BadOrder("Waktu satu layar antara 5 detik dan 60 menit.")


@dataclass(frozen=True)
class Order:
    """A running order with the release that it was made on: `data` as `pages.view.View` has it, and its number (0: none).

    `minutes` is how long the briefing may take. `role` saved it, with its offices (`Viewer.written`); "": nobody yet.
    """

    id: str
    title: str
    data: str
    release: int
    items: tuple[Item, ...]
    minutes: int = 20
    role: str = ""

    def __post_init__(self) -> None:
        """Raises BadOrder."""
        _check(self.title, LONGEST_TITLE)
        if not self.title.strip():
            raise BadOrder("Beri paparan ini nama.")
        if len(self.items) > MOST_ITEMS:
            raise BadOrder("Paling banyak {n} layar dalam satu paparan.", n=MOST_ITEMS)
        if not _ID.fullmatch(self.id) or not 1 <= self.minutes <= 240:
            raise BadOrder("Paparan ini tidak dikenal. Buka dari daftar paparan.")

    @property
    def kept_by(self) -> tuple[str, tuple[str, ...]]:
        """The role that saved it, and its offices."""
        role, *offices = self.role.split() or [""]
        return role, tuple(offices)

    def may_be_changed_by(self, viewer: Viewer) -> bool:
        """Whether this viewer may change it, take it off the shelf, or undo what was done to it.

        What the public role has put together is that role's: of whoever sits at a computer where nobody signs in.
        """
        role, offices = self.kept_by
        return viewer.may_change(role, offices) or role == viewer.role == "publik"

    def with_item(self, item: Item, at: int | None = None) -> Order:
        """The order with one more screen, at a place (0 is the first) or at the end. Raises BadOrder."""
        place = len(self.items) if at is None else at
        return replace(self, items=(*self.items[:place], item, *self.items[place:]))

    def without(self, at: int) -> Order:
        """The order without one of its screens."""
        return replace(self, items=(*self.items[:at], *self.items[at + 1 :]))

    def moved(self, at: int, by: int) -> Order:
        """The order with one of its screens further to the front (`by` below zero) or to the back, as far as it goes."""
        to = min(max(at + by, 0), len(self.items) - 1)
        return self.without(at).with_item(self.items[at], to)

    def changed(self, at: int, item: Item) -> Order:
        """The order with another screen in the place of one. Raises BadOrder."""
        return replace(self, items=(*self.items[:at], item, *self.items[at + 1 :]))


def new_id() -> str:
    """A name for an order that nobody can guess: its address is shared, and what it says is not for everybody."""
    return "".join(secrets.choice("abcdefghijkmnpqrstuvwxyz23456789") for _ in range(10))


def as_value(order: Order) -> dict[str, Any]:
    """An order in a form that a notebook keeps."""
    items = [
        {
            "kind": item.kind,
            "query": dict(item.query),
            "title": item.title,
            "text": item.text,
            "asks": [[ask.agency, ask.what] for ask in item.asks],
            "notes": item.notes,
            "seconds": item.seconds,
        }
        for item in order.items
    ]
    parts = ("id", "title", "data", "release", "minutes", "role")
    return {**{name: getattr(order, name) for name in parts}, "items": items}


def of_value(value: Mapping[str, Any]) -> Order:
    """The order that `as_value` has kept. Raises BadOrder, KeyError."""
    items = tuple(
        Item(**{**item, "asks": tuple(Ask(*ask) for ask in item["asks"])}) for item in value["items"]
    )
    return Order(**{**value, "items": items})


def _is_query(query: Mapping[str, str]) -> bool:
    parts: Sequence[str] = [part for pair in query.items() for part in pair]
    return len(query) <= 40 and all(
        isinstance(part, str) and len(part) <= _LONGEST_QUERY and not _CONTROL.search(part) for part in parts
    )


def _check(text: str, most: int) -> None:
    if not isinstance(text, str) or len(text) > most:
        raise BadOrder("Teks paling panjang {n} huruf.", n=most)
    if _CONTROL.search(text):
        raise BadOrder("Teks mengandung tanda yang tidak dapat ditulis. Ketik ulang teksnya.")
