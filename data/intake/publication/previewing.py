"""What the map would show after a publication: arrears by region, now and then, without publishing anything."""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as arrow
import pyarrow.compute as compute

from data.facts import laid_facts
from data.intake.publication.publishing import Rehearsal
from data.ledger import derived
from data.store import TOTALS, Store
from data.tables import Facts
from data.vocabulary import AGEING

_OUTSTANDING = tuple(f"outstanding_{name}" for name in AGEING)


@dataclass(frozen=True)
class Preview:
    """Arrears in rupiah by region (code): `before` at the end of `month_before` ("" for none), `after` of `month`."""

    month_before: str
    month: str
    before: dict[str, int]
    after: dict[str, int]


def preview(store: Store, rehearsal: Rehearsal, embedded: Facts) -> Preview | None:
    """Work the cube out for what is rehearsed, aside; None when no month of contributions would be there.

    Raises as `Store.stage`.
    """
    brought, facts, anew = laid_facts(store.release(), embedded, rehearsal.facts)
    staged = store.stage(rehearsal.changes() | brought, title="", role="", keep=False, on=rehearsal.on)
    months = staged.release.months_of("contributions")
    if not months:
        return None
    tables = derived(staged.release, None if anew else staged.parent, facts=facts)
    now = staged.parent
    known = now.months_of(TOTALS) if now and TOTALS in now.entry.versions else ()
    before = _arrears(now.table(TOTALS, months=[known[-1]])) if now and known else {}
    change = tables.get(TOTALS)
    after = (
        _arrears(_of_month(change.data, months[-1]))
        if change and isinstance(change.data, arrow.Table)
        else before
    )
    return Preview(known[-1] if known else "", months[-1], before, after)


def _of_month(rows: arrow.Table, month: str) -> arrow.Table:
    return rows.filter(compute.equal(rows["month"], month))


def _arrears(rows: arrow.Table) -> dict[str, int]:
    sums: dict[str, int] = {}
    for row in rows.select(["region", *_OUTSTANDING]).to_pylist():
        sums[row["region"]] = sums.get(row["region"], 0) + sum(row[name] or 0 for name in _OUTSTANDING)
    return sums
