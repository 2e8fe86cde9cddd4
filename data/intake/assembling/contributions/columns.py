"""The columns of a month of contributions that hold amounts."""

from __future__ import annotations

PROGRAMMES = ("jkk", "jkm", "jht", "jp")
DUES = tuple(f"due_{programme}" for programme in PROGRAMMES)
PAIDS = tuple(f"paid_{programme}" for programme in PROGRAMMES)
AMOUNTS = ("workers", "wages", *DUES, "due", *PAIDS, "paid")
