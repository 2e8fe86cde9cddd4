"""A block's columns into records: whole columns read at once, what is wrong or unclear told at its place."""

from data.intake.assembling.gathering.asking import ask_word
from data.intake.assembling.gathering.columns import Reader, readings_of
from data.intake.assembling.gathering.context import Context
from data.intake.assembling.gathering.evidence import amounts, days, pooled
from data.intake.assembling.gathering.gathering import Gathering
from data.intake.assembling.gathering.readers import Call, Words

__all__ = [
    "Call",
    "Context",
    "Gathering",
    "Reader",
    "Words",
    "amounts",
    "ask_word",
    "days",
    "pooled",
    "readings_of",
]
