"""What is let in: from which names and pages of others, to which addresses, and of browsers' messages and files."""

from pages.gate.entrance import Gate
from pages.gate.paths import OwnPaths

__all__ = ["Gate", "OwnPaths"]
