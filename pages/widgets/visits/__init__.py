"""What came of calls and visits: how it is said in a list, the form that takes it down, and how it is taken back."""

from pages.widgets.visits.book import looked_at, since_looked, visits_of
from pages.widgets.visits.form import ask_result, show_asked_form
from pages.widgets.visits.said import LAST_HEAD, last_cell, result_said, visit_day, withdrawn_said
from pages.widgets.visits.taken_back import ask_withdrawal, show_kept, show_withdrawal

__all__ = [
    "LAST_HEAD",
    "ask_result",
    "ask_withdrawal",
    "last_cell",
    "looked_at",
    "result_said",
    "show_asked_form",
    "show_kept",
    "show_withdrawal",
    "since_looked",
    "visit_day",
    "visits_of",
    "withdrawn_said",
]
