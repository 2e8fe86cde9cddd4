"""The facts that ship with the app, read and checked once for all tests: not to be changed."""

from data.tables import load_facts

FACTS = load_facts()
