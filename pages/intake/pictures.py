"""What the file would change, by region: two small maps on one scale, and the same amounts as a list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st
from markupsafe import Markup

from data.intake import Draft, Preview, Rehearsal, TableChange, preview
from data.settings import data_folder
from data.words import Words
from geo.layers import layers
from geo.sketch import Outline, outlines
from pages import session, templates
from pages.intake import desk

# Two maps and the gap between them are as wide as their column on a laptop, so that a letter keeps its size.
_WIDE, _HIGH, _GAP = 213, 176, 8
_MILLION = 1_000_000
# Tables whose rows lie in regions: what is counted of them ("" for the rows), what that is called, whether it is rupiah.
_BY_REGION: Mapping[str, tuple[str, str, bool]] = {
    "employers": ("", "Pemberi kerja", False),
    "informal": ("active", "Peserta aktif", False),
    "projects": ("value", "Nilai proyek", True),
}


@dataclass(frozen=True)
class _Amounts:
    """An amount by region (code) before and after, with what it is and as of when each is ("" for none)."""

    title: str
    rupiah: bool
    before: Mapping[str, int]
    after: Mapping[str, int]
    captions: tuple[str, str]


def show_pictures(draft: Draft, rehearsal: Rehearsal, words: Words) -> None:
    """The maps and their list: arrears of contributions and where they change, else what the file brings of regions."""
    with st.spinner(words("Menghitung peta …"), show_time=False):
        found = _previewed(desk.store().place.root, draft.id, draft.decided, rehearsal.on, rehearsal)
    same = found is not None and _owed(found.before) == _owed(found.after)
    shown = _arrears(found, words) if not same or "contributions" in rehearsal.tables else None
    shown = shown or _brought(rehearsal, words)
    if shown is not None:
        _draw(shown, draft.office, words)
    if same:
        st.html(templates.note(words("Tunggakan di peta tidak berubah.")))


def _owed(amounts: Mapping[str, int]) -> dict[str, int]:
    """Regions that owe something: one that has come into the cube by other rows owes no more than before."""
    return {code: amount for code, amount in amounts.items() if amount}


@st.cache_data(show_spinner=False, max_entries=8)
def _previewed(folder: str, draft: str, state: str, on: int, _rehearsal: Rehearsal) -> Preview | None:
    return preview(desk.store(), _rehearsal, session.embedded_facts())


def _arrears(found: Preview | None, words: Words) -> _Amounts | None:
    if found is None:
        return None
    captions = (
        words("Sekarang, per {month}", month=words.date(found.month_before)) if found.month_before else "",
        words("Setelah terbit, per {month}", month=words.date(found.month)),
    )
    return _Amounts(words("Tunggakan"), True, found.before, found.after, captions)


def _brought(rehearsal: Rehearsal, words: Words) -> _Amounts | None:
    for name, (column, title, rupiah) in _BY_REGION.items():
        if change := rehearsal.seen_by(session.viewer()).get(name):
            before, after = _by_region(change, column)
            return _Amounts(words(title), rupiah, before, after, (words("Sekarang"), words("Setelah terbit")))
    return None


def _by_region(change: TableChange, column: str) -> tuple[dict[str, int], dict[str, int]]:
    return _sums(change.before, column), _sums(change.after, column)


def _sums(frame: pd.DataFrame, column: str) -> dict[str, int]:
    """What a column adds up to in each region, or how many rows each region has."""
    if frame.empty:
        return {}
    placed = frame[frame["region"].astype(str) != ""]
    by = placed["region"].astype(str)
    sums = placed[column].fillna(0).groupby(by).sum() if column else by.groupby(by).size()
    return {str(code): int(amount) for code, amount in sums.items()}


def _draw(shown: _Amounts, office: str, words: Words) -> None:
    changed = {
        code
        for code in {*shown.before, *shown.after}
        if shown.before.get(code, 0) != shown.after.get(code, 0)
    }
    own = desk.area(office) & {*shown.before, *shown.after}
    # A branch is shown its own regions: those of others change too, where months are counted for the first time.
    codes = sorted(own if session.viewer().stands_for else changed | own)
    if not codes:
        return
    st.html(templates.note(words("{what}, Rp juta", what=shown.title) if shown.rupiah else shown.title))
    drawn = _maps(shown, codes, words)
    templates.show_drawing([drawn], "intake_maps")
    st.html(_list(shown, codes, words))


def _maps(shown: _Amounts, codes: Sequence[str], words: Words) -> Markup:
    shapes = outlines(layers(data_folder()), codes, _WIDE, _HIGH)
    highest = max([*(shown.before.get(c, 0) for c in codes), *(shown.after.get(c, 0) for c in codes), 1])
    pairs = [
        (caption, amounts)
        for caption, amounts in zip(shown.captions, (shown.before, shown.after), strict=True)
        if caption
    ]
    maps = [
        (
            caption,
            [_region(shape, amounts.get(shape.code), highest, shown.rupiah, words) for shape in shapes],
        )
        for caption, amounts in pairs
    ]
    return templates.render("intake_maps", title=shown.title, maps=maps, wide=_WIDE, high=_HIGH, gap=_GAP)


def _region(
    shape: Outline, amount: int | None, highest: int, rupiah: bool, words: Words
) -> dict[str, object]:
    shade = round(0.15 + 0.85 * amount / highest, 2) if amount else 0.0
    text = known(round(amount / _MILLION) if rupiah and amount is not None else amount, words)
    return {"path": shape.path, "x": shape.x, "y": shape.y, "at": shape.at, "shade": shade, "text": text}


def _list(shown: _Amounts, codes: Sequence[str], words: Words) -> Markup:
    """Whole rupiah, so that the lines add up to the last one."""
    pairs = [(session.area_name(code), shown.before.get(code), shown.after.get(code)) for code in codes]
    pairs.append((words("Jumlah"), _total(one for _, one, _ in pairs), _total(one for _, _, one in pairs)))
    rows = [
        (name, known(before, words), known(after, words), signed((after or 0) - (before or 0), words))
        for name, before, after in pairs
    ]
    head = words("{what} (Rp)", what=shown.title) if shown.rupiah else shown.title
    return tight([head, words("Sekarang"), words("Setelah"), words("Beda")], rows, (1, 2, 3), summed=True)


def _total(amounts: Iterable[int | None]) -> int | None:
    given = [amount for amount in amounts if amount is not None]
    return sum(given) if given else None


def known(amount: int | None, words: Words) -> str:
    """A number, or a dash where nothing was published: that is not 0."""
    return "–" if amount is None else words.number(amount)


def tight(
    heads: Sequence[str], rows: Sequence[Sequence[str]], numeric: tuple[int, ...], *, summed: bool = False
) -> Markup:
    """A table in little room; `summed`: its last row is the sum of the others."""
    table = templates.table(heads, rows, numeric)
    return templates.render("intake_tight", table=table, summed=summed)


def signed(amount: int, words: Words) -> str:
    """A difference with its sign, 0 without one."""
    return ("+" if amount > 0 else "−" if amount < 0 else "") + words.number(abs(amount))
