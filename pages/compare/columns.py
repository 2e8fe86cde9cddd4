"""What a column says of its place: the main measures, each with its parts, its target, since when, and its change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from data.indicators import Measured, definitions
from data.words import Words
from pages import session, templates, widgets
from pages.compare import standing
from pages.session import Place
from pages.templates import change_said, lacks_said, since_written

_KEY = "compare_columns"
_columns = templates.component("columns")
# Whom the arrears of a place concern, beside the rupiah.
_OWING, _OF_ALL, _EXPOSED = "ledger_arrears_employers", "arrears_share", "exposed_workers"


@dataclass(frozen=True)
class Told:
    """One measure of a place: heading, number, a bar and the lines under it.

    `bar`: the value and its targets as shares of the whole, and what is said in place of the drawing. `texts` says of
    the numbers what they count (`pages.session.counts_of`).
    """

    heading: str
    number: str
    bar: tuple[float, list[float], str] | None = None
    lines: tuple[str, ...] = ()
    texts: dict[str, str] = field(default_factory=dict)


def show(places: Sequence[Place], read: bool, words: Words) -> None:
    """The columns; a click on a name opens the page of the office, or the region on the map. `read`: since when is known."""

    def picked() -> None:
        code = templates.reported(_KEY, "open", [place.key for place in places])
        if code:
            session.open_place(code)

    _columns(data=content(places, read, words), key=_KEY, on_open_change=picked)


def content(places: Sequence[Place], read: bool, words: Words) -> dict[str, Any]:
    """What the browser's side is given: texts and shares."""
    told = {place.key: measures(place, read, words) for place in places}
    rows = [
        [
            place.key,
            place.name(words),
            _noted(place, words),
            [[one.heading, one.number, one.bar, list(one.lines)] for one in told[place.key]],
        ]
        for place in places
    ]
    return {
        "rows": rows,
        "total": [],
        "counts": {place.key: _counts(place, told[place.key]) for place in places},
    }


def _counts(place: Place, told: Sequence[Told]) -> str:
    texts = {name: text for one in told for name, text in one.texts.items()}
    return widgets.counts_text(session.counts_of(place, texts))


def _noted(place: Place, words: Words) -> str:
    """Whose employers are counted, and that a reader who stands for others sees what the public sees."""
    own = place.reading.viewer.stands_for
    outside = words("di luar peran ini: seperti yang dilihat publik") if own and place.named is None else ""
    return " · ".join(part for part in (place.whose_said(words), outside) if part)


def measures(place: Place, read: bool, words: Words) -> tuple[Told, ...]:
    """The main measures in their order; `read`: whether the months before are at hand."""
    targeted = [_share(place, name, read, words) for name in standing.TARGETED]
    return (*targeted, _arrears(place, words), _cases(place, words))


def _title(name: str, words: Words) -> str:
    return definitions()[name].title[words.language]


def _share(place: Place, name: str, read: bool, words: Words) -> Told:
    """A share with its target: how many are short of it, and since when."""
    now = standing.told(place, name)
    if now is None or now.numerator is None or now.denominator is None:
        return _untold(place, name, words)
    limits = [target.value for target in standing.goals(place, name, place.month)]
    value = words.percent(float(now.value or 0), beside=limits)
    above, below = words.number(now.numerator), words.number(now.denominator)
    bar = (
        min(float(now.value or 0) / 100, 1),
        [limit / 100 for limit in limits],
        _bar_said(value, limits, words),
    )
    lines = (
        _parts(now, above, below, words),
        _to_target(place, name, limits, read, words),
        _change(place, name, words),
    )
    texts = {name: value, f"{name}:above": above, f"{name}:below": below}
    return Told(_title(name, words), value, bar, tuple(filter(None, lines)), texts)


def _bar_said(value: str, limits: Sequence[float], words: Words) -> str:
    if not limits:
        return value
    return words("{value}, target {targets}", value=value, targets=" / ".join(map(words.percent, limits)))


def _parts(now: Measured, above: str, below: str, words: Words) -> str:
    """Numerator and denominator with their unit, and of which day the people are who work there."""
    # held together: nothing wraps in the middle of a number
    parts = f"{above}\u00a0/\u00a0{below}"
    if not now.denominator_as_of:
        return words("{parts} pemberi kerja wajib", parts=parts)
    days = ", ".join(words.date(day) for day in dict.fromkeys(now.denominator_as_of.split(";")))
    return words("{parts} penduduk bekerja ({date})", parts=parts, date=days)


