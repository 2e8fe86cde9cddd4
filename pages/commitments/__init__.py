"""The page of commitments: what meetings agreed to, what became of it, and who keeps what they promise."""

from pages.commitments.page import show_commitments

__all__ = ["show_commitments"]
