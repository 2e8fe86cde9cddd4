"""The places side by side as a table to take along: a row each, with a native chart of compliance and its target."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from data.access import instead
from data.indicators import counted_in, definitions
from data.months import month_end
from data.sheets import Chart, Column, Sheet
from data.words import Words
from pages import session, widgets
from pages.compare import standing
from pages.compare.differences import overlaps, sentences
from pages.session import Place
from pages.templates import change_said, since_written
from pages.view import View

# Indicator -> the kind of its column. Those of `standing.TARGETED` have their parts, target, what lacks and since when
# beside it, and these their change of a month, as the page says it.
_MEASURES = {
    "compliance": "percent",
    "coverage_workers": "percent",
    "ledger_arrears_rp": "rupiah",
    "ledger_arrears_employers": "count",
    "arrears_share": "percent",
    "exposed_workers": "count",
    "cases_open": "count",
    "cases_past_deadline": "count",
}
_MOVED = (*standing.TARGETED, "ledger_arrears_rp", "cases_open")


def sheet(places: Sequence[Place], view: View, words: Words) -> Sheet:
    """A row for each place, in the order in which they stand on the page."""
    rows = pd.DataFrame([_row(place, words) for place in places])
    names = "; ".join(place.name(words) for place in places)
    reading = places[0].reading
    return Sheet(
        words("Berdampingan: {names}", names=names),
        _columns(words),
        rows,
        _about(places, names, view, words),
        widgets.definition_rows(tuple(_MEASURES), places[0].month, words),
        reading.release.simulated,
        scope=widgets.scope_line(
            [(words("Tempat"), names), (words("Peran"), session.role_name(reading.viewer, words))]
        ),
        instead={name: [_instead(place, name, words) for place in places] for name in _MEASURES},
        reasons=widgets.hidden_reasons(places[0], words),
        chart=Chart(
            "bar",
            "name",
            ("compliance",),
            "compliance_target" if rows["compliance_target"].notna().any() else "",
        ),
    )


def _about(places: Sequence[Place], names: str, view: View, words: Words) -> list[tuple[str, str]]:
    """What a reader must know: which places, whose employers in each, the day, the differences, what is counted twice."""
    return [
        (words("Tempat"), names),
        *((place.name(words), place.whose_said(words)) for place in places),
        (words("Per"), words.date(month_end(places[0].month))),
        *widgets.release_rows(places[0].reading, words),
        *((words("Selisih"), said) for said in sentences(places, words)),
        *((words("Catatan"), said) for said in overlaps(places, words)),
        *widgets.address_rows(view, words),
    ]


def _columns(words: Words) -> list[Column]:
    columns = [Column("name", words("Tempat"))]
    for name, kind in _MEASURES.items():
        about = definitions()[name]
        title = about.title[words.language]
        columns.append(Column(name, title, kind))
        if name in standing.TARGETED:
            unit = words.unit(counted_in(about))
            columns += [
                Column(f"{name}_numerator", words("{title}: pembilang", title=title), "count"),
                Column(f"{name}_denominator", words("{title}: penyebut", title=title), "count"),
                Column(f"{name}_target", words("{title}: target", title=title), kind),
                Column(f"{name}_lacks", words("{title}: kurang, {unit}", title=title, unit=unit), "count"),
                Column(f"{name}_since", words("{title}: di bawah sejak", title=title)),
            ]
        if name in _MOVED:
            columns.append(Column(f"{name}_change", words("{title}: sebulan", title=title)))
    return columns


def _row(place: Place, words: Words) -> dict[str, Any]:
    row: dict[str, Any] = {"name": place.name(words)}
    for name in _MEASURES:
        row[name] = place.value(name)
        if name in standing.TARGETED:
            row |= {f"{name}_{part}": said for part, said in _of_target(place, name, words).items()}
        if name in _MOVED:
            row[f"{name}_change"] = _change(place, name, words)
    return row


def _of_target(place: Place, name: str, words: Words) -> dict[str, Any]:
    """The parts of a share, its one target, how many are missing to that, and since when."""
    now, stood, begun = standing.told(place, name), session.stood(place, name), session.since(place, name)
    return {
        "numerator": now.numerator if now else None,
        "denominator": now.denominator if now else None,
        "target": stood.target if stood else None,
        "lacks": stood.short if stood else None,
        "since": since_written(begun, words) if begun else "",
    }


def _change(place: Place, name: str, words: Words) -> str:
    moved = place.moved(name, place.before) if place.before else None
    return "" if moved is None else change_said(definitions()[name], moved, place.before, words)


def _instead(place: Place, name: str, words: Words) -> str:
    """What stands in place of a number that is not told; "" where it is, or nothing is known."""
    now = place.sum(name)
    return instead(now.suppressed, words) if now is not None and now.suppressed else ""
