"""Columns of files and headings of tables stand in the code as data: each title is a message that can be translated."""

from __future__ import annotations

import ast
from functools import cache

from data.sheets import Column
from data.words import Words
from pages import widgets
from pages.widgets import Head
from tests.pages.test_translations import _last_name, catalogue
from tests.source import named, nodes, product

# The same in both languages.
NAMES = {"NPP"}


@cache
def titles() -> dict[str, str]:
    """The title of every Column and Head that the product names with a text of its own -> where that is."""
    place_of_title = {"Column": 1, "Head": 0}
    found: dict[str, str] = {}
    for path in product(".py"):
        for call in (node for node in nodes(path) if isinstance(node, ast.Call)):
            at = place_of_title.get(_last_name(call.func))
            title = call.args[at] if at is not None and len(call.args) > at else None
            if isinstance(title, ast.Constant):
                found[title.value] = f"{named(path)}:{call.lineno}"
    return found


def test_every_title_has_an_english_translation():
    assert {"Tunggakan", "Pekerja terdampak", "NPP"} <= set(titles())
    unknown = {title: where for title, where in titles().items() if title not in catalogue()}
    assert set(unknown) <= NAMES, unknown


def test_a_title_is_said_in_the_language_of_the_reader_and_the_rest_stays():
    columns = (Column("owed", "Tunggakan", "rupiah"), Column("npp", "NPP"))
    heads = (Head("Pekerja", True, "pekerja"),)
    assert widgets.translated_columns(columns, Words("en")) == [
        Column("owed", "Arrears", "rupiah"),
        Column("npp", "NPP"),
    ]
    assert widgets.translated_heads(heads, Words("en")) == [Head("Workers", True, "pekerja")]
    assert tuple(widgets.translated_columns(columns, Words("id"))) == columns
