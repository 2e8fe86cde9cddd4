"""Tables as files: their columns, their checks, and the facts that ship with the app."""

from data.tables.facts import Facts, load, load_facts
from data.tables.ledger_schemas import EMPLOYER, LEDGER, PARTITIONED, arrow_schema, validated

__all__ = ["EMPLOYER", "LEDGER", "PARTITIONED", "Facts", "arrow_schema", "load", "load_facts", "validated"]
