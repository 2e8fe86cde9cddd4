"""What the ledger is told of each month, against the rooms it is looked up in."""

from __future__ import annotations

from data.law import late, rules
from data.ledger.calendar import month_calendar, service
from data.ledger.engines import GIVEN
from data.months import month_end, month_index, month_text
from data.places.offices import offices_serving
from data.tables.facts import load_facts
from data.vocabulary import PROGRAMMES


def test_a_month_says_what_its_law_says():
    rows = month_calendar("2022-01", "2025-01", "2026-10").set_index("month")
    assert set(rows.reset_index().columns) == set(GIVEN["calendar"])
    for month in ("2025-01", "2025-02", "2026-10"):
        law = rules.at(month)
        assert rows.loc[month, "active_until"] == law.active_until_months
        assert rows.loc[month, "upto_lancar"] == law.ageing[0].last_month
        asked = [name for at, name in enumerate(PROGRAMMES) if int(rows.loc[month, "needs_kecil"]) >> at & 1]
        assert asked == [name for name in PROGRAMMES if name in law.required["kecil"]]
        assert rows.loc[month, "month_end"].date() == month_end(month)


def test_the_penalty_of_a_bill_is_that_of_the_rules():
    sums = month_calendar("2022-01", "2025-01", "2026-10").set_index("month")["penalty_bp_sum"]
    for blth, as_of in (("2022-01", "2025-06"), ("2025-05", "2025-06"), ("2026-09", "2026-10")):
        assert 12_345_678 * int(sums[as_of] - sums[blth]) // 10_000 == late.penalty(12_345_678, blth, as_of)


def test_the_bill_of_the_month_before_falls_due():
    rows = month_calendar("2025-01", "2025-01", "2026-10")
    for row in rows.to_dict("records"):
        assert row["bill_due_on"].date() == late.due_date(month_text(row["m"] - 1))


def test_service_is_what_the_offices_table_says_at_each_months_end():
    facts = load_facts()
    every, main = service(facts, "2019-06", "2025-03")
    for month in ("2019-06", "2019-12", "2020-01", "2024-12", "2025-01"):
        number = month_index(month)
        here = every[every["m"] == number]
        standing = main[main["m"] == number].set_index("region")["main_office"]
        for region in facts.regions["code"]:
            serving = offices_serving(facts, region, month_end(month))
            assert sorted(here.loc[here["region"] == region, "office"]) == sorted(serving)
            assert (standing.get(region) in serving) if serving else region not in standing.index


def test_the_office_that_came_last_or_an_auxiliary_branch_before_its_parent_stands_for_the_region():
    main = service(load_facts(), "2025-03", "2025-03")[1].set_index("region")["main_office"]
    assert main["35.17"] == "KCP-JOMBANG"
    assert main["16.06"] == "KC-MUBA-BANYUASIN" and main["16.10"] == "KC-PALEMBANG"
    # The branch above is known to serve it since October 2024 only, long after its own small office.
    assert main["16.01"] == "KCP-BATURAJA"
    assert "16.74" not in main.index
