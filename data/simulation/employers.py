"""The table employers: names that nobody can mistake for real ones, and what is known at the end of the window."""

from __future__ import annotations

import numpy as np
import pandas as pd

from data.simulation.bills import npps
from data.simulation.days import NEVER, Ints, as_table, dates
from data.simulation.dice import below, chance, throw
from data.simulation.headcount import fewest, leaves_out, workers_in
from data.simulation.regions import kecamatan_codes
from data.simulation.roster import PWBD
from data.simulation.traits import INDUSTRIES
from data.simulation.world import World
from data.vocabulary import LEGAL_FORMS, LISTED_FROM, RISKS, SCALES, SECTORS

FLOWERS = (
    "Anyelir",
    "Melati",
    "Kenanga",
    "Cempaka",
    "Dahlia",
    "Seroja",
    "Flamboyan",
    "Teratai",
    "Kamboja",
    "Bugenvil",
    "Lavender",
    "Tulip",
    "Wijayakusuma",
    "Mawar",
    "Anggrek",
    "Soka",
    "Asoka",
    "Alamanda",
    "Kemuning",
    "Sedap Malam",
)
# How a name begins; no person has a name here, so a sole proprietor is an UD.
_PREFIX = {
    "pt": "PT",
    "cv": "CV",
    "ud": "UD",
    "koperasi": "Koperasi",
    "yayasan": "Yayasan",
    "firma": "Firma",
    "perorangan": "UD",
    "bumn": "BUMN",
    "bumd": "BUMD",
    "pemerintah": "Instansi",
}
# Per thousand of the employers: nobody but themselves has counted their workers.
_UNCOUNTED_COMPLETE, _UNCOUNTED_PWBD = 700, 50


def employers(world: World) -> pd.DataFrame:
    """The table employers, validated."""
    who, kind, regions = world.roster, world.traits, world.regions
    enrolled = who.registered < NEVER
    form = np.array(LEGAL_FORMS, dtype=object)[kind.form]
    frame = {
        "employer": list_numbers(world),
        "npp": np.where(enrolled, npps(world).to_numpy(zero_copy_only=False), ""),
        "name": _names(world, kind.form),
        "office": np.array(regions.office, dtype=object)[who.region],
        "region": np.array(regions.code, dtype=object)[who.region],
        "kecamatan": kecamatan_codes(regions, who.region, kind.kecamatan),
        "sector": np.array(SECTORS, dtype=object)[kind.sector],
        "legal_form": form,
        "scale": np.array(SCALES, dtype=object)[kind.scale],
        "segment": "PU",
        "jkk_risk": np.array(RISKS, dtype=object)[kind.risk],
        "relief_industry": np.array(INDUSTRIES, dtype=object)[kind.industry],
        "listed_on": dates(who.listed),
        "listed_from": np.array(LISTED_FROM, dtype=object)[who.listed_from],
        "registered_on": dates(who.registered),
        "closed_on": dates(who.closed),
        "status": np.where(~enrolled, "belum daftar", np.where(who.closed < NEVER, "nonaktif", "aktif")),
        "workers_known": _known(world),
        "workers_registered": workers_at_end(world),
        "programmes": np.where(enrolled, np.array(world.programmes, dtype=object)[world.followed], ""),
    }
    return as_table("employers", frame)


def list_numbers(world: World) -> np.ndarray:
    """The list number of each employer: SIM-000001, ..."""
    return np.array([f"SIM-{number:06d}" for number in range(1, len(world.roster) + 1)], dtype=object)


def workers_at_end(world: World) -> Ints:
    """Workers registered in the last month; 0 for those that are not registered or closed."""
    workers = np.zeros(len(world.roster), dtype=np.int64)
    rows = np.flatnonzero(world.roster.is_registered)
    month = world.plan.last_index
    workers[rows] = workers_in(world.plan, world.roster, world.traits, world.lapses, world.heads, rows, month)
    return workers


def _names(world: World, form: Ints) -> list[str]:
    """PT Simulasi Anyelir 00123 and the like: a flower by lot, the number of the employer."""
    prefixes = [_PREFIX[name] for name in LEGAL_FORMS]
    flowers = below(throw(world.plan.seed, "flower", world.roster.key), len(FLOWERS))
    pairs = zip(form.tolist(), flowers.tolist(), strict=True)
    return [
        f"{prefixes[prefix]} Simulasi {FLOWERS[flower]} {number:05d}"
        for number, (prefix, flower) in enumerate(pairs, 1)
    ]


def _known(world: World) -> pd.arrays.IntegerArray:
    """Workers that somebody else has counted: more than are registered while some are left out.

    Of those that leave nobody out never more than they registered, so that growth is not read as a lapse.
    """
    who = world.roster
    lowest = fewest(world.plan, who, world.traits, world.heads)
    complete = ~leaves_out(world.lapses) & (who.standing != PWBD)
    known = np.where(complete, lowest, world.heads.size)
    limit = np.where(complete, _UNCOUNTED_COMPLETE, np.where(who.standing == PWBD, _UNCOUNTED_PWBD, 0))
    uncounted = chance(throw(world.plan.seed, "uncounted", who.key), limit)
    return pd.arrays.IntegerArray(known, uncounted)
