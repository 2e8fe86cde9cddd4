"""What the file would change, before it counts: two small maps on one scale, the list behind them, and the sums."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup

from data.intake import Draft, Preview, Rehearsal, Report, Walk, preview, walk
from data.settings import data_folder
from data.words import Words
from geo.layers import layers
from geo.sketch import outlines
from pages import session, templates
from pages.intake import desk
from pages.intake.names import RUPIAH_SUMS, STEPS, SUMS, TABLES

_WIDE, _HIGH = 226, 180
_MILLION = 1_000_000


def show_rehearsal(draft: Draft, report: Report, rehearsal: Rehearsal | None, words: Words) -> None:
    """The rehearsal at the right of the page, always in sight."""
    st.html(templates.render("intake_part", title=words("Uji coba"), note=words("belum terbit")))
    if rehearsal is None or not rehearsal.tables:
        st.html(
            templates.note(words("Belum ada baris yang siap. Jawab pertanyaan atau perbaiki yang salah."))
        )
    else:
        _maps(draft, rehearsal, words)
        st.html(_tables(rehearsal, words))
    found = walk(report)
    if found is not None:
        st.html(_walk(found, words))


@st.cache_data(show_spinner=False, max_entries=8)
def _previewed(folder: str, draft: str, state: str, on: int, _rehearsal: Rehearsal) -> Preview | None:
    return preview(desk.store(), _rehearsal, session.embedded_facts())


def _maps(draft: Draft, rehearsal: Rehearsal, words: Words) -> None:
    with st.spinner(words("Menghitung peta …"), show_time=False):
        found = _previewed(desk.store().place.root, draft.id, repr(draft.as_json()), rehearsal.on, rehearsal)
    if found is None:
        return
    codes = sorted({*found.before, *found.after})
    if not codes:
        return
    pictures = [(_now(found, rehearsal.on, words), found.before)] if found.month_before else []
    pictures.append((words("Setelah terbit, per {month}", month=words.date(found.month)), found.after))
    highest = max([*found.before.values(), *found.after.values(), 1])
    shapes = outlines(layers(data_folder()), codes, _WIDE, _HIGH)
    maps = [
        (
            caption,
            [
                (
                    shape.path,
                    shape.x,
                    shape.y,
                    _shade(amounts.get(shape.code, 0), highest),
                    words.number(amounts.get(shape.code, 0) // _MILLION),
                )
                for shape in shapes
            ],
        )
        for caption, amounts in pictures
    ]
    title = words("Tunggakan, Rp juta")
    st.html(templates.note(title))
    drawn = templates.render("intake_maps", title=title, maps=maps, wide=_WIDE, high=_HIGH)
    templates.show_drawing(drawn, "intake_maps")
    st.html(_regions(codes, found, words))


def _shade(amount: int, highest: int) -> float:
    """How dark a region is drawn: nothing owed is white, anything owed can be seen."""
    return round(0.15 + 0.85 * amount / highest, 2) if amount > 0 else 0.0


def _now(found: Preview, number: int, words: Words) -> str:
    return words(
        "Sekarang (rilis {number}), per {month}", number=number, month=words.date(found.month_before)
    )


def _regions(codes: list[str], found: Preview, words: Words) -> Markup:
    def millions(amount: int) -> str:
        return words.number(round(amount / _MILLION))

    rows = [
        (
            session.area_name(code),
            millions(found.before.get(code, 0)),
            millions(found.after.get(code, 0)),
            _signed(found.after.get(code, 0) - found.before.get(code, 0), _MILLION, words),
        )
        for code in codes
    ]
    before, after = sum(found.before.values()), sum(found.after.values())
    rows.append(
        (words("Jumlah"), millions(before), millions(after), _signed(after - before, _MILLION, words))
    )
    return _tight([words(h) for h in ("Wilayah", "Sekarang", "Setelah", "Beda")], rows, (1, 2, 3))


def _tight(heads: Sequence[str], rows: Sequence[Sequence[str]], numeric: tuple[int, ...]) -> Markup:
    """A table in little room; its last row is the sum."""
    return templates.render("intake_tight", table=templates.table(heads, rows, numeric))


def _signed(amount: int, unit: int, words: Words) -> str:
    rounded = round(amount / unit)
    return ("+" if rounded > 0 else "−" if rounded < 0 else "") + words.number(abs(rounded))


def _tables(rehearsal: Rehearsal, words: Words) -> Markup:
    """For each table its rows before and after, what is new, changed or gone, and its sums."""
    parts = []
    for name, change in rehearsal.tables.items():
        rows = [
            (
                words("Baris"),
                words.number(len(change.before)),
                words.number(len(change.after)),
                _counts(change, words),
            ),
            *(
                (
                    words(SUMS[column]) + (" (Rp)" if column in RUPIAH_SUMS else ""),
                    words.number(before),
                    words.number(after),
                    _signed(after - before, 1, words),
                )
                for column, (before, after) in change.sums().items()
                if column in SUMS and (before or after)
            ),
        ]
        heads = [words(TABLES.get(name, name)), words("Sekarang"), words("Setelah"), words("Beda")]
        parts.append(_tight(heads, rows, (1, 2, 3)))
    return templates.together(*parts)


def _counts(change: object, words: Words) -> str:
    new, changed, gone = (len(getattr(change, part)) for part in ("new", "changed", "gone"))
    said = [
        words("{count} baru", count=words.number(new)) if new else "",
        words("{count} berubah", count=words.number(changed)) if changed else "",
        words("{count} hilang", count=words.number(gone)) if gone else "",
    ]
    return ", ".join(part for part in said if part) or words("sama")


def _walk(found: Walk, words: Words) -> Markup:
    unit = words("orang") if found.people else words("rupiah")
    rows = [(words("JUMLAH di berkas"), words.number(found.said))]
    rows += [
        (words(STEPS[step.what], count=words.number(step.count)), _signed(step.amount, 1, words))
        for step in found.steps
    ]
    rows.append((words("Jumlah kita"), words.number(found.ours)))
    head = words("JUMLAH berkas dan jumlah kita: {heading}", heading=found.heading)
    return _tight([head, unit], rows, (1,))
