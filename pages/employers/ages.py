"""Arrears by how long they have been owed: one bar, in four classes, or in two where one of four could not be told."""

from __future__ import annotations

from markupsafe import Markup

from data import law
from data.vocabulary import AGEING, AGES, COARSE_AGES, UNAGED
from data.words import Words
from pages import session, templates, widgets
from pages.session import Place
from pages.templates import AGEING_NAMES, Part

# The two joint classes, as their indicators are named.
_JOINT = ("younger", "older")
_COLOURS = dict(zip(AGEING, ("#dde3ea", "#efcfa8", "#e2a362", "#cc7a33"), strict=True)) | {
    UNAGED: "#b9c0ca",
    "younger": "#dde3ea",
    "older": "#cc7a33",
}


def ageing(place: Place, words: Words) -> Markup:
    """The bar of the place, or of the narrowest wider one of which two classes are told; of none, why that is."""
    heading = words("Menurut umur tunggakan")
    told = [one for one in (place, *place.wider) if None not in _ages(one).values()]
    if not told:
        why = templates.note(widgets.told_instead(place, "arrears_younger_rp", words))
        return templates.section("peta-changes", why, heading)
    if told[0] != place:
        heading = words("Menurut umur tunggakan, {place}", place=told[0].name(words))
    return templates.section("peta-changes", _bar(told[0], words), heading)


def _bar(place: Place, words: Words) -> Markup:
    """One bar with the share of each class inside, and below it class and rupiah."""
    amounts = {name: owed or 0 for name, owed in _ages(place).items()}
    total = place.value("ledger_arrears_rp") or sum(amounts.values()) or 1
    names = AGEING_NAMES | _joint_names(place, words)
    parts = [
        Part(words(names[name]), words.rupiah(owed), owed / total, _COLOURS[name])
        for name, owed in amounts.items()
    ]
    texts = {f"arrears_{name}_rp": words.rupiah(owed) for name, owed in amounts.items()}
    counts = session.counts_of(place, {**texts, "ledger_arrears_rp": words.rupiah(total)})
    notes = [
        _limits_note(place, set(amounts) == set(_JOINT), words),
        widgets.rests_note(["ageing"], place.month, words),
    ]
    return templates.together(
        templates.parted_bar(parts, (words("Jumlah"), words.rupiah(total)), words, counts),
        *(templates.note(note) for note in notes if note),
    )


def _ages(place: Place) -> dict[str, float | None]:
    """The rupiah of each ageing class, or of the two joint ones where a class is not told."""
    ages = AGES if place.reading.has_unaged else AGEING
    amounts = {name: place.value(f"arrears_{name}_rp") for name in ages}
    return (
        {name: place.value(f"arrears_{name}_rp") for name in _JOINT} if None in amounts.values() else amounts
    )


def _limits_note(place: Place, is_joint: bool, words: Words) -> str:
    if not is_joint:
        return ""
    return words(
        "Dua kelas dengan batas {n} bulan, agar tidak ada pemberi kerja yang dikenali.", n=_limit(place)
    )


def _limit(place: Place) -> int | None:
    """The last month of the younger of the two joint classes, by the limits in force."""
    return next(one for one in law.at(place.month).ageing if one.name == COARSE_AGES[0][-1]).last_month


def _joint_names(place: Place, words: Words) -> dict[str, str]:
    """What the two joint classes are called."""
    older = "Lebih dari {n} bulan"
    if place.reading.has_unaged:
        older = "Lebih dari {n} bulan, atau umurnya tidak diketahui"
    months = _limit(place)
    return {"younger": words("Sampai {n} bulan", n=months), "older": words(older, n=months)}
