"""Which columns of a list of employers count some of the workers: men and women, citizens and foreigners.

What is counted by both has sums in between ("WNI > Jumlah") that are neither a part nor the total.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from data.intake.finding.blocks import Column
from data.intake.finding.headings import folded, is_unit

PART, CONTROL = "workers_part", "control"
_SEX = "lakilaki|perempuan|wanita|pria|laki|lk|pr|l|p"
_NATION = {"wni": "own", "tki": "own", "indonesia": "own", "lokal": "own", "wna": "foreign", "tka": "foreign"}
_HEADING = re.compile(
    r"(?:jumlah|jml|total)?(?P<stem>tk|tenagakerja|naker|pekerja|karyawan|pegawai|buruh)?"
    rf"(?P<nation>{'|'.join(_NATION)}|asing)?(?P<sex>{_SEX})?(?:orang|org)?(?:jumlah|jml|total)?"
)
_WORKFORCE = re.compile(r"tenagakerja|naker|pekerja|karyawan|tk|pegawai|wni|wna|buruh")


class _Counted(NamedTuple):
    """Whom a column counts: "own" or "foreign", and men or women; "" for all."""

    column: Column
    nation: str
    sex: str


def worker_columns(columns: Sequence[Column]) -> dict[int, str]:
    """workers_part or control for each column that counts some of the workers, by index.

    >>> worker_columns([Column(0, ("WNI", "L")), Column(1, ("WNI", "P")), Column(2, ("WNI", "Jml"))])
    {0: 'workers_part', 1: 'workers_part', 2: 'control'}
    """
    counted = [one for column in columns if (one := _counted(column)) is not None]
    by_both = {one.nation for one in counted if one.nation and one.sex}
    nations = {one.nation for one in counted if one.nation}
    found = {}
    for one in counted:
        if one.sex:
            found[one.column.index] = PART if one.nation or not by_both else CONTROL
        elif one.nation in by_both:
            found[one.column.index] = CONTROL
        elif len(nations) > 1:
            found[one.column.index] = PART
    return found


def _counted(column: Column) -> _Counted | None:
    """Whom a column counts, None for one that counts all or nobody."""
    keys = [key for part in column.path if not is_unit(part) and (key := folded(part))]
    if not keys:
        return None
    matches = [_HEADING.fullmatch(key) for key in keys]
    if matches[-1] is None:
        return None
    nation = next((match["nation"] for match in reversed(matches) if match and match["nation"]), "")
    sex = matches[-1]["sex"] or ""
    of_workers = _WORKFORCE.search("".join(keys[:-1])) or nation or matches[-1]["stem"] or len(sex) > 3
    if not (nation or sex) or not of_workers:
        return None
    return _Counted(column, _NATION.get(nation, "foreign") if nation else "", sex)
