"""An office in numbers: the sentence at the head of its page, and a tile for each indicator."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd
from markupsafe import Markup

from data import law
from data.access import why
from data.answers import kept
from data.cube import NOT_KNOWN
from data.indicators import Measured, definitions, difference_unit
from data.months import month_end, month_index
from data.parsing import each_row, is_missing
from data.words import Words
from pages import session, templates, widgets
from pages.charts import Drawing, Line
from pages.session import OfficeSums
from pages.templates import movement_said, signed_quantity

# How many months a trend shows: a year.
_MONTHS = 12
_INDICATOR = "compliance"


@kept
def level(of: OfficeSums, words: Words) -> str:
    """Compliance of the office's regions in a sentence, or why it is not told."""
    now = of.sum("compliance")
    if now is None:
        lacking = of.reading.lacking(definitions()[_INDICATOR].counted_from, of.month, of.regions)
        nothing = words("Wilayah kantor ini tidak punya angka pada bulan ini.")
        return widgets.not_counted(lacking, words) if lacking else nothing
    if now.value is None or now.numerator is None or now.denominator is None:
        return words(
            "Kepatuhan wilayah kantor ini tidak ditampilkan sendiri. {reason}", reason=_reason(of, now, words)
        )
    return _level(of, float(now.value), now.numerator, now.denominator, words)


@kept
def moves(of: OfficeSums, words: Words) -> str:
    """How compliance moved since last month and last year, in points and in employers; "" where nothing is known."""
    now = of.sum("compliance")
    if now is None:
        return ""
    return " ".join(filter(None, (_moved(of, now, month, words) for month in (of.before, of.year_before))))


def _level(of: OfficeSums, value: float, above: int, below: int, words: Words) -> str:
    """Compliance in a sentence, which says of how many regions it is where some have not come."""
    numbers = {
        "value": words.percent(value),
        "above": words.number(above),
        "below": words.number(below),
    }
    counted, all_regions = of.counted(_INDICATOR), len(of.regions)
    if counted == all_regions and of.whose.family:
        return words("{value} pemberi kerja wajib binaan kantor ini patuh: {above} dari {below}.", **numbers)
    if counted == all_regions:
        return words(
            "{value} pemberi kerja wajib di wilayah kantor ini patuh: {above} dari {below}.", **numbers
        )
    return words(
        "{value} pemberi kerja wajib di {n} dari {all} wilayah kantor ini patuh: {above} dari {below}.",
        n=words.number(counted),
        all=words.number(all_regions),
        **numbers,
    )


def _moved(of: OfficeSums, now: Measured, since: str, words: Words) -> str:
    """How compliance moved since another month; "" when that is not known or not shown."""
    then = of.sum("compliance", since) if since else None
    if then is None or then.value is None or then.numerator is None:
        return ""
    if now.value is None or now.numerator is None:
        return ""
    return words(
        "Sejak {date}: {points}, {employers} patuh{behind}.",
        date=words.date(since),
        points=signed_quantity(float(now.value) - float(then.value), "points", words),
        employers=signed_quantity(now.numerator - then.numerator, "employers", words),
        behind=f" ({behind})" if (behind := _behind(of, "compliance", since, words)) else "",
    )


def _behind(of: OfficeSums, name: str, since: str, words: Words) -> str:
    """Who moved behind a difference, and whether it exceeds chance."""
    months = month_index(of.month) - month_index(since)
    return movement_said(definitions()[name], of.moved(name, since), months, words)


@kept
def tiles(of: OfficeSums, words: Words) -> Markup:
    """Every indicator as a tile: value, numerator and denominator, as-of date, change since the month before."""
    return templates.render("tiles", tiles=[_tile(of, name, words) for name in of.indicators])


def _tile(of: OfficeSums, name: str, words: Words) -> Markup:
    now, title = of.sum(name), definitions()[name].title[words.language]
    if now is None or now.suppressed:
        value, note = untold(of, name, words)
        return templates.tile(title, value, [note, _when(of, words)])
    beside = widgets.limits(now.held, now.unit)
    value = words.quantity(None if now.value is None else float(now.value), now.unit, beside)
    notes = [
        _parts(now, words),
        _when(of, words),
        _change(of, now, words),
        _target(now, words),
        doubt(of, name, words),
        widgets.rests_note(definitions()[name].rests_on, of.month, words),
    ]
    return templates.tile(title, value, notes, counts=counts(of, name, value, now, words))


def untold(of: OfficeSums, name: str, words: Words) -> tuple[str, str]:
    """What stands in place of a number that is not there, and why."""
    now = of.sum(name)
    if now is None:
        return words("tidak ada data"), _lacking(of, name, words)
    value, note = widgets.untold_tile(session.place_of_office(of), name, words)
    return value, _reason(of, now, words) if now.suppressed == NOT_KNOWN else note


def counts(of: OfficeSums, name: str, value: str, now: Any, words: Words) -> session.Counts:
    """What the numbers of an indicator count: its `value` as written, and of `now` (as a Measured) its two parts."""
    texts = {name: value}
    if not is_missing(now.numerator) and not is_missing(now.denominator):
        texts |= {
            f"{name}:above": words.number(now.numerator),
            f"{name}:below": words.number(now.denominator),
        }
    return session.counts_of(session.place_of_office(of), texts)


def headline_counts(of: OfficeSums, words: Words) -> session.Counts:
    """What the first numbers of the headline count."""
    now = of.sum(_INDICATOR)
    if now is None or now.value is None:
        return ()
    return counts(of, _INDICATOR, words.percent(float(now.value)), now, words)


