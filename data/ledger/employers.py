"""Employers laid on months and summed into the cells of the compliance cube."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import reduce
from operator import and_, or_
from typing import Any

import ibis
import ibis.expr.types as ir

from data.cube import (
    BACKING,
    CONTRIBUTORS,
    DIFFERENCES,
    EMPLOYERS,
    LARGEST_OF,
    PART_KNOWN,
    RUPIAH,
    SPREADS,
    UNJUDGED,
    UNKNOWN,
    WORKER_STATES,
    WORKERS,
)
from data.ledger.arrears import ALWAYS, amount, month_of_day, whole
from data.ledger.offices import Offices
from data.vocabulary import AGEING, AGES, PROGRAMMES, SCALES, UNAGED

CELL = ("m", "region", "kecamatan", "office", "segment", "sector", "scale")
_ADDED = (*EMPLOYERS, *WORKERS, *RUPIAH, *UNKNOWN, *UNJUDGED)
# What of these is a sum whose contributors are told, and its parts: how many there are, and the most that one has.
_MAGNITUDES = tuple(name for name in CONTRIBUTORS if name in (*_ADDED, *WORKER_STATES, *DIFFERENCES))
_BACKING = {CONTRIBUTORS[name]: name for name in _MAGNITUDES if CONTRIBUTORS[name] in BACKING}
EMPLOYER_MEASURES = (*_ADDED, *_BACKING, *SPREADS.values())
EMPLOYER_LARGEST = ("largest_outstanding", *(LARGEST_OF[name] for name in _MAGNITUDES), PART_KNOWN)

# What is told of one employer in one month: who it is and where, then numbers. PDS is registered in part.
TEXTS = ("employer", "npp", *CELL[1:])
_PDS = ("pds_workers", "pds_wage", "pds_programme")
_FLAGS = ("wajib", "terdaftar", *_PDS, "lengkap", "patuh", "in_arrears", "closed_in_arrears")
_WORKERS = ("workers_known", "workers_registered", "workers_exposed")
_WAGES = ("wages", "wage_floor", "lacks")
_MONEY = ("due", "outstanding", "opening", "unaged", "fresh", "settled", "penalty", "oldest", "age")
_NOT_KNOWN = tuple(f"{name}_unknown" for name in (*_PDS, "lengkap", "patuh"))
OWN_COLUMNS = ("employer", "npp", *CELL, *_FLAGS, *_WORKERS, *_WAGES, *_MONEY, *_NOT_KNOWN)

# What an employer-month is worked out from: columns of the employer, and of the law of the month.
_OF_EMPLOYERS = (*TEXTS, "workers_known")
_OF_THE_LAW = (
    "m",
    "year",
    "bill_due_on",
    "active_until",
    *(f"needs_{scale}" for scale in SCALES),
    *(f"bound_{scale}" for scale in SCALES),
    *(f"upto_{name}" for name in AGEING[:-1]),
)


def wide(cells: ir.Table, names: Iterable[str], keys: Iterable[str] = CELL) -> ir.Table:
    """The rows with their keys and all these measures, 0 where they say nothing of one."""
    zero = ibis.literal(0, "int64")
    return cells.select(*keys, *(cells[name] if name in cells.columns else zero.name(name) for name in names))


def measured_months(rows: ir.Table, offices: Offices) -> ir.Table:
    """The rows of `employer_months` with what cells and moves add up: employer, CELL, measures of the cube, owes_now.

    Whatever counts employers is 0 or 1 in a row, and takes a byte: these rows are kept while both are summed.
    """
    measured = worked_out(offices.serving(rows))
    flags = {name: measured[name].cast("int8") for name in (*EMPLOYERS, *UNKNOWN, *UNJUDGED)}
    return measured.select("employer", *CELL, *WORKERS, *RUPIAH, "owes_now", **flags)


def employer_cells(measured: ir.Table) -> ir.Table:
    """Cells (CELL) with EMPLOYER_MEASURES summed and EMPLOYER_LARGEST, from the rows of `measured_months`."""
    measured = _by_state(measured)
    sums = {name: whole(measured[name].sum()) for name in (*WORKERS, *RUPIAH)}
    sums |= {spread: whole(measured[name].sum()) for name, spread in SPREADS.items()}
    # Counting those that have some is quicker than adding up.
    counted = {name: name for name in (*EMPLOYERS, *UNKNOWN, *UNJUDGED)} | _BACKING
    counts = {count: measured.count(where=measured[name] > 0) for count, name in counted.items()}
    most = {LARGEST_OF[name]: measured[name].max() for name in _MAGNITUDES}
    most[PART_KNOWN] = measured.known_terdaftar.max(where=measured.lengkap == 0).fill_null(0)
    cells = measured.group_by(CELL).aggregate(**sums, **counts, **most)
    # All that an employer owes is in one class.
    largest = ibis.greatest(*(cells[f"largest_outstanding_{name}"] for name in AGES))
    return cells.mutate(largest_outstanding=largest)[[*CELL, *EMPLOYER_MEASURES, *EMPLOYER_LARGEST]]


def _by_state(measured: ir.Table) -> ir.Table:
    """The rows with what each has in each of WORKER_STATES, and of DIFFERENCES whatever its sign."""
    registered, is_active = measured.workers_registered, measured.workers_active > 0
    debts = {
        "clear": is_active & (measured.workers_exposed == 0),
        "short": is_active & (measured.workers_exposed > 0),
        "long": ~is_active,
    }
    steps = {"part": measured.lengkap == 0, "full": measured.lengkap > 0}
    return measured.mutate(
        unregistered=(measured.terdaftar == 0).ifelse(measured.known_wajib, 0),
        left_out=measured.known_terdaftar - registered,
        **{
            name: (sum(measured[one] for one in plus) - sum(measured[one] for one in minus)).abs()
            for name, (plus, minus) in DIFFERENCES.items()
        },
        **{
            f"{step}_{debt}": (is_so & owes).ifelse(registered, 0)
            for step, is_so in steps.items()
            for debt, owes in debts.items()
        },
    )


def noncompliant(rows: ir.Table, offices: Offices) -> ir.Table:
    """The rows of `employer_months` that are not compliant, or that settled arrears: OWN_COLUMNS.

    Flags 0 or 1, counts and rupiah as the cube adds them, `outstanding` also of those that closed. `oldest` is the
    month number of the oldest open bill (null without one), `age` its months, `opening` and `unaged` what is owed from
    before the months that are known, and of this since nobody knows when; `fresh` fell due in the month and
    `settled` was paid in it of what had been overdue before; `lacks` are the bits of the missing programmes,
    `wage_floor` is workers x minimum wage (null where none is known, or the scale is not held to it). Workers and wages that are not known are null;
    the flags ..._unknown say of what that leaves open.
    """
    measured = worked_out(offices.serving(rows))
    measured = measured.mutate(
        outstanding=measured.owes_now,
        fresh=measured.fresh.fill_null(0),
        settled=measured.settled.fill_null(0),
        wage_floor=(measured.may_bind > 0)
        .ifelse(measured.workers * measured.minimum_wage, ibis.null("int64"))
        .cast("int64"),
        workers_known=measured.known,
        **{name: _where_known(measured, name) for name in ("workers_registered", "workers_exposed", "wages")},
    )
    is_told = (measured.wajib > measured.patuh) | (measured.owes_now > 0) | (measured.settled > 0)
    told = measured.filter(is_told)
    numbers = {name: told[name].cast("int64") for name in OWN_COLUMNS if name not in TEXTS}
    return told.select(*TEXTS, **numbers)[list(OWN_COLUMNS)]


def _where_known(rows: ir.Table, name: str) -> ir.IntegerValue:
    return (rows[f"{name}_unknown"] == 0).ifelse(rows[name], ibis.null("int64"))


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
    what instalments paid of a bill by its due date; `wages` the minimum wage by region and month.
    """
    rows = _known(employers, calendar)
    now = bills.select("npp", "workers", "wages", m=bills.blth, has_bill=ibis.literal(True))
    fell = bills.select("npp", "due", "paid", "paid_on", m=bills.blth + 1)
    rows = rows.left_join(now, ["npp", "m"]).drop("npp_right", "m_right")
    rows = rows.left_join(fell, ["npp", "m"]).drop("npp_right", "m_right")
    rows = rows.left_join(early, ["npp", "m"]).drop("npp_right", "m_right")
    rows = rows.left_join(arrears, ["npp", "m"]).drop("npp_right", "m_right")
    return rows.left_join(wages, ["region", "m"]).drop("region_right", "m_right")


