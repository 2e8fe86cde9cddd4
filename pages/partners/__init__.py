"""The page of agreements, outreach and counters."""

from pages.partners.page import show_partners

__all__ = ["show_partners"]
