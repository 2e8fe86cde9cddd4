"""Blocks of cells into rows of our tables: one maker a table, each with the questions that only a person can answer."""

from data.intake.assembling.gather import Context
from data.intake.assembling.tables import assembled
from data.intake.assembling.titled import title_elsewhere

__all__ = ["Context", "assembled", "title_elsewhere"]
