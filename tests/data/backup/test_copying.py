"""A copy of a home is whole whatever is published meanwhile, never half there, and never over what is there."""

from __future__ import annotations

import threading

import pytest

from data.access import Viewer
from data.backup import BadBackup, back_up, restore
from data.people import People, Person
from data.store import PERSONS, Store
from tests.data.people.claims import facts
from tests.data.store.object_storage import object_storage

BOSS = Person("boss@kantor.go.id", "pengelola")


def publish(home, number: int) -> None:
    """A register with so many people."""
    persons = [BOSS, *(Person(f"a{one}@b.id", "publik") for one in range(number))]
    People(home).publish(persons, facts(), title=f"{number}", viewer=Viewer("pengelola"))


def test_what_is_restored_is_what_was_there(tmp_path):
    home, copy, again = tmp_path / "rumah", tmp_path / "salinan", tmp_path / "lagi"
    publish(home, 1)
    publish(home, 2)
    Store(home, PERSONS).notebook("catatan").add("a", "b", {"c": 1})
    assert back_up(home, copy) == {"orang": 2}
    again.mkdir()
    assert restore(copy, again) == {"orang": 2}
    files = {path.relative_to(home): path.read_bytes() for path in home.rglob("*") if path.is_file()}
    assert {
        path.relative_to(again): path.read_bytes() for path in again.rglob("*") if path.is_file()
    } == files
    assert People(again).every() == People(home).every()
    assert [one.number for one in People(again).history()] == [2, 1]


def test_copies_made_while_others_publish_are_whole(tmp_path):
    home, stop = tmp_path / "rumah", threading.Event()
    publish(home, 0)

    def keep_publishing() -> None:
        number = 1
        while not stop.is_set():
            publish(home, number)
            number += 1

    busy = threading.Thread(target=keep_publishing)
    busy.start()
    try:
        release = 0
        for number in range(60):
            if release > 3:
                break
            copy = tmp_path / f"salinan{number}"
            release = back_up(home, copy)["orang"]
            people = People(copy)
            assert people.release().number == release
            for one in people.history():  # every release, not the newest alone, has just its people
                assert len(people.of(one)) == int(one.entry.title) + 1
    finally:
        stop.set()
        busy.join()
    assert release > 3


def test_in_the_wrong_order_a_copy_would_name_what_it_has_not(tmp_path, monkeypatch):
    """What the order is for: a release that comes while tables are copied is named by a log that is copied after them."""
    from data.backup import copying

    home, kept = tmp_path / "rumah", copying._names
    publish(home, 0)
    turned = []

    def late(source, wanted):
        files = list(kept(source, wanted))
        turned.append(len(files))
        if len(turned) == 2:
            publish(home, len(turned))
        return iter(files)

    def backwards(source):
        yield from late(source, lambda parts: copying._LOG not in parts)
        yield from late(source, lambda parts: copying._LOG in parts and copying._RELEASES not in parts)
        yield from late(source, lambda parts: copying._LOG in parts and copying._RELEASES in parts)

    monkeypatch.setattr(copying, "_in_order", backwards)
    with pytest.raises((BadBackup, OSError)):
        back_up(home, tmp_path / "salinan")
    assert not (tmp_path / "salinan").exists()


def test_nothing_is_written_over(tmp_path):
    home = tmp_path / "rumah"
    publish(home, 0)
    for target in (home, tmp_path):
        with pytest.raises(BadBackup, match="sudah ada"):
            back_up(home, target)
    with pytest.raises(BadBackup, match="sudah ada"):
        restore(home, home)


@pytest.mark.parametrize("home", ["kosong", "tidak-ada"])
def test_a_home_with_nothing_in_it_is_no_backup(tmp_path, home):
    (tmp_path / "kosong").mkdir()
    with pytest.raises(BadBackup, match="tidak ada atau kosong"):
        back_up(tmp_path / home, tmp_path / "salinan")


def test_a_damaged_backup_is_not_restored(tmp_path):
    home, copy = tmp_path / "rumah", tmp_path / "salinan"
    publish(home, 0)
    back_up(home, copy)
    (file,) = copy.rglob("tables/people/*.parquet")
    file.write_bytes(file.read_bytes()[:40])
    with pytest.raises(BadBackup, match="tidak utuh"):
        restore(copy, tmp_path / "lagi")
    assert not (tmp_path / "lagi").exists()


def test_object_storage_is_copied_to_a_folder_and_restored_to_one_alone(tmp_path, monkeypatch):
    with object_storage() as options:
        for name, value in options.items():
            monkeypatch.setenv(name, value)
        home, copy = "s3://ember/peta", tmp_path / "salinan"
        with pytest.raises(BadBackup, match="tidak ada atau kosong"):
            back_up(home, copy)
        publish(home, 1)
        publish(home, 2)
        assert back_up(home, copy) == {"orang": 2}
        assert People(copy).every() == People(home).every()
        assert [one.number for one in People(copy).history()] == [2, 1]
        with pytest.raises(BadBackup, match="PETA_HOME dengan folder"):
            restore(copy, home)
