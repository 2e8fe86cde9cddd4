"""What every number means: the indicators of published figures, and those measured from a ledger."""

from __future__ import annotations

from datetime import date

import streamlit as st
from markupsafe import Markup

from data import law
from data.access import largest_share
from data.cube import INFORMAL, JAKON
from data.disclosure import guards
from data.indicators import Indicator, definitions, goal_of
from data.words import Words
from pages import session, templates, widgets

_KINDS = {
    "published": "Data publikasi",
    "ledger": "Diukur dari data simulasi atau data sendiri",
}
_POLARITIES = {
    "high_good": "makin tinggi makin baik",
    "low_good": "makin rendah makin baik",
    "neutral": "tidak dinilai",
}


def definition_list(today: date, words: Words) -> None:
    """Every indicator, those of one kind after those of the other, each group under its own heading."""
    for kind, heading in _KINDS.items():
        own = [indicator for indicator in definitions().values() if indicator.kind == kind]
        st.subheader(f"{words(heading)} ({len(own)})")
        groups = dict.fromkeys(indicator.group["id"] for indicator in own)
        for number, group in enumerate(groups):
            members = [indicator for indicator in own if indicator.group["id"] == group]
            _group(f"definitions_{kind}_{number}", members, today, words)


def _group(key: str, members: list[Indicator], today: date, words: Words) -> None:
    """One group; what is closed is sent when it is opened."""
    title = f"{members[0].group[words.language]} ({len(members)})"
    is_open = members[0].kind == "published"
    expander = st.expander(templates.plain(title), expanded=is_open, key=key, on_change="rerun")
    if expander.open:
        expander.html(templates.together(*(_definition(member, today, words) for member in members)))


def _definition(indicator: Indicator, today: date, words: Words) -> Markup:
    language = words.language
    items = [
        (words("Pertanyaan"), indicator.question[language]),
        (words("Definisi"), indicator.definition[language]),
        (words("Rumus"), _formula(indicator, words)),
        (words("Pembilang"), indicator.numerator[language]),
        (words("Penyebut"), indicator.denominator[language]),
        (words("Satuan"), words.unit(indicator.unit)),
        (words("Waktu"), _time(indicator, words)),
        (words("Arah"), words(_POLARITIES[indicator.polarity])),
        (words("Target"), _target(indicator, today, words)),
        (words("Penyamaran"), _disclosure(indicator, today, words)),
        (words("Dasar"), indicator.legal[language]),
        (words("Catatan"), indicator.caveat[language]),
    ]
    title, pairs = indicator.title[language], templates.pairs(items)
    return templates.render("sources_definition", id=indicator.id, title=title, pairs=pairs)


def _formula(indicator: Indicator, words: Words) -> str:
    """How the value follows from numerator and denominator; a published figure is shown as it was printed."""
    if indicator.kind == "published":
        as_printed = words("sebagaimana terbit; persen dihitung ulang di sampingnya")
        return as_printed if indicator.unit == "percent" else ""
    if indicator.gap:
        return words("target × penyebut − pembilang, paling sedikit 0")
    if indicator.unit == "percent":
        return words("pembilang ÷ penyebut × 100")
    if indicator.below or indicator.below_workforce:
        return words("pembilang ÷ penyebut")
    return words("jumlah pembilang")


def _time(indicator: Indicator, words: Words) -> str:
    """Of which time the value is; a published figure says its own."""
    if indicator.kind == "published":
        return ""
    return words("selama bulan itu") if indicator.flow else words("posisi per akhir bulan")


def _target(indicator: Indicator, today: date, words: Words) -> str:
    """The target of this year with its series and its source; "" without one."""
    target = goal_of(session.facts().targets, indicator, today.year)
    if target is None:
        return ""
    aim = f"{words.percent(target.value)}, {target.series}, {target.year}"
    return templates.together(f"{aim}. {words('Sumber')}: ", widgets.source_link(target.source))


def _disclosure(indicator: Indicator, today: date, words: Words) -> str:
    """When the public role is not shown a number, by the thresholds in force today."""
    if indicator.kind != "ledger":
        return ""
    limits, measures = law.at(f"{today:%Y-%m}"), {*indicator.above, *indicator.minus, *indicator.below}
    if any(rule.largest for guard in guards(measures) for rule in guard.rules):
        return words(
            "Bagi peran publik tampil bila sekurangnya {least} {who} punya bagian di dalamnya dan tidak satu pun lebih "
            "dari {share}, juga pada selisihnya dengan angka publik lain; selain itu digabung dengan yang di sebelahnya.",
            least=limits.min_employers,
            who=words("proyek") if measures <= {*JAKON} else words("pemberi kerja"),
            share=largest_share(words, limits),
        )
    if measures <= {*INFORMAL}:
        return words(
            "Bagi peran publik tampil bila ada sekurangnya {least} pekerja BPU; selain itu digabung dengan yang di "
            "sebelahnya.",
            least=limits.min_employers,
        )
    return words(
        "Bagi peran publik tampil bila ada sekurangnya {least} pemberi kerja dan angkanya tidak berarti bahwa semuanya "
        "lalai; selain itu digabung dengan yang di sebelahnya.",
        least=limits.min_employers,
    )
