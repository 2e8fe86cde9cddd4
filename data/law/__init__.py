"""The law as of its month: rates, due days, penalties, ageing classes, clocks and thresholds, from dated files."""

from data.law.chains import NextStep, next_steps
from data.law.contributions import MILLION, due_of_one, dues
from data.law.late import DueDay, due_date, due_day, penalty, penalty_ppm_table
from data.law.periods import Period, UnknownMonth, in_force
from data.law.rules import AgeingClass, Chain, Clock, Rules, at, deadline

__all__ = [
    "MILLION",
    "AgeingClass",
    "Chain",
    "Clock",
    "DueDay",
    "NextStep",
    "Period",
    "Rules",
    "UnknownMonth",
    "at",
    "deadline",
    "due_date",
    "due_day",
    "due_of_one",
    "dues",
    "in_force",
    "next_steps",
    "penalty",
    "penalty_ppm_table",
]
