"""What is published already, as intake asks it: employers by NPP, and the months that have contributions."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from data.store import Release


@dataclass(frozen=True)
class Employer:
    """One employer of the register; `registered_on` is ISO text ("" unknown), `workers` None when unknown."""

    employer: str
    npp: str
    name: str = ""
    region: str = ""
    kecamatan: str = ""
    office: str = ""
    status: str = ""
    registered_on: str = ""
    workers: int | None = None
    row: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Register:
    """Employers by NPP and by list number, and for each month the employers that have contributions published."""

    by_npp: dict[str, Employer] = field(default_factory=dict)
    by_number: dict[str, Employer] = field(default_factory=dict)
    published: dict[str, set[str]] = field(default_factory=dict)
    bills: dict[tuple[str, str], Mapping[str, str]] = field(default_factory=dict)

    @classmethod
    def of(
        cls, employers: Iterable[Mapping[str, str]], contributions: Iterable[Mapping[str, str]] = ()
    ) -> Register:
        """The register of rows of the tables employers and contributions, as text."""
        made = cls()
        for row in employers:
            made._add(row)
        for row in contributions:
            made.published.setdefault(row["blth"], set()).add(row["npp"])
            made.bills[row["npp"], row["blth"]] = row
        return made

    def _add(self, row: Mapping[str, str]) -> None:
        count = (row.get("workers_registered") or "").strip()
        one = Employer(
            employer=row["employer"],
            npp=row.get("npp", ""),
            name=row.get("name", ""),
            region=row.get("region", ""),
            kecamatan=row.get("kecamatan", ""),
            office=row.get("office", ""),
            status=row.get("status", ""),
            registered_on=(row.get("registered_on") or "")[:10],
            workers=int(float(count)) if count else None,
            row=row,
        )
        self.by_number[one.employer] = one
        if one.npp:
            self.by_npp[one.npp] = one


def register_of_folder(folder: Path) -> Register:
    """The register of CSV files employers.csv and contributions.csv in a folder; each may be missing."""
    return Register.of(_rows(folder / "employers.csv"), _rows(folder / "contributions.csv"))


def _rows(path: Path) -> list[dict[str, str]]:
    if not path.exists():
        return []
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def register_of_release(release: Release | None) -> Register:
    """The register of a release: all employers, and of the contributions who has which month. None: an empty one."""
    if release is None:
        return Register()
    columns = [
        "employer",
        "npp",
        "name",
        "region",
        "kecamatan",
        "office",
        "status",
        "registered_on",
        "workers_registered",
    ]
    rows = release.table("employers", columns).to_pylist()
    made = Register.of([{column: _text(value) for column, value in row.items()} for row in rows])
    for row in release.table("contributions", ["npp", "blth"]).to_pylist():
        made.published.setdefault(row["blth"], set()).add(row["npp"])
    return made


def _text(value: Any) -> str:
    return "" if value is None else str(value)
