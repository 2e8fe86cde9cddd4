"""What columns count beside amounts alone: workers by sex and nation, dues by programme and payer, people by year."""

from data.intake.finding.counted.populations import set_people
from data.intake.finding.counted.programmes import programme, programme_part, shares_of_dues, without_rates
from data.intake.finding.counted.workers import worker_columns

__all__ = [
    "programme",
    "programme_part",
    "set_people",
    "shares_of_dues",
    "without_rates",
    "worker_columns",
]
