"""Boundaries made from a GIS office's layer: read, repaired, identified, and written in one step."""

from geo.build.pipeline import Options, build, write_any
from geo.build.readings import Columns
from geo.build.source import Limits

__all__ = ["Columns", "Limits", "Options", "build", "write_any"]
