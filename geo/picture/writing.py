"""Text on a still picture: single lines, blocks of lines, and the names of regions with a halo."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PIL import ImageDraw

from geo.picture.inks import GROUND, HALO_ON_DARK, INK
from geo.picture.lettering import Lettering
from geo.placing import Place

NAME, TEXT, SMALL = 21, 26, 20
"""Sizes of letters in pixels: names on the map, usual text, what stands at the foot."""
Point = tuple[float, float]
# Where a line of a label begins between the sides of its box, and which of its points stands there.
_AT = {
    "left": lambda left, right: (left, "lm"),
    "center": lambda left, right: ((left + right) / 2, "mm"),
    "right": lambda left, right: (right, "rm"),
}


@dataclass(frozen=True)
class Writer:
    """A pen and the letters that it writes with."""

    pen: ImageDraw.ImageDraw
    letters: Lettering

    def line(
        self, at: Point, text: str, size: int, ink: str = INK, bold: bool = False, anchor: str | None = None
    ) -> None:
        """One line of text; `anchor` says which point of it stands at `at`, as Pillow names them."""
        self.pen.text(at, self.letters.plain(text), ink, self.letters.font(size, bold), anchor=anchor)

    def block(self, at: Point, lines: Sequence[str], size: int, ink: str = INK) -> None:
        """Lines below each other from `at` on."""
        for number, text in enumerate(lines):
            self.line((at[0], at[1] + number * size * 1.3), text, size, ink)

    def leader(self, leader: tuple[float, float, float, float]) -> None:
        """A line from a region to its name: a dot on the region, and a halo that parts it from what it crosses."""
        x, y = leader[:2]
        self.pen.line(leader, fill=GROUND, width=3)
        self.pen.line(leader, fill=INK, width=1)
        self.pen.ellipse([x - 4, y - 4, x + 4, y + 4], fill=INK, outline=GROUND)

    def name(self, place: Place, ink: str) -> None:
        """The name of a region at its place, and its value in bold."""
        left, top, right, bottom = place.box
        for number, text in enumerate(place.lines):
            is_value = place.valued and number == len(place.lines) - 1
            x, anchor = _AT[place.align](left, right)
            middle = (x, top + (number + 0.5) * (bottom - top) / len(place.lines))
            self._with_halo(middle, text, ink, is_value, anchor)

    def _with_halo(self, at: Point, text: str, ink: str, bold: bool, anchor: str) -> None:
        halo = HALO_ON_DARK if ink == GROUND else GROUND
        font, plain = self.letters.font(NAME, bold=bold), self.letters.plain(text)
        self.pen.text(at, plain, ink, font, anchor=anchor, stroke_width=2, stroke_fill=halo)
