"""The ledger again, in plain pandas and one month at a time: slow, and as near to the words as can be.

Nothing of `data.ledger*` is used. For each month it asks: who was known, what had fallen due, what had
been paid by the month's end, who owed, and since when.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from data.cube import (
    COLUMNS,
    CONTRIBUTORS,
    DIMENSIONS,
    LARGEST,
    MEASURES,
    PART_KNOWN,
    SPREADS,
)
from data.vocabulary import AGEING, PROGRAMME_COLUMNS, PROGRAMMES, SCALES
from tests.data.ledger.cases_twin import backed, cases_of, number_of
from tests.data.ledger.states_twin import by_state

CELL = list(DIMENSIONS)


def twin_cube(
    tables,
    calendar: pd.DataFrame,
    serves: pd.DataFrame,
    main: pd.DataFrame,
    floors: pd.DataFrame,
    first: int,
    last: int,
) -> pd.DataFrame:
    """The cube of the months `first` to `last`, COLUMNS, ordered by cell."""
    every = contributors(tables, calendar, serves, main, floors, range(first, last + 1))
    grouped = every.groupby(CELL, as_index=False)
    sums = grouped[list(MEASURES)].sum().merge(grouped[list(LARGEST)].max(), on=CELL)
    return sums[list(COLUMNS)].sort_values(CELL, ignore_index=True)


def contributors(tables, calendar, serves, main, floors, months: Iterable[int]) -> pd.DataFrame:
    """What the cube of these months adds up, COLUMNS: of each sum of workers or rupiah a row is one contributor's."""
    tables = counted(tables)
    parts = [part for m in months for part in _month(tables, calendar, serves, main, floors, m)]
    every = pd.concat(parts, ignore_index=True).reindex(columns=list(COLUMNS))
    every[[*MEASURES, *LARGEST]] = every[[*MEASURES, *LARGEST]].fillna(0).astype("int64")
    return every


def _month(tables, calendar, serves, main, floors, m: int):
    law = calendar[calendar["m"] == m].iloc[0]
    rows = _employers(tables, calendar, floors, law, m)
    who = tables["employers"].set_index("employer")
    yield _placed(rows, serves, main, law)
    for part in (
        cases_of(tables, who, law),
        _outreach(tables, law),
        _informal(tables, law),
        _projects(tables, law),
    ):
        if len(part):
            yield _placed(part, serves, main, law)


def _placed(rows: pd.DataFrame, serves, main, law) -> pd.DataFrame:
    """The rows in their month, with the office that served the region in it."""
    here = serves[serves["m"] == law["m"]]
    pairs = set(zip(here["region"], here["office"], strict=True))
    standing = dict(main[main["m"] == law["m"]][["region", "main_office"]].itertuples(index=False, name=None))
    office = [
        own if (region, own) in pairs else standing.get(region, "")
        for region, own in zip(rows["region"], rows["office"], strict=True)
    ]
    return rows.assign(month=law["month"], office=office)


def _blth(cells: pd.Series) -> pd.Series:
    return cells.str[:4].astype(int) * 12 + cells.str[5:7].astype(int) - 1


def _total(frame: pd.DataFrame, what: str) -> pd.Series:
    """What the row says as a whole, or else by programme."""
    split = frame[[f"{what}_{short}" for short in PROGRAMME_COLUMNS]].fillna(0).sum(axis=1)
    return frame[what].fillna(split).astype("int64")


def counted(tables):
    """The tables, with `bills` (npp, b, due) and `payments` (npp, b, paid_on, paid); b is the month paid for."""
    first = tables["contributions"]
    bills = first[["npp"]].assign(b=_blth(first["blth"]), due=_total(first, "due"))
    return {**tables, "bills": bills, "payments": _payments(tables)}


def _payments(tables) -> pd.DataFrame:
    first = tables["contributions"]
    parts = [
        pd.DataFrame(
            {"npp": t["npp"], "b": _blth(t["blth"]), "paid_on": t["paid_on"], "paid": _total(t, "paid")}
        )
        for t in (first, tables["instalments"])
    ]
    every = pd.concat(parts, ignore_index=True)
    return every[every["paid_on"].notna() & (every["paid"] > 0)]


def _bills_at(tables, day: pd.Timestamp, before: int) -> pd.DataFrame:
    """The bills for months before `before`, with what was paid of each up to and on `day`."""
    bills, money = tables["bills"], tables["payments"]
    bills = bills[bills["b"] < before]
    money = money[money["paid_on"] <= day].groupby(["npp", "b"])["paid"].sum()
    paid = bills.join(money, on=["npp", "b"])["paid"].fillna(0).astype("int64")
    return bills.assign(open=(bills["due"] - paid).clip(lower=0))


