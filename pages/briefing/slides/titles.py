"""The title of a slide, in the place that its layout has for it, as large as it has room there."""

from __future__ import annotations

from typing import Any

from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.util import Emu

from data.words import Words
from pages.briefing.slides.ground import Ground, title_box
from pages.briefing.slides.marks import LANGUAGES, LINE
from pages.briefing.slides.xml import clean
from pages.briefing.stage import TITLE, letters

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_INSET = 0.9  # of the width of a title: the rest is its margins
_USUAL, _LEAST = 44.0, 18.0  # points


def write_title(slide: Any, ground: Ground, text: str, lines: int, words: Words) -> None:
    """Writes the title, and takes what else the layout would have people fill in off the slide."""
    for one in list(slide.placeholders):
        if one.placeholder_format.type != PP_PLACEHOLDER.TITLE:
            one._element.getparent().remove(one._element)
    title = slide.shapes.title
    frame = title.text_frame
    run = frame.paragraphs[0].add_run()
    run.text = clean(text)
    about = run._r.get_or_add_rPr()
    about.set("lang", LANGUAGES[words.language])
    box = title_box(ground.layout)
    if box is None:
        return
    if not ground.own:
        high = round(lines * TITLE * LINE * 6_350)
        title.left, title.top, title.width, title.height = (
            Emu(one) for one in (box[0], box[1], box[2] - box[0], high)
        )
        return
    usual = _size_of(ground.layout)
    size = _fitting(text, usual, (box[2] - box[0]) / 12_700, (box[3] - box[1]) / 12_700)
    if size < usual:
        about.set("sz", str(round(100 * size)))


def _size_of(layout: Any) -> float:
    """The size of a title of this layout in points, as the layout, its master's title, or the master's styles have it."""
    places = [one for one in layout.placeholders if one.placeholder_format.type == PP_PLACEHOLDER.TITLE]
    master = layout.slide_master
    places += [one for one in master.placeholders if one.placeholder_format.type == PP_PLACEHOLDER.TITLE]
    styles = [one._element.find(f".//{_A}lstStyle/{_A}lvl1pPr/{_A}defRPr") for one in places]
    styles.append(master._element.find(f".//{_P}titleStyle/{_A}lvl1pPr/{_A}defRPr"))
    found = [style.get("sz") for style in styles if style is not None and style.get("sz")]
    return int(found[0]) / 100 if found else _USUAL


def _fitting(text: str, size: float, width: float, height: float) -> float:
    """The size, or the largest below it, with which the text stays in its box."""
    while size > _LEAST:
        lines = len(letters().lines(text, round(size), _INSET * width, 99, bold=True))
        if lines * size * LINE <= height:
            return size
        size -= 1
    return size
