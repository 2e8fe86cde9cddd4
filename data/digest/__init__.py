"""The digest of a release: for one reader what changed beyond chance and what falls due, in that reader's own scope."""

from data.digest.changes import REGIONAL, TESTED, Change
from data.digest.deadlines import DAYS, MOST, Deadlines, PaymentDue
from data.digest.digest import Digest, digest_of
from data.digest.reader import Reader, reader_of, reader_of_office, readers
from data.digest.scope import Scope, scope_of
from data.digest.shelf import KINDS, Shelf

__all__ = [
    "DAYS",
    "KINDS",
    "MOST",
    "REGIONAL",
    "TESTED",
    "Change",
    "Deadlines",
    "Digest",
    "PaymentDue",
    "Reader",
    "Scope",
    "Shelf",
    "digest_of",
    "reader_of",
    "reader_of_office",
    "readers",
    "scope_of",
]