def _employers(tables, calendar, floors, law, m: int) -> pd.DataFrame:
    known = _known(tables, calendar, floors, law, m)
    out = known[["region", "kecamatan", "office", "segment", "sector", "scale"]].copy()
    out = _people(_funnel(out, known, law), known, law)
    out["wages"], out["penalty"] = known["billed_wages"].fillna(0), known["fine"]
    out["penalty_unknown"] = known["opening"] > 0
    out["wages_unknown"] = known["has_bill"] & known["billed_wages"].isna()
    out = _aged(out, known, law)
    out["closed_outstanding"] = known["open"].where(~known["here"], 0)
    out = _billed(out, tables, law, m, known["npp"])
    out["largest_outstanding"] = known["open"].where(known["here"], 0)
    flags = out.select_dtypes(bool).columns
    out = out.astype(dict.fromkeys(flags, "int64"))
    out[PART_KNOWN] = out["known_terdaftar"].where(out["lengkap"] == 0, 0)
    sums = by_state(out)
    names = [name for name in CONTRIBUTORS if name in sums]
    spreads = pd.DataFrame({spread: sums[name] for name, spread in SPREADS.items()})
    return backed(pd.concat([out, spreads], axis=1), sums, names)


def _known(tables, calendar, floors, law, m: int) -> pd.DataFrame:
    """The employers known by the month's end, with what is so of each then."""
    rows = tables["employers"]
    rows = rows[number_of(rows["listed_on"]) <= m].copy()
    rows["here"] = ~(number_of(rows["closed_on"]) <= m)
    rows["enrolled"] = rows["here"] & (number_of(rows["registered_on"]) <= m)
    now = tables["contributions"]
    now = now[now["blth"] == law["month"]].set_index("npp")
    rows["has_bill"] = rows["npp"].isin(now.index)
    rows["billed_workers"] = _looked_up(rows["npp"], now["workers"])
    rows["billed_wages"] = _looked_up(rows["npp"], now["wages"])
    # NaN is not known, in each of these.
    by_register = rows["workers_registered"].astype("float64").where(rows["registered_on"].notna())
    rows["workers"] = rows["billed_workers"].fillna(by_register)
    counted = rows["workers_known"].astype("float64").fillna(rows["workers"])
    rows["heads"] = counted.where(~rows["enrolled"], np.fmax(counted, rows["workers"]))
    owed = _owed(tables, calendar, law, m)
    for column in ("open", "fine"):
        rows[column] = _looked_up(rows["npp"], owed[column]).fillna(0).astype("int64")
    since = _looked_up(rows["npp"], owed["b"])
    before = _owed_before(tables, law, m)
    rows["opening"] = _looked_up(rows["npp"], before["rupiah"]).fillna(0).astype("int64")
    told = _looked_up(rows["npp"], before["since"])
    rows["is_unaged"] = (rows["opening"] > 0) & told.isna()
    rows["open"] += rows["opening"]
    rows["age"] = (m - np.fmin(since, told)).fillna(0).astype("int64")
    rows["floor"] = _looked_up(rows["region"], _minimum_wages(floors, law))
    return rows


def _owed_before(tables, law, m: int) -> pd.DataFrame:
    """By NPP what its newest position by the month's end says beyond the months that were open when it was taken.

    rupiah, and since: the number of the month that it is owed since, NaN where nobody said.
    """
    positions = tables["arrears_positions"]
    newest = positions[positions["as_of"] <= law["month_end"]].sort_values("as_of")
    newest = newest.drop_duplicates("npp", keep="last")
    taken = newest["as_of"] + pd.offsets.MonthEnd(0)
    still = {day: _bills_at(tables, day, day.year * 12 + day.month - 1) for day in taken.unique()}
    rows = {}
    for row, day in zip(newest.itertuples(), taken, strict=True):
        at, bills = day.year * 12 + day.month - 1, still[day]
        beyond = row.rupiah - int(bills.loc[bills["npp"] == row.npp, "open"].sum())
        if beyond > 0:
            rows[row.npp] = (beyond, at - row.months if not pd.isna(row.months) and row.months else np.nan)
    return pd.DataFrame.from_dict(rows, orient="index", columns=["rupiah", "since"])


def _minimum_wages(floors: pd.DataFrame, law) -> pd.Series:
    """By region the minimum wage of the month."""
    return floors[floors["m"] == law["m"]].set_index("region")["minimum_wage"]


