"""The legend of a map: for each class its colour, its limits and how many regions it has."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from data.words import Words
from geo.classes import Classes, legend
from pages.templates.rendering import render


def legend_list(
    classes: Classes, values: Sequence[float], unit: str, words: Words, suppressed: Sequence[str] = ()
) -> Markup:
    """The legend as a list: a swatch, the limits and the number of `values` on each line, "no data" last.

    `values` holds one number (of `unit`) per region drawn, NaN where there is none; `suppressed` why each is not
    shown, as `geo.classes.legend` takes it.
    """
    label = words("Legenda: warna, batas kelas, jumlah wilayah")
    return render("legend", entries=legend(classes, values, unit, words, suppressed), label=label)
