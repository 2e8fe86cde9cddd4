"""What stands on a sheet of paper of numbers: a sentence, tiles, drawings beside tables, what is asked, and where it is from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Tile:
    """A number on its own: what it is, as it is written, and what it is made of."""

    label: str
    value: str
    note: str


@dataclass(frozen=True)
class Grid:
    """A table: a text for each of the `heads` in every row and in the `total` (none: no total).

    `numbers`: the columns, counted from 0, whose texts stand at the right; `wide` those that share the room that is left.
    """

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...] = ()
    wide: tuple[int, ...] = (0,)
    total: tuple[str, ...] = ()


@dataclass(frozen=True)
class Drawn:
    """A drawing as an SVG document, and what a screen reader says in its place."""

    svg: str
    label: str


@dataclass(frozen=True)
class Block:
    """A heading with its drawing, its table, and a note below them, each as far as it is there.

    `share`: how much of a row it takes, against the others there.
    """

    heading: str
    drawn: Drawn | None = None
    grid: Grid | None = None
    note: str = ""
    share: int = 1


@dataclass(frozen=True)
class Sheet:
    """One sheet, which begins on a page of its own and goes on as far as it needs. Texts are in the language of the reader.

    `mark` stands at the head of every page ("" for nothing) and `foot` at its foot. `beside` are the lines at the right of
    the title. `lead` is the message in bold and the sentences behind it. `rows`: blocks beside each other. `asks` have who,
    what and until when ("" where no day is named), under `asked`. `closing` are the last lines.
    """

    mark: str
    title: str
    under: str
    beside: tuple[str, ...]
    lead: tuple[str, str]
    tiles: tuple[Tile, ...]
    rows: tuple[tuple[Block, ...], ...]
    asked: str
    asks: tuple[tuple[str, str, str], ...]
    closing: tuple[str, ...]
    foot: str
