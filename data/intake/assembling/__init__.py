"""Blocks of cells into rows of our tables: one maker a table, each with the questions that only a person can answer."""

from data.intake.assembling.gathering import Context, readings_of
from data.intake.assembling.tables import assembled
from data.intake.assembling.titled import title_elsewhere

__all__ = ["Context", "assembled", "readings_of", "title_elsewhere"]
