"""What came into a release: which tables have rows of which region, and which offices have sent which months."""

from data.submissions.held import Given, given, waged_regions
from data.submissions.offices import Received, Submission, received

__all__ = ["Given", "Received", "Submission", "given", "received", "waged_regions"]
