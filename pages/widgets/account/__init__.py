"""Whose session this is: who signed in and as whom, or why as nobody, the ways to sign in, and the way out."""

from pages.widgets.account.button import account_button, locked_page, refusal

__all__ = ["account_button", "locked_page", "refusal"]
