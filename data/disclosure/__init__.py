"""Disclosure control: which cells of the public tables are hidden, so that no employer can be read off them."""

from data.disclosure.aside import name_aside, take_masks_from
from data.disclosure.disclosure import Limits
from data.disclosure.loss import kept, shares
from data.disclosure.masking import NOBODY, lay_aside, lay_others_aside, lies_aside, masked
from data.disclosure.others import Without
from data.disclosure.rules import guards
from data.disclosure.suppression import HIDDEN, SHOWN, TOO_FINE, status

__all__ = [
    "HIDDEN",
    "NOBODY",
    "SHOWN",
    "TOO_FINE",
    "Limits",
    "Without",
    "guards",
    "kept",
    "lay_aside",
    "lay_others_aside",
    "lies_aside",
    "masked",
    "name_aside",
    "shares",
    "status",
    "take_masks_from",
]
