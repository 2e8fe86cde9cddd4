"""What slides stand on: a presentation with its master, the layout that has a title, and the room that is left on it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.util import Emu

from data.words import Problem
from pages.briefing.slides.xml import made
from pages.briefing.stage import NARROW, TITLE, WIDE, Fitted, Stage, Written, fitted

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
ABOVE = 60  # pixels of a stage above and below a title, where it has none
_LINES = 1_080  # of a stage
_PIXEL = 6_350  # EMU of a pixel of a stage on a slide of 7.5 inches
_FOOT_SIDE = {PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER}
# Calibri takes up to so much more room than the letters that texts are measured with; a font of a template takes more,
# so that letters are smaller by a share on it.
WIDER, _TEMPLATE_LETTERS = 1.03, 0.9
# No narrower or lower share of a template may be left free for what a slide says.
_LEAST_WIDTH, _LEAST_HEIGHT = 0.6, 0.5
# How much smaller a slide is drawn on a template that leaves little room, from the size of the wall on.
_SMALLER = (1.0, 1.1, 1.2, 1.35, 1.5, 1.75, 2.0, 2.4)

Frame = tuple[int, int, int, int]
"""Left, top, right and bottom in EMU."""


@dataclass(frozen=True)
class Ground:
    """A presentation with the layout of its slides, and the `room` that they have below their title. `own`: a template."""

    presentation: Any
    layout: Any
    room: Frame
    own: bool


@dataclass(frozen=True)
class Spot:
    """Where a screen is drawn: its stage, a pixel of it in EMU, and where its upper left corner lies."""

    stage: Stage
    unit: float
    left: float
    top: float
    letters: float


class NoRoom(Problem):
    """A template that slides cannot stand on: what it lacks."""


def own_ground() -> Ground:
    """Slides without a template: white, Calibri, the title where the wall has it."""
    presentation = Presentation(io.BytesIO(_plain()))
    whole = (0, 0, 1_920 * _PIXEL, _LINES * _PIXEL)
    return Ground(presentation, titled_layout(presentation), whole, False)


def template_ground(presentation: Any) -> Ground:
    """Slides of a template. Raises NoRoom: no layout with a title, another shape than 16:9 or 4:3, no room below the title."""
    width, height = presentation.slide_width, presentation.slide_height
    if not width or not height or not any(abs(width / height / one - 1) < 0.02 for one in (16 / 9, 4 / 3)):
        raise NoRoom(
            "Ukuran slide templat ini bukan 16:9 atau 4:3. Ubah di Desain, Ukuran Slide, lalu unggah lagi."
        )
    layout = titled_layout(presentation)
    room = _free(presentation, layout)
    if room[2] - room[0] < _LEAST_WIDTH * width or room[3] - room[1] < _LEAST_HEIGHT * height:
        raise NoRoom(
            "Tata letak “{layout}” dari templat ini terlalu penuh: di bawah judul harus ada ruang kosong setengah slide.",
            layout=str(layout.name),
        )
    return Ground(presentation, layout, room, True)


def titled_layout(presentation: Any) -> Any:
    """The layout that has a title and the least beside it. Raises NoRoom where none has one."""
    found = [layout for master in presentation.slide_masters for layout in master.slide_layouts]
    titled = [layout for layout in found if title_box(layout) is not None]
    if not titled:
        raise NoRoom(
            "Templat ini tidak punya tata letak dengan judul. Tambahkan tata letak “Hanya Judul” di Master Slide."
        )
    return min(titled, key=lambda layout: (layout._element.get("type") != "titleOnly", _others(layout)))


def _others(layout: Any) -> int:
    kinds = [one.placeholder_format.type for one in layout.placeholders]
    return sum(kind not in _FOOT_SIDE for kind in kinds)


def title_box(layout: Any) -> Frame | None:
    """Where the title of a layout stands; None where it has none (of the title of a first slide alone: none)."""
    for one in layout.placeholders:
        if one.placeholder_format.type == PP_PLACEHOLDER.TITLE and one.width and one.height is not None:
            return (one.left, one.top, one.left + one.width, one.top + one.height)
    return None


def _free(presentation: Any, layout: Any) -> Frame:
    """What of a slide is free below the title, beside logos and bands."""
    width, height = presentation.slide_width, presentation.slide_height
    margin = round(0.025 * width)
    left, top, right, bottom = margin, 0, int(width - margin), int(height)
    title = title_box(layout)
    boxes = [*_drawn(layout.slide_master), *_drawn(layout), *([title] if title else [])]
    for one in boxes:
        wide, high = (one[2] - one[0]) / width, (one[3] - one[1]) / height
        if wide * high > 0.5 and one is not title:
            continue  # a picture or colour behind everything
        if high > 0.5 and one is not title:
            left, right = (max(left, one[2]), right) if one[0] < width / 2 else (left, min(right, one[0]))
        elif (one[1] + one[3]) / 2 < height / 2:
            top = max(top, one[3])
        else:
            bottom = min(bottom, one[1])
    return (left, top, right, bottom)


def _drawn(sheet: Any) -> Iterator[Frame]:
    """The boxes of what a master or layout draws itself."""
    for one in sheet.shapes:
        if not one.is_placeholder and one.width is not None and one.left is not None:
            yield (one.left, one.top, one.left + one.width, one.top + one.height)


def spot_of(ground: Ground, written: Written) -> Spot:
    """Where a screen stands on this ground: on a template as large as all that a person has written has room for."""
    if not ground.own:
        return Spot(WIDE, _PIXEL, 0.0, 0.0, 1.0)
    left, top, right, bottom = ground.room
    base = ground.presentation.slide_height / _LINES
    wide, high = (right - left) / base, (bottom - top) / base
    spots = [_smaller(wide, high, share) for share in _SMALLER]
    untitled = replace(written, title="")
    stage, share = next(
        ((stage, share) for stage, share in spots if not room_on(stage, untitled).over), spots[-1]
    )
    unit = base / share
    return Spot(stage, unit, left, top - ABOVE * unit, _TEMPLATE_LETTERS)


def room_on(stage: Stage, written: Written) -> Fitted:
    """What of a screen has room on a slide, whose letters are a little wider than those that texts are measured with."""
    return fitted(replace(stage, side=round(stage.side / WIDER)), written)


def _smaller(wide: float, high: float, share: float) -> tuple[Stage, float]:
    """A stage as large as the room, drawn smaller by a share."""
    width, height = round(wide * share), round(high * share) + ABOVE
    is_narrow = wide < 1.5 * high
    like = NARROW if is_narrow else WIDE
    side = round(width * like.side / like.across)
    return Stage("templat", width, height, 0, side, is_narrow), share


@cache
def _plain() -> bytes:
    """The presentation that slides stand on without a template, as a file."""
    presentation = Presentation()
    across = 1_920 * _PIXEL / presentation.slide_width
    for sheet in (presentation.slide_master, *presentation.slide_layouts):
        for place in sheet._element.iter(f"{_A}off", f"{_A}ext"):
            for name in ("x", "cx"):
                if place.get(name):
                    place.set(name, str(round(int(place.get(name)) * across)))
    presentation.slide_width, presentation.slide_height = Emu(1_920 * _PIXEL), Emu(_LINES * _PIXEL)
    _set_title(titled_layout(presentation))
    for name, relation in list(presentation.part.rels.items()):
        if relation.reltype == RELATIONSHIP_TYPE.PRINTER_SETTINGS:
            presentation.part.rels.pop(name)
    saved = io.BytesIO()
    presentation.save(saved)
    return saved.getvalue()


def _set_title(layout: Any) -> None:
    """The title as the wall has it: at the left, bold, two lines high."""
    title = next(one for one in layout.placeholders if one.placeholder_format.type == PP_PLACEHOLDER.TITLE)
    title.left, title.top = WIDE.margin * _PIXEL, 36 * _PIXEL
    title.width, title.height = WIDE.across * _PIXEL, 156 * _PIXEL
    body = title._element.txBody
    for name, value in {"lIns": "0", "tIns": "0", "rIns": "0", "bIns": "0", "anchor": "t"}.items():
        body.bodyPr.set(name, value)
    for old in list(body.bodyPr):
        body.bodyPr.remove(old)
    body.bodyPr.append(made("a:noAutofit"))
    spacing = made("a:lnSpc", made("a:spcPts", val=round(TITLE * 1.22 * 50)))
    letters = made("a:defRPr", sz=TITLE * 50, b=1)
    body.find(f"{_A}lstStyle").append(made("a:lvl1pPr", spacing, letters, algn="l"))
