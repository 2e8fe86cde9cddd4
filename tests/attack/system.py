"""What follows from all fixed tables of a month: sums over geography, one narrowing and states that exclude each other.

An unknown is one state of one finest cell (a kecamatan, or a region x value of a dimension). Each number that is told is
the sum of some unknowns; for each state the tables of a region agree on its sum; nothing is negative. States are what
the steps of compliance, the bills and the ageing classes cut employers, workers and rupiah into: everything that is
told is a sum of whole states, so that no pair of indicators is forgotten.

The audit of suppressed tables by linear relations: Hundepool et al. 2012, section 4.4; tau-ARGUS manual, section 2.8.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from data.disclosure import Limits
from data.vocabulary import NARROWING
from tests.attack.judge import ALL_FAIL, Judge, kind_of
from tests.attack.states import KINDS, States, alone, between
from tests.attack.told import Form, Place, Told

Atom = tuple[str, str, str]  # a table (kecamatan or a dimension), a region, a kecamatan or value
Matrix = sparse.csr_matrix


@dataclass
class System:
    """Unknowns (columns) and the sums that are told of them (rows): `sums @ x` is `values`.

    truth: what the unknowns are, for the judge. hidden: of each hidden number its place, form and row vector (`wanted`),
    and how much of it is known already (`base`). beside:
    what is shown of each place, as how often each state is in it (shown numbers x states), and its values; forms: the
    same of every form.
    """

    states: States
    forms: dict[Form, np.ndarray]
    beside: dict[Place, tuple[np.ndarray, np.ndarray]]
    sums: Matrix
    values: np.ndarray
    truth: np.ndarray
    hidden: list[tuple[Place, Form]]
    wanted: Matrix
    base: np.ndarray

    @property
    def contradicts(self) -> bool:
        """Whether the truth does not solve it: then no bound of it would count."""
        is_off = abs(self.sums @ self.truth - self.values).max(initial=0) > 0.5
        return bool(is_off or (self.truth < 0).any())

    def parts(self) -> Iterator[System]:
        """The system cut into what hangs together, without the unknowns that stand alone in a sum that is told."""
        known = self._known()
        left = np.flatnonzero(~known)
        sums, wanted = self.sums[:, left], self.wanted[:, left]
        moved = self.values - self.sums[:, known] @ self.truth[known]
        base = self.base + self.wanted[:, known] @ self.truth[known]
        _, of = connected_components(_joined(sparse.vstack([sums, wanted])), directed=False)
        in_rows, in_wanted = _first_column(sums, of), _first_column(wanted, of)
        for part in sorted(set(in_wanted)):
            columns = left[of == part]
            rows = np.flatnonzero(in_rows == part) if part >= 0 else np.zeros(0, int)
            yield self._part(columns, rows, np.flatnonzero(in_wanted == part), moved, base)

    def _known(self) -> np.ndarray:
        """The unknowns that follow one after the other: parts of a sum of nothing, and the last unknown of a sum."""
        used = (abs(self.sums) > 0).astype(float)
        nothing = (self.values == 0) & (self.sums.min(axis=1).toarray().ravel() >= 0)
        known = np.asarray(used[nothing].sum(axis=0)).ravel() > 0
        while True:
            last = (used @ (~known).astype(float)) == 1
            more = (np.asarray(used[last].sum(axis=0)).ravel() > 0) & ~known
            if not more.any():
                return known
            known |= more

    def _part(
        self, columns: np.ndarray, rows: np.ndarray, wanted: np.ndarray, left: np.ndarray, base: np.ndarray
    ) -> System:
        return System(
            self.states,
            self.forms,
            self.beside,
            self.sums[rows][:, columns],
            left[rows],
            self.truth[columns],
            [self.hidden[at] for at in wanted],
            self.wanted[wanted][:, columns],
            base[wanted],
        )


def _joined(rows: Matrix) -> Matrix:
    """Which unknowns stand in one row with the first of it, which is enough to hang together."""
    pattern = (abs(rows) > 0).tocsr()
    counts = np.diff(pattern.indptr)
    if not pattern.nnz:
        return sparse.csr_matrix((rows.shape[1], rows.shape[1]))
    firsts = pattern.indices[np.minimum(pattern.indptr[:-1], len(pattern.indices) - 1)]
    pairs = np.repeat(firsts, counts), pattern.indices
    size = rows.shape[1]
    return sparse.csr_matrix((np.ones(len(pairs[1])), pairs), shape=(size, size))


def _first_column(rows: Matrix, of: np.ndarray) -> np.ndarray:
    """For each row the part that its unknowns are of, -1 where it has none."""
    rows = rows.tocsr()
    rows.eliminate_zeros()
    counts = np.diff(rows.indptr)
    firsts = np.full(rows.shape[0], -1)
    firsts[counts > 0] = of[rows.indices[rows.indptr[:-1][counts > 0]]]
    return firsts


def systems(told: Told, judge: Judge, limits: Limits) -> Iterator[System]:
    """The system of each kind of states; a form that is a sum of none of them is a kind of its own.

    What is asked of each is every hidden number that says something, and every difference of two steps that may not be
    told, where not both of them are shown.
    """
    cells = _Cells.of_places(list(told.level), judge)
    hidden = [key for key in told.really_hidden if _says_something(judge, *key, limits)]
    done: set[Form] = set()
    for kind in KINDS:
        is_sound = not kind.otherwise or (cells.truth(kind) >= 0).all()
        for states in (kind,) if is_sound else kind.otherwise:
            if made := states.of_forms(told.forms):
                # A form may be in several kinds: it is looked at in the first one.
                asked = [key for key in hidden if key[1] in made.keys() - done]
                steps = between(made)
                asked += _unsafe_steps(told, judge, list(steps), limits)
                yield _system(told, states, made | steps, cells, asked)
                done |= made.keys()
    for form in told.forms:
        if form not in done:
            states = alone(form)
            made = states.of_forms([form])
            yield _system(told, states, made, cells, [key for key in hidden if key[1] == form])


def _says_something(judge: Judge, place: Place, form: Form, limits: Limits) -> bool:
    """Whether there is anything to know of a hidden number: that it is nothing says something of all at most."""
    return bool(judge.sum_of(place, form)) or judge.why_not(place, form, limits) == ALL_FAIL


def _unsafe_steps(
    told: Told, judge: Judge, steps: list[Form], limits: Limits
) -> Iterator[tuple[Place, Form]]:
    """Where a step may not be told, and does not simply follow from two numbers that are shown."""
    if not steps:
        return
    vectors = np.array([form.vector for form in steps], dtype=float).T
    for place in told.level:
        shown = {frozenset(form.plus) for form in told.at.get(place, ()) if not form.minus}
        counts, shares = judge.behind(place, vectors, np.eye(len(steps)))
        for form, count, share in zip(steps, counts, shares, strict=True):
            if not {form.plus, form.minus} <= shown and kind_of(int(count), float(share), limits):
                yield place, form


@dataclass(frozen=True)
class _Cells:
    """The finest cells that there are, numbered: what has no row is empty, and no unknown.

    `sums` is what each is in data of the judge (cells x FINE), `inside` which of them each place adds up (places x cells).
    """

    atoms: dict[Atom, int]
    places: dict[Place, int]
    sums: np.ndarray
    inside: Matrix

    @classmethod
    def of_places(cls, places: Sequence[Place], judge: Judge) -> _Cells:
        found: dict[Atom, int] = {}
        finest: list[Place] = []
        for place in places:
            if len(place.regions) == 1 and (place.kecamatan is not None or place.dimension):
                found[_atom(place, *place.regions)] = len(finest)
                finest.append(place)
        sums = np.array([judge.fine_sums(place) for place in finest])
        inside = [cls._within(found, place) for place in places]
        starts = np.cumsum([0, *map(len, inside)])
        columns = np.array([at for row in inside for at in row], dtype=int)
        matrix = sparse.csr_matrix((np.ones(len(columns)), columns, starts), (len(places), len(finest)))
        return cls(found, {place: at for at, place in enumerate(places)}, sums, matrix)

    @staticmethod
    def _within(atoms: dict[Atom, int], place: Place) -> list[int]:
        """The numbers of the finest cells that a place is the sum of; of an unnarrowed one its kecamatan."""
        if place.kecamatan is not None or place.dimension:
            keys = [_atom(place, region) for region in place.regions]
            return sorted(atoms[key] for key in keys if key in atoms)
        return [
            at for (table, region, _), at in atoms.items() if table == "kecamatan" and region in place.regions
        ]

    def truth(self, states: States) -> np.ndarray:
        """What the states of the cells really are (cells x states)."""
        return self.sums @ states.basis.T

    def agreeing(self) -> Matrix:
        """Of every region: each dimension adds up to what the kecamatan do."""
        of: dict[tuple[str, str], list[int]] = {}
        for (table, region, _), at in self.atoms.items():
            of.setdefault((table, region), []).append(at)
        pairs = [
            (of.get(("kecamatan", region), []), of.get((dimension, region), []))
            for region in sorted({region for _, region in of})
            for dimension in NARROWING
        ]
        rows = [at for at, (one, other) in enumerate(pairs) for _ in (*one, *other)]
        columns = [at for one, other in pairs for at in (*one, *other)]
        signs = [sign for one, other in pairs for sign in (*[1.0] * len(one), *[-1.0] * len(other))]
        return sparse.csr_matrix((signs, (rows, columns)), (len(pairs), len(self.atoms)))


def _atom(place: Place, region: str) -> Atom:
    table = place.dimension or "kecamatan"
    return table, region, place.value if place.dimension else str(place.kecamatan)


def _system(
    told: Told,
    states: States,
    forms: dict[Form, np.ndarray],
    cells: _Cells,
    hidden: list[tuple[Place, Form]],
) -> System:
    shown = [key for key in told.shown if key[1] in forms]
    agreeing = sparse.kron(cells.agreeing(), np.eye(len(states.of)), format="csr")
    if states.tie:
        tied = sparse.kron(np.eye(len(cells.atoms)), np.array([states.tie]), format="csr")
        agreeing = sparse.vstack([agreeing, tied], format="csr")
    sums = sparse.vstack([_rows(shown, forms, cells), agreeing], format="csr")
    values = np.array([told.shown[key] for key in shown], dtype=float)
    return System(
        states,
        forms,
        _beside(told, states, forms, {place for place, _ in hidden}),
        sums,
        np.concatenate([values, np.zeros(agreeing.shape[0])]),
        cells.truth(states).ravel(),
        hidden,
        _rows(hidden, forms, cells),
        np.zeros(len(hidden)),
    )


def _beside(
    told: Told, states: States, forms: dict[Form, np.ndarray], places: Collection[Place]
) -> dict[Place, tuple[np.ndarray, np.ndarray]]:
    found = {}
    for place in places:
        shown = [form for form in told.at.get(place, ()) if form in forms]
        if shown:
            rows = [forms[form] for form in shown] + ([np.array(states.tie)] if states.tie else [])
            values = [told.shown[place, form] for form in shown] + [0] * bool(states.tie)
            found[place] = np.array(rows, dtype=float), np.array(values, dtype=float)
    return found


def _rows(keys: Collection[tuple[Place, Form]], forms: dict[Form, np.ndarray], cells: _Cells) -> Matrix:
    """The row of each number: the cells of its place, each state so many times as its form has it."""
    order = {form: at for at, form in enumerate(forms)}
    times = sparse.csr_matrix(np.array(list(forms.values())))
    chosen = cells.inside[[cells.places[place] for place, _ in keys]].tocoo()
    of_form = np.array([order[form] for _, form in keys], dtype=int)
    size = times.shape[1]
    dense = times.toarray()
    parts = [
        (chosen.row[has], chosen.col[has] * size + state, dense[of_form[chosen.row[has]], state])
        for state in range(size)
        if (has := dense[of_form[chosen.row], state] != 0).any()
    ]
    shape = (len(keys), cells.inside.shape[1] * size)
    if not parts:
        return sparse.csr_matrix(shape)
    rows, columns, values = (np.concatenate(part) for part in zip(*parts, strict=True))
    return sparse.csr_matrix((values, (rows, columns)), shape)
