"""Who is looking, and what of the compliance cube that person may see."""

from data.access.access import Slice, added_up, guarded, instead, largest_share, why
from data.access.viewer import PUBLIK, ROLES, NotYours, StewardsOnly, Viewer

__all__ = [
    "PUBLIK",
    "ROLES",
    "NotYours",
    "Slice",
    "StewardsOnly",
    "Viewer",
    "added_up",
    "guarded",
    "instead",
    "largest_share",
    "why",
]