def _to_target(place: Place, name: str, limits: Sequence[float], read: bool, words: Words) -> str:
    """What is missing to the target, and since when; "" without one."""
    stood = session.stood(place, name)
    if stood is None or not limits:
        return words("tanpa target {year}", year=place.month[:4])
    targets = " / ".join(map(words.percent, limits))
    if not stood.behind:
        return words("target {target} tercapai", target=targets) if stood.short == 0 else ""
    lacks = lacks_said(definitions()[name], stood.short, words)
    said = words("{lacks} dari target {target}", lacks=lacks, target=targets) if lacks else targets
    return f"▼ {said}, {_since(place, name, read, words)}"


def _since(place: Place, name: str, read: bool, words: Words) -> str:
    if not read:
        return words("sejak kapan sedang dibaca")
    begun = session.since(place, name)
    return words("sejak {month}", month=since_written(begun, words)) if begun else ""


def _arrears(place: Place, words: Words) -> Told:
    """What is owed, by how many of the registered employers, and whose workers that concerns."""
    name = "ledger_arrears_rp"
    now = standing.told(place, name)
    if now is None:
        return _untold(place, name, words)
    texts = {name: words.rupiah(now.value or 0)}
    return Told(
        _title(name, words),
        texts[name],
        None,
        tuple(
            filter(
                None,
                (_owing(place, texts, words), _exposed(place, texts, words), _change(place, name, words)),
            )
        ),
        texts,
    )


def _owing(place: Place, texts: dict[str, str], words: Words) -> str:
    owing, share = place.value(_OWING), standing.told(place, _OF_ALL)
    if owing is None:
        return ""
    texts[_OWING] = words.number(owing)
    said = words("{n} pemberi kerja menunggak", n=texts[_OWING])
    if share is None:
        return said
    of_all = words(
        "{share} dari {n} terdaftar",
        share=words.percent(float(share.value or 0)),
        n=words.number(share.denominator or 0),
    )
    return f"{said}, {of_all}"


def _exposed(place: Place, texts: dict[str, str], words: Words) -> str:
    exposed = place.value(_EXPOSED)
    if exposed is None:
        return ""
    texts[_EXPOSED] = words.number(exposed)
    return words("{n} pekerja terdampak", n=texts[_EXPOSED])


def _cases(place: Place, words: Words) -> Told:
    """The cases that stand open, and how many of them are past a deadline."""
    name, past = "cases_open", "cases_past_deadline"
    opened, late = place.value(name), place.value(past)
    if opened is None:
        return _untold(place, name, words)
    texts = {name: words.number(opened)}
    lines = [_change(place, name, words)]
    if late is not None:
        texts[past] = words.number(late)
        said = words("● {n} lewat tenggat", n=texts[past]) if late else words("tidak ada yang lewat tenggat")
        doubt = widgets.doubtful(place.value("cases_past_deadline_unconfirmed"), words)
        lines.insert(0, "; ".join(part for part in (said, doubt) if part))
    return Told(_title(name, words), texts[name], None, tuple(filter(None, lines)), texts)


def _change(place: Place, name: str, words: Words) -> str:
    """The change since the month before; "" where it is not known or not told."""
    moved = place.moved(name, place.before) if place.before else None
    return "" if moved is None else change_said(definitions()[name], moved, place.before, words)


def _untold(place: Place, name: str, words: Words) -> Told:
    """Why a measure has no number: nobody brought it, it is not told of this place, or not of one office's employers."""
    about = definitions()[name]
    lacking = place.reading.lacking(about.counted_from, place.month, place.regions)
    if lacking:
        return Told(
            _title(name, words), words("belum ada data"), lines=(widgets.lacking_text(lacking, words),)
        )
    if place.whose.only and not about.narrows:
        note = words("Dihitung per wilayah, jadi hanya ada pada cakupan “Seluruh wilayah layanan”.")
        return Told(_title(name, words), "–", lines=(note,))
    value, note = widgets.untold_tile(place, name, words)
    return Told(_title(name, words), value, lines=(note,) if note else ())
