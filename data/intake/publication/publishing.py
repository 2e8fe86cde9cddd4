"""From a checked file to a release: what would change is shown first, then published, and can be undone.

rehearsal = rehearse(report, store.release(), "KC-MOJOKERTO")
release = publish(store, rehearsal, embedded=..., title=..., viewer=..., details=...)
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from data.access import NotYours, Viewer
from data.facts import laid_facts
from data.intake.accounts import rows_of
from data.intake.publication.fact_rows import fact_tables
from data.intake.publication.rows import KEYS, brought, correction, laid_over, months_laid_over, typed
from data.intake.publication.whose import Ownership, others_facts, others_rows, ownership
from data.intake.report import SUMMED, Report
from data.ledger import derived
from data.store import Change, Release, Store
from data.tables import LEDGER, Facts, key_columns
from data.words import Problem

BOOK = "intake"
_PROGRAMMES = ("jkk", "jkm", "jht", "jp")
# What is shown of a table before and after, where not all that is summed.
_SHOWN: Mapping[str, tuple[str, ...]] = {"contributions": ("workers", "wages", "due", "paid")}
# How many rows of others are named.
_MOST_NAMED = 3
Progress = Callable[[float], None]


class OthersRows(Problem):
    """A file of an office that changes what is another's, or what counts for all."""


@dataclass(frozen=True)
class TableChange:
    """One table before and after: its rows, and which of them are new, changed or gone (frames with its columns)."""

    name: str
    before: pd.DataFrame
    after: pd.DataFrame
    new: pd.DataFrame
    changed: pd.DataFrame
    gone: pd.DataFrame
    months: tuple[str, ...] = ()

    def sums(self) -> dict[str, tuple[int | None, int | None]]:
        """What each column adds up to before and after, of the columns that are summed; None where nothing is known."""
        columns = _SHOWN.get(self.name) or SUMMED.get(self.name, ())
        return {column: (_sum(self.before, column), _sum(self.after, column)) for column in columns}


@dataclass(frozen=True)
class Rehearsal:
    """What a file would change: a change for each table, on top of the release numbered `on` (0 is none).

    `facts` are the tables of facts as they would be in force. `office` brings it, and `others` names the rows that would
    change and are not that office's to change.
    """

    on: int
    tables: Mapping[str, TableChange]
    facts: Mapping[str, pd.DataFrame]
    office: str
    own: Ownership
    others: tuple[str, ...]

    def changes(self) -> dict[str, Change]:
        """The changes as the store takes them."""
        return {
            name: Change("replace months", change.after, change.months)
            if change.months
            else Change("overwrite", change.after)
            for name, change in self.tables.items()
            if name not in self.facts
        }

    def seen_by(self, viewer: Viewer) -> Mapping[str, TableChange]:
        """The changes as this viewer may see them: a branch its own rows of the ledger, since others' would be added up."""
        if viewer.sees_every_cell:
            return self.tables
        return {
            name: change if name in self.facts else _of_own(change, self.own)
            for name, change in self.tables.items()
        }

    def check_for(self, viewer: Viewer) -> None:
        """Refuse whoever may not publish this: for another office, or rows of others. Raises NotYours, OthersRows."""
        if not viewer.may_bring_for(self.office):
            raise NotYours
        if self.others and not viewer.may_publish:
            raise OthersRows(
                "{count} baris milik kantor lain atau berlaku untuk semua kantor: {rows}. Hapus baris itu dari berkas, atau mintalah "
                "pengelola data menerbitkan berkas ini; berkasnya menunggu di kotak masuk.",
                count=len(self.others),
                rows=", ".join(self.others[:_MOST_NAMED]) + (", …" if len(self.others) > _MOST_NAMED else ""),
            )

    @property
    def changes_anything(self) -> bool:
        """Whether a row would be new, another, or gone."""
        return any(len(one.new) + len(one.changed) + len(one.gone) for one in self.tables.values())

    @property
    def rows(self) -> int:
        """How many rows are new or changed."""
        return sum(len(change.new) + len(change.changed) for change in self.tables.values())


def _sum(frame: pd.DataFrame, column: str) -> int | None:
    """What a column adds up to; due and paid of contributions with their programmes. None: no row says anything."""
    split = [f"{column}_{programme}" for programme in _PROGRAMMES if f"{column}_{programme}" in frame]
    parts = [frame[name].dropna() for name in (column, *split)]
    known = not len(frame) or any(len(part) for part in parts)
    return sum(int(part.sum()) for part in parts) if known else None


def rehearse(report: Report, release: Release | None, office: str, embedded: Facts) -> Rehearsal:
    """What the rows that are ready would change, without tables that a question holds. Raises pandera's SchemaErrors or BadFacts where the whole would break a rule."""
    how = correction(report.findings.questions)
    held = {one.holds for one in report.findings.questions if one.holds and one.open}
    held |= {"case_steps"} if "cases" in held else set()
    names = [name for name in report.tables if name in KEYS and name not in held and report.has_ready(name)]
    own = ownership(release, office, embedded)
    changes = {name: _change(report, name, release, office, how, own) for name in names}
    others = [
        row
        for name, one in changes.items()
        for row in others_rows(own, KEYS[name], one.before, one.new, one.changed, one.gone)
    ]
    before, after = fact_tables(report, release, embedded, office)
    if after:
        laid_facts(release, embedded, after)
    for name, rows in after.items():
        new, changed, gone = compared(key_columns(name), before[name], rows)
        changes[name] = TableChange(name, before[name], rows, new, changed, gone)
        others += others_facts(own, name, before[name], new, changed, gone)
    return Rehearsal(release.number if release else 0, changes, after, office, own, tuple(others))


