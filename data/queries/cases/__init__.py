"""Cases as one reader may see them: the open ones with their clocks, the board, the scoreboard, and one step by step."""

from data.queries.cases.asking import VALUES
from data.queries.cases.lists import CASE_SORTS, DUE, DUE_WITHIN, OVERDUE, CaseQuery, Enforcement, named_cases
from data.queries.cases.months import CaseMonths
from data.queries.cases.one_case import CaseFile, UnknownCase, case_file, clocked, steps_taken
from data.queries.cases.scores import HANDED, SCORES

__all__ = [
    "CASE_SORTS",
    "DUE",
    "DUE_WITHIN",
    "HANDED",
    "OVERDUE",
    "SCORES",
    "VALUES",
    "CaseFile",
    "CaseMonths",
    "CaseQuery",
    "Enforcement",
    "UnknownCase",
    "case_file",
    "clocked",
    "named_cases",
    "steps_taken",
]
