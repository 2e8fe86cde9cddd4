"""Half-done work: a file that was dropped, with its mapping, answers and mended cells, until it is published.

A draft is written at every step, beside the releases of the store, so that a crash or a closed browser loses nothing.
The file itself is kept only when it holds no column about people; otherwise what was read is kept without them.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from data.access import NotYours, Viewer
from data.clock import now
from data.intake.answers import Answers
from data.intake.checking import Desk, check_workbook
from data.intake.edits import Edits
from data.intake.marking import marked, marked_cells
from data.intake.reading.progress import Progress
from data.intake.report import Report
from data.intake.waiting.keeping import FILE, kept_form, read_kept
from data.store import Notebook

KIND = "draft"


@dataclass(frozen=True)
class Draft:
    """One file on its way: who brought it for which office, and what was decided so far.

    `mapping` heading -> field; `answers` as Answers takes them; `remembered` when its mapping comes from the memory;
    `state` is open, published or removed, `release` the number that it was published as, wholly or in part. `counts`:
    rows of the file when it was last read: all, ready, waiting for an answer, wrong. `noted`: what the file itself held
    by kind of note, which what is kept of it cannot tell any more where people were left out.
    """

    id: str
    file: str
    digest: str
    office: str
    role: str
    at: datetime
    mapping: Mapping[str, str] = field(default_factory=dict)
    answers: Sequence[Mapping[str, Any]] = ()
    edits: Edits = field(default_factory=Edits)
    remembered: str = ""
    state: str = "open"
    release: int = 0
    form: str = "file"
    counts: Sequence[int] = ()
    noted: Mapping[str, int] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """The draft as it is kept."""
        shown = ("file", "digest", "office", "role", "remembered", "state", "release", "form")
        return {
            **{name: getattr(self, name) for name in shown},
            "mapping": dict(self.mapping),
            "answers": list(self.answers),
            "edits": self.edits.as_json(),
            "counts": list(self.counts),
            "noted": dict(self.noted),
        }

    @property
    def decided(self) -> str:
        """All that its report depends on, as one text: two drafts that say the same of a file are read once."""
        return repr(replace(self, counts=(), noted={}, remembered="").as_json())


class Drafts:
    """The drafts of a store that a viewer works on: a branch on those of its own offices alone.

    What is asked of another's raises NotYours.
    """

    def __init__(self, book: Notebook, viewer: Viewer) -> None:
        self._book, self._viewer = book, viewer

    def all(self, office: str) -> list[Draft]:
        """The open drafts of an office, newest first. Raises OSError."""
        self._check(office)
        drafts = [_draft(id, note.value, note.at) for id, note in self._book.latest(KIND).items()]
        return [draft for draft in reversed(drafts) if draft.state == "open" and draft.office == office]

    def begin(self, content: bytes, report: Report, office: str) -> Draft:
        """Keep a file that was just dropped and read. Raises OSError; then nothing is kept."""
        self._check(office)
        kept, form = kept_form(content, report)
        draft = Draft(
            id=secrets.token_hex(8),
            file=report.file,
            digest=hashlib.sha256(content).hexdigest(),
            office=office,
            role=self._viewer.role,
            at=now(),
            form=form,
            noted=_noted(report),
        )
        self._book.add(draft.id, KIND, draft.as_json(), kept)
        return draft

    def keep(self, draft: Draft) -> Draft:
        """Write the draft as it stands now. Raises OSError."""
        self._check(draft.office)
        self._book.add(draft.id, KIND, draft.as_json())
        return draft

    def content(self, draft: Draft) -> bytes:
        """The file of a draft. Raises OSError."""
        self._check(draft.office)
        content = self._book.content(draft.id)
        if content is None:
            raise FileNotFoundError(f"the file of draft {draft.id}")
        return content

    def remove(self, draft: Draft) -> None:
        """Take a draft off the list."""
        self.keep(replace(draft, state="removed"))

    def _check(self, office: str) -> None:
        if not self._viewer.may_bring_for(office):
            raise NotYours


def _noted(report: Report) -> dict[str, int]:
    """The notes of a file by kind; cells told by column and once more for the whole sheet count once."""
    by_kind: dict[str, dict[bool, int]] = {}
    for (code, _, column), count in report.findings.notes.items():
        sums = by_kind.setdefault(code, {True: 0, False: 0})
        sums[bool(column)] += count
    return {code: max(sums.values()) for code, sums in by_kind.items()}


def _draft(id: str, kept: Mapping[str, Any], at: datetime) -> Draft:
    return Draft(
        id=id,
        at=at,
        edits=Edits.of_json(kept.get("edits", {})),
        mapping=kept.get("mapping", {}),
        answers=kept.get("answers", ()),
        counts=kept.get("counts", ()),
        noted=kept.get("noted", {}),
        **{
            name: kept[name]
            for name in ("file", "digest", "office", "role", "remembered", "state", "release", "form")
        },
    )


def read_draft(draft: Draft, kept: bytes, desk: Desk, progress: Progress | None = None) -> Report:
    """What the file of a draft says, with all that was decided so far; `kept` is the draft's content."""
    own = replace(desk, mapping=draft.mapping)
    return check_workbook(
        lambda: read_kept(kept, draft.form), draft.file, own, Answers(draft.answers), draft.edits, progress
    )


def marked_draft(draft: Draft, kept: bytes, report: Report) -> bytes:
    """The draft's file with its wrong cells marked, as an XLSX; `kept` is the draft's content. Raises Refused."""
    return marked(kept, report) if draft.form == FILE else marked_cells(read_kept(kept, draft.form), report)
