"""What an office adds up to in a release, as one reader may see it: whose employers count there, sums first, ratios last."""

from data.offices.sums import (
    OFFICE_INDICATORS,
    OfficeSums,
    alike_month,
    earlier_month,
    office_sums,
    sums_of_each,
)
from data.offices.whose import EVERYBODY, Whose, counted

__all__ = [
    "EVERYBODY",
    "OFFICE_INDICATORS",
    "OfficeSums",
    "Whose",
    "alike_month",
    "counted",
    "earlier_month",
    "office_sums",
    "sums_of_each",
]
