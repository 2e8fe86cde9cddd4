"""What whoever runs a server asks of it: whether it is well, whether it takes readers, and its log in lines of JSON."""

from pages.serving.health import health, readiness, stop_taking_readers
from pages.serving.log_lines import log_as_lines

__all__ = ["health", "log_as_lines", "readiness", "stop_taking_readers"]
