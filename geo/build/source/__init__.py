"""A layer that somebody handed over, opened: which file it is, what is in it, whether it is too much."""

from geo.build.source.opening import Source, read
from geo.build.source.problems import Limits, UnusableSource

__all__ = ["Limits", "Source", "UnusableSource", "read"]
