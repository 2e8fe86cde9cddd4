"""What stands on the minutes of a meeting: who promised what until when, and on which number."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Minutes:
    """The minutes as texts. `marks` stand on every page, `about` are its head lines (name, text).

    `rows` have a text for each of the `heads`; `signatures` are whose signatures there is room for.
    """

    language: str
    title: str
    marks: tuple[str, ...]
    about: tuple[tuple[str, str], ...]
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...]
    signatures: tuple[str, ...]
    foot: str
