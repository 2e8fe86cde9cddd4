"""The slides of a running order as one file."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC
from typing import Any

from pptx.opc.constants import RELATIONSHIP_TYPE

from data.briefing import Order
from data.clock import now
from data.words import Words
from pages.briefing.screen import Screen
from pages.briefing.slides.ground import Ground, own_ground
from pages.briefing.slides.marks import LANGUAGES
from pages.briefing.slides.notes import write_notes
from pages.briefing.slides.slide import add_slide, layout_of
from pages.briefing.slides.template import opened
from pages.briefing.slides.xml import clean

_UNNEEDED = (RELATIONSHIP_TYPE.THUMBNAIL,)


def pptx(
    order: Order, screens: Sequence[Screen], words: Words, template: bytes | None = None, base: str = ""
) -> bytes:
    """One slide for each screen of an order, on the organisation's own `template` (a file) where there is one.

    `base` is the address of the app. Raises BadTemplate and NoRoom.
    """
    ground = _ground(template)
    # What is simulated says so on every slide, also on one that shows no number: it may be moved to another talk.
    marks = [screen.mark for screen in screens if screen.mark]
    for at, (item, screen) in enumerate(zip(order.items, screens, strict=True), 1):
        marked = replace(screen, mark=screen.mark or (marks[0] if marks else ""))
        slide = add_slide(ground, marked, f"{at}/{len(screens)}", words)
        write_notes(slide, item, marked, marked.mark, words, base)
    _sign(ground.presentation, order.title, words)
    made = io.BytesIO()
    ground.presentation.save(made)
    return made.getvalue()


def lay_out(screen: Screen, template: bytes | None = None) -> None:
    """Places the names of a screen's map ahead, so that the slides are made at once. Raises BadTemplate and NoRoom."""
    layout_of(_ground(template), screen)


def _ground(template: bytes | None) -> Ground:
    return own_ground() if template is None else opened(template)


def _sign(presentation: Any, title: str, words: Words) -> None:
    """What the file says of itself, in the place of what the presentation below it said."""
    about = presentation.core_properties
    about.title, about.language = clean(title), LANGUAGES[words.language]
    about.author = about.last_modified_by = "Peta Patuh"
    about.subject = about.keywords = about.comments = about.category = ""
    about.created = about.modified = now().astimezone(UTC).replace(tzinfo=None)
    about.revision = 1
    package = presentation.part.package
    for name, relation in list(package._rels.items()):
        if relation.reltype in _UNNEEDED:
            package._rels.pop(name)
