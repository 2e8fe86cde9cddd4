"""The compliance cube: what one cell says, and nothing but counts and sums, so that any grouping adds up.

A cell is a month x region x kecamatan x office x segment x sector x scale. Ratios are taken at the end,
by the indicators. Three columns are no sums but the largest share that a single employer has of a cell,
kept for disclosure control alone (`data.access`) and never shown.
"""

from __future__ import annotations

from data.vocabulary import AGEING, STEPS

# For BPU the sector is the trade; for JAKON it is F; both have no scale. "" is unknown.
DIMENSIONS = ("month", "region", "kecamatan", "office", "segment", "sector", "scale")

# Employers: wajib > terdaftar > lengkap > patuh are the funnel of compliance.
EMPLOYERS = (
    "wajib",
    "terdaftar",
    "pds_workers",
    "pds_wage",
    "pds_programme",
    "lengkap",
    "in_arrears",
    "patuh",
    "billed",
    "billed_on_time",
    "closed_in_arrears",
    *(f"in_arrears_{name}" for name in AGEING),
)
# Workers known behind each step of the funnel, then registered, active, exposed (their employer owes).
WORKERS = (
    "known_wajib",
    "known_terdaftar",
    "known_lengkap",
    "known_patuh",
    "workers_registered",
    "workers_active",
    "workers_exposed",
)
# Employers that closed are no longer wajib: what they still owe is counted apart (closed_*).
# Rupiah. `due` fell due in the month (the BLTH before it); outstanding and penalty are as of its end.
RUPIAH = (
    "wages",
    "due",
    "paid_on_time",
    "paid_late",
    *(f"outstanding_{name}" for name in AGEING),
    "closed_outstanding",
    "penalty",
)
CASES = (
    "cases_opened",
    "cases_closed",
    "cases_overdue",
    *(f"cases_{step}" for step in STEPS),
    "recovered",
)
OUTREACH = ("outreach_attended", "outreach_registered")
INFORMAL = ("informal_target", "informal_active")
JAKON = ("jakon_projects", "jakon_workers")
MEASURES = (*EMPLOYERS, *WORKERS, *RUPIAH, *CASES, *OUTREACH, *INFORMAL, *JAKON)
# Combined by taking the largest, not by adding.
LARGEST = ("largest_outstanding", "largest_due", "largest_wages")
COLUMNS = (*DIMENSIONS, *MEASURES, *LARGEST)
