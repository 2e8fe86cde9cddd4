"""An organisation's own facts: its rows over the embedded ones, read from a release, published and undone."""

from data.facts.publishing import LastChange, laid_facts, last_change, publish_facts, undo_facts
from data.facts.released import as_released, facts_version, in_force

__all__ = [
    "LastChange",
    "as_released",
    "facts_version",
    "in_force",
    "laid_facts",
    "last_change",
    "publish_facts",
    "undo_facts",
]
