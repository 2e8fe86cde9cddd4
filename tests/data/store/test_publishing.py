"""Publishing: all or nothing, and one winner of two."""

import threading

import pyarrow as arrow
import pytest

from data.store import delta
from data.store.changes import Change, schema_of
from data.store.inbox import Inbox
from data.store.log import Log
from data.store.problems import NotPublished, PublishedBefore, UnknownRelease
from data.store.store import Store
from data.words import Words
from tests.data.store.store_cases import WHO, after, derive, held, in_force, paid, pairs_of, rows, step, wages


@pytest.fixture
def store(tmp_path) -> Store:
    return Store(tmp_path, "simulasi")


# -- publishing


def test_the_three_ways_to_change_a_table(store):
    store.publish(paid("append", ("2025-01", 1), ("2025-02", 2), ("2025-03", 3)), **WHO)
    store.publish(paid("append", ("2025-02", 20)), **WHO)
    assert in_force(store, "contributions") == [
        ("2025-01", 1),
        ("2025-02", 2),
        ("2025-02", 20),
        ("2025-03", 3),
    ]
    store.publish(paid("replace months", ("2025-02", 9), months=("2025-02", "2025-03")), **WHO)
    assert in_force(store, "contributions") == [("2025-01", 1), ("2025-02", 9)]
    store.publish(paid("replace months", months=()), **WHO)
    assert in_force(store, "contributions") == [("2025-01", 1), ("2025-02", 9)]
    store.publish(paid("overwrite", ("2025-04", 4)), **WHO)
    assert in_force(store, "contributions") == [("2025-04", 4)]
    store.publish(paid("overwrite"), **WHO)
    assert in_force(store, "contributions") == [] and store.release().months == ()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"nonsense": Change("append", arrow.table({}))}, "no table nonsense"),
        (
            {"minimum_wages": Change("append", arrow.table({"region": ["16.08"]}))},
            "missing: year, rupiah, source",
        ),
        ({"minimum_wages": Change("replace months", rows("minimum_wages", []))}, "not kept by month"),
        (paid("replace months", ("2025-01", 1), months=("2025-02",)), "2025-01, a month that is not"),
        ({"contributions": Change("replace months", iter(()))}, "say which months"),
    ],
)
@pytest.mark.parametrize("keep", [True, False])
def test_what_cannot_be_published_changes_nothing(store, changes, said, keep):
    store.publish(wages(1), **WHO)
    with pytest.raises(ValueError, match=said):
        store.publish(wages(2) | changes, keep=keep, **WHO)
    assert (store.release().number, in_force(store, "minimum_wages")) == (1, [("16.08", 1)])
    assert len(store.kept()) == 1


def test_nothing_is_built_on_what_failed(store):
    """The rows of a publication that failed after writing them never come into a later one."""
    store.publish(wages(1) | paid("append", ("2025-01", 1)), **WHO)

    def failing(staged, parent):
        assert pairs_of(staged.table("contributions"), "contributions") == [("2025-01", 1), ("2025-02", 666)]
        assert parent.number == 1
        raise RuntimeError("the cube fails")

    with pytest.raises(RuntimeError, match="the cube fails"):
        store.publish(wages(666, mode="append") | paid("append", ("2025-02", 666)), derive=failing, **WHO)
    assert store.release().number == 1
    store.publish(wages(2, mode="append") | paid("append", ("2025-01", 2)), **WHO)
    assert in_force(store, "contributions") == [("2025-01", 1), ("2025-01", 2)]
    assert in_force(store, "minimum_wages") == [("16.08", 1), ("16.08", 2)]


def test_what_is_derived_may_not_be_published_too(store):
    with pytest.raises(ValueError, match="both published and derived: minimum_wages"):
        store.publish(wages(1), derive=lambda staged, parent: wages(2), **WHO)
    assert store.release() is None


def test_a_cube_alone_can_be_derived_anew(store):
    store.publish(paid("append", ("2025-01", 1)), derive=derive, **WHO)
    store.publish({}, derive=lambda staged, parent: derive(staged, None), **WHO)
    assert (store.release().number, in_force(store, "cube")) == (2, [("2025-01", 1)])


