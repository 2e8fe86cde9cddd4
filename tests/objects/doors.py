"""What is done at each public door of a home, and what is found there after: to be compared with a twin's.

A deed is given the home and answers with what was found, without the moments and the names that are drawn by chance. What
a door refuses comes out as a `Problem`. Deeds follow one another: each builds on what those before have published.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import date, timedelta
from typing import Any

from data.access import Viewer
from data.briefing import Item, Order
from data.briefing import Shelf as OrderShelf
from data.commitments import Commitments, Promise, judged
from data.intake import BOOK, Drafts, check
from data.ledger import publish
from data.months import month_end
from data.people import People, Person, Record
from data.queries import Reading
from data.simulation import Plan, with_simulated_targets
from data.simulation.simulate import simulate
from data.store import OWN, SIMULATED, Change, Release, Store
from data.store.problems import PublishedBefore
from data.visits import CALLED, PROMISED, Amount, Report, Visits
from tests.crash.bringer import ANSWER, MONTH, finish
from tests.data.intake.own import BRANCH, OFFICE, desk, month_file, publish_first
from tests.data.store.store_cases import WHO, held, kept_with_cube, step, with_cube
from tests.drill.today import tell
from tests.facts import FACTS

BOSS, STEWARD = "boss@kantor.go.id", Viewer("pengelola")


def simulated(home: str) -> Any:
    """A small simulated ledger, published with all that follows from it."""
    tables = simulate(Plan(employers=600, months=14, last="2026-10"), FACTS)
    changes = {name: Change("overwrite", rows) for name, rows in tables.items()}
    release = publish(
        Store(home, SIMULATED), changes, facts=FACTS, title="uji", role="pengelola", keep=False, on=0
    )
    return cells(release), release.months


def brought(home: str) -> Any:
    """A branch's own first month, then a file of the next one: draft, answer, rehearsal, publication, memory."""
    store = publish_first(home)
    drafts, content = Drafts(store.notebook(BOOK), BRANCH), month_file(MONTH)
    draft = drafts.begin(content, check(content, "juli.xlsx", desk(store)), OFFICE)
    waiting = [(one.state, drafts.content(one) == content) for one in drafts.all(OFFICE)]
    release = finish(store, drafts.keep(replace(draft, answers=[ANSWER])))
    return waiting, [one.state for one in drafts.all(OFFICE)], cells(release)


def kept_inputs(home: str) -> Any:
    """What was brought is in the list, and is read from where it is kept."""
    store = Store(home, OWN)
    return [
        (one.title, one.role, one.release, sorted(one.inputs), _rows_of_changes(store, one.id))
        for one in store.kept()
    ]


def overtaken(home: str) -> Any:
    """Of two who looked at the same release the second is told, and publishes what was kept for it afterwards."""
    store, other = (Store(f"{home}/kecil", SIMULATED) for _ in range(2))
    with_cube(store, step(1, 50), **WHO)
    try:
        with_cube(store, step(3, 50), meanwhile=lambda _: with_cube(other, step(2, 50), **WHO), **WHO)
    except PublishedBefore as told:
        refused = type(told).__name__
    (waiting,) = [one.id for one in store.kept() if one.release is None]
    kept_with_cube(store, waiting)
    return refused, [(one.number, one.entry.kind, held(one)) for one in store.history()]


def undone(home: str) -> Any:
    """A release taken back, brought again, and an older one returned to."""
    store = Store(f"{home}/kecil", SIMULATED)
    store.undo(role="uji")
    store.undo(role="uji")
    store.return_to(1, role="uji")
    return [(one.number, one.points_to, one.entry.kind, held(one)) for one in store.history()]


def months(home: str) -> Any:
    """Every indicator of the ledgers by region and office, of the newest month, in two roles."""
    return tell(home)


def one_month(home: str) -> Any:
    """One month of a release alone, and which months differ between two."""
    store = Store(home, OWN)
    new, old = store.history()[:2]
    rows = new.table("contributions", ["npp", "due"], [MONTH]).to_pylist()
    differ = new.changed(old, "contributions")
    return sorted(map(str, rows)), sorted(differ or ()), new.months


