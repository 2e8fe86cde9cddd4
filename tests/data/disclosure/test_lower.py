"""A hidden cell may be less than it is by as much as was asked: by a linear program over what is shown."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linprog

from data.disclosure.network import Network, lower

ROWS, COLUMNS = 3, 4
GROUND = ROWS + COLUMNS


def table() -> Network:
    """Rows of regions and columns of values with both their totals, which all hang together in the ground."""
    edges = [(ROWS + column, row, 0) for row in range(ROWS) for column in range(COLUMNS)]
    edges += [(GROUND, ROWS + column, 1) for column in range(COLUMNS)]
    edges += [(row, GROUND, 2) for row in range(ROWS)]
    tails, heads, ranks = (list(column) for column in zip(*edges, strict=True))
    return Network(GROUND + 1, tails, heads, [1] * len(edges), ranks)


def least(network: Network, weights: list[int], hidden: set[int], edge: int) -> float:
    """The least that a cell can be for whoever knows all that is not hidden."""
    sums = np.zeros((network.nodes, len(weights)))
    sums[network.tails, range(len(weights))] -= 1
    sums[network.heads, range(len(weights))] += 1
    bounds = [(0, None) if at in hidden else (weight, weight) for at, weight in enumerate(weights)]
    wanted = [float(at == edge) for at in range(len(weights))]
    return float(linprog(wanted, A_eq=sums, b_eq=np.zeros(network.nodes), bounds=bounds).fun)


@given(st.lists(st.integers(0, 40), min_size=12, max_size=12), st.integers(0, 15), st.integers(1, 6))
def test_what_is_hidden_lets_a_cell_be_less(amounts, edge, more):
    network, cells = table(), np.array(amounts).reshape(ROWS, COLUMNS)
    weights = [*amounts, *cells.sum(axis=0).tolist(), *cells.sum(axis=1).tolist()]
    more = min(more, weights[edge])
    hidden, unmet = lower(network, {edge}, weights, [(edge, weights[edge] + more)], 1)
    assert least(network, weights, {edge}, edge) == weights[edge]
    assert all(network.ranks[one] <= 1 for one in hidden)
    if not unmet:
        assert least(network, weights, hidden, edge) <= weights[edge] - more + 1e-6
    elif more:
        # Where one column or row has nothing to give, nothing of this rank is enough.
        assert least(network, weights, hidden, edge) == weights[edge]
