"""The words of the product: one word for one thing, what it means, and which words are not used for it.

They stand in `data/embedded/glossary.toml`, with the day as of which they were agreed.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

from pydantic import StrictStr

from data.parsing import Text, TomlTable, read_toml
from data.words import Problem

FILE = Path(__file__).parent / "embedded" / "glossary.toml"


class BadGlossary(Problem):
    """The file of the words is no whole TOML, or does not hold what it must; the sentence names the key."""


class Term(TomlTable):
    """One word in both languages (`id`, `en`), what it means in one sentence, and what is not said for it.

    not_id, not_en: words that stand in no text of that language. alone_id: words that may be part of a text, but are
    no heading and no name of a control by themselves. law: where the word is of the law, its article; "" where not.
    """

    id: Text
    en: Text
    meaning_id: Text
    meaning_en: Text
    not_id: tuple[Text, ...] = ()
    alone_id: tuple[Text, ...] = ()
    not_en: tuple[Text, ...] = ()
    law: StrictStr = ""


class Glossary(TomlTable):
    """All words, in the order in which they are read, and the day as of which they hold."""

    as_of: date
    term: tuple[Term, ...]


@cache
def glossary(file: Path = FILE) -> Glossary:
    """The words of `file`. Raises BadGlossary, which names the file and the key."""
    return read_toml(file, Glossary, BadGlossary)
