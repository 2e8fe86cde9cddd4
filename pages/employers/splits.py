"""Arrears added up by ageing class, sector, scale, region or kecamatan: employers, workers exposed and rupiah.

Every number is read by way of an indicator, so that what this reader may not be told stays hidden.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Any

import pandas as pd
from markupsafe import Markup

from data import law
from data.indicators import definitions
from data.parsing import each_row, is_missing
from data.sheets import Column, Sheet
from data.vocabulary import AGEING, AGES, COARSE_AGES, SCALES
from data.words import Words
from pages import session, templates, widgets
from pages.session import Place
from pages.templates import AGEING_NAMES, SCALE_NAMES, Bar
from pages.view import View
from pages.widgets import Cell, Head, Shown, choose_dimension, listing

# Employers, workers exposed, rupiah: an indicator each, so that each is guarded by its own rule.
_INDICATORS = ("ledger_arrears_employers", "exposed_workers", "ledger_arrears_rp")
# Beside the key and its name, whose heading is the dimension's.
_HEADS = (Head("Pemberi kerja", True), Head("Pekerja terpapar", True), Head("Rupiah", True))
_COLUMNS = (
    Column("ledger_arrears_employers", "Pemberi kerja", "count"),
    Column("exposed_workers", "Pekerja terpapar", "count"),
    Column("ledger_arrears_rp", "Tunggakan", "rupiah"),
)
_AREAS = ("region", "kecamatan")
# The two joint ageing classes, as their indicators are named.
_JOINT = ("younger", "older")
# What the rows of a table are, as they are counted.
_COUNTED_AS = {
    "sector": "lapangan usaha",
    "scale": "skala",
    "region": "wilayah",
    "kecamatan": "kecamatan",
}
# The key of the row that all rows are in which cannot be told one by one.
OTHERS = "lainnya"


def ageing(place: Place, words: Words) -> Markup:
    """A bar for each ageing class with its rupiah and its share; two joint classes where these alone can be told."""
    amounts = _ages(place)
    longest = max([amount for amount in amounts.values() if amount] or [0])
    total = place.value("ledger_arrears_rp")
    names = AGEING_NAMES | _joint_names(place, words)
    bars = [_bar(names[name], amount, longest, total, words) for name, amount in amounts.items()]
    sum_text = place.instead("ledger_arrears_rp", words) if total is None else words.rupiah(total)
    texts = {
        f"arrears_{name}_rp": "" if owed is None else words.rupiah(owed) for name, owed in amounts.items()
    }
    texts["ledger_arrears_rp"] = "" if total is None else sum_text
    counts = session.counts_of(place, texts)
    notes = [widgets.rests_note(["ageing"], place.month, words)]
    if set(amounts) == set(_JOINT):
        notes.insert(0, words("Dua kelas, agar angka satu pemberi kerja tidak dapat dibaca atau dihitung."))
    body = templates.together(
        templates.bar_list(bars, words, total=(words("Jumlah"), sum_text), counts=counts),
        *(templates.note(note) for note in notes if note),
    )
    return templates.section("peta-changes", body, words("Menurut umur tunggakan"))


def _ages(place: Place) -> dict[str, float | None]:
    """The rupiah of each ageing class, or of the two joint ones where a class is hidden and these are not."""
    ages = AGES if place.reading.has_unaged else AGEING
    amounts = {name: place.value(f"arrears_{name}_rp") for name in ages}
    joint = {name: place.value(f"arrears_{name}_rp") for name in _JOINT}
    return joint if None in amounts.values() and None not in joint.values() else amounts


def _joint_names(place: Place, words: Words) -> dict[str, str]:
    """What the two joint classes are called, by the limit in force."""
    months = next(one for one in law.at(place.month).ageing if one.name == COARSE_AGES[0][-1]).last_month
    older = "Lebih dari {n} bulan"
    if place.reading.has_unaged:
        older = "Lebih dari {n} bulan, atau umurnya tidak diketahui"
    return {"younger": words("Sampai {n} bulan", n=months), "older": words(older, n=months)}


def _bar(title: str, amount: float | None, longest: float, total: float | None, words: Words) -> Bar:
    title = words(title)
    if amount is None:
        return Bar(title, None)
    percent = words.percent(100 * amount / total, 1) if total else ""
    return Bar(title, words.rupiah(amount), amount / longest if longest else 0, percent)


def splits(place: Place, view: View, words: Words) -> None:
    """The arrears by a dimension that the reader chooses, as a table and as a file."""
    dimensions = _dimensions(place, words)
    by = choose_dimension(dimensions, "arrears_by", words)
    rows, title = split(place, by), dimensions[by]
    listing(_split_table(rows, by, title, place, words), words, "arrears_split")
    if len(rows):
        name = f"tunggakan-{by}-{place.name(words)}-{place.month}"
        widgets.offer_files(
            name, lambda: _split_sheet(rows, by, title, place, view, words), words, "arrears_split"
        )


def _dimensions(place: Place, words: Words) -> dict[str, str]:
    """A place is split into the areas inside it; all kecamatan at once would be a list, not a picture."""
    dimensions = {"sector": words("Lapangan usaha"), "scale": words("Skala")}
    if place.level in ("all", "office"):
        dimensions["region"] = words("Wilayah")
    if place.level in ("office", "region"):
        dimensions["kecamatan"] = words("Kecamatan")
    return dimensions


@lru_cache(maxsize=256)
def split(place: Place, by: str) -> pd.DataFrame:
    """A row for each value of `by` (sector, scale, region, kecamatan) that owes, the largest amount first.

    Columns: key, ledger_arrears_employers, exposed_workers, ledger_arrears_rp (Int64), and `of`, how many rows it
    stands for. Rows of which a number is hidden are one row, OTHERS, which comes last; NA where that is hidden too.
    The key of a kecamatan that is not known is its region's code and a dot.
    """
    numbers = _by_area if by in _AREAS else _by_dimension
    rows = pd.concat([numbers(place, by, name) for name in _INDICATORS], axis=1).astype("Int64")
    # Who owes nothing has no row, whether or not this reader is told how many there are.
    rows = rows[rows["ledger_arrears_rp"].fillna(1) != 0]
    is_told = rows.notna().all(axis=1)
    told, others = rows[is_told], rows[~is_told]
    if by == "scale":
        told = told.reindex([scale for scale in (*SCALES, "") if scale in told.index])
    else:
        told = told.sort_values("ledger_arrears_rp", ascending=False)
    if len(others):
        told.loc[OTHERS] = _others(place, told)
    return told.reset_index(names="key").assign(of=[1] * is_told.sum() + [len(others)] * bool(len(others)))


def _others(place: Place, told: pd.DataFrame) -> pd.Series:
    """What the rows that cannot be told have together: the whole without the rows that are told.

    Everybody can subtract that, so that the guard sees to it that enough employers are left; NA where the whole is hidden.
    """
    wholes = {name: place.value(name) for name in _INDICATORS}
    known = {name: pd.NA if whole is None else int(whole) for name, whole in wholes.items()}
    return pd.Series(known, dtype="Int64") - told.sum()


def _by_dimension(place: Place, by: str, name: str) -> pd.Series:
    """An indicator's number by a dimension of the cube; keys that nobody may be told are left out."""
    rows = place.split(name, by)
    return _numerator(rows[rows[by].notna()].set_index(by), name)


