"""What came into a release: which tables have rows of which region, and which offices have sent which months."""

from data.submissions.held import Given, given, waged_regions
from data.submissions.offices import Received, Submission, received
from data.submissions.unknown import has_unaged, not_told

__all__ = [
    "Given",
    "Received",
    "Submission",
    "given",
    "has_unaged",
    "not_told",
    "received",
    "waged_regions",
]
