"""A promise that was stated as a change ("turun 200") as a number that stays what it is."""

from __future__ import annotations

from decimal import Decimal

from data.commitments.baselines import baseline_of
from data.commitments.checking import BadCommitment, checked_indicator, checked_number
from data.commitments.commitment import AT_LEAST, AT_MOST, Condition
from data.queries import Reading
from data.words import DIGITS


def condition_of_change(
    reading: Reading, *, indicator: str, level: str, key: str, change: float, month: str
) -> Condition:
    """The condition that a value rises (`change` above 0) or falls by so much from what it is at the end of `month`.

    The value is rounded as it is written, so that what people read adds up: 45,94 % less 5 points is 40,94 %.
    Raises BadCommitment, also where this reader is not told the value of that month.
    """
    about = checked_indicator(reading, indicator, level, key)
    step = checked_number(abs(change), about.unit) * (1 if change > 0 else -1)
    if not step:
        raise BadCommitment("Perubahan 0 bukan janji. Tulis berapa naiknya atau turunnya.")
    baseline = baseline_of(reading, about, level, key, month)
    if baseline is None:
        raise BadCommitment(
            "Nilai awal bulan {month} tidak ada atau tidak ditampilkan. Pilih bulan lain, atau tulis angka yang "
            "hendak dicapai.",
            month=month,
        )
    written = Decimal(str(baseline.value)).quantize(Decimal(1).scaleb(-DIGITS.get(about.unit, 0)))
    number = checked_number(float(written + Decimal(str(step))), about.unit)
    return Condition(indicator, level, key, AT_LEAST if step > 0 else AT_MOST, number, baseline)