def doubt(of: OfficeSums, name: str, words: Words) -> str:
    """What of a count rests on an unconfirmed rule; "" for nothing."""
    doubtful = definitions()[name].doubtful
    part = of.sum(doubtful) if doubtful else None
    return widgets.doubtful(None if part is None else part.value, words)


def _lacking(of: OfficeSums, name: str, words: Words) -> str:
    """What nobody brought of the office's regions that the indicator is counted from; "" when all came."""
    lacking = of.reading.lacking(definitions()[name].counted_from, of.month, of.regions)
    return widgets.lacking_text(lacking, words)


def _when(of: OfficeSums, words: Words) -> str:
    return words("per {date}", date=words.date(month_end(of.month)))


def _reason(of: OfficeSums, now: Measured, words: Words) -> str:
    """Why a sum is hidden or not known: how many of its regions are not known, or what it is told with."""
    if now.suppressed != NOT_KNOWN:
        return widgets.told_instead(session.place_of_office(of), now.indicator, words)
    return words(
        "{n} dari {all} wilayahnya tidak diketahui, jadi jumlahnya juga. {why}.",
        n=of.not_known(now.indicator),
        all=len(of.regions),
        why=why(now.suppressed, words, law.at(of.month)),
    )


def _parts(now: Measured, words: Words) -> str:
    """Numerator / denominator; "" when it has not both."""
    if now.numerator is None or now.denominator is None:
        return ""
    # held together: nothing wraps in the middle of a number
    return f"{words.number(now.numerator)}\u00a0/\u00a0{words.number(now.denominator)}"


def _change(of: OfficeSums, now: Measured, words: Words) -> str:
    """How the value moved since the month before; "" when that is not known."""
    then = of.sum(now.indicator, of.before) if of.before else None
    if then is not None and then.suppressed == NOT_KNOWN:
        return words("perubahan tidak diketahui: {date} belum lengkap", date=words.date(of.before))
    if then is not None and then.suppressed:
        return words("perubahan tidak ditampilkan: angka {date} digabung", date=words.date(of.before))
    if then is None or then.value is None or now.value is None:
        return ""
    unit = difference_unit(now.unit)
    change = words(
        "{change} sejak {date}",
        change=signed_quantity(float(now.value) - float(then.value), unit, words),
        date=words.date(of.before),
    )
    if parts := _parts(then, words):
        change += " " + words("(sebelumnya {parts})", parts=parts)
    if behind := _behind(of, now.indicator, of.before, words):
        change += f"; {behind}"
    if now.denominator_as_of != then.denominator_as_of:
        change += "; " + words("penyebut berganti")
    return change


def _target(now: Measured, words: Words) -> str:
    """How far the value is from its targets; "" without any."""
    if now.value is None:
        return ""
    return widgets.against_targets(float(now.value), now.unit, now.held, words)


@kept
def trend(of: OfficeSums, words: Words) -> Drawing:
    """The office and, where its regions lie in one province that has others too, that province."""
    months = _months(of)
    own = _by_month(of.sums(_INDICATOR, months), months)
    lines = [Line(words("kantor ini"), own, "main")]
    if province := peer(of):
        rows = of.reading.trend(definitions()[_INDICATOR], "province", province, months=months)
        other = _by_month(rows, months)
        if not all(map(math.isnan, other)):
            lines.append(Line(session.area_name(province), other, "peer"))
    return Drawing(months, (*lines, *_targets(of, months, words)), "percent", scaled="sempit")


def _targets(of: OfficeSums, months: tuple[str, ...], words: Words) -> list[Line]:
    """The targets of the office's compliance as lines, each month with those of its own year; none where it has none."""
    rows = of.sums(_INDICATOR, months)
    held = {row.as_of: [target.value for target in row.held] for row in each_row(rows)}
    most = max(map(len, held.values()), default=0)
    return [
        Line(words("target"), tuple(_nth(held.get(month, []), at) for month in months), "target")
        for at in range(most)
    ]


def _nth(values: list[float], at: int) -> float:
    return values[at] if at < len(values) else float("nan")


def _is_whole(of: OfficeSums, province: str) -> bool:
    """Whether all regions of the province are in its number: of a part the line would mislead."""
    regions, known = session.facts().regions, of.reading.counted(definitions()[_INDICATOR], of.month)
    return known is None or known.issuperset(regions.loc[regions["province_code"] == province, "code"])


@kept
def peer(of: OfficeSums) -> str:
    """The code of the one province whose part the office's regions are; "" when there is none."""
    regions = session.facts().regions
    inside = set(regions.loc[regions["code"].isin(of.regions), "province_code"])
    if len(inside) != 1:
        return ""
    [province] = inside
    whole = set(regions.loc[regions["province_code"] == province, "code"])
    return province if whole > set(of.regions) and _is_whole(of, province) else ""


def _months(of: OfficeSums) -> tuple[str, ...]:
    """The months of the trend, the one looked at last."""
    until = [month for month in of.reading.months if month <= of.month]
    return tuple(until[-_MONTHS:])


def _by_month(rows: pd.DataFrame, months: tuple[str, ...]) -> tuple[float, ...]:
    """A number for every month, NaN where there is none."""
    numbers = rows["value"].astype("Float64").to_numpy(dtype=float, na_value=float("nan"))
    known = dict(zip(rows["as_of"], numbers.tolist(), strict=True))
    return tuple(known.get(month, float("nan")) for month in months)
