"""The tables of informal workers: by trade, payer and area, each with the sum of its rows, and as a file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
from markupsafe import Markup

from data.access import instead
from data.answers import kept
from data.parsing import each_row, is_missing
from data.queries import SPANS, pace
from data.sheets import Column, Sheet
from data.words import Words
from pages import charts, session, widgets
from pages.plans.informal_sums import Sums, details
from pages.plans.informal_sums import sums as sums_of
from pages.plans.names import REST, name_of
from pages.session import Place
from pages.view import View
from pages.widgets import Cell, Head, Shown, listing, translated_columns

_ADDED = "Tambahan {n} bulan"
_EXACT_CAPTION = "Gap ke target dihitung per kelompok yang punya target; kelebihan satu kelompok tidak menutup kelompok lain."
_GUARDED_CAPTION = (
    "Peserta tanpa target ikut terhitung aktif, jadi gap ke target adalah batas bawah; "
    "tanda minus berarti melampaui target."
)
_TRADE = Column("trade", "Pekerjaan")
# What a group has beside its trade, for those who are told of groups.
_AREA_COLUMNS = (Column("region_name", "Wilayah"), Column("kecamatan_name", "Kecamatan"))
_PAYER = Column("payer_name", "Pembayar iuran")
_PEOPLE_COLUMNS = (
    Column("target", "Target", "count", adds=True),
    Column("active", "Aktif", "count", adds=True),
    Column("gap", "Gap ke target", "count", adds=True),
)
_UNTARGETED = Column("untargeted", "Aktif tanpa target", "count", adds=True)


def informal_table(by: str, title: str, place: Place, words: Words) -> None:
    """The table by trade, payer, region or kecamatan (`by`, whose heading is `title`), the largest gap first."""
    listing(_shown(place, by, title, words), words, f"informal_{by}")


@kept
def _shown(place: Place, by: str, title: str, words: Words) -> Shown:
    sums = sums_of(place, by)
    return Shown(
        _caption(sums, words),
        _heads(sums, by, title, words),
        [(str(row.key), _cells(row, by, sums, place, words)) for row in each_row(sums.rows)],
        _total(sums, by, words) if len(sums.rows) else [],
        empty=words("Tidak ada data, atau rinciannya terlalu halus untuk peran ini."),
    )


@kept
def target_bars(place: Place, by: str, words: Words) -> Markup:
    """How far the groups that have a target are, as bars on one scale of the share that is reached; "" for none."""
    sums = sums_of(place, by)
    rows = [
        row for row in each_row(sums.rows) if not row.suppressed and not is_missing(row.target) and row.target
    ]
    known = [row for row in rows if not is_missing(row.active)]
    if not known:
        return Markup("")
    longest = max(1.0, *(int(row.active) / int(row.target) for row in known))
    bars = [
        charts.Bar(
            name_of(by, str(row.key), words),
            _percent(row.active, row.target, words),
            int(row.active) / int(row.target) / longest,
            words("{n} dari target {target}", n=_count(row.active, words), target=_count(row.target, words)),
        )
        for row in known
    ]
    heading = words("Aktif terhadap target")
    return charts.bars(bars, heading, "%", words, target=1 / longest).html or Markup("")


def _has_gaps(sums: Sums, by: str) -> bool:
    """By kecamatan whole areas have no target, so that only groups told apart add up to a gap."""
    return sums.exact or by != "kecamatan"


def _caption(sums: Sums, words: Words) -> str:
    """What the sums leave out, and that the differences in members are counts which nobody has held against chance."""
    said = words(_EXACT_CAPTION) if sums.exact else words(_GUARDED_CAPTION)
    return f"{said} {words('Tambahan adalah selisih jumlah peserta aktif, tidak diuji terhadap kebetulan.')}"


def _heads(sums: Sums, by: str, title: str, words: Words) -> list[Head]:
    names = [words("Target"), words("Aktif")]
    names += [words("Gap ke target")] if _has_gaps(sums, by) else []
    names += [words("Tercapai"), *(words(_ADDED, n=months) for months in SPANS)]
    names += [words("Aktif tanpa target")] if sums.exact else []
    return [Head(title), *(Head(name, True) for name in names)]


def _cells(row: Any, by: str, sums: Sums, place: Place, words: Words) -> list[Cell]:
    name = name_of(by, str(row.key), words)
    if row.suppressed:
        return [name, instead(row.suppressed, words), *[""] * (len(_heads(sums, by, "", words)) - 2)]
    gap = _whole_number(row.gap)
    added = {months: _whole_number(getattr(row, f"added_{months}")) for months in SPANS}
    paces = pace(place.month, gap if gap and gap > 0 else None, added)
    needed = words("perlu {n} sebulan", n=words.number(paces.needed)) if paces.needed else ""
    cells: list[Cell] = [name, _count(row.target, words), _count(row.active, words)]
    cells += [(_count(gap, words), needed)] if _has_gaps(sums, by) else []
    cells.append(_percent(row.active, row.target, words))
    cells += [(_count(added[months], words), _monthly(paces.was[months], words)) for months in SPANS]
    return [*cells, _count(row.untargeted, words)] if sums.exact else cells


def _total(sums: Sums, by: str, words: Words) -> list[str]:
    total = sums.total
    cells = [words("Jumlah"), _count(total["target"], words), _count(total["active"], words)]
    cells += [_count(total["gap"], words)] if _has_gaps(sums, by) else []
    cells += [_percent(total["active"], total["target"], words)]
    cells += [_count(total[f"added_{months}"], words) for months in SPANS]
    return [*cells, _count(total["untargeted"], words)] if sums.exact else cells


def _whole_number(value: Any) -> int | None:
    return None if is_missing(value) else int(value)


def _count(value: Any, words: Words) -> str:
    return "–" if is_missing(value) else words.number(int(value)).replace("-", "−")


def _monthly(people: float | None, words: Words) -> str:
    return "" if people is None else words("{n} sebulan", n=words.number(people, 1).replace("-", "−"))


def _percent(active: Any, target: Any, words: Words) -> str:
    """Active members against the target: of the members with a target, where they are told apart."""
    if is_missing(target) or is_missing(active) or not target:
        return "–"
    return words.percent(100 * int(active) / int(target), 1)


def informal_sheet(sums: Sums, place: Place, view: View, words: Words) -> Sheet:
    """As a file: every group for those who are told of them; for others the table by trade."""
    rows = _groups(place, words) if sums.exact else _trades(sums, words)
    columns = _columns(sums, words)
    return widgets.place_sheet(
        words("Pekerja informal (BPU): {place}", place=place.name(words)),
        columns,
        rows,
        place,
        view,
        words,
        indicators=("informal_attainment", "ledger_bpu_active"),
        notes=[(words("Catatan"), _caption(sums, words))],
        # Groups that are not told are not in the rows, but in the whole, which is guarded for itself.
        total={} if sums.exact else sums.total,
        instead={} if sums.exact else _untold(rows, columns, words),
    )


def _untold(rows: pd.DataFrame, columns: Sequence[Column], words: Words) -> dict[str, list[str]]:
    """What stands in place of the numbers of a trade that is not told."""
    texts = [instead(reason, words) if reason else "" for reason in rows["suppressed"]]
    return {column.key: texts for column in columns if column.kind == "count"} if any(texts) else {}


def _columns(sums: Sums, words: Words) -> list[Column]:
    groups = [*_AREA_COLUMNS, _TRADE, _PAYER] if sums.exact else [_TRADE]
    added = [Column(f"added_{months}", words(_ADDED, n=months), "count", adds=True) for months in SPANS]
    columns = [*translated_columns([*groups, *_PEOPLE_COLUMNS], words), *added]
    return [*columns, *translated_columns([_UNTARGETED], words)] if sums.exact else columns


def _trades(sums: Sums, words: Words) -> pd.DataFrame:
    rows = sums.rows[sums.rows["key"] != REST]
    return rows.assign(trade=[name_of("trade", key, words) for key in rows["key"]])


def _groups(place: Place, words: Words) -> pd.DataFrame:
    rows = details(place)
    return rows.assign(
        trade=[name_of("trade", key, words) for key in rows["trade"]],
        region_name=session.areas_named(rows["region"]),
        kecamatan_name=[name_of("kecamatan", key, words) for key in rows["kecamatan"]],
        payer_name=[name_of("payer", key, words) for key in rows["payer"]],
    )
