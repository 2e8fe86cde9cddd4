"""What each indicator of the ledger is by its definition, as sums of the columns of measures.sql.

Written from the sentences of the definitions and not from their formulas, so that a formula that says something else
than its sentence is found out.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Formula:
    """`above` over `below`, sums over rows of `table`; or over the people of a `workforce` definition. None of them: a sum."""

    table: str
    above: str
    below: str = ""
    workforce: str = ""
    times: int = 100


def _employers(above: str, below: str = "", times: int = 100) -> Formula:
    return Formula("employer_sums", above, below, times=times)


_ACTIVE = "covered_sums"
FORMULAS = {
    "compliance": _employers("compliant", "obliged"),
    "compliance_workers": _employers("heads_compliant", "heads_obliged"),
    "employers_obliged": _employers("obliged"),
    "employers_enrolled": _employers("registered"),
    "employers_complete": _employers("complete"),
    "employers_compliant": _employers("compliant"),
    "workers_obliged": _employers("heads_obliged"),
    "workers_enrolled": _employers("heads_registered"),
    "workers_complete": _employers("heads_complete"),
    "workers_compliant": _employers("heads_compliant"),
    "registration": _employers("registered", "obliged"),
    "completeness": _employers("complete", "registered"),
    "ledger_pwbd_employers": _employers("obliged - registered"),
    "pds_workers_employers": _employers("pds_workers"),
    "pds_wage_employers": _employers("pds_wage"),
    "wage_exempt_employers": _employers("not_held"),
    "wage_unjudged_employers": _employers("without_minimum"),
    "pds_programme_employers": _employers("pds_programme"),
    "on_time_employers": _employers("billed_on_time", "billed"),
    "on_time_rp": _employers("on_time", "fell_due"),
    "due_rp": _employers("fell_due"),
    "ledger_arrears_employers": _employers("owing"),
    "arrears_share": _employers("owing", "registered"),
    "ledger_arrears_rp": _employers("open_all"),
    "arrears_lancar_rp": _employers("open_lancar"),
    "arrears_kurang_lancar_rp": _employers("open_kurang_lancar"),
    "arrears_diragukan_rp": _employers("open_diragukan"),
    "arrears_macet_rp": _employers("open_macet"),
    # Every arrears of these ledgers has a month, so that none is of unknown age.
    "arrears_tanpa_umur_rp": _employers("0"),
    "arrears_younger_rp": _employers("open_lancar + open_kurang_lancar"),
    "arrears_older_rp": _employers("open_diragukan + open_macet"),
    "arrears_months": _employers("open_all", "fell_due", times=1),
    "penalty_rp": _employers("penalty"),
    "closed_arrears_rp": _employers("open_closed"),
    "exposed_workers": _employers("workers_exposed"),
    "ledger_pu_registered": _employers("workers_registered"),
    "ledger_pu_active": _employers("workers_active"),
    "recovery_rate": _employers("late", "open_all + open_closed + late"),
    "coverage_workers": Formula(_ACTIVE, "employed + informal + construction", workforce="employed"),
    "coverage_workers_without_jakon": Formula(_ACTIVE, "employed + informal", workforce="employed"),
    "coverage_formal": Formula(_ACTIVE, "employed", workforce="formal"),
    "coverage_informal": Formula(_ACTIVE, "informal", workforce="informal"),
    "ledger_bpu_active": Formula("informal_sums", "active"),
    "informal_attainment": Formula("informal_sums", "active_of_target", "coalesce(target, 0)"),
    "ledger_jakon_workers": Formula("project_sums", "workers"),
    "cases_open": Formula("case_sums", "open_cases"),
    "cases_past_deadline": Formula("case_sums", "past_deadline"),
    "cases_past_deadline_unconfirmed": Formula("case_sums", "past_assumed"),
    "cases_past_deadline_share": Formula("case_sums", "past_deadline", "open_cases"),
    "cases_at_skk": Formula("case_sums", "at_skk"),
    "cases_started": Formula("case_sums", "started"),
    "cases_settled": Formula("case_sums", "settled"),
    "ledger_recovered_rp": Formula("case_sums", "recovered"),
    "ledger_recovered_beyond_rp": Formula("case_sums", "beyond"),
    "outreach_conversion": Formula("outreach_sums", "registered_after", "attended"),
}
# By the dimension that they are read by, or people missing to a target: they have a test of their own.
ELSEWHERE = {"informal_attainment_by_trade", "coverage_gap"}
