"""Commitments as several pages show them: one row each with its verdict, a sentence of all, and the form that keeps one."""

from pages.widgets.commitments.form import commitment_button, follow_up_button, open_commitment_form
from pages.widgets.commitments.said import (
    COMMITMENT_SIGNS,
    CommitmentRow,
    commitment_rows,
    commitments_of,
    commitments_said,
    commitments_table,
)

__all__ = [
    "COMMITMENT_SIGNS",
    "CommitmentRow",
    "commitment_button",
    "commitment_rows",
    "commitments_of",
    "commitments_said",
    "commitments_table",
    "follow_up_button",
    "open_commitment_form",
]
