"""The list of regions beside a map that has targets: the worst first, each with how far it is from its target and since when."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pandas as pd

from data.disclosure import HIDDEN
from data.indicators import Indicator, Since, Standing, counted_in, difference_unit
from data.parsing import each_row, is_missing
from data.queries import Course
from data.words import Words
from pages.map.painted import Mapped
from pages.templates import brings_said, is_high, lacks_said, signed_value, since_written

Values = tuple[float | None, ...]
# Groups of the list in their order; the first that has regions is open.
BEHIND, BETWEEN, REACHED, FREE, UNKNOWN, UNTOLD = range(6)
_WIDTH, _HEIGHT = 58, 16  # pixels of a line of twelve months
_MILLIONS = 1_000_000


@dataclass(frozen=True)
class Gap:
    """What stands beside the value of a region: texts, "" where nothing is to be said.

    `group`: one of those above. `tick`: where the target stands on the bar, in per cent of its length, None for none;
    `bar`: where the value ends. `line`: the values of a year as points of a drawing, a space between two of a stretch
    that is known, ";" between stretches. `lacks` and `begun` put the regions in order: how much is lacking, since when.
    """

    group: int
    bar: int = 0
    tick: int | None = None
    gap: str = ""
    short: str = ""
    change: str = ""
    line: str = ""
    since: str = ""
    lacks: int = 0
    begun: str = ""


@lru_cache(maxsize=256)
def gaps_listed(shown: Mapped, known: Course, words: Words) -> dict[str, Gap]:
    """The regions by code in the order of the list: the furthest behind first, then those that are not, then the others."""
    rows = {row.code: row for row in each_row(shown.rows)}
    top = _top(rows.values(), known)
    tall = _tall(known.by_region or {})
    gaps = {code: _gap(row, shown, known, top, tall, words) for code, row in rows.items()}
    return dict(sorted(gaps.items(), key=lambda pair: (pair[1].group, *_order(rows[pair[0]], known))))


def _order(row: Any, known: Course) -> tuple[float, str]:
    """Where a region stands in its group: by its gap, or by what it lacks where no gap is told; names settle ties."""
    stood = known.standings.get(row.code)
    if stood is None or (stood.gap is None and stood.short is None):
        return 0.0, row.name
    size = abs(stood.gap) if stood.gap is not None else float(stood.short or 0)
    return (-size if stood.behind else size), row.name


def _gap(row: Any, shown: Mapped, known: Course, top: float, tall: float, words: Words) -> Gap:
    if is_missing(row.value):
        return Gap(UNTOLD if row.suppressed == HIDDEN else UNKNOWN)
    values = (known.by_region or {}).get(row.code, ())
    change, line = _change(values, shown, words), _line(values, tall)
    stood = known.standings.get(row.code)
    bar = _length(float(row.value), top)
    if stood is None:
        return Gap(FREE, bar, change=change, line=line)
    since = known.shortfall.by_area[row.code][1] if stood.behind else None
    unit = difference_unit(shown.indicator.unit)
    return Gap(
        _group(stood, shown),
        bar,
        None if stood.target is None else _length(stood.target, top),
        "" if stood.gap is None else signed_value(stood.gap, unit, words),
        _short(stood, known, shown, words) if stood.behind else "",
        change,
        line,
        _in_short(since, words) if since else "",
        (stood.short or 0) if stood.behind else 0,
        f"{since.month} {not since.or_earlier:d}" if since else "",
    )


def _group(stood: Standing, shown: Mapped) -> int:
    if stood.behind:
        return BEHIND
    return REACHED if stood.target is not None or shown.indicator.gap else BETWEEN


def _top(rows: Iterable[Any], known: Course) -> float:
    """The value at the right end of all bars: the largest value or target."""
    values = [float(row.value) for row in rows if not is_missing(row.value)]
    targets = [one.target for one in known.standings.values() if one.target is not None]
    return max([*values, *targets], default=0.0)


def _length(value: float, top: float) -> int:
    return min(max(round(100 * value / top), 0), 100) if top > 0 else 0


def _in_millions(known: Course, shown: Mapped) -> bool:
    """Whether what is lacking is told in millions of rupiah: one unit for the whole column."""
    return counted_in(shown.indicator) == "rupiah" and (known.shortfall.short or 0) >= 10 * _MILLIONS


def _short(stood: Standing, known: Course, shown: Mapped, words: Words) -> str:
    if stood.short is None or shown.indicator.unit != "percent":
        return ""  # of a count the gap is what is lacking, of people missing the value
    if not _in_millions(known, shown):
        return words.number(stood.short)
    millions = round(stood.short / _MILLIONS)
    return words.number(millions) if millions else words("< {n}", n=1)


def _change(values: Values, shown: Mapped, words: Words) -> str:
    """The difference from the month before; "" where one of the two is not known."""
    if len(values) < 2 or values[-1] is None or values[-2] is None:
        return ""
    return signed_value(values[-1] - values[-2], difference_unit(shown.indicator.unit), words)


def _tall(values: dict[str, Values]) -> float:
    """The height of every line in the unit of the value: the most that any region moved within the year."""
    spans = [
        max(told) - min(told)
        for course in values.values()
        if (told := [one for one in course if one is not None])
    ]
    return max(spans, default=0.0)


def _line(values: Values, tall: float) -> str:
    told = [one for one in values if one is not None]
    if len(told) < 2:
        return ""
    middle = (max(told) + min(told)) / 2
    step = _WIDTH / (len(values) - 1)
    stretches: list[list[str]] = [[]]
    for at, one in enumerate(values):
        if one is None:
            stretches.append([])
            continue
        y = _HEIGHT / 2 - (one - middle) / tall * (_HEIGHT - 4) if tall else _HEIGHT / 2
        stretches[-1].append(f"{1 + at * step:.0f},{y:.0f}")
    return ";".join(" ".join(points) for points in stretches if points)


# -- what the browser's side of the list is given beside the rows


@lru_cache(maxsize=256)
def around(shown: Mapped, known: Course, words: Words) -> dict[str, Any]:
    """The headings, the groups with their counts, in which order the list may be put, and what the lines stand on."""
    return {
        "heads": _heads(shown, known, words),
        "groups": _groups(list(gaps_listed(shown, known, words).values()), shown, words),
        "sorted": words("urut"),
        "orders": [
            words("gap"),
            words("kurang") if is_high(shown.indicator) else words("lebih"),
            words("sejak"),
        ],
        "note": _note(known, shown, words),
    }


def as_cells(gap: Gap) -> list[Any]:
    """What rank.js draws a region's gap from."""
    tick = -1 if gap.tick is None else gap.tick
    return [gap.group, tick, gap.gap, gap.short, gap.change, gap.line, gap.since, gap.lacks, gap.begun]