def in_batches(pairs, size=2):
    return arrow.RecordBatchReader.from_batches(
        schema_of("contributions"), iter(rows("contributions", pairs).to_batches(max_chunksize=size))
    )


@pytest.mark.parametrize("mode", ["append", "overwrite", "replace months"])
@pytest.mark.parametrize("keep", [True, False])
def test_a_stream_is_committed_in_pieces_and_published_as_one(store, monkeypatch, mode, keep):
    monkeypatch.setattr(delta, "ROWS_PER_COMMIT", 3)
    pairs = [(f"2025-{at % 3 + 1:02d}", at) for at in range(17)]
    store.publish(paid("append", ("2025-01", 100), ("2025-09", 900)), **WHO)
    before = {
        "append": [("2025-01", 100), ("2025-09", 900)],
        "overwrite": [],
        "replace months": [("2025-09", 900)],
    }
    for data in (in_batches(pairs), lambda: in_batches(pairs)):
        months = ("2025-01", "2025-02", "2025-03") if mode == "replace months" else None
        one = store.publish({"contributions": Change(mode, data, months)}, keep=keep, **WHO)
        assert in_force(store, "contributions") == sorted(before[mode] + pairs)
        assert one.entry.versions["contributions"] >= 5
        store.undo(role="x")


@pytest.mark.parametrize("keep", [True, False])
def test_a_stream_that_breaks_publishes_nothing(store, monkeypatch, keep):
    monkeypatch.setattr(delta, "ROWS_PER_COMMIT", 2)
    store.publish(paid("append", ("2025-01", 1)), **WHO)

    def breaking():
        yield from in_batches([("2025-02", 666)] * 5)
        raise RuntimeError("the file ends in the middle")

    with pytest.raises(RuntimeError, match="in the middle"):
        store.publish({"contributions": Change("append", breaking())}, keep=keep, **WHO)
    assert (store.release().number, len(store.kept())) == (1, 1)
    assert [path.name for path in (store.place.folder / "inbox").iterdir() if path.name != "list"] == [
        store.kept()[0].id
    ]
    store.publish(paid("append", ("2025-01", 2)), **WHO)
    assert in_force(store, "contributions") == [("2025-01", 1), ("2025-01", 2)]


def test_readers_meanwhile_see_whole_releases_only(tmp_path, store):
    """One reader shares the store with the publisher, one is of another process, so to speak."""
    last = 5
    models = [held(None)]
    for number in range(1, last + 1):
        models.append(after(models[-1], number, 5))
    store.publish(step(1, 5), derive=derive, **WHO)
    seen: dict[Store, list[tuple[int, bool]]] = {store: [], Store(tmp_path, "simulasi"): []}

    def read(mine):
        while not seen[mine] or seen[mine][-1][0] < last:
            now = mine.release()
            seen[mine].append((now.number, held(now) == models[now.number]))

    threads = [threading.Thread(target=read, args=(mine,), daemon=True) for mine in seen]
    for thread in threads:
        thread.start()
    for number in range(2, last + 1):
        store.publish(step(number, 5), derive=derive, **WHO)
    for thread, found in zip(threads, seen.values(), strict=True):
        thread.join(60)
        assert {whole for _, whole in found} == {True}
        assert [number for number, _ in found] == sorted(number for number, _ in found)
        assert found[-1][0] == last


# -- two at once


def test_of_two_publishers_one_is_told_who_came_first(tmp_path, store):
    store.publish(paid("append", ("2025-01", 1)), **WHO)

    def meanwhile(staged, parent):
        other = Store(tmp_path, "simulasi")
        other.publish(paid("append", ("2025-01", 10)), title="Koreksi", role="wilayah")
        return {}

    with pytest.raises(PublishedBefore) as told:
        store.publish(paid("append", ("2025-01", 100)), derive=meanwhile, **WHO)
    assert in_force(store, "contributions") == [("2025-01", 1), ("2025-01", 10)]
    (mine,) = [one for one in store.kept() if one.release is None]
    for said in (str(told.value), Words("en").explain(told.value)):
        assert all(word in said for word in ("2", "wilayah", "“Koreksi”", mine.id, str(tmp_path)))
        assert len(said) < 500
    assert [one.release for one in store.kept() if one.id != mine.id] == [2, 1]
    assert store.retry(mine.id).number == 3
    assert in_force(store, "contributions") == [("2025-01", 1), ("2025-01", 10), ("2025-01", 100)]
    assert next(one.release for one in store.kept() if one.id == mine.id) == 3


