"""What an office and its partners agreed, held and opened: as tables, as sentences that count, and as files."""

from pages.widgets.agreements.counts import agreement_warnings, counter_counts, event_counts
from pages.widgets.agreements.files import agreement_sheet, event_sheet
from pages.widgets.agreements.tables import (
    agreement_table,
    agreements_said,
    counter_table,
    counters_said,
    event_table,
    office_agreements,
    office_counters,
    office_events,
)

__all__ = [
    "agreement_sheet",
    "agreement_table",
    "agreement_warnings",
    "agreements_said",
    "counter_counts",
    "counter_table",
    "counters_said",
    "event_counts",
    "event_sheet",
    "event_table",
    "office_agreements",
    "office_counters",
    "office_events",
]
