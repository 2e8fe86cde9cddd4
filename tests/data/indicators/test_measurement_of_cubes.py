"""Values of random cubes, against plain loops over the same cells."""

from fractions import Fraction

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.vocabulary import AGEING, STEPS
from tests.data.indicators.test_measurement import LEDGER, TARGETS, WORKFORCE, cell, measured, totalled
from tests.examples import examples

REGIONS = ("16.08", "16.09", "35.76")
# Ratios whose numerator is a part of the denominator; a target or the workforce is another quantity.
SUBSETS = [
    indicator
    for indicator in LEDGER.values()
    if indicator.unit == "percent" and indicator.below and "informal_target" not in indicator.below
]
# Measures of employers, each a part of another.
PARTS = {
    "terdaftar": "wajib",
    "lengkap": "terdaftar",
    "patuh": "lengkap",
    "billed": "terdaftar",
    "billed_on_time": "billed",
    "in_arrears": "terdaftar",
}


@st.composite
def valid_cell(draw, much: int = 10**12):
    """A cell such as the ledger makes: every step of the funnel is a part of the one before."""

    def within(most):
        return draw(st.integers(0, most))

    measures = cell(wajib=within(400))
    for part, whole in PARTS.items():
        measures[part] = within(measures[whole])
    measures["known_wajib"] = within(10**6)
    measures["known_patuh"] = within(measures["known_wajib"])
    measures["due"], measures["paid_late"], measures["closed_outstanding"] = (
        within(much),
        within(much),
        within(much),
    )
    measures["paid_on_time"] = within(measures["due"])
    measures |= {f"outstanding_{name}": within(much) for name in AGEING}
    measures |= {f"cases_{step}": within(3) for step in STEPS}
    measures["cases_unstarted"] = within(3)
    measures["cases_overdue"] = within(sum(measures[f"cases_{step}"] for step in STEPS))
    measures["outreach_attended"] = within(30)
    measures["outreach_registered"] = within(measures["outreach_attended"])
    measures |= {name: within(5000) for name in ("workers_active", "informal_active", "jakon_workers")}
    measures["informal_targeted"] = within(measures["informal_active"])
    measures["informal_target"] = within(3000)
    return {
        "region": draw(st.sampled_from(REGIONS)),
        "segment": draw(st.sampled_from(["PU", "BPU", "JAKON"])),
        **measures,
    }


cubes = st.lists(valid_cell(), min_size=1, max_size=12)
names = st.sampled_from(sorted(LEDGER))


def plain(indicator, rows, regions=None):
    """Numerator, denominator and value of all rows together, by hand."""
    above = sum(row[name] for row in rows for name in indicator.above)
    above -= sum(row[name] for row in rows for name in indicator.minus)
    if indicator.below_workforce:
        people = 0
        for row in WORKFORCE.to_dict("records"):
            if row["region"] in regions and row["definition"] == indicator.below_workforce:
                people += int(row["value"])
        below = people
    elif indicator.below:
        below = sum(row[name] for row in rows for name in indicator.below)
    else:
        return above, None, above
    if indicator.gap:
        # The target of 2026, the cells' own year: 34.99 per cent, of the series RKP on the path of the RPJMN.
        missing = Fraction(3499, 10_000) * below - above
        return above, below, max(0, -((-missing.numerator) // missing.denominator))
    if below == 0:
        return above, below, None
    return above, below, Fraction((100 if indicator.unit == "percent" else 1) * above, below)


def same(numbers, wanted) -> bool:
    return all(same_number(*pair) for pair in zip(numbers, wanted, strict=True))


def same_number(number, wanted) -> bool:
    if wanted is None:
        return number is pd.NA or number is None
    if number is pd.NA or number is None:
        return False
    return number == (wanted if isinstance(wanted, int) else pytest.approx(float(wanted)))


@examples(8, 100)
@given(rows=cubes, name=names)
def test_totals_by_region_and_of_everything_are_their_slow_twin(rows, name):
    indicator, parts = LEDGER[name], ["numerator", "denominator", "value"]
    by_region = totalled(name, rows, over="region", targets=TARGETS).set_index("region")
    assert list(by_region.index) == sorted({row["region"] for row in rows})
    for region in by_region.index:
        own = [row for row in rows if row["region"] == region]
        assert same(by_region.loc[region, parts], plain(indicator, own, {region})), region
    everything = totalled(name, rows, targets=TARGETS)[parts].iloc[0]
    assert same(everything, plain(indicator, rows, {row["region"] for row in rows}))


@examples(8, 100)
@given(rows=cubes, name=names)
def test_the_parts_of_any_grouping_add_up_to_the_total(rows, name):
    whole = totalled(name, rows)
    for over in ("region", "segment", ["region", "segment"]):
        parts = totalled(name, rows, over=over)
        concerned = parts if "segment" not in over else parts[parts["numerator"].notna()]
        if len(concerned) < len(parts):
            continue  # a segment that the indicator does not concern has no numbers
        assert parts["numerator"].sum() == whole["numerator"].item()
        if LEDGER[name].below:
            assert parts["denominator"].sum() == whole["denominator"].item()


@examples(8, 100)
@given(rows=cubes, share=st.sampled_from(SUBSETS))
def test_a_share_lies_between_0_and_100(rows, share):
    shares = totalled(share.id, rows, over="region")["value"].dropna()
    assert shares.between(0, 100).all()


@examples(6, 60)
@given(rows=cubes, name=names)
def test_measure_of_each_row_is_its_own_total(rows, name):
    each = measured(name, rows, targets=TARGETS)
    for at, row in enumerate(rows):
        alone = totalled(name, [row], over="region", targets=TARGETS)
        assert each.loc[at].equals(alone.loc[0])


def test_shares_are_told_apart_from_coverage_and_attainment():
    shares = {indicator.id for indicator in SUBSETS}
    assert shares >= {"compliance", "registration", "recovery_rate", "on_time_rp"}
    assert not shares & {"coverage_workers", "informal_attainment"}
