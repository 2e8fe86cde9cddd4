"""The legend as HTML: every class with its colour, and nothing that a text says becomes a tag."""

import math
import re
from html.parser import HTMLParser

import pytest

from data.words import Words
from geo.classes import classify, legend
from geo.painting import Look
from pages.templates.legend import legend_list

NAN = math.nan


class Tags(HTMLParser):
    """The tags of a piece of HTML, and the texts that are not tags."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)

    def handle_data(self, data):
        self.texts.append(data)


def read(markup: str) -> Tags:
    reader = Tags()
    reader.feed(markup)
    return reader


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_line_of_the_legend_is_there_with_its_count(language):
    values, words = [1.0, 2.0, 3.0, 3.0, NAN], Words(language)
    classes = classify(values, "percent", "alami", 3)
    lines = [
        text for entry in legend(classes, values, "cases", words) for text in (entry.label, str(entry.count))
    ]
    assert read(legend_list(legend(classes, values, "cases", words), words)).texts == lines


def test_every_swatch_has_its_classes_colour_and_missing_is_hatched():
    values = [1.0, 2.0, 3.0, NAN]
    classes = classify(values, "percent", "alami", 3)
    markup = legend_list(legend(classes, values, "cases", Words("id")), Words("id"))
    assert re.findall(r"background:(#[0-9a-f]{6})", markup) == list(classes.colours)
    assert markup.count("peta-hatched") == 1 and markup.count('style=""') == 1


def test_the_legend_escapes_what_the_words_say(monkeypatch):
    hostile = '"><img src=x onerror=alert(1)>${alert(1)}</script>'
    monkeypatch.setattr(Words, "__call__", lambda self, message, **values: hostile)
    monkeypatch.setattr(Words, "quantity", lambda self, value, unit: hostile)
    entries = legend(classify([1.0, 2.0], "workers", "alami", 3), [1.0, 2.0], "workers", Words("id"))
    looks = [Look("b", hostile, hostile)]
    reader = read(legend_list(entries, Words("id"), heading=hostile, looks=looks))
    assert set(reader.tags) == {"ul", "li", "span", "b"}
    assert reader.texts[-3:] == [hostile, "0", f"{hostile} {hostile}"] and reader.texts[0] == hostile
