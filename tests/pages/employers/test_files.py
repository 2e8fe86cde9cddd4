"""Files of lists of employers hold every row of the list, however long it is."""

from __future__ import annotations

import pytest

from data.queries.employers import EMPLOYER_KINDS, EmployerList, EmployerQuery
from data.queries.reading import Reading
from data.words import Words
from pages.employers.table import arrears_sheet
from pages.employers.unregistered import _sheet
from pages.session.place import Place
from pages.view import View
from tests.data.queries.released import random_tables, released

COPIES = 100_001  # lists were once cut at 100,000 rows


def lengthen(reading: Reading, month: str, kind: str) -> None:
    """Puts many copies of one employer into the list of this kind."""
    months = EmployerList(reading, month)._months
    name = months.table(month)
    months.cursor().execute(
        f"INSERT INTO {name} SELECT one.* REPLACE (employer || '-' || copy AS employer) "
        f"FROM (SELECT * FROM {name} WHERE {EMPLOYER_KINDS[kind]} LIMIT 1) one, range({COPIES}) copies(copy)"
    )


@pytest.mark.parametrize(("make", "kind"), [(arrears_sheet, "menunggak"), (_sheet, "pwbd")])
def test_a_file_holds_the_whole_list(tmp_path, make, kind):
    reading = released(tmp_path, random_tables(3, 60))
    place, query = Place("all", "", reading.months[-1], reading), EmployerQuery(kind=kind, sort="nama")
    lengthen(reading, place.month, kind)
    employers = EmployerList(reading, place.month).total(place.where, query)["employers"]
    assert employers > COPIES
    assert make(place, query, View(data="simulasi"), Words()).rows["employer"].nunique() == employers