def paid_early(instalments: ir.Table, calendar: ir.Table, days: ir.Table) -> ir.Table:
    """What instalments paid of a bill by its due date: npp, m (the month it fell due), early (rupiah)."""
    fell = calendar.select(blth="month", m=calendar.m + 1).join(days.select("m", "bill_due_on"), "m")
    # By the text of its month: of all the instalments there ever were only those of a few months are looked at.
    rows = instalments.select("npp", "blth", "paid_on", paid=amount(instalments, "paid")).join(fell, "blth")
    rows = rows.filter(rows.paid_on <= rows.bill_due_on)
    return rows.group_by(["npp", "m"]).aggregate(early=whole(rows.paid.sum()))


def _known(employers: ir.Table, calendar: ir.Table) -> ir.Table:
    """Every employer in every month of the calendar by whose end it was known, with what the law asks then."""
    each = employers.select(
        *_OF_EMPLOYERS,
        since=month_of_day(employers.listed_on),
        enrolled=month_of_day(employers.registered_on).fill_null(ALWAYS),
        closed=month_of_day(employers.closed_on).fill_null(ALWAYS),
        # Of one that never registered, no worker that is registered stands for those that are known.
        workers_registered=employers.registered_on.notnull().ifelse(
            employers.workers_registered, ibis.null("int64")
        ),
        has=_bits(employers.programmes),
    )
    rows = each.cross_join(calendar.select(*_OF_THE_LAW))
    return rows.filter(rows.since <= rows.m)


