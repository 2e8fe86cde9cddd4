"""Arrears by how long they have been owed: one bar, in four classes, or in two where one of four could not be told."""

from __future__ import annotations

from functools import lru_cache

import pandas as pd
from markupsafe import Markup

from data import law
from data.queries import EmployerList, EmployerQuery
from data.sheets import Chart as SheetChart
from data.sheets import Column, Sheet
from data.vocabulary import AGEING, AGES, COARSE_AGES, UNAGED
from data.words import Words
from pages import charts, session, templates, widgets
from pages.charts import Chart, Part
from pages.session import Place
from pages.templates import AGEING_NAMES
from pages.view import View

# The two joint classes, as their indicators are named.
_JOINT = ("younger", "older")
_COLOURS = dict(zip(AGEING, ("#dde3ea", "#efcfa8", "#e2a362", "#cc7a33"), strict=True)) | {
    UNAGED: "#b9c0ca",
    "younger": "#dde3ea",
    "older": "#cc7a33",
}


@lru_cache(maxsize=256)
def ageing(place: Place, words: Words) -> Markup | Chart:
    """The bar of the place, or of the narrowest wider one of which two classes are told; of none, why that is."""
    title = words("Menurut umur tunggakan")
    told = told_ages(place)
    if told is None:
        why = templates.note(widgets.told_instead(place, "arrears_younger_rp", words))
        return templates.section("peta-changes", why, title)
    if told != place:
        title = words("{title}, {place}", title=title, place=told.name(words))
    return _bar(told, title, words)


@lru_cache(maxsize=1_024)
def told_ages(place: Place) -> Place | None:
    """The place, or the narrowest wider one, of which two classes at least are told; None for none."""
    return next((one for one in (place, *place.wider) if None not in _ages(one).values()), None)


def _bar(place: Place, title: str, words: Words) -> Chart:
    """One bar with the share of each class inside, and below it class, rupiah and, where they may be told, employers."""
    amounts = {name: owed or 0 for name, owed in _ages(place).items()}
    names, employers = _names(place, words), _employers(place)
    parts = [
        Part(names[name], owed, _COLOURS[name], _counted(employers.get(name), words))
        for name, owed in amounts.items()
    ]
    texts = charts.part_amounts(list(amounts.values()), words)
    counts = session.counts_of(
        place, {f"arrears_{name}_rp": text for name, text in zip(amounts, texts, strict=True)}
    )
    return charts.stacked_bar(parts, title, words, counts, _aside(place, set(amounts) == set(_JOINT), words))


def _counted(employers: int | None, words: Words) -> str:
    return "" if employers is None else words("{n} pemberi kerja", n=words.number(employers))


def _employers(place: Place) -> dict[str, int]:
    """The employers of each class, for those who see all of the place by name; of nobody else."""
    if place.named != place:
        return {}
    rows = EmployerList(place.reading, place.month).sums(place.where, EmployerQuery(), "ageing")
    found = {str(name): int(n) for name, n in zip(rows["ageing"], rows["employers"], strict=True)}
    return {name: found.get(name, 0) for name in AGES}


def _ages(place: Place) -> dict[str, float | None]:
    """The rupiah of each ageing class, or of the two joint ones where a class is not told."""
    ages = AGES if place.reading.has_unaged else AGEING
    amounts = {name: place.value(f"arrears_{name}_rp") for name in ages}
    return (
        {name: place.value(f"arrears_{name}_rp") for name in _JOINT} if None in amounts.values() else amounts
    )


def _aside(place: Place, is_joint: bool, words: Words) -> str:
    """What is said beside the title: why there are two classes, and that their limits are not confirmed."""
    joint = words(
        "Dua kelas dengan batas {n} bulan, agar tidak ada pemberi kerja yang dikenali.", n=_limit(place)
    )
    open_rule = "" if widgets.is_confirmed("ageing", place.month) else words("batas kelas belum dikonfirmasi")
    return " · ".join(part for part in (joint.rstrip(".") if is_joint else "", open_rule) if part)


def _limit(place: Place) -> int | None:
    """The last month of the younger of the two joint classes, by the limits in force."""
    return next(one for one in law.at(place.month).ageing if one.name == COARSE_AGES[0][-1]).last_month


def _names(place: Place, words: Words) -> dict[str, str]:
    """What the classes are called, with their months, and the two joint ones."""
    older = "Lebih dari {n} bulan"
    if place.reading.has_unaged:
        older = "Lebih dari {n} bulan, atau umurnya tidak diketahui"
    months = _limit(place)
    joint = {"younger": words("Sampai {n} bulan", n=months), "older": words(older, n=months)}
    known = {one.name: class_name(one, words) for one in law.at(place.month).ageing}
    return {name: words(text) for name, text in AGEING_NAMES.items()} | known | joint


def class_name(ageing_class: law.AgeingClass, words: Words) -> str:
    """A class with its months: "Lancar 1–3 bulan"."""
    if ageing_class.last_month is None:
        months = words("lebih dari {n} bulan", n=ageing_class.first_month - 1)
    else:
        months = words("{first}–{last} bulan", first=ageing_class.first_month, last=ageing_class.last_month)
    return words("{name} {range}", name=words(AGEING_NAMES[ageing_class.name]), range=months)


def ageing_sheet(place: Place, view: View, words: Words) -> Sheet:
    """The classes of a place of which they are told as a file, with one bar of all."""
    amounts, names, employers = _ages(place), _names(place, words), _employers(place)
    columns = [Column("name", words("Kelas umur")), Column("owed", words("Tunggakan"), "rupiah", adds=True)]
    rows = pd.DataFrame({"name": [names[name] for name in amounts], "owed": list(amounts.values())})
    if set(amounts) <= set(employers):
        columns.append(Column("employers", words("Pemberi kerja"), "count", adds=True))
        rows["employers"] = [employers[name] for name in amounts]
    return widgets.place_sheet(
        words("Tunggakan menurut umur: {place}", place=place.name(words)),
        columns,
        rows,
        place,
        view,
        words,
        indicators=("ledger_arrears_rp",),
        rules=("ageing",),
        chart=SheetChart("stacked", "name", ("owed",)),
    )
