"""Digests as files: made when a release is published, asked for, or by cron, and mailed where a server is set."""

from pages.digest.addresses import Address, BadAddresses, addresses
from pages.digest.background import RUN, Run, begin
from pages.digest.mailing import Server, mail, server
from pages.digest.making import digest_file, make_missing, reading_of

__all__ = [
    "RUN",
    "Address",
    "BadAddresses",
    "Run",
    "Server",
    "addresses",
    "begin",
    "digest_file",
    "mail",
    "make_missing",
    "reading_of",
    "server",
]
