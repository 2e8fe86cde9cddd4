"""The kecamatan of a region on paper: a map of numbers, and beside it the table that says what each number stands for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from data.access import instead
from data.disclosure import HIDDEN
from data.indicators import definitions
from data.months import month_end
from data.parsing import each_row, is_missing
from data.queries import Together, together_in_region
from data.words import Words
from pages import paper
from pages.briefing.handout.drawings import numbered_map
from pages.map import WallMap, wall_map
from pages.session import Place
from pages.view import View

_INDICATOR = "compliance"


def kecamatan_blocks(place: Place, view: View, words: Words) -> tuple[paper.Block, ...]:
    """Map and table of compliance by kecamatan; where none has a number of its own, the reason alone."""
    own = View.of(
        data=view.data,
        month=place.month,
        indicator=_INDICATOR,
        area=_area_of(place),
        region=place.key,
        level="kecamatan",
        language=words.language,
    )
    wall = wall_map(own, place.reading, words)
    rows = _in_order(wall)
    title = words("Kepatuhan pemberi kerja menurut kecamatan")
    if rows["value"].isna().all():
        said = words(
            "Tidak satu pun kecamatannya punya angka sendiri per {date}.",
            date=words.date(month_end(place.month)),
        )
        return (paper.Block(title, note=said),)
    at = {code: words.number(n) for n, code in enumerate(rows["code"], 1)}
    drawn = numbered_map(wall.exported.painting, at, place.key, title, words)
    grid = _grid(place, rows, at, words)
    note = words("Persen pemberi kerja wajib yang patuh; berbintik: kelas terendah.")
    return (
        paper.Block(title, drawn, note=note),
        paper.Block(words("Nomor di peta, terendah dulu"), grid=grid, share=1),
    )


def _in_order(wall: WallMap) -> pd.DataFrame:
    """The kecamatan, lowest first, those without a value of their own last."""
    return wall.exported.rows.sort_values(["value", "name"], na_position="last", ignore_index=True)


def _grid(place: Place, rows: pd.DataFrame, at: Mapping[str, str], words: Words) -> paper.Grid:
    heads = (words("No."), words("Kecamatan"), words("Patuh / wajib"), words("persen"))
    told = [
        (at[row.code], row.bare, *_numbers(row, words)) for row in each_row(rows) if not is_missing(row.value)
    ]
    return paper.Grid(
        heads, (*told, *_without(place, rows, at, words)), (0, 2, 3), (1,), _total(place, words)
    )


def _numbers(one: Any, words: Words) -> tuple[str, str]:
    """Parts and share of a row of values, or of several kecamatan together."""
    above, below = words.number(one.numerator), words.number(one.denominator)
    return f"{above} / {below}", words.number(one.value, 1)


def _without(place: Place, rows: pd.DataFrame, at: Mapping[str, str], words: Words) -> list[tuple[str, ...]]:
    """Those without a value of their own: what the hidden ones have together where that is told, and the others."""
    joint = together_in_region(
        place.reading, definitions()[_INDICATOR], place.month, "kecamatan", place.whose.filters, place.key
    )
    hidden = rows[(rows["reason"] == HIDDEN) & rows["value"].isna()]
    merged = [_merged(hidden, joint, at, words)] if joint is not None and len(hidden) else []
    others = rows[rows["value"].isna()]
    others = others if joint is None else others[others["reason"] != HIDDEN]
    return [
        *merged,
        *((at[row.code], row.bare, instead(row.reason, words), "") for row in each_row(others)),
    ]


def _merged(hidden: pd.DataFrame, joint: Together, at: Mapping[str, str], words: Words) -> tuple[str, ...]:
    numbers = [at[code] for code in hidden["code"]]
    span = numbers[0] if len(numbers) == 1 else f"{numbers[0]}–{numbers[-1]}"
    names = words("{names} (digabung)", names=", ".join(hidden["bare"]))
    return span, names, *_numbers(joint, words)


def _total(place: Place, words: Words) -> tuple[str, ...]:
    now = place.sum(_INDICATOR)
    if now is None or now.value is None:
        return ()
    return "", words("Jumlah"), *_numbers(now, words)


def _area_of(place: Place) -> str:
    return str(place.reading.facts.regions.set_index("code").loc[place.key, "area"])