def notes(home: str) -> Any:
    """Notes of a notebook, the newest of each id, and a file beside one."""
    book = Store(home, OWN).notebook("catatan")
    for number in range(3):
        book.add(f"n{number % 2}", "uji", {"ke": number}, bytes([number]) * 1000)
    latest = {id: note.value for id, note in book.latest("uji").items()}
    return latest, [note.value for note in book.every("uji")], book.content("n0")


def recorded(home: str) -> Any:
    """A commitment, a visit and a running order, read again by somebody who opens the store anew."""
    reading = reading_of(home)
    today = month_end(reading.months[-1])
    on = today - timedelta(days=3)
    promise = Promise(
        agency="Pemkab Jombang",
        what="Jalan ke pasar",
        due=today + timedelta(days=40),
        meeting="Rakor",
        meeting_on=on,
    )
    Commitments(Store(home, SIMULATED)).add(promise, reading, today)
    employer = sorted(reading.release.table("employers", ["employer"])["employer"].to_pylist())[0]
    agreed = Amount(5_000_000, today + timedelta(days=10))
    said = Report(
        employer=employer,
        kind=CALLED,
        result=PROMISED,
        on=on,
        promise=agreed,
        next_on=today + timedelta(days=11),
    )
    Visits(Store(home, SIMULATED)).add(said, reading, today)
    orders = OrderShelf(Store(home, OWN).notebook("briefing"))
    orders.keep(Order("k3v9x2m7pq", "Rapat", "simulasi", 1, (Item("peta", {}),)), STEWARD)
    store = Store(home, SIMULATED)
    return (
        [_without_chance(asdict(one)) for one in Commitments(store).all()],
        [state.state for state in judged(Commitments(store).all(), reading, today)],
        [_without_chance(asdict(one)) for one in Visits(store).read(reading).visits],
        asdict(OrderShelf(Store(home, OWN).notebook("briefing")).get("k3v9x2m7pq")),
    )


def people(home: str) -> Any:
    """The register of people, published, published again, undone."""
    register, boss = People(home), Person(BOSS, "pengelola")
    register.publish([boss], FACTS, title="satu", viewer=STEWARD)
    register.publish([boss, Person("b@kantor.go.id", "publik")], FACTS, title="dua", viewer=STEWARD)
    register.undo(viewer=STEWARD)
    again = People(home)
    return sorted(again.every()), [sorted(again.of(one)) for one in again.history()]


def deeds(home: str) -> Any:
    """The record of deeds of a month, and months that are let go (object storage has rules of its own for these)."""
    record, month = Record(home), f"{date.today():%Y-%m}"
    record.add(BOSS, "pengelola", "published", "rilis 1")
    record.add(BOSS, "pengelola", "undone", "rilis 2")
    return [(one.account, one.action, one.what) for one in record.of(month)], record.let_go(24)


DEEDS: dict[str, Callable[[str], Any]] = {
    "publish a simulated ledger": simulated,
    "draft, file and answers, publication": brought,
    "kept inputs": kept_inputs,
    "published before; kept input after": overtaken,
    "undo, return to an older release": undone,
    "indicators of the newest month": months,
    "one month, and what changed": one_month,
    "notes": notes,
    "commitment, visit, running order": recorded,
    "register of people": people,
    "record of deeds": deeds,
}


def reading_of(home: str) -> Reading:
    """The simulated ledger as the steward sees it."""
    release = Store(home, SIMULATED).release()
    assert release is not None
    return Reading(release, f"{home}/{SIMULATED}", with_simulated_targets(FACTS), STEWARD)


def cells(release: Release) -> dict[str, tuple[int, str]]:
    """Table -> how many rows a release has of it, and the checksum of all its cells, whatever their order."""
    found = {}
    for name in sorted(release.entry.versions):
        table = release.table(name)
        rows = sorted(map(repr, zip(*(column.to_pylist() for column in table.columns), strict=True)))
        told = "\n".join([*table.column_names, *rows])
        found[name] = (len(rows), hashlib.sha256(told.encode()).hexdigest()[:12])
    return found


def _rows_of_changes(store: Store, id: str) -> dict[str, int]:
    changes = store.kept_changes(id)
    return {name: sum(batch.num_rows for batch in change.batches(name)) for name, change in changes.items()}


def _without_chance(told: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in told.items() if name not in ("id", "at")}
