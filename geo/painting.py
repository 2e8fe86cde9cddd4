"""What a map shows in one view, whoever draws it: the browser (geo.web) and the still picture (geo.picture) read the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from data.access import instead
from data.words import Words
from geo.classes import UNTARGETED_HATCH, Entry, grey_of, ink_on

BEHIND, OLD, FLAGGED, OUTSIDE = "d", "p", "b", "m"
"""What is seen of a region beside its class: a sign before its value, a hatch over its colour, a star behind its value,
dashes around it."""


@dataclass(frozen=True)
class Mark:
    """What a region shows: its class, its value as text, its date, and how it is to be read.

    `behind`: it misses its target. `old`: the value is older than what is called old. The name of a `quiet` one carries
    no value on the map: it is part of an area whose value another name carries. Of a `withheld` value the text says why
    it is not shown; such a mark has no date and is no number.
    """

    code: str
    class_number: int
    text: str
    date: str
    old: bool = False
    flagged: bool = False
    quiet: bool = False
    withheld: bool = False
    behind: bool = False
    looks: str = field(init=False, default="")

    def __post_init__(self) -> None:
        """How it looks beside its class is said once, for everybody who draws it."""
        looks = BEHIND * self.behind + OLD * self.old + FLAGGED * self.flagged
        object.__setattr__(self, "looks", looks)


@dataclass(frozen=True)
class Look:
    """A way in which regions look that is no class: one of those above, the sign for it ("" is drawn), what it says."""

    kind: str
    sign: str
    said: str


@dataclass(frozen=True)
class Painting:
    """Everything about the map that changes with a view; texts are in the reader's language.

    `suffix` is the unit said after a value; `captions` are the titles of the panels;
    `area` is a panel's id or "semua"; `selected` a region code or ""; with `values` the labels on the
    map carry the value under the name. `covers` says that a shape lies on another's ground, before that one's name.
    `kecamatan` are drawn over the regions, in the same classes. `legend`, under `heading`, has a line for each colour of
    the palette in the order in which it is read, and `looks` what else is seen: nothing is drawn that neither names.
    """

    title: str
    marks: Sequence[Mark]
    palette: Sequence[str]
    inks: Sequence[str]
    suffix: str
    none: str
    captions: Mapping[str, str]
    area: str = "semua"
    selected: str = ""
    theme: str = "light"
    language: str = "id"
    size: int = 14
    zoomIn: str = ""  # noqa: N815 - the names of the browser's side
    zoomOut: str = ""  # noqa: N815
    covers: str = ""
    stamp: str = ""
    values: bool = True
    kecamatan: Sequence[Mark] = ()
    heading: str = ""
    legend: Sequence[Entry] = ()
    looks: Sequence[Look] = ()


def looks_of(
    marks: Iterable[Mark], words: Words, *, outside: bool, years: int = 0, high: bool = True
) -> tuple[Look, ...]:
    """What is seen of these marks beside their classes; `outside`: regions outside the core are drawn.

    `years`: a value is old that is older; `high`: to be behind a target is to be below it.
    """
    seen = {kind for mark in marks for kind in mark.looks} | ({OUTSIDE} if outside else set())
    known = (
        Look(BEHIND, "▼", words("di bawah target"))
        if high
        else Look(BEHIND, "▲", words("di atas batas target")),
        Look(OLD, "", words("lebih tua dari {n} tahun", n=years)),
        Look(FLAGGED, "*", words("bertanda")),
        Look(OUTSIDE, "", words("di luar wilayah inti")),
    )
    return tuple(look for look in known if look.kind in seen)


def inks_on(palette: Iterable[str]) -> list[str]:
    """What each colour is to the text that stands on it; of a hatch, which is of the page's own ground, ""."""
    return ["" if colour == UNTARGETED_HATCH else ink_on(colour) for colour in palette]


def with_greys(colours: Sequence[str], reasons: Sequence[str]) -> tuple[str, ...]:
    """The colours of the classes, and after them those of values that have none, for these reasons."""
    return (*colours, *sorted({grey_of(reason) for reason in reasons if reason}))


def withheld(code: str, reason: str, palette: Sequence[str], words: Words) -> Mark:
    """The mark of a region whose value is not shown for this reason."""
    return Mark(code, palette.index(grey_of(reason)), instead(reason, words), "", withheld=True)