def _funnel(out: pd.DataFrame, known: pd.DataFrame, law) -> pd.DataFrame:
    """Who must, who is registered, in part or in full, and who owes; and of whom that cannot be said."""
    here, enrolled, owes = known["here"], known["enrolled"], known["open"] > 0
    out["wajib"], out["terdaftar"] = here, enrolled
    answers = {
        "pds_workers": _left_out(known),
        "pds_wage": _paid_too_little(known, law),
        "pds_programme": _lacks_a_programme(known, law),
    }
    for name, answer in answers.items():
        out[name] = enrolled & (answer == "yes")
        out[f"{name}_unknown"] = enrolled & (answer == "unknown")
    billed, binds = enrolled & known["has_bill"], _binds(known, law)
    out["wage_exempt"] = billed & (binds == "no")
    out["wage_without_minimum"] = billed & (binds != "no") & known["floor"].isna()
    worst = pd.DataFrame(answers)
    out["lengkap"] = enrolled & (worst == "no").all(axis=1)
    out["lengkap_unknown"] = enrolled & ~out["lengkap"] & ~(worst == "yes").any(axis=1)
    out["in_arrears"], out["closed_in_arrears"] = here & owes, ~here & owes
    out["patuh"] = out["lengkap"] & ~out["in_arrears"]
    out["patuh_unknown"] = out["lengkap_unknown"] & ~out["in_arrears"]
    return out


def _answered(index: pd.Index, yes, unknown) -> pd.Series:
    """yes, no or unknown for each row; yes where both are said."""
    return pd.Series(np.where(yes, "yes", np.where(unknown, "unknown", "no")), index=index)


def _left_out(known: pd.DataFrame) -> pd.Series:
    """Whether others have counted more workers than are registered."""
    others, registered = known["workers_known"].astype("float64"), known["workers"]
    return _answered(known.index, others > registered, (others > 0) & registered.isna())


def _paid_too_little(known: pd.DataFrame, law) -> pd.Series:
    """Whether the bill's wages are below the minimum wage for each of its workers, of whom the law holds to it."""
    wages, least, binds = known["billed_wages"], known["billed_workers"] * known["floor"], _binds(known, law)
    low, unsaid = (wages > 0) & (wages < least), wages.isna() | ((wages > 0) & least.isna())
    asked = known["has_bill"] & known["floor"].notna()
    perhaps = asked & ((unsaid & (binds != "no")) | (low & (binds == "perhaps")))
    return _answered(known.index, low & (binds == "yes"), perhaps)


def _binds(known: pd.DataFrame, law) -> pd.Series:
    """Whether the employer's scale is held to the minimum wage: yes, no or perhaps."""
    bound = [int(law[f"bound_{scale}"]) for scale in SCALES]
    unknown = "yes" if all(bound) else "perhaps" if any(bound) else "no"
    said = {scale: "yes" if bit else "no" for scale, bit in zip(SCALES, bound, strict=True)} | {"": unknown}
    return known["scale"].map(said)


def _lacks_a_programme(known: pd.DataFrame, law) -> pd.Series:
    """Whether a programme that the scale asks for is lacking; an unknown scale may be any."""
    asked = {
        scale: {name for at, name in enumerate(PROGRAMMES) if (int(law[f"needs_{scale}"]) >> at) & 1}
        for scale in SCALES
    }
    yes, unknown = [], []
    for scale, programmes in zip(known["scale"], known["programmes"], strict=True):
        has = set(programmes.split(";")) - {""}
        lacks = [bool(asked[one] - has) for one in ([scale] if scale else SCALES)]
        yes.append(bool(has) and all(lacks))
        unknown.append(any(lacks))
    return _answered(known.index, yes, unknown)


def _people(out: pd.DataFrame, known: pd.DataFrame, law) -> pd.DataFrame:
    """The workers behind each step, and those registered, active and exposed; and of whom they are not known."""
    for step in ("wajib", "terdaftar", "lengkap", "patuh"):
        out[f"known_{step}"] = known["heads"].where(out[step], 0).fillna(0)
    for step in ("wajib", "terdaftar"):
        out[f"known_{step}_unknown"] = out[step] & known["heads"].isna()
    enrolled = known["enrolled"]
    for name, who in {
        "workers_registered": enrolled,
        "workers_active": enrolled & (known["age"] <= law["active_until"]) & ~known["is_unaged"],
        "workers_exposed": enrolled & (known["open"] > 0),
    }.items():
        out[name] = known["workers"].where(who, 0).fillna(0)
        out[f"{name}_unknown"] = who & known["workers"].isna()
    # Who owes since nobody knows when may be active or not, unless a month of its own is too old already.
    out["workers_active_unknown"] |= enrolled & known["is_unaged"] & (known["age"] <= law["active_until"])
    return out


def _aged(out: pd.DataFrame, known: pd.DataFrame, law) -> pd.DataFrame:
    """Who owes, and how much, in each ageing class."""
    low, owes = 0, known["here"] & (known["open"] > 0)
    for name in AGEING:
        high = law[f"upto_{name}"] if name != AGEING[-1] else np.inf
        inside = owes & ~known["is_unaged"] & (known["age"] > low) & (known["age"] <= high)
        out[f"in_arrears_{name}"] = inside
        out[f"outstanding_{name}"] = known["open"].where(inside, 0)
        low = high
    out["in_arrears_tanpa_umur"] = owes & known["is_unaged"]
    out["outstanding_tanpa_umur"] = known["open"].where(out["in_arrears_tanpa_umur"], 0)
    return out


