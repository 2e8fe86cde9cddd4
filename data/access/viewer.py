"""Who is looking: the role and offices that decide what is shown, and under which key it is kept."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from data.parsing import shown
from data.words import Problem, Words

_TITLES = {
    "publik": "Publik: angka gabungan saja",
    "cabang": "Kantor cabang",
    "wilayah": "Kantor wilayah",
    "pengelola": "Pengelola data",
}
ROLES = tuple(_TITLES)
# Whose records a role may change, by the role that recorded them: a regional office also those of its branches.
_BELOW = {"wilayah": ("wilayah", "cabang"), "cabang": ("cabang",)}


class NotYours(Problem):
    """Something that another office recorded, brought or made: whoever asks may not change it."""

    def __init__(self) -> None:
        super().__init__("Ini milik kantor lain. Mintalah kantor itu, atau pengelola data, yang mengubahnya.")


class BadViewer(Problem):
    """A role that there is not, or a branch without its offices."""


class StewardsOnly(Problem):
    """Something that counts for the whole organisation, which only who looks after the data changes."""

    def __init__(self) -> None:
        super().__init__("Ini berlaku untuk semua kantor, jadi hanya pengelola data yang mengubahnya.")


@dataclass(frozen=True)
class Viewer:
    """Who is looking: a role and the offices it stands for. Raises BadViewer.

    `offices`: those of a cabang (its own) or of a wilayah (all of the kanwil); empty is every office, which a
    cabang cannot be.
    """

    role: str
    offices: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        object.__setattr__(self, "offices", frozenset(self.offices))
        if self.role not in ROLES:
            raise BadViewer(
                "Peran {role} tidak dikenal. Pilih salah satu: {choices}.",
                role=f"“{shown(self.role)}”",
                choices=", ".join(ROLES),
            )
        if self.role == "cabang" and not self.offices:
            raise BadViewer("Peran cabang harus punya sekurangnya satu kantor. Isilah kantornya.")

    @property
    def scope(self) -> tuple[str, tuple[str, ...]]:
        """What this viewer sees depends on this alone: the key of every cache."""
        return self.role, tuple(sorted(self.offices))

    @property
    def written(self) -> str:
        """The role and its offices in one text, as a record names who wrote it: "cabang KC-MOJOKERTO KCP-JOMBANG"."""
        return " ".join((self.role, *sorted(self.offices)))

    @property
    def may_bring(self) -> bool:
        """Whether this viewer brings files and publishes what they hold: a branch for its own offices alone."""
        return self.role in ("cabang", "pengelola")

    @property
    def may_publish(self) -> bool:
        """Whether this viewer changes what counts for the whole organisation, such as its facts."""
        return self.role == "pengelola"

    def may_bring_for(self, office: str) -> bool:
        """Whether this viewer brings files for this office, and works on those that wait there."""
        return self.may_bring and (not self.stands_for or office in self.stands_for)

    def may_change(self, role: str, offices: Collection[str] | None) -> bool:
        """Whether this viewer may change, close, withdraw or undo what a role recorded for these offices.

        A steward may change everything, the public role nothing, a branch what a branch recorded for its own offices
        alone, and a regional office what it or its branches recorded. Where no office is known (None: an older version
        did not keep it) only a steward may: to guess whose it was would give it to whoever the guess falls on.
        """
        if self.may_publish:
            return True
        if offices is None or role not in _BELOW.get(self.role, ()):
            return False
        return not self.offices or (bool(offices) and self.offices.issuperset(offices))

    def check_steward(self) -> None:
        """Refuse everybody but who changes what counts for the whole organisation. Raises StewardsOnly."""
        if not self.may_publish:
            raise StewardsOnly

    @property
    def sees_every_cell(self) -> bool:
        """Whether sums are shown as they are, whoever is in them."""
        return self.names_employers and not self.stands_for

    @property
    def stands_for(self) -> frozenset[str]:
        """The offices beyond which this viewer is told no more than the public; none for those who see all or nobody."""
        return self.offices if self.role in ("cabang", "wilayah") else frozenset()

    def is_told_all(self, offices: Collection[str]) -> bool:
        """Whether nothing is hidden from this viewer of what these offices (none is everybody) have."""
        return self.sees_every_cell or (bool(offices) and self.stands_for.issuperset(offices))

    @property
    def names_employers(self) -> bool:
        """Whether any employer's name or NPP is ever shown to this viewer."""
        return self.role != "publik"

    def sees_employers(self, office: str) -> bool:
        """Whether names and NPP of the employers of this office ("" is unknown) are shown."""
        return self.names_employers and (not self.stands_for or office in self.stands_for)

    def title(self, words: Words) -> str:
        """The role as it is written on the page, with the offices that it is limited to."""
        title = words(_TITLES[self.role])
        return f"{title} ({', '.join(sorted(self.offices))})" if self.offices else title


PUBLIK = Viewer("publik")
