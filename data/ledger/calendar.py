"""What the law and the offices say of each month, as small tables that the ledger joins.

The ledger itself knows no date of a law: a rate, a due date, an ageing class is looked up here as of its month.
"""

from __future__ import annotations

from datetime import date

import pandas as pd

from data import law
from data.months import month_end, month_index, month_text
from data.parsing import AsOf, each_row
from data.places import minimum_wages
from data.tables import Facts
from data.vocabulary import AGEING, PROGRAMMES, SCALES

# In basis points and not finer, so that rupiah times rate stays exact in an engine that divides as floats.
_PPM_PER_BP = 100


def month_calendar(oldest: str, first: str, last: str) -> pd.DataFrame:
    """The months from that of the `oldest` bill to `last` ("2023-11"); the law is that of the month from `first` on.

    Before `first` only the penalty is looked up, month by month: a bill may be older than the other laws.

    Columns m (month number), month, year, month_end, bill_due_on (of the bill for the month before),
    active_until (months), penalty_bp_sum (basis points, of all months of the table up to this one),
    needs_SCALE (a bit a programme, in the order of PROGRAMMES), bound_SCALE (1 where it is held to the minimum wage),
    upto_CLASS (last month of an ageing class).
    """
    since = month_index(first)
    fines = law.penalty_ppm_table(oldest, last)
    rows = [
        _month(number, law.at(month_text(max(number, since))))
        | {"penalty_bp": fines[month_text(number)] // _PPM_PER_BP}
        for number in range(month_index(oldest), month_index(last) + 1)
    ]
    frame = pd.DataFrame(rows)
    return frame.assign(penalty_bp_sum=frame.pop("penalty_bp").cumsum())


def _month(number: int, rules: law.Rules) -> dict[str, object]:
    month = month_text(number)
    bound = rules.minimum_wage_scales if rules.reported_wage_floor is None else SCALES
    ends = {ageing.name: ageing.last_month for ageing in rules.ageing}
    return {
        "m": number,
        "month": month,
        "year": number // 12,
        "month_end": pd.Timestamp(month_end(month)),
        "bill_due_on": pd.Timestamp(law.due_date(month_text(number - 1))),
        "active_until": rules.active_until_months,
        **{f"needs_{scale}": _bits(rules.required[scale]) for scale in SCALES},
        **{f"bound_{scale}": int(scale in bound) for scale in SCALES},
        **{f"upto_{name}": ends[name] for name in AGEING[:-1]},
    }


def _bits(programmes: tuple[str, ...]) -> int:
    return sum(1 << PROGRAMMES.index(name) for name in programmes)


def service(facts: Facts, first: str, last: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Which offices serve a region in a month, and which of them stands for it when its rows name none.

    Two tables: region, m, office (every branch that serves), and region, m, main_office. Of several the main one is
    that whose service began last, since it took over from the others; a parent of one of them is not asked, since it
    serves the region by way of its auxiliary branch. Service is as of the month's end.
    """
    spans, parents = _spans(facts), dict(zip(facts.offices["code"], facts.offices["parent"], strict=True))
    every, main = [], []
    for number in range(month_index(first), month_index(last) + 1):
        day = month_end(month_text(number))
        serving = [(region, since, office) for region, office, since, until in spans if since <= day <= until]
        every += [{"region": region, "m": number, "office": office} for region, _, office in serving]
        served_through = {(region, parents[office]) for region, _, office in serving}
        own = [
            (region, since, office)
            for region, since, office in serving
            if (region, office) not in served_through
        ]
        newest = {region: office for region, _, office in sorted(own)}
        main += [{"region": region, "m": number, "main_office": office} for region, office in newest.items()]
    return (
        pd.DataFrame(every, columns=["region", "m", "office"]),
        pd.DataFrame(main, columns=["region", "m", "main_office"]),
    )


def _spans(facts: Facts) -> list[tuple[str, str, date, date]]:
    """Region, branch, and the first and last day of each service; a kanwil's provinces are not among them."""
    rows = facts.service_areas[facts.service_areas["region"].isin(facts.regions["code"])]
    return [
        (
            row.region,
            row.office,
            AsOf(start).start if start else date.min,
            AsOf(row.to).end if row.to else date.max,
        )
        for row, start in zip(each_row(rows), rows["from"], strict=True)
    ]


def wage_floors(facts: Facts, first: str, last: str) -> pd.DataFrame:
    """What wages are held against, by region and month: region, m, minimum_wage (rupiah a month).

    The minimum wage, no row where none is known (`data.places.minimum_wages`); in its place the floor of the reported
    wage, the same everywhere, in months in which that rule is used.
    """
    months = range(month_index(first), month_index(last) + 1)
    every = pd.concat([_floors(facts, month_text(m)).assign(m=m) for m in months], ignore_index=True)
    return every.astype({"minimum_wage": "int64"})[["region", "m", "minimum_wage"]]


def _floors(facts: Facts, month: str) -> pd.DataFrame:
    floor = law.at(month).reported_wage_floor
    if floor is not None:
        return pd.DataFrame({"region": facts.regions["code"], "minimum_wage": floor})
    return minimum_wages(facts, month)[["region", "rupiah"]].set_axis(["region", "minimum_wage"], axis=1)
