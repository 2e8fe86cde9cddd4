"""The kecamatan of a ledger on the map, in classes of their own values."""

from __future__ import annotations

from dataclasses import dataclass, replace

from data.places import ALL
from data.queries import Reading
from data.words import Words
from geo.classes import Classes, classify, ink_on
from geo.painting import Mark, Painting
from pages import session
from pages.map.ledger_values import Question
from pages.map.painted import Mapped
from pages.templates import bare_value
from pages.view import View


@dataclass(frozen=True, eq=False)
class Fine:
    """The kecamatan of the area: code -> value (NaN is missing), and the classes that regions share with them."""

    numbers: dict[str, float]
    classes: Classes


def fine(view: View, asked: Question, found: Reading) -> Fine | None:
    """The kecamatan, or None when the level is not theirs: a difference is not drawn so fine."""
    if view.level != "kecamatan" or asked.about.needs == "region" or asked.compare:
        return None
    rows = found.values(asked.about, asked.month, "kecamatan", asked.filters)
    values = rows["value"].astype("Float64").to_numpy(dtype=float, na_value=float("nan"))
    known = dict(zip(rows["kecamatan"], values.tolist(), strict=True))
    areas = session.url_choices().regions
    numbers = {
        code: known.get(code, float("nan"))
        for code in session.kecamatan_names()
        if asked.area in (ALL, areas[code[:5]])
    }
    classes = classify(list(numbers.values()), asked.scheme, asked.classes, None, asked.about.polarity)
    return Fine(numbers, classes)


def painted(layer: Fine, asked: Question, shown: Mapped, paint: Painting, words: Words) -> Painting:
    """The painting with the kecamatan in colour over the regions."""
    names = session.kecamatan_names()
    classes = layer.classes.of(list(layer.numbers.values()))
    marks = [
        Mark(
            code, number, f"{names[code]}: {bare_value(value, shown.said_in, words)}", words.date(asked.month)
        )
        for (code, value), number in zip(layer.numbers.items(), classes, strict=True)
        if number is not None
    ]
    return replace(paint, kecamatan=marks, inks=["dark"] * len(layer.classes.colours) or [ink_on("#ffffff")])
