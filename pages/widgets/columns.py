"""Columns of files and headings of tables stand in the code as data, in Indonesian; here a reader's language is put on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from data.sheets import Column
from data.words import Words
from pages.widgets.table import Head


def translated_columns(columns: Iterable[Column], words: Words) -> list[Column]:
    """The columns of a file, each with its title (a message id) in the language of `words`."""
    return [replace(column, title=words(column.title)) for column in columns]


def translated_heads(heads: Iterable[Head], words: Words) -> list[Head]:
    """The headings of a table, each with its title (a message id) in the language of `words`."""
    return [replace(head, title=words(head.title)) for head in heads]