def _bits(programmes: ir.StringValue) -> ir.IntegerValue:
    bits = ibis.literal(0, "int64")
    for at, name in enumerate(PROGRAMMES):
        bits = bits + _flag(_listed(programmes, name)) * (1 << at)
    return bits


def _listed(programmes: ir.StringValue, name: str) -> ir.BooleanValue:
    return (";" + programmes + ";").contains(f";{name};")


def _flag(condition: ir.BooleanValue) -> ir.IntegerValue:
    """1 where the condition holds, else 0 (also where it is unknown)."""
    return condition.ifelse(ibis.literal(1, "int64"), ibis.literal(0, "int64"))


def worked_out(rows: ir.Table) -> ir.Table:
    """The rows of `employer_months`, whose office serves them, with their measures, in steps that build on each other."""
    return _money(_people(_steps(_state(rows))))


def _state(rows: ir.Table) -> ir.Table:
    here = rows.closed > rows.m
    is_enrolled = here & (rows.enrolled <= rows.m)
    workers = rows.workers.fill_null(rows.workers_registered)
    has_bill = rows.has_bill.fill_null(False)
    return rows.mutate(
        is_here=here,
        is_enrolled=is_enrolled,
        heads=workers,
        known=_known_workers(rows, workers, is_enrolled),
        owes_now=rows.outstanding.fill_null(0),
        age=(rows.m - rows.oldest).fill_null(0),
        opening=rows.opening.fill_null(0),
        unaged=rows.unaged.fill_null(0),
        due=rows.due.fill_null(0),
        has_bill=has_bill,
        # NULL where the wages, the workers or the minimum wage are not known.
        is_low=(rows.wages > 0) & (rows.wages < rows.workers * rows.minimum_wage),
        wages=rows.wages.fill_null(0),
        wages_unknown=_flag(has_bill & rows.wages.isnull()),
    )


