"""`python -m pages.people ACCOUNT`: give an account a role from the command line, as the first steward needs it."""

from __future__ import annotations

import argparse
import sys

from data.access import ROLES, Viewer
from data.facts import in_force
from data.people import People, Person, checked_person
from data.settings import data_folder, home
from data.store import OWN, Store
from data.tables import Facts, load_facts
from data.words import Problem, Words
from pages import signin


def main() -> None:
    """Add or change one person of the register, as a release of it."""
    asked = _asked()
    try:
        number = _give(asked.account, asked.role, tuple(asked.office))
    except Problem as problem:
        sys.exit(Words("id").explain(problem))
    print(f"Rilis {number} daftar orang terbit: {asked.account} sebagai {asked.role}.")


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m pages.people", description=__doc__)
    parser.add_argument("account", help="akun seperti yang dikenal penyedia, misalnya alamat surel")
    parser.add_argument("--role", choices=ROLES, default="pengelola")
    parser.add_argument("--office", action="append", default=[], help="kode kantor; boleh lebih dari sekali")
    return parser.parse_args()


def _give(account: str, role: str, offices: tuple[str, ...]) -> int:
    people, facts = People(home()), _facts()
    person = checked_person(Person(account, role, offices), facts)
    release = people.release()
    persons = {**people.every(), person.account: person}
    made = people.publish(
        list(persons.values()),
        facts,
        title="Daftar orang",
        viewer=Viewer("pengelola"),  # whoever is at the computer that the register is on
        on=release.number if release else 0,
    )
    signin.note("", "pengelola", "people", f"orang {made.number}")
    return made.number


def _facts() -> Facts:
    return in_force(Store(home(), OWN).release(), load_facts(data_folder())).facts


if __name__ == "__main__":
    main()
