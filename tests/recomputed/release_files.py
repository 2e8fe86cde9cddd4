"""The files of a release, opened by plain DuckDB as tables of their names: nothing of the product reads them here."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import duckdb
import pandas as pd
from deltalake import DeltaTable

HERE = Path(__file__).parent
# In the order of the chain, so that of two steps on one day the later one stands.
CHAIN = (
    *("teguran_1", "teguran_2", "denda", "tmp2t"),
    *("surat", "kunjungan", "laporan_disnaker", "nota_1", "nota_2", "skk", "panggilan", "angsuran"),
    *("gugatan", "kpknl"),
    *("himbauan_disnaker", "penagihan_disnaker", "rekomendasi_ptsp"),
)


def opened(tables: Path, months: pd.DataFrame, law: dict[str, pd.DataFrame]) -> duckdb.DuckDBPyConnection:
    """The Delta tables of the folder `tables`, the `months`, and the tables of `law`, with the sums worked out."""
    connection = duckdb.connect()
    for folder in tables.iterdir():
        files = DeltaTable(folder).file_uris()
        connection.read_parquet(files, hive_partitioning=True, union_by_name=True).create_view(folder.name)
    for name, frame in {"months": months, "chain": _chain(), **law}.items():
        connection.register(name, frame)
    for name in ("employers.sql", "measures.sql"):
        connection.execute((HERE / name).read_text())
    return connection


def months_of(texts: list[str]) -> pd.DataFrame:
    """m, month, month_end and end_before (the last day of the month before) of each month such as "2025-03"."""
    ends = pd.to_datetime(pd.Series(texts) + "-01") + pd.offsets.MonthEnd(0)
    numbers = ends.dt.year * 12 + ends.dt.month - 1
    before = ends - pd.offsets.MonthEnd(1)
    return pd.DataFrame(
        {"m": numbers, "month": texts, "month_end": ends.dt.date, "end_before": before.dt.date}
    )


def _chain() -> pd.DataFrame:
    return pd.DataFrame({"step": CHAIN, "place": range(len(CHAIN))})


def service_of(service_areas: pd.DataFrame) -> pd.DataFrame:
    """region, office, since, until of each service; half a date is its first day, and its last at the end."""
    rows = service_areas[service_areas["region"].str.len() == 5]
    since = [_first(text) if text else date(1900, 1, 1) for text in rows["from"]]
    until = [_last(text) if text else date(2999, 12, 31) for text in rows["to"]]
    return pd.DataFrame({"region": rows["region"], "office": rows["office"], "since": since, "until": until})


def _first(text: str) -> date:
    year, month, day = (*map(int, text.split("-")), 1, 1)[:3]
    return date(year, month, day)


def _last(text: str) -> date:
    parts = text.split("-")
    if len(parts) == 3:
        return _first(text)
    end = pd.Timestamp(f"{text}-12-31" if len(parts) == 1 else f"{text}-01") + pd.offsets.MonthEnd(0)
    return end.date()
