"""A text that somebody types into a form, as one line of single blanks in which nothing is invisible."""

from __future__ import annotations

import unicodedata

from data.words import Problem


class UnreadableLine(Problem):
    """A text that is empty, too long, or has a mark in it that nobody can see."""


def read_line(field: Problem, text: object, most: int, *, needed: bool = True) -> str:
    """The text in one line, at most so long; `field` is its name, for whoever has to type it anew.

    Raises UnreadableLine.
    """
    written = unicodedata.normalize("NFC", text) if isinstance(text, str) else ""
    # Direction marks turn a line around on the wall, and half a letter cannot be stored.
    hidden = [at for at, letter in enumerate(written, 1) if unicodedata.category(letter)[0] == "C"]
    if hidden:
        raise UnreadableLine(
            "{field}: ada tanda yang tidak terlihat pada huruf ke-{place}. Ketik ulang dalam satu baris.",
            field=field,
            place=hidden[0],
        )
    line = " ".join(written.split())
    if not line and needed:
        raise UnreadableLine("{field}: belum diisi. Isilah.", field=field)
    if len(line) > most:
        raise UnreadableLine(
            "{field}: {length} huruf, padahal paling banyak {limit}. Persingkat.",
            field=field,
            length=len(line),
            limit=most,
        )
    return line