def _known_workers(rows: ir.Table, workers: ir.IntegerValue, is_enrolled: ir.BooleanValue) -> ir.IntegerValue:
    """The workers known at an employer: as others counted them once, and never fewer than it has registered by now."""
    counted = rows.workers_known
    has_grown = is_enrolled & (workers > counted)
    return has_grown.fill_null(False).ifelse(workers, counted.fill_null(workers))


def _needs(rows: ir.Table, unknown_scale: Callable[[Any, Any], Any]) -> ir.IntegerValue:
    """The bits of the programmes that the scale asks for; where that is unknown, of all scales put together."""
    needs = [rows[f"needs_{scale}"] for scale in SCALES]
    known = ((rows.scale == scale, bits) for scale, bits in zip(SCALES, needs, strict=True))
    return ibis.cases(*known, else_=reduce(unknown_scale, needs))


def _programmes(rows: ir.Table) -> ir.Table:
    """What is lacking for certain, whatever the scale, and whether that cannot be said.

    One that is registered is in some programme, so that none is an answer only of one that is not.
    """
    least, most = (_needs(rows, together) & ~rows.has for together in (and_, or_))
    is_told = ~rows.is_enrolled | (rows.has != 0)
    return rows.mutate(
        lacks=is_told.ifelse(least, ibis.literal(0, "int64")),
        pds_programme_unknown=_flag(rows.is_enrolled & (most != 0) & (~is_told | (least == 0))),
    )


def _bound(rows: ir.Table) -> ir.Table:
    """Whether the scale is held to the minimum wage (1 or 0): for certain, and perhaps, where the scale is unknown."""
    bound = [rows[f"bound_{scale}"] for scale in SCALES]
    known = [(rows.scale == scale, bit) for scale, bit in zip(SCALES, bound, strict=True)]
    return rows.mutate(
        binds=ibis.cases(*known, else_=reduce(and_, bound)),
        may_bind=ibis.cases(*known, else_=reduce(or_, bound)),
    )


def _wages_not_judged(rows: ir.Table) -> dict[str, ir.IntegerValue]:
    """Whose wages are held against nothing, and of whom it cannot be said whether they are too low.

    Where no minimum wage is known, wages are held against none, of whomever.
    """
    billed = rows.is_enrolled & rows.has_bill
    judged = billed & (rows.may_bind > 0)
    perhaps = rows.is_low.isnull() | (rows.is_low & (rows.binds == 0))
    return {
        "pds_wage_unknown": _flag(judged & rows.minimum_wage.notnull() & perhaps),
        "wage_exempt": _flag(billed & (rows.may_bind == 0)),
        "wage_without_minimum": _flag(judged & rows.minimum_wage.isnull()),
    }


def _steps(rows: ir.Table) -> ir.Table:
    """The funnel, and what is wrong with whom."""
    owes = rows.owes_now > 0
    rows = _bound(_programmes(rows))
    rows = rows.mutate(
        wajib=_flag(rows.is_here),
        terdaftar=_flag(rows.is_enrolled),
        pds_workers=_flag(rows.is_enrolled & (rows.known > rows.heads)),
        pds_wage=_flag(rows.is_enrolled & rows.is_low & (rows.binds > 0)),
        pds_programme=_flag(rows.is_enrolled & (rows.lacks != 0)),
        in_arrears=_flag(rows.is_here & owes),
        closed_in_arrears=_flag(~rows.is_here & owes),
        # Nobody is held to have left workers out when nobody has counted them.
        pds_workers_unknown=_flag(rows.is_enrolled & (rows.workers_known > 0) & rows.heads.isnull()),
        **_wages_not_judged(rows),
    )
    return _completeness(rows)


