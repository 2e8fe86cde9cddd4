"""A country for the bench: 514 regions with kecamatan, offices, workers and minimum wages, and a ledger of a million.

All of it but the 24 regions of the product is made up, and named so. The folder and the release are made once, in
bench/country, since the release takes some minutes and a few GB; the newest month is kept aside, to be published.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as arrow
import pyarrow.parquet as parquet

from data.ledger.publishing import publish
from data.months import last_full_month, months_between
from data.simulation.bills import batches
from data.simulation.plan import Plan
from data.simulation.simulate import small_tables
from data.simulation.world import build_world
from data.store import SIMULATED, Change, Store
from data.tables import arrow_schema, load_facts
from data.tables.facts import EMBEDDED
from tests.bench.national import national_folder
from tests.browser.driver import ROOT

# Up to the last full month, else the app would make a simulation of its own; the months are those whose law is known.
MONTH, _FIRST = last_full_month(date.today()), "2022-03"
COUNTRY = Plan(employers=1_050_000, months=len(months_between(_FIRST, MONTH)), last=MONTH)
PLACE, HOME = (ROOT / "bench" / "country" / name for name in ("facts", f"home-{MONTH}"))
_ASIDE = ROOT / "bench" / "country" / f"{MONTH}.parquet"
KECAMATAN = 14  # of a region, about as many as there are in the country
EMPLOYED = 250_000  # of a region, about


def made() -> None:
    """Make the folder, the release of all months but the newest, and that one aside, where they are not there."""
    facts = load_facts(nation_folder(PLACE, os.environ.get("NATIONAL")))
    store = Store(HOME, SIMULATED)
    if store.release() is None:
        world = build_world(COUNTRY, facts)
        changes = {name: Change("overwrite", rows) for name, rows in small_tables(COUNTRY, facts).items()}
        changes["contributions"] = Change("overwrite", _months_before(batches(world)))
        publish(store, changes, facts=facts, title="bench", role="pengelola", keep=False)


def month_after() -> arrow.Table:
    """The contributions of the newest month, which is not in the release."""
    return parquet.read_table(_ASIDE)


def _months_before(bills: Iterator[arrow.RecordBatch]) -> Iterator[arrow.RecordBatch]:
    """The bills of all months but the newest, whose go aside."""
    newest = []
    for batch in bills:
        if batch.column("blth")[0].as_py() == MONTH:
            newest.append(batch)
        else:
            yield batch
    parquet.write_table(arrow.Table.from_batches(newest, arrow_schema("contributions")), _ASIDE)


def nation_folder(folder: Path, layer: str | None = None) -> Path:
    """`folder` filled with the tables and boundaries of a country, from the layer that is given or a made-up one."""
    if not (folder / "offices.csv").is_file():
        folder.mkdir(parents=True, exist_ok=True)
        national_folder(folder, layer)
        _with_ledger_tables(folder)
    return folder


def _with_ledger_tables(folder: Path) -> None:
    """Add to the tables what a ledger of the made-up regions asks for."""
    regions = pd.read_csv(folder / "regions.csv", dtype=str, keep_default_na=False)
    known = pd.read_csv(EMBEDDED / "regions.csv", dtype=str)["code"]
    new = regions[~regions["code"].isin(known)].reset_index(drop=True)
    added = {
        "kecamatan": _kecamatan(new),
        "offices": _offices(new),
        "service_areas": _service_areas(new),
        "workforce": _workforce(new),
        "minimum_wages": _minimum_wages(new),
    }
    for name, rows in added.items():
        old = pd.read_csv(folder / f"{name}.csv", dtype=str, keep_default_na=False)
        pd.concat([old, rows.astype(str)]).fillna("")[old.columns].to_csv(folder / f"{name}.csv", index=False)


def _kecamatan(regions: pd.DataFrame) -> pd.DataFrame:
    rows = regions.loc[regions.index.repeat(KECAMATAN), ["code"]].rename(columns={"code": "region"})
    number = np.tile(np.arange(1, KECAMATAN + 1), len(regions))
    rows["code"] = [f"{code}.{k:02d}" for code, k in zip(rows["region"], number, strict=True)]
    return rows.assign(
        bps=rows["code"].str.replace(".", "") + "0",
        name=[f"Kecamatan Contoh {k}" for k in number],
        match="exact",
    )


def _branch(regions: pd.DataFrame) -> pd.Series:
    """The branch of each region: two regions of a province that follow each other have one."""
    place = regions.groupby("province_code").cumcount() // 2
    letters = [f"{chr(65 + k // 26)}{chr(65 + k % 26)}" for k in place]
    return "KC-CONTOH-" + _letter(regions["province_code"]) + "-" + pd.Series(letters, regions.index)


def _letter(province: pd.Series) -> pd.Series:
    """What stands for a province in the code of an office, which has no digits."""
    return province.map(lambda code: chr(65 + int(code) - 50))


def _offices(regions: pd.DataFrame) -> pd.DataFrame:
    branches = regions.assign(office=_branch(regions)).drop_duplicates("office")
    heads = regions.drop_duplicates("province_code")
    kanwil = "KANWIL-CONTOH-" + _letter(heads["province_code"])
    return (
        pd.concat(
            [
                pd.DataFrame(
                    {
                        "code": kanwil,
                        "name": "Kanwil Contoh " + _letter(heads["province_code"]),
                        "kind": "kanwil",
                    }
                ).assign(seat=heads["code"]),
                pd.DataFrame({"code": branches["office"], "kind": "cabang", "seat": branches["code"]}).assign(
                    name="Kantor Cabang Contoh " + branches["office"].str.removeprefix("KC-CONTOH-"),
                    parent="KANWIL-CONTOH-" + _letter(branches["province_code"]),
                ),
            ]
        )
        .assign(source="S124")
        .fillna("")
    )


def _service_areas(regions: pd.DataFrame) -> pd.DataFrame:
    kanwil = regions.drop_duplicates("province_code")["province_code"]
    return pd.concat(
        [
            pd.DataFrame({"office": _branch(regions), "region": regions["code"]}),
            pd.DataFrame({"office": "KANWIL-CONTOH-" + _letter(kanwil), "region": kanwil}),
        ]
    ).assign(**{"from": "2016", "source": "S124"})


def _workforce(regions: pd.DataFrame) -> pd.DataFrame:
    employed = np.random.default_rng(7).integers(EMPLOYED // 2, EMPLOYED * 3 // 2, len(regions))
    counts = {"population": employed * 2, "employed": employed, "formal": employed * 2 // 5}
    counts["informal"] = counts["employed"] - counts["formal"]
    return pd.concat(
        [
            pd.DataFrame({"region": regions["code"], "definition": name, "value": values})
            for name, values in counts.items()
        ]
    ).assign(as_of="2025-08", source="S168")


def _minimum_wages(regions: pd.DataFrame) -> pd.DataFrame:
    years = pd.DataFrame({"year": range(2022, 2027)}).astype(str)
    rows = regions[["code"]].rename(columns={"code": "region"}).merge(years, how="cross")
    return rows.assign(
        **{"from": rows["year"] + "-01-01", "to": rows["year"] + "-12-31"},
        rupiah=2_500_000 + 150_000 * (rows["year"].astype(int) - 2022),
        kind="ump",
        decision="Contoh",
        source="S500",
    )
