"""What stands in cells, into values: amounts, days, months, places, words of closed lists. Nothing is guessed."""

from data.intake.values.cells import (
    ABSURD,
    MISSING,
    Amounts,
    Days,
    Months,
    Reading,
    is_empty,
    read_key,
    read_npp,
    read_text,
    text_of,
)
from data.intake.values.dates import orders_proved, read_day
from data.intake.values.kbli import kbli_of, section_of
from data.intake.values.months import as_month, month_in, months_named, read_month
from data.intake.values.numbers import ZERO_WORDS, Evidence, evidence, read_twice, taken_apart
from data.intake.values.places import (
    Place,
    code_readings,
    kecamatan_named,
    kecamatan_of_code,
    nearest_kecamatan,
    read_place,
    regions_with,
)
from data.intake.values.words import form_in_name, plain, word_in

__all__ = [
    "ABSURD",
    "MISSING",
    "ZERO_WORDS",
    "Amounts",
    "Days",
    "Evidence",
    "Months",
    "Place",
    "Reading",
    "as_month",
    "code_readings",
    "evidence",
    "form_in_name",
    "is_empty",
    "kbli_of",
    "kecamatan_named",
    "kecamatan_of_code",
    "month_in",
    "months_named",
    "nearest_kecamatan",
    "orders_proved",
    "plain",
    "read_day",
    "read_key",
    "read_month",
    "read_npp",
    "read_place",
    "read_text",
    "read_twice",
    "regions_with",
    "section_of",
    "taken_apart",
    "text_of",
    "word_in",
]
