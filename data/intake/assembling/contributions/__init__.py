"""Months of contributions: a row per employer and month, or months across, and months that are brought again."""

from data.intake.assembling.contributions.table import contributions

__all__ = ["contributions"]
