"""Commitments: what a meeting agreed to, kept for ever, and how each release judges it."""

from data.commitments.baselines import as_told
from data.commitments.changes import condition_of_change
from data.commitments.checking import BadCommitment
from data.commitments.commitment import (
    AT_LEAST,
    AT_MOST,
    SENSES,
    Baseline,
    Commitment,
    Condition,
    Done,
    Promise,
    Withdrawn,
)
from data.commitments.commitments import Commitments
from data.commitments.judging import (
    KEPT,
    LATE,
    MISSED,
    NO_DATA,
    NO_INDICATOR,
    NOT_JUDGED,
    ON_THE_WAY,
    OTHER_DATA,
    STATES,
    WITHDRAWN,
    Verdict,
    judge,
    judged,
    why_not_told,
)
from data.commitments.shares import KeptShare, kept_share

__all__ = [
    "AT_LEAST",
    "AT_MOST",
    "KEPT",
    "LATE",
    "MISSED",
    "NOT_JUDGED",
    "NO_DATA",
    "NO_INDICATOR",
    "ON_THE_WAY",
    "OTHER_DATA",
    "SENSES",
    "STATES",
    "WITHDRAWN",
    "BadCommitment",
    "Baseline",
    "Commitment",
    "Commitments",
    "Condition",
    "Done",
    "KeptShare",
    "Promise",
    "Verdict",
    "Withdrawn",
    "as_told",
    "condition_of_change",
    "judge",
    "judged",
    "kept_share",
    "why_not_told",
]
