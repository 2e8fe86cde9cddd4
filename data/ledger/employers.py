"""Employers laid on months and summed into the cells of the compliance cube."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir

from data.cube import EMPLOYERS, LARGEST, RUPIAH, WORKERS
from data.ledger.arrears import ALWAYS, month_of_day, summed
from data.vocabulary import AGEING, PROGRAMMES, SCALES

CELL = ("m", "region", "kecamatan", "office", "segment", "sector", "scale")
EMPLOYER_MEASURES = (*EMPLOYERS, *WORKERS, *RUPIAH)
# What is told of one employer in one month.
OWN_COLUMNS = (
    "employer", "npp", *CELL, "wajib", "terdaftar", "pds_workers", "pds_wage", "pds_programme", "lengkap", "patuh",
    "in_arrears", "closed_in_arrears", "workers_known", "workers_registered", "workers_exposed", "wages",
    "wage_floor", "lacks", "due", "outstanding", "fresh", "settled", "penalty", "oldest", "age",
)  # fmt: skip


@dataclass(frozen=True)
class Offices:
    """Which office served a region in a month (data.ledger.calendar.service)."""

    serves: ir.Table
    main: ir.Table

    def placed(self, rows: ir.Table) -> ir.Table:
        """The rows with the office that served their region in their month: their own if it did, else the main one."""
        own = self.serves.select("region", "m", "office", is_serving=ibis.literal(True))
        found = rows.left_join(own, ["region", "m", "office"]).drop("region_right", "m_right", "office_right")
        found = found.left_join(self.main, ["region", "m"]).drop("region_right", "m_right")
        office = found.is_serving.fill_null(False).ifelse(found.office, found.main_office.fill_null(""))
        return found.mutate(office=office).drop("is_serving", "main_office")


def wide(cells: ir.Table, names: Iterable[str], keys: Iterable[str] = CELL) -> ir.Table:
    """The rows with their keys and all these measures, 0 where they say nothing of one."""
    zero = ibis.literal(0, "int64")
    return cells.select(*keys, *(cells[name] if name in cells.columns else zero.name(name) for name in names))


def employer_cells(rows: ir.Table, offices: Offices) -> ir.Table:
    """Cells (CELL) with EMPLOYER_MEASURES summed and LARGEST, from the rows of `employer_months`."""
    said = _measured(offices.placed(rows))
    sums = {name: said[name].sum().cast("int64") for name in EMPLOYER_MEASURES}
    return said.group_by(CELL).aggregate(
        **sums,
        largest_outstanding=said.owes_now.max(),
        largest_due=said.due.max(),
        largest_wages=said.wages.max(),
    )[[*CELL, *EMPLOYER_MEASURES, *LARGEST]]


def noncompliant(rows: ir.Table, offices: Offices) -> ir.Table:
    """The rows of `employer_months` that are not compliant, or that settled arrears: OWN_COLUMNS.

    Flags 0 or 1, counts and rupiah as the cube adds them, `outstanding` also of those that closed. `oldest` is the
    month number of the oldest open bill (null without one), `age` its months; `fresh` fell due in the month and
    `settled` was paid in it of what had been overdue before; `lacks` are the bits of the missing programmes,
    `wage_floor` is workers x minimum wage (null where none is known).
    """
    said = _measured(offices.placed(rows))
    said = said.mutate(
        outstanding=said.owes_now,
        fresh=said.fresh.fill_null(0),
        settled=said.settled.fill_null(0),
        wage_floor=(said.workers * said.minimum_wage).cast("int64"),
        workers_known=said.known,
    )
    open_ = (said.wajib > said.patuh) | (said.owes_now > 0) | (said.settled > 0)
    texts = ("employer", "npp", *CELL[1:])
    kept = said.filter(open_)
    return kept.select(*texts, **{n: kept[n].cast("int64") for n in OWN_COLUMNS if n not in texts})[
        list(OWN_COLUMNS)
    ]


def employer_months(
    employers: ir.Table,
    bills: ir.Table,
    early: ir.Table,
    arrears: ir.Table,
    wages: ir.Table,
    calendar: ir.Table,
) -> ir.Table:
    """A row for every employer and month of `calendar` by whose end it was known.

    `bills` (data.ledger.arrears) are those of the calendar's months and of the month before; `early` is
    what instalments paid of a bill by its due date; `wages` the minimum wage by region and year.
    """
    rows = _known(employers, calendar)
    now = bills.select("npp", "workers", "wages", m=bills.blth)
    fell = bills.select("npp", "due", "paid", "paid_on", m=bills.blth + 1)
    rows = rows.left_join(now, ["npp", "m"]).drop("npp_right", "m_right")
    rows = rows.left_join(fell, ["npp", "m"]).drop("npp_right", "m_right")
    rows = rows.left_join(early, ["npp", "m"]).drop("npp_right", "m_right")
    rows = rows.left_join(arrears, ["npp", "m"]).drop("npp_right", "m_right")
    return rows.left_join(wages, ["region", "year"]).drop("region_right", "year_right")


def paid_early(instalments: ir.Table, calendar: ir.Table, days: ir.Table) -> ir.Table:
    """What instalments paid of a bill by its due date: npp, m (the month it fell due), early (rupiah)."""
    fell = calendar.select(blth="month", m=calendar.m + 1).join(days.select("m", "bill_due_on"), "m")
    # By the text of its month: of all the instalments there ever were only those of a few months are looked at.
    rows = instalments.select("npp", "blth", "paid_on", paid=summed(instalments, "paid")).join(fell, "blth")
    rows = rows.filter(rows.paid_on <= rows.bill_due_on)
    return rows.group_by(["npp", "m"]).aggregate(early=rows.paid.sum().cast("int64"))


def _known(employers: ir.Table, calendar: ir.Table) -> ir.Table:
    """Every employer in every month of the calendar by whose end it was known, with what the law asks then."""
    each = employers.select(
        "employer", "npp", "region", "kecamatan", "office", "segment", "sector", "scale", "workers_known", "workers_registered",
        since=month_of_day(employers.listed_on),
        enrolled=month_of_day(employers.registered_on).fill_null(ALWAYS),
        closed=month_of_day(employers.closed_on).fill_null(ALWAYS),
        has=_bits(employers.programmes),
    )  # fmt: skip
    law = calendar.select(
        "m", "year", "bill_due_on", "active_until",
        *(f"needs_{scale}" for scale in SCALES), *(f"upto_{name}" for name in AGEING[:-1]),
    )  # fmt: skip
    rows = each.cross_join(law)
    return rows.filter(rows.since <= rows.m)


def _bits(programmes: ir.StringValue) -> ir.IntegerValue:
    found = ibis.literal(0, "int64")
    for at, name in enumerate(PROGRAMMES):
        found = found + _one(_listed(programmes, name)) * (1 << at)
    return found


def _listed(programmes: ir.StringValue, name: str) -> ir.BooleanValue:
    return (";" + programmes + ";").contains(f";{name};")


def _one(condition: ir.BooleanValue) -> ir.IntegerValue:
    """1 where the condition holds, else 0 (also where it is unknown)."""
    return condition.ifelse(ibis.literal(1, "int64"), ibis.literal(0, "int64"))


def _measured(rows: ir.Table) -> ir.Table:
    """Each row with its measures, in steps that build on each other."""
    return _money(_people(_steps(_state(rows))))


def _state(rows: ir.Table) -> ir.Table:
    here = rows.closed > rows.m
    workers = rows.workers.fill_null(rows.workers_registered)
    return rows.mutate(
        is_here=here,
        is_enrolled=here & (rows.enrolled <= rows.m),
        said=workers,
        known=rows.workers_known.fill_null(workers),
        owes_now=rows.outstanding.fill_null(0),
        age=(rows.m - rows.oldest).fill_null(0),
        lacks=_needs(rows) & ~rows.has,
        due=rows.due.fill_null(0),
        wages=rows.wages.fill_null(0),
    )


def _needs(rows: ir.Table) -> ir.IntegerValue:
    *others, last = SCALES
    return ibis.cases(
        *((rows.scale == scale, rows[f"needs_{scale}"]) for scale in others), else_=rows[f"needs_{last}"]
    )


def _steps(rows: ir.Table) -> ir.Table:
    """The funnel, and what is wrong with whom."""
    owes = rows.owes_now > 0
    rows = rows.mutate(
        wajib=_one(rows.is_here),
        terdaftar=_one(rows.is_enrolled),
        pds_workers=_one(rows.is_enrolled & (rows.known > rows.said)),
        pds_wage=_one(rows.is_enrolled & (rows.wages > 0) & (rows.wages < rows.workers * rows.minimum_wage)),
        pds_programme=_one(rows.is_enrolled & (rows.lacks != 0)),
        in_arrears=_one(rows.is_here & owes),
        closed_in_arrears=_one(~rows.is_here & owes),
    )
    whole = rows.is_enrolled & (rows.pds_workers + rows.pds_wage + rows.pds_programme == 0)
    rows = rows.mutate(lengkap=_one(whole))
    return rows.mutate(patuh=rows.lengkap * (1 - rows.in_arrears))


def _people(rows: ir.Table) -> ir.Table:
    active = rows.is_enrolled & (rows.age <= rows.active_until)
    workers = rows.terdaftar * rows.said
    return rows.mutate(
        known_wajib=rows.wajib * rows.known,
        known_terdaftar=rows.terdaftar * rows.known,
        known_lengkap=rows.lengkap * rows.known,
        known_patuh=rows.patuh * rows.known,
        workers_registered=workers,
        workers_active=_one(active) * rows.said,
        workers_exposed=rows.in_arrears * workers,
    )


def _money(rows: ir.Table) -> ir.Table:
    prompt = (rows.paid_on <= rows.bill_due_on).ifelse(rows.paid, 0).fill_null(0) + rows.early.fill_null(0)
    rows = rows.mutate(paid_on_time=ibis.least(prompt, rows.due), billed=_one(rows.due > 0))
    rows = rows.mutate(
        billed_on_time=rows.billed * _one(rows.paid_on_time >= rows.due),
        paid_late=rows.settled.fill_null(0) + rows.due - rows.paid_on_time - rows.fresh.fill_null(0),
        closed_outstanding=rows.closed_in_arrears * rows.owes_now,
        penalty=rows.penalty.fill_null(0),
    )
    return rows.mutate(**_aged(rows))


def _aged(rows: ir.Table) -> dict[str, ir.IntegerValue]:
    """Who owes and how much by ageing class: a class goes up to `upto_NAME` months, the last has no end."""
    found: dict[str, ir.IntegerValue] = {}
    above: ir.IntegerValue = ibis.literal(0, "int64")
    for name in AGEING:
        inside = rows.age > above
        if name != AGEING[-1]:
            inside = inside & (rows.age <= rows[f"upto_{name}"])
            above = rows[f"upto_{name}"]
        found[f"in_arrears_{name}"] = rows.in_arrears * _one(inside)
        found[f"outstanding_{name}"] = rows.in_arrears * _one(inside) * rows.owes_now
    return found
