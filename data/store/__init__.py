"""Releases of tables on Delta Lake: published all or nothing, readable for ever, undone by one more release."""

from data.store.changes import Change
from data.store.columns import CUBE, LEFT_OPEN, MOVES, PEOPLE, SPELLS, TOTALS, schema_of
from data.store.damage import damage_in
from data.store.database import connected, view_files, view_rows
from data.store.delta import fetch, names_below
from data.store.location import Place, settle
from data.store.month_tables import HeldMonths, in_each_slot, name_ahead, take_months_from
from data.store.notebook import Note, Notebook
from data.store.problems import OWN, PERSONS, SIMULATED, Damaged, NotReadable
from data.store.publication import Staged
from data.store.release import Release
from data.store.store import Store

__all__ = [
    "CUBE",
    "LEFT_OPEN",
    "MOVES",
    "OWN",
    "PEOPLE",
    "PERSONS",
    "SIMULATED",
    "SPELLS",
    "TOTALS",
    "Change",
    "Damaged",
    "HeldMonths",
    "NotReadable",
    "Note",
    "Notebook",
    "Place",
    "Release",
    "Staged",
    "Store",
    "connected",
    "damage_in",
    "fetch",
    "in_each_slot",
    "name_ahead",
    "names_below",
    "schema_of",
    "settle",
    "take_months_from",
    "view_files",
    "view_rows",
]
