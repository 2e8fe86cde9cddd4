"""Indicators: their definition files, how a value is measured from the cube, and the published figures."""

from data.indicators.comparing import Comparable, Comparison, compare, held_against, is_comparable
from data.indicators.contradictions import (
    Disagreement,
    compared_month,
    contradict,
    disagreements,
    figure_beside,
    parts_beyond_whole,
    stated_against_computed,
)
from data.indicators.control_limits import ACTION, FEWEST, WARNING, Funnel, funnel
from data.indicators.definition import Indicator, definitions
from data.indicators.measurement import Measured, measure, measured_one, total
from data.indicators.movements import Movement, Moves, beyond_chance, moved_measure, movement
from data.indicators.not_known import left_out, without_guesses
from data.indicators.published_figures import (
    STALE_YEARS,
    agrees,
    computed_pct,
    is_stale,
    known_months,
    of_all,
    published,
)
from data.indicators.quantity import MixedUnits, Quantity, difference_unit
from data.indicators.targets import (
    BELOW,
    BETWEEN,
    MET,
    NATION,
    Target,
    area_chain,
    goal_of,
    of_unit,
    side,
    stated_targets,
    targets_for,
)

__all__ = [
    "ACTION",
    "BELOW",
    "BETWEEN",
    "FEWEST",
    "MET",
    "NATION",
    "STALE_YEARS",
    "WARNING",
    "Comparable",
    "Comparison",
    "Disagreement",
    "Funnel",
    "Indicator",
    "Measured",
    "MixedUnits",
    "Movement",
    "Moves",
    "Quantity",
    "Target",
    "agrees",
    "area_chain",
    "beyond_chance",
    "compare",
    "compared_month",
    "computed_pct",
    "contradict",
    "definitions",
    "difference_unit",
    "disagreements",
    "figure_beside",
    "funnel",
    "goal_of",
    "held_against",
    "is_comparable",
    "is_stale",
    "known_months",
    "left_out",
    "measure",
    "measured_one",
    "moved_measure",
    "movement",
    "of_all",
    "of_unit",
    "parts_beyond_whole",
    "published",
    "side",
    "stated_against_computed",
    "stated_targets",
    "targets_for",
    "total",
    "without_guesses",
]
