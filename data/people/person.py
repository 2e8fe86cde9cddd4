"""One person of the register: an account, the role and offices it stands for, and from when to when."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from data import places
from data.access import ROLES, Viewer
from data.parsing import shown
from data.tables import Facts
from data.words import Problem

MOST_ACCOUNT = 254  # letters of the longest e-mail address (RFC 5321, 4.5.3.1.3)
_ACCOUNT = re.compile(r"[^\s\x00-\x1f\x7f<>\"'`\\;,]+")


class BadPerson(Problem):
    """A row of the register that cannot stand there."""


@dataclass(frozen=True)
class Person:
    """A row of the register.

    `account`: as the provider of the sign-in names it, in small letters. `offices`: codes; a branch brings those
    below it, a kanwil all of its own. `since`, `until`: both days included, None for no limit. `out`: whatever else
    speaks for this account, it has no role any more.
    """

    account: str
    role: str
    offices: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    out: bool = False

    def is_in_force(self, day: date) -> bool:
        """Whether this person has the role on a day."""
        has_begun, has_ended = (
            not self.since or self.since <= day,
            self.until is not None and self.until < day,
        )
        return has_begun and not has_ended and not self.out

    def viewer(self, facts: Facts) -> Viewer:
        """Who this person looks as. Raises BadPerson for an office that there is not, or a role that lacks one."""
        return viewer_of(self.role, self.offices, facts)


def account_of(text: object) -> str:
    """An account as the register writes it: one form of each letter, all of them small; "" for what is none.

    Two accounts that look alike but are written with other letters stay two.
    """
    if not isinstance(text, str) or len(text) > MOST_ACCOUNT:
        return ""
    account = unicodedata.normalize("NFC", text.strip()).casefold()
    return account if _ACCOUNT.fullmatch(account) and account.isprintable() else ""


def viewer_of(role: str, offices: tuple[str, ...], facts: Facts) -> Viewer:
    """The viewer of a role at these offices, with those below them. Raises BadPerson."""
    if role not in ROLES:
        raise BadPerson(
            "Peran {role} tidak dikenal. Pilih salah satu: {choices}.",
            role=f"“{shown(role)}”",
            choices=", ".join(ROLES),
        )
    if role not in ("cabang", "wilayah"):
        return Viewer(role)
    kinds = dict(zip(facts.offices["code"], facts.offices["kind"], strict=True))
    wanted = [code for code, kind in kinds.items() if (kind == "kanwil") == (role == "wilayah")]
    if not offices or not set(offices) <= set(wanted):
        raise BadPerson(
            "Peran {role} perlu kantor yang sesuai, tetapi tertulis {offices}. Pilih di antara: {choices}.",
            role=role,
            offices=f"“{shown(', '.join(offices))}”",
            choices=", ".join(wanted),
        )
    return Viewer(role, frozenset[str]().union(*(places.with_its_own(facts, code) for code in offices)))


def checked_person(person: Person, facts: Facts) -> Person:
    """The person as it may stand in the register. Raises BadPerson."""
    account = account_of(person.account)
    if not account:
        raise BadPerson(
            "Akun {account} tidak bisa dipakai. Isilah alamat surel atau nama pengguna tanpa spasi, seperti yang dikenal "
            "penyedia akun.",
            account=f"“{shown(person.account)}”",
        )
    person.viewer(facts)
    if person.since and person.until and person.until < person.since:
        raise BadPerson(
            "Akun {account}: tanggal sampai ({until}) sebelum tanggal sejak ({since}). Betulkan salah satunya.",
            account=account,
            until=person.until,
            since=person.since,
        )
    offices = person.offices if person.role in ("cabang", "wilayah") else ()
    return Person(account, person.role, offices, person.since, person.until, person.out)
