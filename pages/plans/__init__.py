"""Pages of plans: informal workers with their budget, and what it takes to reach a target."""

from pages.plans.informal import show_informal
from pages.plans.what_if import show_what_if

__all__ = ["show_informal", "show_what_if"]
