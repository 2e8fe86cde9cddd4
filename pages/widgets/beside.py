"""One's own numbers beside the published figures of the same thing: never mixed, and said where they contradict."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd
from markupsafe import Markup

from data.access import instead
from data.indicators import (
    Indicator,
    Measured,
    compared_month,
    contradict,
    definitions,
    difference_unit,
    figure_beside,
)
from data.months import month_end
from data.queries import Reading
from data.words import Words
from pages import session, templates
from pages.templates import signed_quantity
from pages.widgets.rules_used import rests_note
from pages.widgets.sources import date_basis, fraction, source_link

# The value of an indicator (its id) in a month, as this reader may see it; None when nothing is known of it.
Measure = Callable[[str, str], Measured | None]


@dataclass(frozen=True)
class Area:
    """A region or office (`kind` as in the table figures) with its code, its name and how it is measured."""

    code: str
    kind: str
    name: str
    measure: Measure


@dataclass(frozen=True)
class Pair:
    """An indicator of an area beside the published figure of the same (a row of the table figures).

    `own` is of the month looked at. `then` is of the month of the figure, None where the ledger does not know it, or
    the figure is of a part, a limit or no stated day: then the two are not compared.
    """

    area: Area
    indicator: Indicator
    own: Measured | None
    figure: dict[Any, Any]
    month: str
    then: Measured | None

    @property
    def compares(self) -> bool:
        """Whether both are known for one month."""
        return self.then is not None and self.then.value is not None

    @property
    def contradicts(self) -> bool:
        """Whether they are of one month and say another thing."""
        if self.then is None or self.then.value is None:
            return False
        return contradict(float(self.then.value), float(self.figure["value"]), self.indicator.unit)


def pairs_of(areas: list[Area], reading: Reading, month: str) -> list[Pair]:
    """Every indicator of the areas that somebody published too; those that contradict first. Of own data alone."""
    if reading.release.simulated:
        return []
    pairs = [pair for area in areas for pair in _of_area(area, reading, month)]
    return sorted(pairs, key=lambda pair: not pair.contradicts)


def _of_area(area: Area, reading: Reading, month: str) -> Iterator[Pair]:
    figures: pd.DataFrame = session.facts().figures
    for indicator in definitions().values():
        if not indicator.published:
            continue
        figure = figure_beside(figures, indicator.published, area.code, area.kind, month_end(month))
        if figure is not None:
            at = compared_month(figure)
            then = area.measure(indicator.id, at) if at in reading.months else None
            yield Pair(area, indicator, area.measure(indicator.id, month), figure, at, then)


def beside_table(pairs: list[Pair], reading: Reading, words: Words, *, named: bool) -> Markup:
    """Own and published side by side, and below it what contradicts; `named` says the area in each row."""
    heads = [words("Ukuran"), words("Data sendiri"), words("Data publikasi")]
    if named:
        heads = [words("Wilayah atau kantor"), *heads]
    rows = [_cells(pair, reading, words, named) for pair in pairs]
    verdicts = [_verdict(pair, words, named) for pair in pairs]
    apart = words("Yang bukan dari bulan yang sama, atau hanya sebagian, tidak dibandingkan.")
    rest = [] if all(pair.compares for pair in pairs) else [templates.note(apart)]
    resting = dict.fromkeys(_resting(pair, words) for pair in pairs)
    rest += [templates.note(note) for note in resting if note]
    return templates.together(templates.table(heads, rows), *verdicts, *rest)


def _resting(pair: Pair, words: Words) -> str:
    """What of a number of one's own no source confirms."""
    if pair.own is None or pair.own.value is None:
        return ""
    return rests_note(pair.indicator.rests_on, f"{pair.own.as_of_day:%Y-%m}", words)


def _cells(pair: Pair, reading: Reading, words: Words, named: bool) -> list[str]:
    cells: list[str] = [
        pair.indicator.title[words.language],
        _own(pair, reading, words),
        _printed(pair, words),
    ]
    return [pair.area.name, *cells] if named else cells


def _own(pair: Pair, reading: Reading, words: Words) -> Markup:
    own, number = pair.own, words.number(reading.release.number)
    if own is None or own.value is None:
        return templates.together(instead("" if own is None else own.suppressed, words))
    note = words("rilis {number}, per {date}", number=number, date=words.date(own.as_of_day))
    parts = (
        ""
        if own.denominator is None
        else f"{words.number(own.numerator or 0)} / {words.number(own.denominator)}"
    )
    return templates.render(
        "widgets_beside", value=words.quantity(float(own.value), own.unit), parts=parts, note=note, source=""
    )


def _printed(pair: Pair, words: Words) -> Markup:
    figure = pd.Series(pair.figure)
    note = words("per {date}", date=words.date(figure["as_of"])) + date_basis(figure, words)
    return templates.render(
        "widgets_beside",
        value=words.quantity(figure["value"], figure["unit"]),
        parts=fraction(figure, words),
        note=note,
        source=templates.together(
            source_link(figure["source"]), " ", templates.flags(figure["flags"], words)
        ),
    )


def _verdict(pair: Pair, words: Words, named: bool) -> Markup:
    """A sentence of a pair that is compared: it agrees, or what each side says; nothing of the others."""
    if pair.then is None or pair.then.value is None:
        return Markup("")
    title = pair.indicator.title[words.language]
    about = f"{pair.area.name}, {title}" if named else title
    if not pair.contradicts:
        said = words(
            "{about}: data sendiri dan data publikasi {date} sama.", about=about, date=words.date(pair.month)
        )
        return templates.note(said)
    own, printed = float(pair.then.value), float(pair.figure["value"])
    unit = pair.indicator.unit
    said = words(
        "{about}: bertentangan pada {date}. Data sendiri {own}, data publikasi {printed} (selisih {gap}).",
        about=about,
        date=words.date(pair.month),
        own=words.quantity(own, unit),
        printed=words.quantity(printed, unit),
        gap=signed_quantity(own - printed, difference_unit(unit), words),
    )
    return templates.render("widgets_contradiction", text=said)