def _by_area(place: Place, by: str, name: str) -> pd.Series:
    """An indicator's number by region or kecamatan of the place."""
    rows = place.reading.cells(definitions()[name], place.month, by, place.whose.filters)
    if place.regions is not None:
        rows = rows[rows["region"].isin(place.regions)]
    keys = rows["region"]
    if by == "kecamatan":
        keys = rows["kecamatan"].where(rows["kecamatan"] != "", rows["region"] + ".")
    return _numerator(rows.set_index(keys.rename(by)), name)


def _numerator(rows: pd.DataFrame, name: str) -> pd.Series:
    return rows[list(definitions()[name].above)].sum(axis=1, skipna=False).rename(name)


def _split_table(rows: pd.DataFrame, by: str, title: str, place: Place, words: Words) -> Shown:
    return Shown(
        caption=words(
            "Tunggakan menurut {by}; yang tidak dapat ditampilkan sendiri digabung sebagai “lainnya”.",
            by=title.lower(),
        ),
        heads=[Head(title), *widgets.translated_heads(_HEADS, words)],
        rows=[(str(row.key), _split_cells(row, by, words)) for row in each_row(rows)],
        total=[words("Jumlah"), *(_total(place, name, words) for name in _INDICATORS)],
        empty=words("Tidak ada tunggakan, atau rinciannya terlalu halus untuk peran ini."),
        counts={"": _total_counts(place, words)} | _area_counts(rows, by, place, words),
    )


def _total_counts(place: Place, words: Words) -> session.Counts:
    values = {name: place.value(name) for name in _INDICATORS}
    texts = {name: "" if value is None else _number(value, name, words) for name, value in values.items()}
    return session.counts_of(place, texts)


def _area_counts(rows: pd.DataFrame, by: str, place: Place, words: Words) -> dict[str, session.Counts]:
    """What the numbers of regions count, which other pages show too."""
    if by != "region":
        return {}
    return {
        str(row.key): session.counts_of(
            replace(place, level="region", key=str(row.key), within=(str(row.key),)),
            {
                name: _number(getattr(row, name), name, words)
                for name in _INDICATORS
                if not is_missing(getattr(row, name))
            },
        )
        for row in each_row(rows)
        if row.key != OTHERS
    }


def _split_cells(row: Any, by: str, words: Words) -> list[Cell]:
    return [_name(by, row, words), *(_number(getattr(row, name), name, words) for name in _INDICATORS)]


def _name(by: str, row: Any, words: Words) -> Cell:
    key = row.key
    if key == OTHERS:
        return words("Lainnya ({n} {what})", n=words.number(row.of), what=words(_COUNTED_AS[by]))
    if by == "sector":
        return session.sector_name(key, words)
    if by == "scale":
        return words(SCALE_NAMES.get(key, key))
    if by == "region":
        return session.area_name(key)
    return session.kecamatan_names().get(key, words("kecamatan tidak diketahui")), session.area_name(key[:5])


def _total(place: Place, name: str, words: Words) -> str:
    value = place.value(name)
    return place.instead(name, words) if value is None else _number(value, name, words)


def _number(value: float | None, name: str, words: Words) -> str:
    if value is None or is_missing(value):
        return words("disembunyikan")
    return words.rupiah(float(value)) if name.endswith("_rp") else words.number(int(value))


def _split_sheet(rows: pd.DataFrame, by: str, title: str, place: Place, view: View, words: Words) -> Sheet:
    names = [_name(by, row, words) for row in each_row(rows)]
    frame = rows.assign(name=[", ".join(name) if isinstance(name, tuple) else name for name in names])
    columns = [Column("key", words("Kode")), Column("name", title)]
    return Sheet(
        words("Tunggakan iuran: {place}", place=place.name(words)),
        [*columns, *widgets.translated_columns(_COLUMNS, words)],
        frame,
        widgets.about_rows(place, view, words, [(words("Menurut"), title)]),
        widgets.definition_rows(_INDICATORS, place.month, words),
        place.reading.release.simulated,
    )
