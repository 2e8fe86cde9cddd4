"""What real files leave out of a ledger: amounts without a split, workers, wages, scale and programmes not known."""

from __future__ import annotations

import numpy as np
import pandas as pd

from data.vocabulary import PROGRAMME_COLUMNS


def with_gaps(seed: int, tables: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """The tables, of whose employers and bills some say less. What is owed and paid stays as it was."""
    rng = np.random.default_rng([seed, 1])
    tables = dict(tables)
    tables["employers"] = _employers(rng, tables["employers"])
    bills = as_wholes(tables["contributions"], "due", rng.random(len(tables["contributions"])) < 0.2)
    bills = as_wholes(bills, "paid", rng.random(len(bills)) < 0.3)
    for column in ("workers", "wages"):
        bills[column] = bills[column].astype("Int64").mask(rng.random(len(bills)) < 0.15)
    tables["arrears_positions"] = _positions(rng, tables["employers"], bills)
    later = tables["instalments"]
    tables["contributions"] = bills
    tables["instalments"] = as_wholes(later, "paid", rng.random(len(later)) < 0.3)
    return tables


def as_wholes(rows: pd.DataFrame, what: str, which: np.ndarray) -> pd.DataFrame:
    """The rows, of which these say one amount for all programmes in place of the split."""
    split = [f"{what}_{short}" for short in PROGRAMME_COLUMNS]
    whole = rows[split].sum(axis=1).astype("Int64").where(which)
    parts = {column: rows[column].astype("Int64").mask(which) for column in split}
    return rows.assign(**parts, **{what: whole})


def _positions(rng, employers: pd.DataFrame, bills: pd.DataFrame) -> pd.DataFrame:
    """What some owed on one day or two, those of whom no month is known among them."""
    npp = pd.Series(employers["npp"][employers["npp"] != ""].unique(), dtype="str")
    npp = pd.concat([npp[rng.random(len(npp)) < 0.3], npp[rng.random(len(npp)) < 0.15]], ignore_index=True)
    days = pd.to_datetime(bills["blth"].unique() if len(bills) else ["2024-01"])
    as_of = pd.Series(rng.choice(days, len(npp))) + pd.to_timedelta(rng.integers(0, 40, len(npp)), unit="D")
    rows = pd.DataFrame({"npp": npp, "as_of": as_of.astype("datetime64[s]")}).drop_duplicates()
    months = pd.Series(rng.integers(0, 14, len(rows)), index=rows.index, dtype="Int64")
    rupiah = rng.choice([0, 10**6, 10**9], len(rows))
    return rows.assign(months=months.mask(rng.random(len(rows)) < 0.4), rupiah=rupiah)


def _employers(rng, rows: pd.DataFrame) -> pd.DataFrame:
    n = len(rows)
    registered = rows["workers_registered"].astype("Int64").mask(rng.random(n) < 0.4)
    blanks = {"sector": 0.1, "legal_form": 0.1, "scale": 0.15, "jkk_risk": 0.1, "programmes": 0.1}
    texts = {name: rows[name].mask(rng.random(n) < share, "") for name, share in blanks.items()}
    later = dict.fromkeys(("nib", "kbli", "address", "officer", "phone"), "")
    return rows.assign(workers_registered=registered, **texts, **later)
