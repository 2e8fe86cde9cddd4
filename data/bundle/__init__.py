"""The app as one file for a computer without a network: its own files, every wheel, and a start that looks first."""

from data.bundle.archive import NAME, START, app_files, write
from data.bundle.targets import TARGETS, Pinned, Target, pinned
from data.bundle.wheels import Unfit, lock_of

__all__ = [
    "NAME",
    "START",
    "TARGETS",
    "Pinned",
    "Target",
    "Unfit",
    "app_files",
    "lock_of",
    "pinned",
    "write",
]
