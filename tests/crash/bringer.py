"""A branch head in a process of its own, bringing a month of contributions, who may be stopped at any moment."""

from __future__ import annotations

import os
from dataclasses import replace
from multiprocessing.connection import Connection
from pathlib import Path

import deltalake  # noqa: F401 - loaded once by the server that the children are forked from
import pyarrow.dataset  # noqa: F401

from data.intake import (
    BOOK,
    Draft,
    Drafts,
    Memory,
    Report,
    check,
    publish,
    published_details,
    read_draft,
    rehearse,
)
from data.store import OWN, Release, Store
from tests.data.intake.own import BRANCH, OFFICE, desk, month_file
from tests.facts import FACTS

MONTH = "2026-07"
ANSWER = {"code": "duplicate", "rows": [4, 27], "answer": {"keep": [27]}}


def bring(ready: Connection, home: str) -> None:
    """Bring the month when told to: read, keep, answer, rehearse, publish, remember; then tell the release's number."""
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 2)
    store = Store(Path(home), OWN)
    ready.send("ready")
    ready.recv()
    drafts = Drafts(store.notebook(BOOK), BRANCH)
    content = month_file(MONTH)
    draft = drafts.begin(content, check(content, "juli.xlsx", desk(store)), OFFICE)
    draft = drafts.keep(replace(draft, answers=[ANSWER]))
    ready.send(finish(store, draft).number)


def finish(store: Store, draft: Draft) -> Release:
    """Publish what a draft has ready, as the page does."""
    drafts = Drafts(store.notebook(BOOK), BRANCH)
    report = reread(store, draft)
    rehearsal = rehearse(report, store.release(), OFFICE, FACTS)
    details = published_details(report, draft.digest, OFFICE, BRANCH.role)
    release = publish(store, rehearsal, embedded=FACTS, title=draft.file, viewer=BRANCH, details=details)
    Memory(store.notebook(BOOK), OFFICE, BRANCH).keep(report, {})
    drafts.keep(replace(draft, state="published", release=release.number))
    return release


def reread(store: Store, draft: Draft) -> Report:
    """What the draft's file says now."""
    return read_draft(draft, Drafts(store.notebook(BOOK), BRANCH).content(draft), desk(store))
