"""Every sentence about a movement or an end that pages say of a ledger, each shown to the twin."""

from __future__ import annotations

from collections.abc import Iterable
from types import SimpleNamespace

import pandas as pd

from data.indicators.definition import definitions
from data.ledger.calendar import month_calendar, wage_floors
from data.months import month_index
from data.parsing import each_row
from data.places import ALL_AREAS
from data.queries.reading import Reading
from data.words import Words
from pages.map.ledger import headline_of
from pages.map.ledger_values import Question, answered, regions_of
from pages.map.sentence import ends_said, moved_whole, regions_moved, whole
from pages.office.matters import matters
from pages.office.matters import sentences as office_sentences
from pages.office.tiles import moves
from pages.session import office_sums
from tests.facts import FACTS
from tests.sentences.signing import CLAIMS, Twin, of_each

INDICATORS = [key for key, one in definitions().items() if one.kind == "ledger" and not one.by]
OFFICES = ("KC-PALEMBANG", "KC-MOJOKERTO", "KC-PEKALONGAN")
WORDS = Words("id")


def twin_of(tables, months: Iterable[str]) -> Twin:
    """The twin of a simulated ledger (its tables as frames), which knows these months."""
    months = sorted(months)
    first, last = sorted(set(tables["contributions"]["blth"]))[0], months[-1]
    # The simulated ledger has no positions.
    none = pd.DataFrame({"npp": [], "as_of": pd.to_datetime([]), "months": [], "rupiah": []})
    case = SimpleNamespace(
        tables=tables | {"arrears_positions": none},
        calendar=month_calendar(first, first, last),
        floors=wage_floors(FACTS, first, last),
    )
    names = dict(zip(FACTS.regions["code"], FACTS.regions["short"], strict=True))
    return Twin(dict(of_each(case, map(month_index, months))), names)


def map_said(
    twin: Twin, reading: Reading, indicator: str, month: str, since: str, area: str = ALL_AREAS
) -> None:
    """What the map page says of one indicator: its ends, and what changed since another month."""
    asked = Question(indicator, area, month, "", (), "alami", 5)
    about, shown = asked.about, answered(asked, reading)
    twin.ends(ends_said(shown, WORDS), about, shown.known)
    if not since:
        return
    months = (month_index(month), month_index(since))
    now, then = whole(asked, reading, month), whole(asked, reading, since)
    regions = None if area == ALL_AREAS else regions_of(area)
    if sentence := moved_whole(asked, reading, since, WORDS):
        twin.whole(sentence, about, regions, now, then, months)
    values = _pairs(reading, about, month, since, regions_of(area))
    twin.regions(regions_moved(asked, reading, since, WORDS), about, values, months)
    compared = Question(indicator, area, month, since, (), "alami", 5)
    _, _, _, lead = headline_of(compared, reading, answered(compared, reading), None, WORDS)
    told = [moved_whole(asked, reading, since, WORDS), *regions_moved(asked, reading, since, WORDS)]
    twin.sign(lead, lead == " ".join(part for part in told if part))


def _pairs(reading: Reading, about, month: str, since: str, regions) -> dict:
    now, then = ({row.region: row for row in each_row(reading.values(about, at))} for at in (month, since))
    known = {code: (now[code], then[code]) for code in regions if code in now and code in then}
    return {code: pair for code, pair in known.items() if not any(one.suppressed for one in pair)}


def office_said(twin: Twin, reading: Reading, code: str, month: str) -> None:
    """What the page of an office says of the month."""
    of = office_sums(code, month, reading)
    if not of.before:
        return
    months = (month_index(month), month_index(of.before))
    for sentence in office_sentences(of, WORDS):
        for name in ("compliance", "ledger_arrears_rp"):
            about = definitions()[name]
            title = f"{about.title['id']}: "
            if sentence.startswith(title):
                values = _pairs(reading, about, month, of.before, of.regions)
                long_names = dict(zip(FACTS.regions["code"], FACTS.regions["name"], strict=True))
                beside = Twin(twin.months, long_names)
                beside.regions(_apart(sentence.removeprefix(title)), about, values, months)
                twin.signed, twin.refused = twin.signed + beside.signed, twin.refused + beside.refused
                break
        else:
            twin.sign(sentence, not CLAIMS.search(sentence))
    for matter in matters(of, WORDS):
        name = _indicator_of(matter)
        twin.whole(
            matter.text, definitions()[name], of.regions, of.sum(name), of.sum(name, of.before), months
        )
    _office_head(twin, of)


def _office_head(twin: Twin, of) -> None:
    about, now = definitions()["compliance"], of.sum("compliance")
    for part in moves(of, WORDS).split("Sejak ")[1:]:
        since = of.before if WORDS.date(of.before) in part else of.year_before
        months = (month_index(of.month), month_index(since))
        twin.whole(part, about, of.regions, now, of.sum("compliance", since), months)


def _apart(text: str) -> list[str]:
    """Sentences that stand behind each other, one by one."""
    import re

    return re.split(r"(?<=\.) (?=(?:Naik|Turun|Tidak ada|Selisih|\d+ wilayah)\b)", text)


def _indicator_of(matter) -> str:
    pages = {
        "tunggakan": "ledger_arrears_rp",
        "penegakan": "cases_past_deadline",
        "informal": "ledger_bpu_active",
    }
    kinds = {"pwbd": "ledger_pwbd_employers", "pds_tk": "pds_workers_employers"}
    return kinds.get(matter.kind) or pages[matter.page]
