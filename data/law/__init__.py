"""The law as of its month: rates, due days, penalties, ageing classes, clocks and thresholds, from dated files."""

from data.law.contributions import MILLION, due_of_one, dues
from data.law.late import due_date, penalty, penalty_ppm_table
from data.law.periods import Period, UnknownMonth
from data.law.rules import AgeingClass, Clock, Rules, at, deadline

__all__ = [
    "MILLION",
    "AgeingClass",
    "Clock",
    "Period",
    "Rules",
    "UnknownMonth",
    "at",
    "deadline",
    "due_date",
    "due_of_one",
    "dues",
    "penalty",
    "penalty_ppm_table",
]
