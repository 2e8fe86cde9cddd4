"""Files of lists of employers hold every row of the list, however long it is."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from data.months import month_end
from data.parsing import each_row
from data.queries.employers import EmployerList, EmployerQuery, Where
from data.queries.reading import Reading
from data.words import Words
from pages.employers.table import arrears_sheet
from pages.employers.unregistered import _cells, _sheet
from pages.session.place import Place
from pages.view import View
from tests.data.queries.released import random_tables, released
from tests.facts import FACTS

COPIES = 100_001  # lists were once cut at 100,000 rows


@pytest.fixture(scope="module")
def long_ledger(tmp_path_factory: pytest.TempPathFactory) -> Reading:
    """A ledger with many employers that have not registered: copies of one."""
    tables = random_tables(3, 60)
    employers = tables["employers"]
    one = employers[(employers["npp"] == "") & employers["closed_on"].isna()].head(1)
    copies = one.loc[np.repeat(one.index, COPIES)].assign(employer=[f"SIM-C{n:06d}" for n in range(COPIES)])
    tables["employers"] = pd.concat([employers, copies], ignore_index=True)
    return released(Path(tmp_path_factory.mktemp("long")), tables)


@pytest.mark.parametrize("make", [pytest.param(arrears_sheet, marks=pytest.mark.thorough), _sheet])
def test_a_file_holds_the_whole_list(long_ledger, make):
    place = Place("all", "", long_ledger.months[-1], long_ledger)
    query = EmployerQuery(kind="pwbd", sort="nama")
    employers = EmployerList(long_ledger, place.month).total(place.where, query)["employers"]
    assert employers > COPIES
    rows = make(place, query, View(data="simulasi"), Words()).rows
    assert rows["employer"].nunique() == employers
    names = dict(zip(FACTS.regions["code"], FACTS.regions["name"], strict=True))
    assert rows["region_name"].tolist() == [names[code] for code in rows["region"]]


@pytest.mark.parametrize(
    ("kind", "said"), [("pwbd", "sejak "), ("pds_program", "pemberi kerjanya dikenal sejak ")]
)
def test_how_an_employer_is_known_is_not_since_when_it_lacks_something(long_ledger, kind, said):
    month = long_ledger.months[-1]
    rows = EmployerList(long_ledger, month).every(Where(), EmployerQuery(kind=kind, sort="nama"), most=3)
    assert len(rows)
    for row in each_row(rows):
        assert _cells(row, Words(), month_end(month))[4][1].startswith(said)
