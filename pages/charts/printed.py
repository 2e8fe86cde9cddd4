"""A chart's picture as an SVG document that needs no style sheet, in the inks of the still picture: for paper."""

from __future__ import annotations

from markupsafe import Markup

from pages.charts.picture import Area, Mark, Picture, Spot, Text
from pages.charts.still import LETTERS, is_bold, pen_of, text_ink
from pages.templates import render

_Looks = dict[str, str]


def printed(picture: Picture, family: str) -> Markup:
    """The picture with every ink, width and letter said at its mark; `family` is the typeface of its texts."""
    looks = [_look(mark) for mark in picture.marks]
    marks = list(zip(picture.marks, looks, strict=True))
    return render("charts_printed", picture=picture, marks=marks, family=family)


def _look(mark: Mark) -> _Looks:
    """The attributes of a mark that say how it looks."""
    if isinstance(mark, Text):
        # Of a typeface of variable weight typst draws the weight of 400 in a drawing as the thinnest that there is.
        weight = "700" if is_bold(mark.look) else "500"
        return {"fill": text_ink(mark.look), "font-weight": weight, "font-size": str(LETTERS)}
    pen = pen_of(mark.look)
    if isinstance(mark, Area):
        return {"stroke": pen.ink} if "framed" in mark.look else {}
    if isinstance(mark, Spot):
        return {"fill": mark.colour or pen.ink, "stroke": pen.ink}
    dash = {"stroke-dasharray": " ".join(map(str, pen.dash))} if pen.dash else {}
    return {"fill": "none", "stroke": pen.ink, "stroke-width": str(pen.width), **dash}
