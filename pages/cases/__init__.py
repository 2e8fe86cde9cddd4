"""Pages of enforcement: the cases and one case step by step."""

from pages.cases.enforcement import show_cases
from pages.cases.one import show_case

__all__ = ["show_case", "show_cases"]
