"""The numbers that pages say of a place of a ledger, as numbers of a working paper."""

from __future__ import annotations

from collections.abc import Iterable

from data.indicators import Standing, definitions, difference_unit
from data.words import Words
from data.workpapers import Headline, Number, Scope, Worked, shortfall
from pages.charts import FUNNEL_STEPS
from pages.session import Place


def of_place(place: Place, name: str, words: Words, month: str = "") -> Headline:
    """An indicator of a place, in its month or another."""
    level = "regions" if place.adds_regions else place.level
    return Headline(
        definitions()[name].title[words.language],
        place.name(words),
        name,
        month or place.month,
        Scope(level, place.key, place.regions, place.whose.filters),
        place.reading,
        place.sum(name, month),
    )


def numbers_of(place: Place, names: Iterable[str], words: Words) -> list[Number]:
    """Several indicators of a place; of compliance how many are not, too."""
    found: list[Number] = []
    for name in names:
        one = of_place(place, name, words)
        found += [one, *_behind(one, words)]
    return found


def _behind(one: Headline, words: Words) -> list[Worked]:
    """How many of those who must comply do not."""
    above, below = one.parts
    if one.indicator != "compliance" or above is None or below is None:
        return []
    title = words("{title}: yang belum", title=one.title)
    return [Worked(title, one.place, one.month, "employers", "lacking", (one,), below - above)]


def funnel_numbers(place: Place, words: Words) -> list[Number]:
    """Compliance, and the steps of its funnel."""
    return numbers_of(place, ["compliance", *(name for name, *_ in FUNNEL_STEPS)], words)


def trend_numbers(place: Place, name: str, words: Words) -> list[Number]:
    """The last value of a trend, how far it is from its target, and how it moved within a year."""
    one = of_place(place, name, words)
    found: list[Number] = [one]
    if one.told is None or one.told.value is None:
        return found
    if one.target is not None:
        gap = float(one.told.value) - one.target
        found += shortfall(one, Standing(behind=False, target=one.target, gap=gap), words)
    before = of_place(place, name, words, place.year_before) if place.year_before else None
    if before is not None and before.told is not None and before.told.value is not None:
        found += [before, changed(one, before, float(one.told.value) - float(before.told.value), words)]
    return found


def changed(one: Headline, before: Headline, by: float, words: Words) -> Worked:
    """How a number moved since another month, as the app says it."""
    title = words("{title}: perubahan sejak {date}", title=one.title, date=words.date(before.month))
    return Worked(title, one.place, one.month, difference_unit(one.unit), "change", (one, before), by)