@pytest.mark.parametrize("again", [True, False], ids=["read again", "read once"])
@pytest.mark.parametrize("mode", ["append", "overwrite", "replace months"])
def test_two_who_write_the_same_table_at_the_same_time(tmp_path, store, mode, again):
    """The other one publishes while our rows are being read, on the version that we have opened."""
    store.publish(paid("append", ("2025-01", 1)), **WHO)

    def ours():
        if store.release().number == 1:
            Store(tmp_path, "simulasi").publish(paid("append", ("2025-02", 2)), **WHO)
        yield from rows("contributions", [("2025-01", 100)]).to_batches()

    with pytest.raises(PublishedBefore):
        change = Change(mode, ours if again else ours(), ("2025-01",))
        store.publish({"contributions": change}, keep=False, **WHO)
    assert (store.release().number, in_force(store, "contributions")) == (2, [("2025-01", 1), ("2025-02", 2)])


@pytest.mark.parametrize("mode", ["append", "overwrite", "replace months"])
def test_one_who_writes_and_never_publishes_stops_nobody(tmp_path, store, mode):
    store.publish(paid("append", ("2025-01", 1)), **WHO)
    left = []

    def fails(staged, parent):
        left.append(staged.entry.versions["contributions"])
        raise RuntimeError("killed")

    def ours():
        if not left:
            with pytest.raises(RuntimeError):
                Store(tmp_path, "simulasi").publish(paid("append", ("2025-02", 666)), derive=fails, **WHO)
        yield from rows("contributions", [("2025-01", 100)]).to_batches()

    store.publish({"contributions": Change(mode, ours, ("2025-01",))}, keep=False, **WHO)
    assert len(left) == 1
    assert in_force(store, "contributions") == [("2025-01", 1)] * (mode == "append") + [("2025-01", 100)]


def test_a_stream_that_cannot_be_read_again_is_not_published_half(tmp_path, store):
    def broken(staged, parent):
        raise RuntimeError("killed")

    def once():
        with pytest.raises(RuntimeError):
            Store(tmp_path, "simulasi").publish(paid("append", ("2025-02", 666)), derive=broken, **WHO)
        yield from rows("contributions", [("2025-01", 100)]).to_batches()

    with pytest.raises(NotPublished, match="sedang menerbitkan"):
        store.publish({"contributions": Change("append", once())}, keep=False, **WHO)
    assert store.release() is None


def test_a_publisher_names_the_release_that_was_looked_at(store):
    store.publish(wages(1), on=0, **WHO)
    store.publish(wages(2), on=1, **WHO)
    with pytest.raises(PublishedBefore, match="Rilis 2 sudah terbit"):
        store.publish(wages(3), on=1, **WHO)
    with pytest.raises(PublishedBefore, match="Rilis 2 sudah terbit"):
        store.undo(role="x", on=1)
    with pytest.raises(UnknownRelease):
        store.publish(wages(3), on=7, **WHO)
    assert in_force(store, "minimum_wages") == [("16.08", 2)]
    assert [one.release for one in store.kept()] == [None, None, 2, 1]


@pytest.mark.parametrize("room", [Log, Inbox], ids=["log", "inbox"])
def test_an_answer_that_gets_lost_after_the_deed_changes_nothing(store, monkeypatch, room):
    """Object storage may do what was asked and yet never say so."""
    store.publish(wages(1), **WHO)
    deed = {Log: "append", Inbox: "_listed"}[room]
    real = getattr(room, deed)

    def lost(self, one):
        real(self, one)
        raise OSError("connection reset")

    monkeypatch.setattr(room, deed, lost)
    assert store.publish(wages(2), **WHO).number == 2
    assert in_force(store, "minimum_wages") == [("16.08", 2)]
    assert [one.release for one in store.kept()] == [2, 1]
    assert all(
        list(store.kept_changes(one.id)["minimum_wages"].batches("minimum_wages")) for one in store.kept()
    )
