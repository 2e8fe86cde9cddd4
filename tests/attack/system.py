"""What follows from all fixed tables of a month: sums over geography, one narrowing and states that exclude each other.

An unknown is one state of one finest cell (a kecamatan, or a region x value of a dimension). Each number that is told is
the sum of some unknowns; for each state the tables of a region agree on its sum; nothing is negative. States are what
the steps of compliance, the bills and the ageing classes cut employers, workers and rupiah into: everything that is
told is a sum of whole states, so that no pair of indicators is forgotten.

The audit of suppressed tables by linear relations: Hundepool et al. 2012, section 4.4; tau-ARGUS manual, section 2.8.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from data.cube import MEASURES
from data.vocabulary import AGES, NARROWING
from tests.attack.small import Judge
from tests.attack.told import Form, Place, Told

Combination = Mapping[str, int]
Atom = tuple[str, str, str]  # a table (kecamatan or a dimension), a region, a kecamatan or value


@dataclass(frozen=True)
class States:
    """Disjoint states of one kind: each by what it is in measures; `whole` says that they are counted in whole numbers.

    `otherwise` are those that take their place in a ledger in which one of them has fewer than nobody.
    """

    name: str
    of: tuple[Combination, ...]
    whole: bool = False
    otherwise: tuple[States, ...] = ()

    def made(self, form: Form) -> np.ndarray | None:
        """How often each state is in a form; None where the form is no sum of them."""
        basis = np.array([[state.get(name, 0) for name in MEASURES] for state in self.of], dtype=float)
        target = np.array(form.vector, dtype=float)
        times, *_ = np.linalg.lstsq(basis.T, target, rcond=None)
        times = np.round(times, 6)
        return times if np.allclose(times @ basis, target) else None


def _steps(prefix: str, owes: bool) -> tuple[Combination, ...]:
    """Not registered, in part, in full but in arrears, compliant; `owes`: also those in part by whether they owe."""
    wajib, terdaftar, lengkap, patuh = (
        f"{prefix}{name}" for name in ("wajib", "terdaftar", "lengkap", "patuh")
    )
    late = {lengkap: 1, patuh: -1}
    part: list[Combination] = [{terdaftar: 1, lengkap: -1}]
    if owes:
        owing = {"in_arrears": 1, lengkap: -1, patuh: 1}
        part = [owing, {terdaftar: 1, patuh: -1, "in_arrears": -1}]
    return ({wajib: 1, terdaftar: -1}, *part, late, {patuh: 1})


# Random ledgers have employers in arrears that are not registered yet; nothing is taken for granted of these.
_APART = (
    States("employers by step", _steps("", owes=False), whole=True),
    States("employers in arrears", ({"in_arrears": 1},), whole=True),
)
# Each kind with its states. Workers of employers in arrears may be active still: who is registered and not active owes.
KINDS = (
    States("employers by step", _steps("", owes=True), whole=True, otherwise=_APART),
    States("workers known by step", _steps("known_", owes=False)),
    States(
        "workers registered, members, on projects",
        (
            {"workers_registered": 1, "workers_exposed": -1},
            {"workers_active": 1, "workers_exposed": 1, "workers_registered": -1},
            {"workers_registered": 1, "workers_active": -1},
            {"informal_targeted": 1},
            {"informal_active": 1, "informal_targeted": -1},
            {"jakon_workers": 1},
        ),
    ),
    States("employers billed", ({"billed_on_time": 1}, {"billed": 1, "billed_on_time": -1}), whole=True),
    States("rupiah due", ({"paid_on_time": 1}, {"due": 1, "paid_on_time": -1})),
    States(
        "rupiah owed by age, by the closed, paid late",
        (*({f"outstanding_{name}": 1} for name in AGES), {"closed_outstanding": 1}, {"paid_late": 1}),
    ),
    States("rupiah recovered", ({"recovered": 1, "recovered_beyond": -1}, {"recovered_beyond": 1})),
    States("penalties", ({"penalty": 1},)),
)


@dataclass
class System:
    """Unknowns (columns) and the sums that are told of them (rows): `sums @ x` lies between `low` and `high`.

    truth: what the unknowns are, for the judge. hidden: of each hidden number its place, form and row vector.
    """

    states: States
    sums: sparse.csr_matrix
    low: np.ndarray
    high: np.ndarray
    truth: np.ndarray
    hidden: list[tuple[Place, Form]]
    wanted: sparse.csr_matrix

    def parts(self) -> Iterator[System]:
        """The system cut into what hangs together, without the unknowns that stand alone in a sum that is told."""
        known = self._known()
        left = np.flatnonzero(~known)
        if not len(left):
            yield self
            return
        sums, wanted = self.sums[:, left], self.wanted[:, left]
        moved = self.sums[:, known] @ self.truth[known]
        links = sparse.vstack([sums, wanted])
        _, of = connected_components(_joined(links), directed=False)
        in_rows = _first_column(sums, of)
        in_wanted = _first_column(wanted, of)
        done = [at for at, part in enumerate(in_wanted) if part < 0]
        if done:
            yield self._part(np.zeros(0, int), np.zeros(0, int), done, moved)
        for part in sorted(set(in_wanted) - {-1}):
            yield self._part(
                left[of == part],
                np.flatnonzero(in_rows == part),
                [at for at, one in enumerate(in_wanted) if one == part],
                moved,
            )

    def _known(self) -> np.ndarray:
        """The unknowns that follow one after the other: parts of a sum of nothing, and the last unknown of a sum."""
        exact = self.sums[np.flatnonzero(self.low == self.high)]
        used = (abs(exact) > 0).astype(float)
        nothing = (self.low[self.low == self.high] == 0) & (exact.min(axis=1).toarray().ravel() >= 0)
        known = np.asarray(used[nothing].sum(axis=0)).ravel() > 0
        while True:
            last = (used @ (~known).astype(float)) == 1
            more = (np.asarray(used[last].sum(axis=0)).ravel() > 0) & ~known
            if not more.any():
                return known
            known |= more

    def _part(self, columns: np.ndarray, rows: np.ndarray, wanted: list[int], moved: np.ndarray) -> System:
        return System(
            self.states,
            self.sums[rows][:, columns],
            self.low[rows] - moved[rows],
            self.high[rows] - moved[rows],
            self.truth[columns],
            [self.hidden[at] for at in wanted],
            self.wanted[wanted][:, columns],
        )


def _joined(rows: sparse.csr_matrix) -> sparse.csr_matrix:
    pattern = (abs(rows) > 0).astype(float)
    return pattern.T @ pattern


def _first_column(rows: sparse.csr_matrix, of: np.ndarray) -> np.ndarray:
    """For each row the part that its unknowns are of, -1 where it has none."""
    counts = np.diff(rows.tocsr().indptr)
    firsts = np.full(rows.shape[0], -1)
    firsts[counts > 0] = of[rows.indices[rows.indptr[:-1][counts > 0]]]
    return firsts


def systems(told: Told, judge: Judge, least: int) -> Iterator[System]:
    """The system of each of KINDS; `least` is `min_employers`, which the reasons that are told refer to."""
    atoms = _atoms(list(told.level))
    for kind in KINDS:
        is_sound = not kind.otherwise or (_truth(judge, atoms, kind) >= 0).all()
        for states in (kind,) if is_sound else kind.otherwise:
            forms = {form: made for form in told.forms if (made := states.made(form)) is not None}
            if forms:
                yield _system(told, judge, states, forms, atoms, least)


def _atoms(places: Sequence[Place]) -> dict[Atom, int]:
    """The finest cells that there are, numbered: what has no row is empty, and no unknown."""
    found: dict[Atom, int] = {}
    for place in places:
        if len(place.regions) == 1 and (place.kecamatan is not None or place.dimension):
            (region,) = place.regions
            table = place.dimension or "kecamatan"
            value = place.value if place.dimension else str(place.kecamatan)
            found.setdefault((table, region, value), len(found))
    return found


class _Rows:
    """Collects the rows of a system."""

    def __init__(self, atoms: Mapping[Atom, int], states: int) -> None:
        self._atoms, self._states = atoms, states
        self._of: dict[tuple[str, str], list[int]] = {}
        for (table, region, _), at in atoms.items():
            self._of.setdefault((table, region), []).append(at)

    def atoms_of(self, place: Place, table: str = "kecamatan") -> list[int]:
        """The numbers of the finest cells that a place is the sum of; an unnarrowed one in this table."""
        if place.kecamatan is not None:
            keys = [("kecamatan", region, place.kecamatan) for region in place.regions]
            return [self._atoms[key] for key in keys if key in self._atoms]
        if place.dimension:
            keys = [(place.dimension, region, place.value) for region in place.regions]
            return [self._atoms[key] for key in keys if key in self._atoms]
        return [at for region in place.regions for at in self._of.get((table, region), [])]

    def row(self, atoms: Sequence[int], times: np.ndarray) -> dict[int, float]:
        """The row of these cells, each state so many times."""
        return {
            at * self._states + state: float(time) for at in atoms for state, time in enumerate(times) if time
        }


def _system(
    told: Told,
    judge: Judge,
    states: States,
    forms: Mapping[Form, np.ndarray],
    atoms: Mapping[Atom, int],
    least: int,
) -> System:
    rows = _Rows(atoms, len(states.of))
    made: list[tuple[dict[int, float], float, float]] = []
    for (place, form), value in told.shown.items():
        if form in forms:
            made.append((rows.row(rows.atoms_of(place), forms[form]), value, value))
    made += _agreeing(rows, atoms, len(states.of))
    made += _by_reasons(told, rows, states, least)
    # Of an amount that is nothing there is nothing to know; of a count of employers "none" says something of all.
    hidden = [
        (place, form)
        for place, form in told.really_hidden
        if form in forms and (states.whole or judge.sum_of(place, form))
    ]
    size = len(atoms) * len(states.of)
    sums = _matrix([row for row, _, _ in made], size)
    return System(
        states,
        sums,
        np.array([low for _, low, _ in made], dtype=float),
        np.array([high for _, _, high in made], dtype=float),
        _truth(judge, atoms, states),
        hidden,
        _matrix([rows.row(rows.atoms_of(place), forms[form]) for place, form in hidden], size),
    )


def _agreeing(
    rows: _Rows, atoms: Mapping[Atom, int], states: int
) -> Iterator[tuple[dict[int, float], float, float]]:
    """Of every region and state: each dimension adds up to what the kecamatan do."""
    for region in sorted({region for _, region, _ in atoms}):
        place = Place(frozenset((region,)))
        for dimension in NARROWING:
            for state in range(states):
                times = np.eye(states)[state]
                row = rows.row(rows.atoms_of(place), times)
                row |= rows.row(rows.atoms_of(place, dimension), -times)
                yield row, 0, 0


def _by_reasons(
    told: Told, rows: _Rows, states: States, least: int
) -> Iterator[tuple[dict[int, float], float, float]]:
    """What the reasons say: of "primer" there are fewer than `least` and somebody, of "sekunder" at least so many."""
    for (place, contributors), reasons in told.reasons.items():
        times = states.made(Form(frozenset((contributors,))))
        if times is None:
            continue
        row = rows.row(rows.atoms_of(place), times)
        if "primer" in reasons:
            yield row, 1, least - 1
        elif "sekunder" in reasons:
            yield row, least, np.inf


def _truth(judge: Judge, atoms: Mapping[Atom, int], states: States) -> np.ndarray:
    """What the unknowns really are."""
    vectors = np.array([[state.get(name, 0) for name in MEASURES] for state in states.of], dtype="int64")
    found = np.zeros((len(atoms), len(states.of)))
    for (table, region, value), at in atoms.items():
        kecamatan = table == "kecamatan"
        place = Place(frozenset((region,)), value if kecamatan else None, "" if kecamatan else table, value)
        found[at] = vectors @ judge.sums(place)
    return found.ravel()


def _matrix(rows: Sequence[Mapping[int, float]], columns: int) -> sparse.csr_matrix:
    starts = np.cumsum([0, *(len(row) for row in rows)])
    indices = np.array([at for row in rows for at in row], dtype=int)
    values = np.array([value for row in rows for value in row.values()], dtype=float)
    return sparse.csr_matrix((values, indices, starts), shape=(len(rows), columns))
