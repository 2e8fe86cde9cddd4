"""The chain of enforcement as days: which step was taken when, by whom, on what law, until when.

The order of the steps and their actors follow PP 86/2013 and the practice of the branches; how long
an office takes between two steps is made up. Time limits are those of data/law/in_force/enforcement.toml.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd

from data.law import Rules, deadline
from data.simulation.days import NEVER, Ints, dates, ints
from data.simulation.dice import Bits, below, throw
from data.vocabulary import STEPS

ACTOR = {
    "teguran_1": "bpjs", "teguran_2": "bpjs", "denda": "bpjs", "tmp2t": "dpmptsp", "surat": "bpjs",
    "kunjungan": "bpjs", "laporan_disnaker": "disnaker", "nota_1": "uptd_pengawasan", "nota_2": "uptd_pengawasan",
    "skk": "kejari", "panggilan": "kejari", "angsuran": "kejari", "gugatan": "pengadilan", "kpknl": "kpknl",
}  # fmt: skip
_AGENCY = {
    "bpjs": "BPJS Ketenagakerjaan (simulasi)", "disnaker": "Disnaker {region} (simulasi)", "kejari": "Kejari {region} (simulasi)",
    "uptd_pengawasan": "UPTD Pengawasan (simulasi)", "dpmptsp": "DPMPTSP {region} (simulasi)",
    "pengadilan": "Pengadilan {region} (simulasi)", "kpknl": "KPKNL (simulasi)",
}  # fmt: skip
_PWBD = "PP 86/2013"
_ARREARS = "UU 24/2011 Pasal 19"
_PAPER = {"teguran_1": "T1", "teguran_2": "T2", "laporan_disnaker": "LAP", "nota_1": "NP1", "nota_2": "NP2"}
# Days between a step and the one before it: at least, and at most so many more.
_WAIT = {
    "teguran_1": (0, 1), "teguran_2": (15, 15), "denda": (15, 20), "tmp2t": (31, 40), "surat": (0, 1),
    "kunjungan": (20, 40), "laporan_disnaker": (30, 45), "nota_1": (20, 40), "nota_2": (31, 25), "skk": (20, 50),
    "panggilan": (15, 30), "angsuran": (10, 30), "gugatan": (60, 90), "kpknl": (40, 60),
}  # fmt: skip


@dataclass(frozen=True)
class Chain:
    """Cases x STEPS: the day of each step, NEVER when it was not taken."""

    on: Ints

    def before(self, stop: Ints) -> Chain:
        """Only the steps taken before the day `stop` of each case."""
        return Chain(np.where(self.on < stop[:, None], self.on, NEVER))

    def last(self) -> Ints:
        """The index in STEPS of the last step of each case, by its day; -1 without any."""
        taken = np.where(self.on < NEVER, self.on * len(STEPS) + np.arange(len(STEPS)), -1)
        return np.where(taken.max(axis=1) < 0, -1, taken.argmax(axis=1))


def chain(seed: int, key: Bits, opened: Ints, path: tuple[str, ...], slow: Ints) -> Chain:
    """The steps of `path`, the first on the day `opened`; `slow` multiplies the waits of each case."""
    on = np.full((len(opened), len(STEPS)), NEVER)
    day = opened
    for step in path:
        least, more = _WAIT[step]
        day = day + (least + below(throw(seed, f"step {step}", key), more)) * slow
        on[:, STEPS.index(step)] = day
    return Chain(on)


def step_rows(chain: Chain, end: int, law: Rules, regions: np.ndarray) -> pd.DataFrame:
    """One row a step taken by the day `end`: place (of the case), step, on, actor, agency, basis, deadline.

    Ordered by case and day. `regions`: the short name of each case's region.
    """
    place, column = np.nonzero(chain.on <= end)
    day = chain.on[place, column]
    order = np.lexsort((column, day, place))
    place, column, day = place[order], column[order], day[order]
    actors = np.array([ACTOR[step] for step in STEPS], dtype=object)[column]
    agency = [_AGENCY[actor].format(region=one) for actor, one in zip(actors, regions[place], strict=True)]
    basis = np.array([_PWBD if at < 4 else _ARREARS for at in range(len(STEPS))], dtype=object)
    return pd.DataFrame(
        {
            "place": place,
            "step": np.array(STEPS, dtype=object)[column],
            "on": dates(day),
            "actor": actors,
            "agency": agency,
            "basis": basis[column],
            "deadline": dates(_deadlines(law, column, day)),
        }
    )


def numbered(steps: pd.DataFrame) -> list[str]:
    """Document numbers such as SIM/SKK/2026/0012: by kind of paper and year, in the order of the rows."""
    paper = steps["step"].map({step: _PAPER.get(step, step.upper()) for step in STEPS}).astype(str)
    year = steps["on"].dt.year
    number = steps.groupby([paper.to_numpy(), year.to_numpy()]).cumcount() + 1
    return [f"SIM/{one}/{of}/{at:04d}" for one, of, at in zip(paper, year, number, strict=True)]


def _deadlines(law: Rules, column: Ints, day: Ints) -> Ints:
    """The end of each step's time limit; the few hundred different days are worked out once each."""
    pairs, at = np.unique(column * 10**6 + day, return_inverse=True)
    limits = [_deadline(law, STEPS[pair // 10**6], pair % 10**6) for pair in pairs.tolist()]
    return ints(limits)[at] if limits else ints([])


def _deadline(law: Rules, step: str, day: int) -> int:
    epoch = date(1970, 1, 1)
    found = deadline(step, epoch + timedelta(days=day), law)
    return NEVER if found is None else (found - epoch).days
