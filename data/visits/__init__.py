"""Visits: what came of calls and visits at employers, how the ledger judges what was promised, and what is new since a look."""

from data.visits.checking import LIMITS, MOST_DAYS, BadVisit
from data.visits.judging import KEPT, LATE, MISSED, ON_THE_WAY, STATES, Verdict, judge
from data.visits.promises import verdicts
from data.visits.since import Moved, Since, since_last_look
from data.visits.visit import (
    ABSENT,
    CALLED,
    GONE,
    KINDS,
    OTHER,
    PAID,
    PROMISED,
    REFUSED,
    RESULTS,
    VISITED,
    Amount,
    Look,
    Report,
    Visit,
    Withdrawn,
)
from data.visits.visits import Recorded, Visits

__all__ = [
    "ABSENT",
    "CALLED",
    "GONE",
    "KEPT",
    "KINDS",
    "LATE",
    "LIMITS",
    "MISSED",
    "MOST_DAYS",
    "ON_THE_WAY",
    "OTHER",
    "PAID",
    "PROMISED",
    "REFUSED",
    "RESULTS",
    "STATES",
    "VISITED",
    "Amount",
    "BadVisit",
    "Look",
    "Moved",
    "Recorded",
    "Report",
    "Since",
    "Verdict",
    "Visit",
    "Visits",
    "Withdrawn",
    "judge",
    "since_last_look",
    "verdicts",
]
