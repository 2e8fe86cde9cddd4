"""What pages ask of a release: measured values, lists of employers and cases, outreach, informal workers, what if."""

from data.queries.arrears_bridge import Bridge, bridge_of
from data.queries.cases import (
    CASE_SORTS,
    DUE,
    DUE_WITHIN,
    HANDED,
    OVERDUE,
    SCORES,
    VALUES,
    CaseFile,
    CaseQuery,
    Enforcement,
    case_file,
)
from data.queries.conditions import Where
from data.queries.employers import EMPLOYER_KINDS, EMPLOYER_SORTS, EmployerList, EmployerQuery, Page
from data.queries.informal import SPANS, SUMS, Pace, groups, pace, summed, told
from data.queries.informal_budget import Line, budget, laws, span
from data.queries.next_steps import (
    DUE_SOON,
    LATE,
    NO_STEP,
    OWING,
    Ground,
    Opening,
    Pressing,
    case_ground,
    employer_grounds,
    grounds_of,
    pressing,
)
from data.queries.one_employer import EmployerLedger, contacts, employer_ledger
from data.queries.outreach import Outreach, read_outreach
from data.queries.reading import Filters, Reading
from data.queries.release_tables import minimum_wages
from data.queries.shortfalls import Course, course, is_at_hand, stand_now
from data.queries.what_if import SOURCES, Source, ranked
from data.queries.what_if_regions import HIDDEN, UNKNOWN, Plan, Region, plan, standing
from data.queries.wholes import Together, cells_of_whole, cells_together, together, together_in, whole_of

__all__ = [
    "CASE_SORTS",
    "DUE",
    "DUE_SOON",
    "DUE_WITHIN",
    "EMPLOYER_KINDS",
    "EMPLOYER_SORTS",
    "HANDED",
    "HIDDEN",
    "LATE",
    "NO_STEP",
    "OVERDUE",
    "OWING",
    "SCORES",
    "SOURCES",
    "SPANS",
    "SUMS",
    "UNKNOWN",
    "VALUES",
    "Bridge",
    "CaseFile",
    "CaseQuery",
    "Course",
    "EmployerLedger",
    "EmployerList",
    "EmployerQuery",
    "Enforcement",
    "Filters",
    "Ground",
    "Line",
    "Opening",
    "Outreach",
    "Pace",
    "Page",
    "Plan",
    "Pressing",
    "Reading",
    "Region",
    "Source",
    "Together",
    "Where",
    "bridge_of",
    "budget",
    "case_file",
    "case_ground",
    "cells_of_whole",
    "cells_together",
    "contacts",
    "course",
    "employer_grounds",
    "employer_ledger",
    "grounds_of",
    "groups",
    "is_at_hand",
    "laws",
    "minimum_wages",
    "pace",
    "plan",
    "pressing",
    "ranked",
    "read_outreach",
    "span",
    "stand_now",
    "standing",
    "summed",
    "together",
    "together_in",
    "told",
    "whole_of",
]
