"""Indicators: their definition files, how a value is measured from the cube, and the published figures."""

from data.indicators.contradictions import (
    compared_month,
    contradict,
    figure_beside,
    stated_against_computed,
    two_sources,
)
from data.indicators.control_limits import ACTION, WARNING, Funnel, funnel
from data.indicators.definition import Indicator, definitions
from data.indicators.measurement import Measured, measure, measured_one, total
from data.indicators.not_known import left_out, without_guesses
from data.indicators.published_figures import agrees, computed_pct, known_months, published
from data.indicators.targets import Target, stated_targets, target_in

__all__ = [
    "ACTION",
    "WARNING",
    "Funnel",
    "Indicator",
    "Measured",
    "Target",
    "agrees",
    "compared_month",
    "computed_pct",
    "contradict",
    "definitions",
    "figure_beside",
    "funnel",
    "known_months",
    "left_out",
    "measure",
    "measured_one",
    "published",
    "stated_against_computed",
    "stated_targets",
    "target_in",
    "total",
    "two_sources",
    "without_guesses",
]
