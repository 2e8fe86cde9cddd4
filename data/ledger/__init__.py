"""The ledger: employer-months rolled up into the compliance cube, on DuckDB or Spark."""

from data.ledger.calendar import month_calendar, service, wage_floors
from data.ledger.earlier import calendar_of, facts_of, judges_every_scale
from data.ledger.employers import CELL, TEXTS
from data.ledger.engines import GIVEN_SCHEMAS, UNSETTLED, DuckDB, given_table, statement
from data.ledger.limits import limit_of, time_limits
from data.ledger.office_lookup import offices_of
from data.ledger.other_work import WINDOW_DAYS
from data.ledger.publishing import derived, publish
from data.ledger.run import keep_opening

__all__ = [
    "CELL",
    "GIVEN_SCHEMAS",
    "TEXTS",
    "UNSETTLED",
    "WINDOW_DAYS",
    "DuckDB",
    "calendar_of",
    "derived",
    "facts_of",
    "given_table",
    "judges_every_scale",
    "keep_opening",
    "limit_of",
    "month_calendar",
    "offices_of",
    "publish",
    "service",
    "statement",
    "time_limits",
    "wage_floors",
]