def _heads(shown: Mapped, known: Course, words: Words) -> list[str]:
    """The headings of the columns after the region; "" for one that has nothing to say."""
    about = shown.indicator
    unit, lacked = words.unit(difference_unit(about.unit)), counted_in(about)
    share = about.unit == "percent"  # else the value, or the gap, says it
    counted = words("Rp juta") if _in_millions(known, shown) else words.unit(lacked) if lacked else ""
    has_gap = any(one.gap is not None for one in known.standings.values())
    return [
        words("Nilai, ▏target") if has_gap else words("Nilai"),
        words.unit(about.unit),
        words("Gap, {unit}", unit=unit) if has_gap else "",
        lacks_heading(about, counted, words) if share and counted else "",
        words("Sebulan, 12 bulan"),
        since_heading(about, words),
    ]


def lacks_heading(about: Indicator, unit: str, words: Words) -> str:
    """What stands above how much each region lacks, in `unit`."""
    return words("Kurang, {unit}", unit=unit) if is_high(about) else words("Lebih, {unit}", unit=unit)


def since_heading(about: Indicator, words: Words) -> str:
    """What stands above since when each region is behind."""
    return words("Di bawah sejak") if is_high(about) else words("Di atas sejak")


def _groups(gaps: Sequence[Gap], shown: Mapped, words: Words) -> list[list[Any]]:
    """The groups that have regions: what each is called, and how many it has."""
    names = {
        BEHIND: words("Di bawah target") if is_high(shown.indicator) else words("Di atas batas target"),
        BETWEEN: words("Di antara beberapa target"),
        REACHED: words("Capai target"),
        FREE: words("Tanpa target"),
        UNKNOWN: words("Tidak ada data"),
        UNTOLD: words("Disembunyikan"),
    }
    counts = {group: sum(one.group == group for one in gaps) for group in names}
    return [[group, names[group], count] for group, count in counts.items() if count]


def _in_short(since: Since, words: Words) -> str:
    month = words.date(since.month)
    return f"≤ {month}" if since.or_earlier else month


def _note(known: Course, shown: Mapped, words: Words) -> str:
    """What a reader must know of the list: on what the lines of the months are drawn, what a sign says."""
    open_runs = any(since and since.or_earlier for _, since in known.shortfall.by_area.values())
    signs = [words("≤: sejak bulan itu atau lebih awal.")] if open_runs else []
    return " ".join([*_scale(known, shown, words), *signs])


def _scale(known: Course, shown: Mapped, words: Words) -> list[str]:
    tall = _tall(known.by_region or {})
    if not tall:
        return []
    said = words.quantity(tall, difference_unit(shown.indicator.unit))
    months, until = len(known.months) - 1, words.date(known.months[-1])
    line = words(
        "Garis: {n} bulan sampai {month}, satu skala, tinggi {tall}.", n=months, month=until, tall=said
    )
    return [line]


def as_rows(rows: pd.DataFrame, shown: Mapped, known: Course | None, words: Words) -> pd.DataFrame:
    """The rows of a file (with `code`) in the order of the list, with `lacks` and `brings` (numbers) and `since` (text) of those behind.

    Where nothing is held against a target they are as they were, with nothing in them.
    """
    told = known.shortfall.by_area if known else {}
    lacks = [told[code][0].short if code in told else None for code in rows["code"]]
    since = [told[code][1] if code in told else None for code in rows["code"]]
    more = rows.assign(
        lacks=pd.array(lacks, dtype="Int64"),
        brings=pd.array([known.brings.get(code) if known else None for code in rows["code"]], dtype="Int64"),
        since=[since_written(one, words) if one else "" for one in since],
    )
    if known is None:
        return more
    return more.set_index("code").loc[list(gaps_listed(shown, known, words))].reset_index()


def pairs_of(code: str, known: Course | None, shown: Mapped, words: Words) -> list[tuple[str, str]]:
    """What a region's panel says of how it stands to its target: what it lacks and since when; nothing where it is not behind."""
    if known is None or code not in known.shortfall.by_area:
        return []
    stood, since = known.shortfall.by_area[code]
    lacking = lacks_said(shown.indicator, stood.short, words)
    brings = brings_said(known.brings.get(code, 0), int(code in known.brings), 1, words)
    when = words("sejak {month}", month=since_written(since, words)) if since else ""
    said = ", ".join(part for part in (lacking, brings, when) if part)
    return [(words("Di bawah target") if is_high(shown.indicator) else words("Di atas batas target"), said)]
