"""Text on a still picture: single lines, blocks of lines, and the names of regions with a halo."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PIL import ImageDraw

from geo.picture.inks import GROUND, HALO_ON_DARK, INK
from geo.picture.lettering import Lettering
from geo.picture.names import Named, Spot

NAME, TEXT, SMALL = 21, 26, 20
"""Sizes of letters in pixels: names on the map, usual text, what stands at the foot."""
Point = tuple[float, float]


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

    def name(self, named: Named, spot: Spot, ink: str) -> None:
        """The name of a region at its spot, tied to its point by a line where it stands away from it."""
        left, top, right, bottom = spot.box
        x, y = named.at
        beside = not (left <= x <= right and top <= y <= bottom)
        if beside and spot.far > NAME:
            near = (max(left, min(x, right)), max(top, min(y, bottom)))
            self.pen.line([named.at, near], fill=INK, width=1)
        for number, text in enumerate(spot.lines):
            is_value = number == len(spot.lines) - 1 and text == named.lines[-1] and len(named.lines) > 1
            middle = ((left + right) / 2, top + (number + 0.5) * (bottom - top) / len(spot.lines))
            self._with_halo(middle, text, ink, bold=is_value)

    def _with_halo(self, at: Point, text: str, ink: str, bold: bool) -> None:
        halo = HALO_ON_DARK if ink == GROUND else GROUND
        font, plain = self.letters.font(NAME, bold=bold), self.letters.plain(text)
        self.pen.text(at, plain, ink, font, anchor="mm", stroke_width=2, stroke_fill=halo)
