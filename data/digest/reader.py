"""For whom a digest is made: the public, the stewards of the data, and each office with those below it."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from data import places
from data.access import PUBLIK, Viewer
from data.answers import kept
from data.tables import Facts

_STEWARD = Viewer("pengelola")


@dataclass(frozen=True)
class Reader:
    """A role, and the code of the office that it stands for ("" of the public and of the stewards)."""

    role: str
    office: str = ""

    @property
    def key(self) -> str:
        """What the files of this reader are called: of codes alone, so that no text of a table becomes a path."""
        if not self.office:
            return self.role
        slug = places.office_slug(self.office)
        if re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", slug) and len(slug) <= 60:
            return f"kantor-{slug}"
        return f"kantor--{hashlib.sha256(self.office.encode()).hexdigest()[:16]}"

    def viewer(self, facts: Facts) -> Viewer:
        """Who reads it: an office with those below it, whose employers it answers for."""
        if not self.office:
            return Viewer(self.role)
        return Viewer(self.role, places.with_its_own(facts, self.office))


def readers(facts: Facts) -> tuple[Reader, ...]:
    """All for whom a release has a digest: the public, the stewards, and every office of the facts in their order."""
    return (Reader(PUBLIK.role), Reader(_STEWARD.role), *(_of(facts, code) for code in facts.offices["code"]))


@kept
def reader_of(viewer: Viewer, facts: Facts) -> Reader | None:
    """The one whose digest is this viewer's own: of just the same role and offices; None where there is none."""
    return next((one for one in readers(facts) if one.viewer(facts) == viewer), None)


@kept
def reader_of_office(viewer: Viewer, office: str, facts: Facts) -> Reader | None:
    """The digest of an office, for a viewer who may see all that it holds; None for anybody else.

    Whoever sees every cell may read it, and who stands for that office and all those below it.
    """
    if office not in set(facts.offices["code"]):
        return None
    found = _of(facts, office)
    may_see = viewer.sees_every_cell or viewer.stands_for >= found.viewer(facts).offices
    return found if may_see else None


def _of(facts: Facts, office: str) -> Reader:
    is_kanwil = places.office(facts, office)["kind"] == "kanwil"
    return Reader("wilayah" if is_kanwil else "cabang", office)
