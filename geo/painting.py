"""What a map shows in one view, whoever draws it: the browser (geo.web) and the still picture (geo.picture) read the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from data.access import instead
from data.words import Words
from geo.classes import grey_of


@dataclass(frozen=True)
class Mark:
    """What a region shows: its class, its value as text, its date, and how it is to be read.

    The name of a `quiet` one carries no value on the map: it is part of an area whose value another name carries.
    Of a `withheld` value the text says why it is not shown; such a mark has no date and is no number.
    """

    code: str
    class_number: int
    text: str
    date: str
    faded: bool = False
    flagged: bool = False
    quiet: bool = False
    withheld: bool = False


@dataclass(frozen=True)
class Painting:
    """Everything about the map that changes with a view; texts are in the reader's language.

    `suffix` is the unit said after a value; `captions` are the titles of the panels;
    `area` is a panel's id or "semua"; `selected` a region code or ""; with `values` the labels on the
    map carry the value under the name. `covers` says that a shape lies on another's ground, before that one's name. `kecamatan` are drawn over the regions, in the same classes.
    """

    title: str
    marks: Sequence[Mark]
    palette: Sequence[str]
    inks: Sequence[str]
    suffix: str
    none: str
    flagged: str
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


def with_greys(colours: Sequence[str], suppressed: Sequence[str]) -> tuple[str, ...]:
    """The colours of the classes, and after them those of values that are not shown."""
    return (*colours, *sorted({grey_of(reason) for reason in suppressed if reason}))


def withheld(code: str, reason: str, palette: Sequence[str], words: Words) -> Mark:
    """The mark of a region whose value is not shown for this reason."""
    return Mark(code, palette.index(grey_of(reason)), instead(reason, words), "", withheld=True)