def _completeness(rows: ir.Table) -> ir.Table:
    """Registered in full, and compliant, for certain; and of whom neither can be said."""
    nothing_found = rows.is_enrolled & (rows.pds_workers + rows.pds_wage + rows.pds_programme == 0)
    open_questions = rows.pds_workers_unknown + rows.pds_wage_unknown + rows.pds_programme_unknown
    rows = rows.mutate(
        lengkap=_flag(nothing_found & (open_questions == 0)),
        lengkap_unknown=_flag(nothing_found & (open_questions > 0)),
    )
    owes_nothing = 1 - rows.in_arrears
    return rows.mutate(patuh=rows.lengkap * owes_nothing, patuh_unknown=rows.lengkap_unknown * owes_nothing)


def _people(rows: ir.Table) -> ir.Table:
    in_time = rows.is_enrolled & (rows.age <= rows.active_until)
    active, may_be_active = _flag(in_time & (rows.unaged == 0)), _flag(in_time & (rows.unaged > 0))
    exposed = rows.in_arrears * rows.terdaftar
    known, heads = rows.known.fill_null(0), rows.heads.fill_null(0)
    not_known, not_counted = _flag(rows.known.isnull()), _flag(rows.heads.isnull())
    return rows.mutate(
        known_wajib=rows.wajib * known,
        known_terdaftar=rows.terdaftar * known,
        known_lengkap=rows.lengkap * known,
        known_patuh=rows.patuh * known,
        workers_registered=rows.terdaftar * heads,
        workers_active=active * heads,
        workers_exposed=exposed * heads,
        known_wajib_unknown=rows.wajib * not_known,
        known_terdaftar_unknown=rows.terdaftar * not_known,
        workers_registered_unknown=rows.terdaftar * not_counted,
        workers_active_unknown=active * not_counted + may_be_active,
        workers_exposed_unknown=exposed * not_counted,
    )


def _money(rows: ir.Table) -> ir.Table:
    prompt = (rows.paid_on <= rows.bill_due_on).ifelse(rows.paid, 0).fill_null(0) + rows.early.fill_null(0)
    rows = rows.mutate(paid_on_time=ibis.least(prompt, rows.due), billed=_flag(rows.due > 0))
    rows = rows.mutate(
        billed_on_time=rows.billed * _flag(rows.paid_on_time >= rows.due),
        paid_late=rows.settled.fill_null(0) + rows.due - rows.paid_on_time - rows.fresh.fill_null(0),
        closed_outstanding=rows.closed_in_arrears * rows.owes_now,
        penalty=rows.penalty.fill_null(0),
        penalty_unknown=_flag(rows.opening > 0),
    )
    return rows.mutate(**_aged(rows))


def _aged(rows: ir.Table) -> dict[str, ir.IntegerValue]:
    """Who owes and how much by ageing class: a class goes up to `upto_NAME` months, the last has no end.

    All that an employer owes is in one class, of a part of unknown age in none.
    """
    is_aged = rows.unaged == 0
    aged: dict[str, ir.IntegerValue] = {}
    above: ir.IntegerValue = ibis.literal(0, "int64")
    for name in AGEING:
        inside = is_aged & (rows.age > above)
        if name != AGEING[-1]:
            inside = inside & (rows.age <= rows[f"upto_{name}"])
            above = rows[f"upto_{name}"]
        aged[f"in_arrears_{name}"] = rows.in_arrears * _flag(inside)
        aged[f"outstanding_{name}"] = rows.in_arrears * _flag(inside) * rows.owes_now
    aged[f"in_arrears_{UNAGED}"] = rows.in_arrears * _flag(~is_aged)
    aged[f"outstanding_{UNAGED}"] = rows.in_arrears * _flag(~is_aged) * rows.owes_now
    return aged
