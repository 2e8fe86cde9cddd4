"""What the newest month of a release says of many promises at once: their payments are read together."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from data.months import month_end
from data.parsing import each_row
from data.queries import Reading, payments_of
from data.visits.judging import Verdict, judge
from data.visits.visit import Visit


def verdicts(visits: Iterable[Visit], reading: Reading) -> dict[str, Verdict]:
    """The verdict on each of the visits that promised something, by the visit's id. Raises NotAllowed."""
    promised = [visit for visit in visits if visit.promise is not None and not visit.withdrawn]
    if not promised:
        return {}
    month = reading.months[-1]
    employers = tuple(sorted({visit.employer for visit in promised}))
    paid: dict[str, list[tuple[date, int]]] = {}
    for row in each_row(payments_of(reading, employers, month)):
        paid.setdefault(str(row.employer), []).append((row.paid_on.date(), int(row.paid)))
    judged = {visit.id: judge(visit, paid.get(visit.employer, ()), month_end(month)) for visit in promised}
    return {id: verdict for id, verdict in judged.items() if verdict is not None}
