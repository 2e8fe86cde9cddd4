"""The notes of a slide: what is to be said, and where each number is from, with its parts, its date and its address."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from data.briefing import Item
from data.settings import data_folder
from data.words import Words
from geo.layers import layers
from pages.briefing.screen import Screen
from pages.briefing.slides.marks import LANGUAGES
from pages.briefing.slides.xml import clean
from pages.map import WallMap


def write_notes(slide: Any, item: Item, screen: Screen, mark: str, words: Words, base: str) -> None:
    """Writes the notes page; `base` is the address of the app, which the addresses of views begin with."""
    frame = slide.notes_slide.notes_text_frame
    lines = [clean(line) for line in _lines(item, screen, mark, words, base)]
    for number, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if not number else frame.add_paragraph()
        run = paragraph.add_run()
        run.text = line
        run._r.get_or_add_rPr().set("lang", LANGUAGES[words.language])


def _lines(item: Item, screen: Screen, mark: str, words: Words, base: str) -> Iterator[str]:
    if item.notes:
        yield from (*item.notes.split("\n"), "")
    if mark:
        yield mark
    written = screen.written
    yield " ".join(part for part in (f"{written.title}.", written.number, written.beside) if part)
    yield from written.said
    for term, text in screen.about:
        yield f"{term}: {_address(text, base) if term == words('Alamat') else text}"
    if screen.source or screen.date:
        yield " · ".join(part for part in (screen.source, screen.date, screen.signs) if part)
    for one in screen.details:
        said = " · ".join(part for part in (one.value, one.parts, one.held, one.dated) if part)
        yield f"{one.name}: {said}"
    if isinstance(screen.figure, WallMap):
        yield f"{layers(data_folder()).credit}."


def _address(text: str, base: str) -> str:
    """An address below that of the app, in full where it is known."""
    parts = urlsplit(base)
    return f"{parts.scheme}://{parts.netloc}{text}" if parts.netloc and text.startswith("/") else text
