"""Cases as one reader may see them: the open ones with their clocks, the board, the scoreboard, and one step by step."""

from data.queries.cases.asking import VALUES
from data.queries.cases.lists import CASE_SORTS, CaseQuery, Enforcement
from data.queries.cases.one_case import CaseFile, UnknownCase, case_file, clocked
from data.queries.cases.scores import HANDED, SCORES

__all__ = [
    "CASE_SORTS",
    "HANDED",
    "SCORES",
    "VALUES",
    "CaseFile",
    "CaseQuery",
    "Enforcement",
    "UnknownCase",
    "case_file",
    "clocked",
]
