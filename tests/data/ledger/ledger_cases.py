"""Random small ledgers with everything in them that can go wrong, for the ledger and its twin."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import product

import numpy as np
import pandas as pd
import pyarrow as arrow
import pyarrow.parquet as parquet

from data.tables.ledger_schemas import LEDGER, arrow_schema
from data.vocabulary import CASE_KINDS, PROGRAMME_COLUMNS, PROGRAMMES, SCALES, SECTORS, STEPS, TRADES
from tests.data.ledger.ledger_gaps import with_gaps

REGIONS = ("35.16", "35.17", "16.06", "16.07", "16.10")
OFFICES = ("KC-MOJOKERTO", "KCP-JOMBANG", "KC-PALEMBANG", "")


@dataclass(frozen=True)
class Case:
    """A ledger: its tables, and the calendar and service tables it is summed with."""

    tables: dict[str, pd.DataFrame]
    calendar: pd.DataFrame
    serves: pd.DataFrame
    main: pd.DataFrame
    floors: pd.DataFrame

    @property
    def given(self) -> dict[str, pd.DataFrame]:
        """What the law, the offices and the facts say of each month, by the names that the ledger has for it."""
        return {"calendar": self.calendar, "serves": self.serves, "main": self.main, "floors": self.floors}


def month_start(number) -> np.ndarray:
    return (np.asarray(number, dtype="int64") - 1970 * 12).astype("datetime64[M]").astype("datetime64[D]")


def random_case(seed: int, employers: int, first: int, months: int) -> Case:
    """A ledger of `employers` over `months` from month number `first`, of tables that the schemas accept."""
    rng = np.random.default_rng(seed)
    last = first + months - 1
    tables = {"employers": _employers(rng, employers, first, last)}
    tables |= _payments(rng, tables["employers"], first, last)
    tables |= _cases(rng, tables["employers"], first, last)
    tables |= _others(rng, tables["employers"], first, last)
    tables = with_gaps(seed, tables)
    tables = {name: _typed(name, frame) for name, frame in tables.items()}
    return Case(
        tables,
        _calendar(rng, first - 14, last),
        *_service(rng, first - 1, last),
        _floors(rng, first - 1, last),
    )


def _typed(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """The columns of the table with their types; that the rows keep its rules is held by a test, once for all."""
    columns = LEDGER[name].columns
    return frame[list(columns)].astype({column: str(spec.dtype) for column, spec in columns.items()})


def _days(rng, n, low: int, high: int) -> pd.Series:
    """Days from the month number `low` to the end of `high`."""
    return pd.Series(month_start(rng.integers(low, high + 1, n)) + rng.integers(0, 28, n)).astype(
        "datetime64[s]"
    )


def _employers(rng, n: int, first: int, last: int) -> pd.DataFrame:
    is_registered = rng.random(n) < 0.8
    listed = _days(rng, n, first - 6, last)
    enrolled = listed + pd.to_timedelta(rng.integers(0, 120, n), unit="D")
    region = rng.choice(REGIONS, n)
    closed = enrolled + pd.to_timedelta(rng.integers(30, 900, n), unit="D")
    programmes = [";".join(PROGRAMMES[: rng.integers(1, 5)]) for _ in range(n)]
    frame = _identities(rng, n, is_registered, region).assign(
        listed_on=listed,
        listed_from="oss",
        registered_on=enrolled.where(is_registered),
        closed_on=closed.where(rng.random(n) < 0.2),
        status="aktif",
    )
    known = pd.Series(rng.integers(0, 60, n), dtype="Int64").where(rng.random(n) < 0.8)
    return frame.assign(
        workers_known=known,
        workers_registered=np.where(is_registered, rng.integers(0, 50, n), 0),
        programmes=np.where(is_registered, programmes, ""),
    )


def _identities(rng, n: int, is_registered: np.ndarray, region: np.ndarray) -> pd.DataFrame:
    """Who the employers are, and where."""
    office, part = rng.choice(OFFICES, n), rng.integers(0, 3, n)
    return pd.DataFrame(
        {
            "employer": [f"SIM-{at:06d}" for at in range(n)],
            "npp": np.where(is_registered, [f"SIM{at:07d}" for at in range(n)], ""),
            "name": [f"PT Simulasi {at}" for at in range(n)],
            "office": office,
            "region": region,
            "kecamatan": [f"{code}.0{k}" if k else "" for code, k in zip(region, part, strict=True)],
            "sector": rng.choice(list(SECTORS[:4]), n),
            "legal_form": "pt",
            "scale": rng.choice(list(SCALES), n),
            "segment": "PU",
            "jkk_risk": "rendah",
            "relief_industry": "",
        }
    )


PAID = {"prompt": 1.0, "late": 1.0, "partial": 0.4, "over": 1.3, "never": 0.0}
PAID_SHARES = [0.6, 0.15, 0.1, 0.05, 0.1]


def _payments(rng, employers: pd.DataFrame, first: int, last: int) -> dict[str, pd.DataFrame]:
    rows = _billed_months(rng, employers, first, last)
    n = len(rows)
    workers = rng.integers(0, 40, n)
    months = pd.Series([text(m) for m in rows["m"]], dtype="str")
    wages = workers * rng.integers(1_500_000, 4_000_000, n)
    frame = pd.DataFrame({"npp": rows["npp"], "blth": months, "workers": workers, "wages": wages})
    kind = rng.choice(list(PAID), n, p=PAID_SHARES)
    for short in PROGRAMME_COLUMNS:
        frame[f"due_{short}"] = frame["wages"] // rng.integers(20, 400)
    for short in PROGRAMME_COLUMNS:
        frame[f"paid_{short}"] = (frame[f"due_{short}"] * pd.Series(kind).map(PAID)).astype("int64")
    frame["paid_on"] = _paid_on(rng, rows["m"], kind)
    part = rows[(kind == "partial") & (rng.random(n) < 0.6)].index.to_numpy()
    return {"contributions": frame, "instalments": _instalments(rng, frame, part)}


def _billed_months(rng, employers: pd.DataFrame, first: int, last: int) -> pd.DataFrame:
    """npp and m of every bill; some months were never billed."""
    npp = employers.loc[employers["npp"] != "", "npp"].to_numpy()
    each = pd.Series(np.repeat(npp, last - first + 1), dtype="str")  # text also when nobody is registered
    rows = pd.DataFrame({"npp": each, "m": np.tile(np.arange(first, last + 1), len(npp))})
    return rows[rng.random(len(rows)) < 0.95].reset_index(drop=True)


def _paid_on(rng, months: pd.Series, kind: np.ndarray) -> pd.Series:
    start = pd.Series(month_start(months + 1))
    prompt = start + pd.to_timedelta(rng.integers(0, 22, len(months)), unit="D")
    late = start + pd.to_timedelta(rng.integers(15, 400, len(months)), unit="D")
    return prompt.where(kind == "prompt", late).where(kind != "never").astype("datetime64[s]")


def _instalments(rng, bills: pd.DataFrame, part: np.ndarray) -> pd.DataFrame:
    """Later payments of the bills numbered `part`, two of the first half of them."""
    more = bills.loc[np.concatenate([part, part[: len(part) // 2]])].reset_index(drop=True)
    later = more["paid_on"] + pd.to_timedelta(rng.integers(0, 200, len(more)), unit="D")
    again = pd.DataFrame({"npp": more["npp"], "blth": more["blth"], "paid_on": later})
    for short in PROGRAMME_COLUMNS:
        again[f"paid_{short}"] = (more[f"due_{short}"] * 0.35).astype("int64")
    return again


def text(m: int) -> str:
    return f"{m // 12:04d}-{m % 12 + 1:02d}"


def _cases(rng, employers: pd.DataFrame, first: int, last: int) -> dict[str, pd.DataFrame]:
    n = max(len(employers) // 8, 1)
    opened = _days(rng, n, first - 3, last)
    closed = (opened + pd.to_timedelta(rng.integers(10, 500, n), unit="D")).where(rng.random(n) < 0.5)
    cases = pd.DataFrame(
        {
            "case": [f"SIM-K-{at:05d}" for at in range(n)],
            "employer": rng.choice(employers["employer"], n),
            "kind": rng.choice(CASE_KINDS, n, p=[0.1, 0.8, 0.1]),
            "opened_on": opened,
            # Some cases bring in more than they are worth; of some nobody has told the value.
            "value": pd.Series(rng.integers(0, 3 * 10**7, n), dtype="Int64").where(rng.random(n) < 0.9),
            "closed_on": closed,
            "outcome": "",
        }
    )
    return {"cases": cases, "case_steps": _case_steps(rng, cases)}


def _case_steps(rng, cases: pd.DataFrame) -> pd.DataFrame:
    at = np.repeat(np.arange(len(cases)), rng.integers(0, 5, len(cases)))
    after = pd.to_timedelta(rng.integers(-40, 300, len(at)), unit="D").to_numpy()
    on = cases["opened_on"].to_numpy()[at] + after
    steps = pd.DataFrame(
        {
            "case": cases["case"].to_numpy()[at],
            "step": rng.choice(list(STEPS), len(at)),
            "on": on,
            "actor": "bpjs",
            "agency": "",
            "basis": "",
            "document": "",
            "deadline": pd.Series(on + np.timedelta64(30, "D")).where(rng.random(len(at)) < 0.7),
            "recovered": rng.integers(0, 10**7, len(at)),
        }
    )
    return steps.drop_duplicates(["case", "step", "on"])


def _others(rng, employers: pd.DataFrame, first: int, last: int) -> dict[str, pd.DataFrame]:
    return {
        "informal": _informal(rng, first, last),
        "projects": _projects(rng, first, last),
        "outreach": _outreach(rng, employers, first, last),
    }


def _informal(rng, first: int, last: int) -> pd.DataFrame:
    months = [text(m) for m in range(first, last + 1)]
    keys = product(REGIONS[:2], TRADES[:2], ("sendiri", "apbd"), months)
    rows = [
        (
            region,
            f"{region}.01",
            trade,
            payer,
            month,
            int(rng.integers(0, 500)) if rng.random() < 0.8 else pd.NA,
            int(rng.integers(0, 400)),
        )
        for region, trade, payer, month in keys
    ]
    columns = ["region", "kecamatan", "trade", "payer", "blth", "target", "active"]
    return pd.DataFrame(rows, columns=columns)


def _projects(rng, first: int, last: int, n: int = 12) -> pd.DataFrame:
    started = _days(rng, n, first - 4, last)
    region, workers = rng.choice(REGIONS, n), rng.integers(1, 90, n)
    ends = started + pd.to_timedelta(rng.integers(20, 400, n), unit="D")
    registered = (started + pd.to_timedelta(rng.integers(-10, 60, n), unit="D")).where(rng.random(n) < 0.8)
    return pd.DataFrame(
        {
            "project": [f"SIM-P-{at:04d}" for at in range(n)],
            "name": "Proyek Simulasi",
            "region": region,
            "kecamatan": "",
            "funding": "apbd",
            "value": 10**9,
            "workers": workers,
            "started_on": started,
            "ends_on": ends,
            "registered_on": registered,
            "due": 10**6,
            "paid": 10**6,
            "paid_on": started,
            "contractor": [f"CV Simulasi {at % 5}" if at % 4 else "" for at in range(n)],
        }
    )


def _floors(rng, first: int, last: int) -> pd.DataFrame:
    """Minimum wages by region and month: raised in some month, and in some months of some regions not known."""
    raised = dict(zip(REGIONS, rng.integers(first, last + 2, len(REGIONS)), strict=True))
    base = dict(zip(REGIONS, rng.integers(2_000_000, 3_500_000, len(REGIONS)), strict=True))
    keys = product(REGIONS[:4], range(first, last + 1))
    rows = [(region, m, int(base[region]) + 200_000 * (m >= raised[region])) for region, m in keys]
    frame = pd.DataFrame(rows, columns=["region", "m", "minimum_wage"])
    return frame[rng.random(len(frame)) < 0.85].reset_index(drop=True)


def _outreach(rng, employers: pd.DataFrame, first: int, last: int) -> pd.DataFrame:
    invited = rng.choice(employers["employer"], min(len(employers), 20), replace=False)
    return pd.DataFrame(
        {
            "event": "SIM-E-0001",
            "region": REGIONS[0],
            "office": "",
            "kind": "fgd",
            "on": _days(rng, len(invited), first - 2, last),
            "employer": invited,
            "attended": rng.random(len(invited)) < 0.7,
        }
    )


def _calendar(rng, first: int, last: int) -> pd.DataFrame:
    """Laws that change in the middle: due day, penalty, ageing classes, what a scale must join."""
    change = int(rng.integers(first, last + 1))
    frame = pd.DataFrame([_law_of(m, is_new=m >= change) for m in range(first, last + 1)])
    return frame.assign(penalty_bp_sum=frame.pop("penalty_bp").cumsum())


def _law_of(m: int, is_new: bool) -> dict[str, object]:
    return {
        "m": m,
        "month": text(m),
        "year": m // 12,
        "month_end": pd.Timestamp(month_start(m + 1)) - pd.Timedelta(days=1),
        "bill_due_on": pd.Timestamp(month_start(m)) + pd.Timedelta(days=27 if is_new else 14),
        "active_until": 3 if is_new else 2,
        "needs_besar": 15,
        "needs_menengah": 15,
        "needs_kecil": 7 if is_new else 3,
        "needs_mikro": 3,
        "bound_besar": 1,
        "bound_menengah": 1,
        "bound_kecil": 0 if is_new else 1,
        "bound_mikro": 0,
        "upto_lancar": 3 if is_new else 2,
        "upto_kurang_lancar": 6,
        "upto_diragukan": 12 if is_new else 9,
        "penalty_bp": 50 if is_new else 200,
    }


def _service(rng, first: int, last: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Offices that take a region over in some month; one region that nobody serves for a while."""
    change = int(rng.integers(first, last + 1))
    serves, main = [], []
    for m in range(first, last + 1):
        for at, region in enumerate(REGIONS):
            here = _serving(at, is_new=m >= change)
            serves += [{"region": region, "m": m, "office": office} for office in here]
            main += [{"region": region, "m": m, "main_office": here[-1]}] if here else []
    return pd.DataFrame(serves), pd.DataFrame(main)


