"""Disclosure control: which cells of the public tables are hidden, so that no employer can be read off them."""

from data.disclosure.rules import Disclosure, Limits
from data.disclosure.suppression import PRIMARY, SECONDARY, SHOWN, TOO_FINE, masked, status

__all__ = ["PRIMARY", "SECONDARY", "SHOWN", "TOO_FINE", "Disclosure", "Limits", "masked", "status"]
