"""Files as branches bring them, made up, with what is true of each: the same kinds in other clothing."""

from tests.data.intake.making.books import Page, as_csv, as_html, as_ods, as_xlsx
from tests.data.intake.making.register import MOJOKERTO, employers, register
from tests.data.intake.making.truth import Case, outcome

__all__ = [
    "MOJOKERTO",
    "Case",
    "Page",
    "as_csv",
    "as_html",
    "as_ods",
    "as_xlsx",
    "employers",
    "outcome",
    "register",
]
