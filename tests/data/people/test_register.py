"""The register of people: released, undone, the same in every process, and never without a steward."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.access import PUBLIK, StewardsOnly, Viewer
from data.people import BadPerson, People, Person
from data.words import Problem
from tests.data.people.claims import facts

BOSS = Person("boss@kantor.go.id", "pengelola")
BRANCH = Person("kepala@kantor.go.id", "cabang", ("KC-MOJOKERTO",))


def publish(people: People, *persons: Person, on: int | None = None):
    """Publish these persons."""
    return people.publish(persons, facts(), title="Daftar orang", viewer=Viewer("pengelola"), on=on)


def test_a_release_holds_for_every_process_at_once(tmp_path):
    one, other = People(tmp_path), People(tmp_path)
    assert one.every() == {} and other.release() is None
    publish(one, BOSS)
    assert other.every() == {BOSS.account: BOSS}
    publish(other, BOSS, BRANCH)
    assert one.every() == {BOSS.account: BOSS, BRANCH.account: BRANCH}


def test_an_undo_brings_back_what_was(tmp_path):
    people = People(tmp_path)
    publish(people, BOSS)
    publish(people, BOSS, BRANCH)
    people.undo(viewer=Viewer("pengelola"))
    assert people.every() == {BOSS.account: BOSS}
    assert [release.number for release in people.history()] == [3, 2, 1]


def test_two_stewards_at_once_do_not_overwrite_each_other(tmp_path):
    people = People(tmp_path)
    publish(people, BOSS)
    publish(people, BOSS, BRANCH, on=1)
    with pytest.raises(Problem, match="sudah terbit lebih dulu"):
        publish(people, BOSS, on=1)
    assert BRANCH.account in people.every()


WRONG = [
    (Person("", "pengelola"), "Akun"),
    (Person("a b", "pengelola"), "Akun"),
    (Person("<b>x</b>", "pengelola"), "Akun"),
    (Person("=1+1;x", "pengelola"), "Akun"),
    (Person("a@b.id", "direktur"), "Peran"),
    (Person("a@b.id", "cabang"), "perlu kantor"),
    (Person("a@b.id", "cabang", ("KANWIL-SUMBAGSEL",)), "perlu kantor"),
    (Person("a@b.id", "wilayah", ("KC-MOJOKERTO",)), "perlu kantor"),
    (Person("a@b.id", "cabang", ("KC-MOJOKERTO", "X")), "perlu kantor"),
    (Person("BOSS@kantor.go.id", "publik"), "dua kali"),
]


@pytest.mark.parametrize(("person", "said"), WRONG, ids=str)
def test_a_row_that_cannot_stand_publishes_nothing(tmp_path, person, said):
    people = People(tmp_path)
    with pytest.raises(BadPerson, match=said):
        publish(people, BOSS, person)
    assert people.release() is None


def test_the_last_steward_stays(tmp_path):
    people = People(tmp_path)
    publish(people, BOSS)
    for left in ([], [BRANCH], [Person(BOSS.account, "pengelola", out=True)]):
        with pytest.raises(BadPerson, match="Tidak ada pengelola"):
            publish(people, *left)
    assert people.every() == {BOSS.account: BOSS}


ACCOUNTS = st.from_regex(r"[a-z0-9.]{1,20}@[a-z]{1,10}\.id", fullmatch=True)
OFFICES = st.sampled_from([(), ("KC-MOJOKERTO",), ("KC-PALEMBANG", "KC-PEKALONGAN")])
DAYS = st.none() | st.dates()


@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(ACCOUNTS, OFFICES, DAYS, st.booleans()), unique_by=lambda row: row[0], max_size=5))
def test_what_is_published_is_what_is_read(tmp_path_factory, rows):
    people = People(tmp_path_factory.mktemp("orang"))
    persons = [Person(a, "cabang" if o else "publik", o, day, None, out) for a, o, day, out in rows]
    publish(people, BOSS, *persons)
    assert list(people.every().values()) == [BOSS, *persons]


@pytest.mark.parametrize(
    "viewer",
    [PUBLIK, Viewer("cabang", {"KC-PALEMBANG"}), Viewer("wilayah", {"KC-PALEMBANG"}), Viewer("wilayah")],
    ids=lambda who: who.written,
)
def test_the_register_is_published_and_undone_by_the_steward_alone(tmp_path, viewer):
    """Nobody gives themselves a role, whatever a page would let through."""
    people = People(tmp_path)
    with pytest.raises(StewardsOnly):
        people.publish([Person("a@b.id", "pengelola")], facts(), title="x", viewer=viewer)
    for account in ("a@b.id", "c@d.id"):
        people.publish([Person(account, "pengelola")], facts(), title="x", viewer=Viewer("pengelola"))
    with pytest.raises(StewardsOnly):
        people.undo(viewer=viewer)
    assert list(people.every()) == ["c@d.id"]