def _looked_up(keys: pd.Series, values: pd.Series) -> pd.Series:
    # as floats, since pandas makes text of a column in which nothing was found
    return keys.map(values).astype("float64")


def _owed(tables, calendar, law, m: int) -> pd.DataFrame:
    """By NPP at the month's end: what is open, the penalty on it, and the oldest month it is for."""
    bills = _bills_at(tables, law["month_end"], m)
    bills = bills[bills["open"] > 0]
    sums = calendar.set_index("m")["penalty_bp_sum"]
    rate = int(sums[m]) - bills["b"].map(sums).astype("int64")
    bills = bills.assign(fine=[int(a) * int(r) // 10_000 for a, r in zip(bills["open"], rate, strict=True)])
    return bills.groupby("npp").agg(open=("open", "sum"), fine=("fine", "sum"), b=("b", "min"))


def _billed(out, tables, law, m: int, npp: pd.Series) -> pd.DataFrame:
    """What fell due in the month, what was paid of it in time, and all the late money of the month."""
    fell = tables["bills"].query("b == @m - 1").set_index("npp")["due"]
    due = _looked_up(npp, fell).fillna(0).astype("int64")
    money = tables["payments"]
    prompt = (
        money[(money["b"] == m - 1) & (money["paid_on"] <= law["bill_due_on"])].groupby("npp")["paid"].sum()
    )
    on_time = np.minimum(_looked_up(npp, prompt).fillna(0).astype("int64"), due)
    before = _bills_at(tables, law["month_end"] - pd.offsets.MonthEnd(1), m - 1).groupby("npp")["open"].sum()
    after = _bills_at(tables, law["month_end"], m).groupby("npp")["open"].sum()
    late = _looked_up(npp, before).fillna(0) + due - on_time - _looked_up(npp, after).fillna(0)
    return out.assign(
        due=due,
        paid_on_time=on_time,
        billed=due > 0,
        billed_on_time=(due > 0) & (on_time >= due),
        paid_late=late.astype("int64"),
    )


def _outreach(tables, law) -> pd.DataFrame:
    rows = tables["outreach"]
    rows = rows[rows["attended"]].drop(columns=["region", "office"]).merge(tables["employers"], on="employer")
    until = rows["on"] + pd.Timedelta(days=90)
    fresh = ~(rows["registered_on"] <= rows["on"])
    rows = rows.assign(done=(rows["registered_on"] <= until).astype(int))[
        fresh & (number_of(until) == law["m"])
    ]
    dims = ["region", "kecamatan", "office", "segment", "sector", "scale"]
    return rows[dims].assign(outreach_attended=1, outreach_registered=rows["done"])


def _informal(tables, law) -> pd.DataFrame:
    rows = tables["informal"]
    rows = rows[rows["blth"] == law["month"]]
    return rows[["region", "kecamatan"]].assign(
        office="",
        segment="BPU",
        sector=rows["trade"],
        scale="",
        informal_target=rows["target"].fillna(0).astype("int64"),
        informal_active=rows["active"],
        informal_targeted=rows["active"].where(rows["target"].notna(), 0),
        informal_targeted_unknown=0,
    )


def _projects(tables, law) -> pd.DataFrame:
    rows = tables["projects"]
    start = rows[["registered_on", "started_on"]].max(axis=1)
    running = (
        rows["registered_on"].notna()
        & (number_of(start) <= law["m"])
        & (number_of(rows["ends_on"]) >= law["m"])
    )
    rows = rows[running]
    rows = rows.assign(office="", segment="JAKON", sector="F", scale="", jakon_projects=1)
    kept = rows[["region", "kecamatan", "office", "segment", "sector", "scale", "jakon_projects"]].copy()
    return backed(kept, rows.assign(jakon_workers=rows["workers"]), ["jakon_workers"])


def twin_rows(case, m: int) -> pd.DataFrame:
    """Every employer known by the month's end, by list number, with its measures of the cube and `region`."""
    law = case.calendar[case.calendar["m"] == m].iloc[0]
    rows = _employers(counted(case.tables), case.calendar, case.floors, law, m)
    return rows.set_index(case.tables["employers"].loc[rows.index, "employer"])


def measure_of(rows: pd.DataFrame, region: str, name: str) -> pd.Series:
    """One measure of who moved (data.cube.MOVED) of each employer of a region."""
    here = rows[rows["region"] == region]
    if name == "pwbd":
        return here["wajib"] - here["terdaftar"]
    if name == "outstanding":
        return sum(here[column] for column in here if column.startswith("outstanding_"))
    return here[name]
