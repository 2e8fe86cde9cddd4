"""Tables as files: their columns, their checks, and the facts that ship with the app."""

from data.tables.facts import Facts, load_facts, load_table
from data.tables.ledger_schemas import EMPLOYER, LATER, LEDGER, PARTITIONED, arrow_schema, validated

__all__ = [
    "EMPLOYER",
    "LATER",
    "LEDGER",
    "PARTITIONED",
    "Facts",
    "arrow_schema",
    "load_facts",
    "load_table",
    "validated",
]
