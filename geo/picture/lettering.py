"""Letters of a still picture: a typeface in the sizes asked for, and lines that fit their place."""

from __future__ import annotations

import io
from dataclasses import dataclass, field

from PIL import ImageFont

Font = ImageFont.FreeTypeFont | ImageFont.ImageFont
_WEIGHTS = {False: 400, True: 700}
# What Pillow's own typeface has no signs for, and what it writes instead.
_PLAIN = str.maketrans(
    dict(
        zip(
            "–−≥≤▼▲…·“”’\u00a0", ("-", "-", ">=", "<=", "v", "^", "...", "-", '"', '"', "'", " "), strict=True
        )
    )
)


@dataclass(frozen=True)
class Lettering:
    """A typeface: the bytes of a font file with variable weight, or Pillow's own (b"") in plain signs."""

    face: bytes = b""
    _fonts: dict[tuple[int, bool], Font] = field(default_factory=dict, repr=False, compare=False)

    def font(self, size: int, bold: bool = False) -> Font:
        """The typeface at `size` pixels."""
        key = (size, bold)
        if key not in self._fonts:
            self._fonts[key] = self._load(size, bold)
        return self._fonts[key]

    def _load(self, size: int, bold: bool) -> Font:
        if not self.face:
            return ImageFont.load_default(size)
        font = ImageFont.truetype(io.BytesIO(self.face), size)
        font.set_variation_by_axes([_WEIGHTS[bold]])
        return font

    def plain(self, text: str) -> str:
        """`text` in signs that the typeface has, on one line."""
        line = " ".join(text.split(" ")).replace("\n", " ")
        return line if self.face else line.translate(_PLAIN)

    def width(self, text: str, size: int, bold: bool = False) -> float:
        """How many pixels a line takes."""
        return float(self.font(size, bold).getlength(self.plain(text)))

    def lines(self, text: str, size: int, room: float, most: int, bold: bool = False) -> list[str]:
        """`text` on at most `most` lines of `room` pixels; what does not fit ends in "…".

        A space that does not break, as between a number and its unit, stays inside its line.
        """
        lines = [""]
        for word in filter(None, text.replace("\n", " ").split(" ")):
            longer = f"{lines[-1]} {word}".strip()
            if lines[-1] and self.width(longer, size, bold) > room:
                lines.append(word)
            else:
                lines[-1] = longer
        if len(lines) > most:
            lines = [*lines[: most - 1], f"{lines[most - 1]} …"]
        return [self._cut(line, size, room, bold) for line in lines]

    def _cut(self, line: str, size: int, room: float, bold: bool) -> str:
        while len(line) > 2 and self.width(line, size, bold) > room:
            line = line.rstrip(" …")[:-1] + "…"
        return line


def typeface(face: bytes) -> Lettering:
    """The lettering of a font file, or Pillow's own where it cannot be read or has no weights."""
    letters = Lettering(face)
    try:
        letters.font(20, bold=True)
    except (OSError, ValueError, NotImplementedError):  # no such file, no Brotli for WOFF2, no variations
        return Lettering()
    return letters
