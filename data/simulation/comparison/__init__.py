"""Published against simulated: what an insider would look at first, as a table of docs/simulation.md."""

from data.simulation.comparison.ledger import Ledger, Tables
from data.simulation.comparison.lines import Line, as_markdown, lines

__all__ = ["Ledger", "Line", "Tables", "as_markdown", "lines"]