def _of_own(change: TableChange, own: Ownership) -> TableChange:
    before, after = (rows[own.is_own(rows)] for rows in (change.before, change.after))
    return replace(change, before=before, after=after)


def _change(
    report: Report, name: str, release: Release | None, office: str, how: str, own: Ownership
) -> TableChange:
    rows = brought(report, name, office)
    months = tuple(sorted(set(rows["blth"]))) if name == "contributions" else ()
    before = _published(release, name, months)
    after = (
        months_laid_over(before, rows, how, own.lies_inside(before))
        if months
        else laid_over(name, before, rows)
    )
    new, changed, gone = compared(KEYS[name], before, after)
    return TableChange(name, before, after, new, changed, gone, months)


def _published(release: Release | None, name: str, months: tuple[str, ...]) -> pd.DataFrame:
    columns = list(LEDGER[name].columns)
    if release is None:
        return pd.DataFrame(columns=columns)
    if not months:
        return typed(name, release.table(name, columns).to_pandas(date_as_object=False))
    here = [month for month in months if month in release.months_of(name)]
    return (
        typed(name, release.table(name, columns, here).to_pandas(date_as_object=False))
        if here
        else pd.DataFrame(columns=columns)
    )


def compared(
    keys: Sequence[str], before: pd.DataFrame, after: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """The rows of `after` that are new, those that changed, and the rows of `before` that are gone, by `keys`."""
    keys = list(keys)
    if before.empty:
        return after, after.iloc[0:0], before
    old, now = before.set_index(keys), after.set_index(keys)
    kept = now.index.intersection(old.index)
    new = after[~now.index.isin(old.index)]
    gone = before[~old.index.isin(now.index)]
    left, right = _texts(old.loc[kept]), _texts(now.loc[kept, old.columns])
    differs = (left.to_numpy() != right.to_numpy()).any(axis=1) if len(kept) else []
    changed = now.loc[kept][differs].reset_index()[list(after.columns)]
    return new, changed, gone


def _texts(frame: pd.DataFrame) -> pd.DataFrame:
    """Every cell as text, missing ones as "": two missing cells are the same."""
    return frame.astype(object).where(frame.notna(), "").astype(str)


def publish(
    store: Store,
    rehearsal: Rehearsal,
    *,
    embedded: Facts,
    title: str,
    viewer: Viewer,
    details: Mapping[str, Any],
    progress: Progress = lambda done: None,
) -> Release:
    """Publish what was rehearsed, with the cube that follows; `details` (file, digest, mapping, answers, who) are
    kept beside the release.

    Raises NotYours and OthersRows where it is not this viewer's to publish, PublishedBefore when somebody else has
    published since the rehearsal, NotPublished when the storage refuses.
    """
    rehearsal.check_for(viewer)
    details = {**details, "office": rehearsal.office, "role": viewer.role}
    brought, facts, anew = laid_facts(store.release(), embedded, rehearsal.facts)
    staged = store.stage(rehearsal.changes() | brought, title=title, role=viewer.role, on=rehearsal.on)
    with store.explaining(staged.publication):
        parent = None if anew else staged.parent
        tables = derived(staged.release, parent, facts=facts, progress=progress)
        store.notebook(BOOK).add(staged.publication.id, "published", details)
    return store.commit(staged, tables)


def history(store: Store) -> list[tuple[Release, Mapping[str, Any]]]:
    """All releases, newest first, each with the details of the file that it was made from ({} for others)."""
    details = store.notebook(BOOK).latest("published")
    found = []
    for release in store.history():
        note = details.get(release.entry.publication)
        found.append((release, note.value if note else {}))
    return found


def in_force(releases: Sequence[Release]) -> frozenset[int]:
    """Numbers of the releases (newest first) whose rows are in force: those that no undo has gone back before."""
    by_number = {release.number: release for release in releases}
    found: set[int] = set()
    number = releases[0].points_to if releases else 0
    while (release := by_number.get(number)) and release.entry.kind != "undo":
        found.add(number)
        before = by_number.get(number - 1)
        number = before.points_to if before else 0
    return frozenset(found)


def published_details(
    report: Report, content: bytes | str, office: str, role: str, mapping: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """What is kept beside a release: file, digest, office, role, mapping, answers, rows published and left out.

    `content` is the file itself, or its digest where the file is not kept.
    """
    rows = rows_of(report)
    digest = content if isinstance(content, str) else hashlib.sha256(content).hexdigest()
    return {
        "file": report.file,
        "digest": digest,
        "office": office,
        "role": role,
        "mapping": _columns_used(report) | dict(mapping or {}),
        "answers": [
            {"ask": q.ask, "answer": q.given, "told": q.told()}
            for q in report.findings.questions
            if q.given is not None
        ],
        "rows": rows.ready,
        "left_out": rows.waiting + rows.wrong + rows.twice + rows.skipped,
    }


def _columns_used(report: Report) -> dict[str, str]:
    """Which column of ours each heading of the file gives."""
    return {
        column.heading: column.field for block in report.blocks for column in block.columns if column.field
    }
