"""Running orders: what may stand in one, and that nothing that was kept is lost."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from data.access import PUBLIK, NotYours, Viewer
from data.briefing import KINDS, Ask, BadOrder, Item, Order, Shelf, new_id
from data.store import OWN, Store
from tests.hostile import HOSTILE

STEWARD = Viewer("pengelola")
A, B, KANWIL = Viewer("cabang", {"A"}), Viewer("cabang", {"B"}), Viewer("wilayah", {"A", "KW"})
TEXT = some.text(
    some.characters(
        exclude_categories=("Cc", "Cs", "Zl", "Zp"),
        exclude_characters="\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff",
    ),
    max_size=60,
)
ITEMS = some.builds(
    Item,
    some.sampled_from(KINDS),
    some.dictionaries(TEXT, TEXT, max_size=3),
    title=TEXT,
    text=TEXT,
    asks=some.lists(some.builds(Ask, TEXT, TEXT), max_size=3).map(tuple),
    notes=TEXT,
    seconds=some.integers(5, 3600),
)


def order(*titles: str) -> Order:
    items = tuple(Item("peta", {"wilayah": "16.71"}, title=title) for title in titles)
    return Order(new_id(), "Forkopimda", "simulasi", 1, items, role="pengelola")


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(Store(tmp_path, OWN).notebook("briefing"))


@given(items=some.lists(ITEMS, max_size=3))
def test_an_order_is_read_as_it_was_kept(tmp_path_factory, items):
    shelf = Shelf(Store(tmp_path_factory.mktemp("home"), OWN).notebook("briefing"))
    kept = Order(new_id(), "Rapat", "sendiri", 3, tuple(items), 25, "wilayah KANWIL")
    shelf.keep(kept, Viewer("wilayah", {"KANWIL"}))
    assert shelf.get(kept.id) == kept


def test_hostile_texts_are_texts(shelf):
    texts = [text for text in HOSTILE if "\u2028" not in text]
    kept = order(*texts)
    shelf.keep(kept, STEWARD)
    assert [item.title for item in shelf.get(kept.id).items] == texts


@pytest.mark.parametrize(
    "parts",
    [
        {"title": "x" * 121},
        {"text": "x" * 241},
        {"notes": "x" * 2_001},
        {"title": "a\x00b"},
        {"title": "a\u202eb"},
        {"title": "a\u2028b"},
        {"asks": (Ask("a", "b"),) * 4},
        {"asks": (Ask("x" * 61, "b"),)},
        {"asks": (Ask("a", "x" * 141),)},
        {"seconds": 4},
        {"seconds": 3_601},
        {"kind": "skrip"},
        {"query": {"wilayah": "x" * 61}},
        {"query": {str(number): "" for number in range(41)}},
    ],
    ids=lambda parts: next(iter(parts)),
)
def test_what_no_screen_can_show_is_refused(parts):
    with pytest.raises(BadOrder):
        Item(**{"kind": "peta", "query": {}, **parts})


@pytest.mark.parametrize(
    "parts",
    [{"title": " "}, {"title": "x" * 121}, {"id": "../../etc"}, {"minutes": 0}, {"minutes": 241}],
    ids=str,
)
def test_what_is_no_order_is_refused(parts):
    known = {"id": new_id(), "title": "Rapat", "data": "", "release": 0, "items": ()}
    with pytest.raises(BadOrder):
        Order(**{**known, **parts})


def test_an_order_has_an_end():
    with pytest.raises(BadOrder, match="40 layar"):
        order(*"x" * 41)


def test_screens_are_moved_copied_and_taken_out():
    def titles(of: Order) -> str:
        return "".join(item.title for item in of.items)

    first = order(*"abcd")
    assert titles(first.moved(0, 1)) == "bacd" and titles(first.moved(3, -2)) == "adbc"
    assert titles(first.moved(0, -1)) == "abcd" and titles(first.moved(3, 5)) == "abcd"
    assert titles(first.without(1)) == "acd"
    assert titles(first.with_item(first.items[0], 2)) == "abacd"
    assert titles(first.with_item(first.items[0])) == "abcda"
    assert titles(first.changed(2, first.items[0])) == "abad"


def test_the_last_change_is_undone_and_done_again(shelf):
    first = order("a")
    second = first.with_item(Item("teks", {}, title="b"))
    assert shelf.restore(first.id, STEWARD) is None
    shelf.keep(first, STEWARD)
    shelf.keep(second, STEWARD)
    assert shelf.restore(first.id, STEWARD) == first and shelf.get(first.id) == first
    assert shelf.restore(first.id, STEWARD) == second


def test_what_was_removed_can_be_brought_back(shelf):
    kept, other = order("a"), order("b")
    shelf.keep(kept, STEWARD)
    shelf.keep(other, STEWARD)
    shelf.remove(kept.id, STEWARD)
    assert shelf.get(kept.id) is None and [one.order for one in shelf.every(STEWARD)] == [other]
    assert shelf.restore(kept.id, STEWARD) == kept
    assert [one.order for one in shelf.every(STEWARD)] == [kept, other]


# Who keeps an order -> who may change it, of all of these.
MAY = {A: (A, KANWIL, STEWARD), KANWIL: (KANWIL, STEWARD), STEWARD: (STEWARD,), PUBLIK: (PUBLIK, STEWARD)}


@pytest.mark.parametrize("keeper", MAY, ids=lambda who: who.written)
def test_an_order_is_read_by_whoever_has_its_name_and_changed_by_whose_it_is(shelf, keeper):
    kept = shelf.keep(order("a"), keeper)
    assert kept.role == keeper.written
    for viewer in (A, B, KANWIL, Viewer("wilayah", {"B"}), PUBLIK, STEWARD):
        assert shelf.get(kept.id) == kept
        if viewer in MAY[keeper]:
            assert [one.order for one in shelf.every(viewer)] == [kept]
            shelf.keep(kept.without(0), viewer)
            assert shelf.get(kept.id).role == keeper.written  # it stays whose it was
            shelf.remove(kept.id, viewer)
            assert shelf.restore(kept.id, viewer) is not None and shelf.keep(kept, viewer) == kept
            continue
        changes = (
            lambda who=viewer: shelf.keep(kept.without(0), who),
            lambda who=viewer: shelf.keep(replace(kept, role=who.written), who),
            lambda who=viewer: shelf.remove(kept.id, who),
            lambda who=viewer: shelf.restore(kept.id, who),
        )
        for change in changes:
            with pytest.raises(NotYours):
                change()
        assert shelf.every(viewer) == [] and shelf.get(kept.id) == kept


def test_what_was_removed_is_brought_back_by_whose_it_was(shelf):
    kept = shelf.keep(order("a"), A)
    shelf.remove(kept.id, A)
    for change in (shelf.restore, shelf.remove, lambda id, who: shelf.keep(kept, who)):
        with pytest.raises(NotYours):
            change(kept.id, B)
    assert shelf.get(kept.id) is None and shelf.restore(kept.id, A) == kept


def test_names_of_orders_are_not_guessed():
    names = {new_id() for _ in range(1_000)}
    assert len(names) == 1_000 and all(len(name) == 10 for name in names)
