"""The legend of a map: for each class its colour, its limits and how many regions it has."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from data.words import Words
from geo.classes import UNTARGETED_HATCH, Entry
from geo.painting import Look
from pages.templates.rendering import render


def legend_list(
    entries: Sequence[Entry], words: Words, *, heading: str = "", looks: Sequence[Look] = ()
) -> Markup:
    """The legend as a list: a swatch, the limits and the number of regions on each line, then the looks.

    With a `heading` it stands in the map itself, and the list is there for those who do not see that.
    """
    label = words("Legenda: warna, batas kelas, jumlah wilayah")
    return render(
        "legend", entries=entries, label=label, heading=heading, looks=looks, hatches=("", UNTARGETED_HATCH)
    )