def _serving(at: int, is_new: bool) -> tuple[str, ...]:
    """The offices that serve the region numbered `at`."""
    if at == 0:
        return OFFICES[:1]
    if at == 1:
        return OFFICES[:2] if is_new else OFFICES[:1]
    return OFFICES[2:3] if not is_new or at < 4 else ()


def as_reported(case: Case) -> Case:
    """The same payments, but a month's row holds only what had been paid when the next month was reported."""
    rows, later = case.tables["contributions"], case.tables["instalments"]
    after = rows["paid_on"].dt.year * 12 + rows["paid_on"].dt.month - 1 > [
        number(b) + 1 for b in rows["blth"]
    ]
    paid = [*(f"paid_{short}" for short in PROGRAMME_COLUMNS), "paid"]
    moved = rows.loc[after, ["npp", "blth", "paid_on", *paid]]
    kept = rows.copy()
    for column in paid:
        kept.loc[after & rows[column].notna(), column] = 0
    kept.loc[after, "paid_on"] = pd.NaT
    tables = case.tables | {
        "contributions": kept,
        "instalments": pd.concat([later, moved], ignore_index=True),
    }
    return replace(case, tables=tables)


def number(blth: str) -> int:
    return int(blth[:4]) * 12 + int(blth[5:]) - 1


def written(case: Case, folder):
    """The case's tables as Parquet files, as a release has them; contributions have a folder a month."""
    files = {name: _file(case.tables[name], name, folder) for name in LEDGER if name != "contributions"}
    by_month = case.tables["contributions"].groupby("blth")
    months = {
        blth: _file(part, "contributions", folder, f"contributions/blth={blth}/") for blth, part in by_month
    }

    def listed(name, wanted=None):
        if name != "contributions":
            return [files[name]]
        return [path for blth, path in months.items() if wanted is None or blth in wanted]

    return listed


def _file(frame: pd.DataFrame, name: str, folder, under: str = "") -> str:
    schema = arrow_schema(name)
    if under:
        schema = arrow.schema([field for field in schema if field.name != "blth"])
    path = folder / under / f"{name}.parquet"
    path.parent.mkdir(parents=True, exist_ok=True)
    parquet.write_table(arrow.Table.from_pandas(frame[schema.names], schema, preserve_index=False), path)
    return str(path)
