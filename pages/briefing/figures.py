"""What a screen of numbers says of a place of a ledger: a line of months, or the funnel of compliance."""

from __future__ import annotations

import math
from typing import Any

from data.access import instead
from data.indicators import Measured, definitions, difference_unit
from data.months import month_end
from data.words import Words
from pages import session
from pages.briefing.screen import BarRow, Bars, Trend
from pages.charts import FUNNEL_STEPS, Drawing, Line
from pages.session import Place
from pages.templates import movement_said, signed_quantity

_MONTHS = 13  # a year, and the month that it began from
Said = tuple[str, str, str, tuple[str, ...]]


def trend_said(place: Place, indicator: str, words: Words) -> tuple[Said, Trend]:
    """Message, number, what it counts and sentences of an indicator of a place, and its line of a year."""
    about, now = definitions()[indicator], place.sum(indicator)
    title = f"{about.title[words.language]}, {short_place(place, words)}"
    drawing = drawing_of(place, indicator, words)
    if now is None or now.value is None:
        reason = instead(now.suppressed if now else "", words)
        return (title, "", "", (_sentence(reason),)), Trend(drawing, title)
    limits = [target.value for target in now.held]
    number, counted = words.large(float(now.value), now.unit, limits)
    said = [_parts(now, words), _against_target(now, words), _moved(place, indicator, now, words)]
    if any(map(math.isnan, drawing.lines[0].points)):
        said.append(words("Garis putus: bulan itu tidak ada angkanya."))
    return (title, number, counted, tuple(part for part in said if part)), Trend(drawing, title)


def drawing_of(place: Place, indicator: str, words: Words) -> Drawing:
    """The line of a year of an indicator, and that of its target where each month has one."""
    months = [month for month in place.reading.months if month <= place.month][-_MONTHS:]
    measured = [place.sum(indicator, month) for month in months]
    main = Line(words("kini"), tuple(map(_value, measured)), "main")
    targets = tuple(map(_target, measured))
    lines = (main,) if all(map(math.isnan, targets)) else (main, Line(words("target"), targets, "target"))
    return Drawing(tuple(months), lines, definitions()[indicator].unit, scaled="dinding")


def _value(measured: Measured | None) -> float:
    return math.nan if measured is None or measured.value is None else float(measured.value)


def _target(measured: Measured | None) -> float:
    """The one target of a month; none is drawn where there are several in print."""
    values = {target.value for target in measured.held if target.unit == measured.unit} if measured else set()
    return float(values.pop()) if len(values) == 1 else math.nan


def _parts(now: Measured, words: Words) -> str:
    if now.numerator is None or now.denominator is None:
        return ""
    above, below = words.number(now.numerator), words.number(now.denominator)
    return _sentence(words("{above} dari {below}", above=above, below=below))


def _against_target(now: Measured, words: Words) -> str:
    target = _target(now)
    if math.isnan(target) or now.value is None:
        return ""
    gap = signed_quantity(float(now.value) - target, difference_unit(now.unit), words)
    return words("Target {target}: {gap}.", target=words.quantity(target, now.unit), gap=gap)


def _moved(place: Place, indicator: str, now: Measured, words: Words) -> str:
    """How it moved within a year; that it is within chance is said, and nothing where that is not known."""
    since = place.year_before
    before = place.value(indicator, since) if since else None
    if before is None or now.value is None:
        return ""
    change = signed_quantity(float(now.value) - before, difference_unit(now.unit), words)
    behind = movement_said(definitions()[indicator], place.moved(indicator, since), 12, words)
    said = words("Sejak {date}: {change}", date=words.date(since), change=change)
    return f"{said}, {behind}." if behind else f"{said}."


def funnel_said(place: Place, words: Words) -> tuple[Said, Bars]:
    """From who must take part to who is compliant: message, number, what it counts, sentences, and the bars."""
    now = place.sum("compliance")
    title = words("Dari wajib sampai patuh, {place}", place=short_place(place, words))
    unit = words("pemberi kerja")
    counts = [(words(name), place.sum(employers)) for employers, name, _ in FUNNEL_STEPS]
    top = counts[0][1].value if counts[0][1] else None
    rows = tuple(_row(name, measured, top, words) for name, measured in counts)
    bars = Bars(rows, title, unit)
    if now is None or now.value is None:
        return (title, "", "", (_sentence(instead(now.suppressed if now else "", words)),)), bars
    number, counted = words.large(float(now.value), now.unit)
    said = [_parts(now, words), *_behind(now, words)]
    return (title, number, words("{unit} patuh", unit=counted), tuple(said)), bars


def _behind(now: Measured, words: Words) -> list[str]:
    if now.numerator is None or now.denominator is None:
        return []
    return [words("{n} pemberi kerja belum patuh.", n=words.number(now.denominator - now.numerator))]


def _row(name: str, measured: Measured | None, top: Any, words: Words) -> BarRow:
    if measured is None or measured.value is None or not top:
        return BarRow(name, "", 0.0, instead(measured.suppressed if measured else "", words), None)
    share = int(measured.value) / int(top)
    return BarRow(
        name, words.number(measured.value), share, words.percent(100 * share, 1), int(measured.value)
    )


def short_place(place: Place, words: Words) -> str:
    """What a place is called where there is little room; of how many of its regions the numbers are stays said."""
    name, regions = place.name(words), session.facts().regions.set_index("code")
    if place.level != "region":
        return name
    return name.replace(str(regions.at[place.key, "name"]), str(regions.at[place.key, "short"]))


def dated(place: Place, words: Words) -> str:
    """The day that the numbers of a place are of."""
    return words("per {date}", date=words.date(month_end(place.month)))


def about_place(place: Place, indicator: str, words: Words) -> list[tuple[str, str]]:
    """What a slide keeps of a number: its definition, its parts, whose it is, its date and its release."""
    now, release = place.sum(indicator), place.reading.release
    rows = [
        (words("Definisi"), definitions()[indicator].definition[words.language]),
        (words("Yang dihitung"), place.whose_said(words)),
        (words("Per"), words.date(month_end(place.month))),
        (words("Rilis"), session.release_name(release, words)),
    ]
    if now is not None and now.numerator is not None and now.denominator is not None:
        rows[1:1] = [
            (words("Pembilang"), words.number(now.numerator)),
            (words("Penyebut"), words.number(now.denominator)),
        ]
    return rows


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}." if text else ""
