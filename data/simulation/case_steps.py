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
from data.simulation.days import NEVER, Ints, dates, day_number, ints
from data.simulation.dice import Bits, below, throw
from data.vocabulary import STEPS

_PWBD = "PP 86/2013"
_ARREARS = "UU 24/2011 Pasal 19"
_AGREEMENT = "Nota kesepahaman Disnakertrans Sumsel dan BPJS Ketenagakerjaan, 1 September 2020"
# Every step: who takes it, on what law, and how many days after the one before it, at least and at most so many more.
_STEP_TABLE = (
    ("teguran_1", "bpjs", _PWBD, 0, 1),
    ("teguran_2", "bpjs", _PWBD, 15, 15),
    ("denda", "bpjs", _PWBD, 15, 20),
    ("tmp2t", "dpmptsp", _PWBD, 31, 40),
    ("surat", "bpjs", _ARREARS, 0, 1),
    ("kunjungan", "bpjs", _ARREARS, 20, 40),
    ("laporan_disnaker", "disnaker", _ARREARS, 30, 45),
    ("nota_1", "uptd_pengawasan", _ARREARS, 20, 40),
    ("nota_2", "uptd_pengawasan", _ARREARS, 31, 25),
    ("skk", "kejari", _ARREARS, 20, 40),
    ("panggilan", "kejari", _ARREARS, 15, 30),
    ("angsuran", "kejari", _ARREARS, 10, 30),
    ("gugatan", "pengadilan", _ARREARS, 60, 90),
    ("kpknl", "kpknl", _ARREARS, 40, 60),
    ("himbauan_disnaker", "disnaker", _AGREEMENT, 20, 40),
    ("penagihan_disnaker", "disnaker", _AGREEMENT, 30, 45),
    ("rekomendasi_ptsp", "disnaker", _AGREEMENT, 30, 60),
)
ACTOR = {step: actor for step, actor, *_ in _STEP_TABLE}
_BASIS = {step: basis for step, _, basis, *_ in _STEP_TABLE}
_WAIT = {step: (least, more) for step, _, _, least, more in _STEP_TABLE}
_AGENCY = {
    "bpjs": "BPJS Ketenagakerjaan (simulasi)",
    "disnaker": "Disnaker {region} (simulasi)",
    "kejari": "Kejari {region} (simulasi)",
    "uptd_pengawasan": "UPTD Pengawasan (simulasi)",
    "dpmptsp": "DPMPTSP {region} (simulasi)",
    "pengadilan": "Pengadilan {region} (simulasi)",
    "kpknl": "KPKNL (simulasi)",
}
# How a step is called in the number of its document, where that is not the step's own name.
_PAPER = {"teguran_1": "T1", "teguran_2": "T2", "laporan_disnaker": "LAP", "nota_1": "NP1", "nota_2": "NP2"}


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
    """One row for each step taken by the day `end`, ordered by case and day; `regions`: the short name of each case's.

    Columns case_index (of the case in the chain), step, on, actor, agency, basis, deadline.
    """
    case, column = np.nonzero(chain.on <= end)
    day = chain.on[case, column]
    order = np.lexsort((column, day, case))
    case, column, day = case[order], column[order], day[order]
    actors = np.array([ACTOR[step] for step in STEPS], dtype=object)[column]
    return pd.DataFrame(
        {
            "case_index": case,
            "step": np.array(STEPS, dtype=object)[column],
            "on": dates(day),
            "actor": actors,
            "agency": [
                _AGENCY[actor].format(region=region)
                for actor, region in zip(actors, regions[case], strict=True)
            ],
            "basis": np.array([_BASIS[step] for step in STEPS], dtype=object)[column],
            "deadline": dates(_deadlines(law, column, day)),
        }
    )


def document_numbers(steps: pd.DataFrame) -> list[str]:
    """Document numbers such as SIM/SKK/2026/0012: by kind of paper and year, in the order of the rows."""
    paper = steps["step"].map({step: _PAPER.get(step, step.upper()) for step in STEPS}).astype(str)
    year = steps["on"].dt.year
    number = steps.groupby([paper.to_numpy(), year.to_numpy()]).cumcount() + 1
    return [f"SIM/{kind}/{of}/{at:04d}" for kind, of, at in zip(paper, year, number, strict=True)]


def _deadlines(law: Rules, column: Ints, day: Ints) -> Ints:
    """The end of each step's time limit; the few hundred different days are worked out once each."""
    pairs, at = np.unique(column * 10**6 + day, return_inverse=True)
    limits = [_deadline(law, STEPS[pair // 10**6], pair % 10**6) for pair in pairs.tolist()]
    return ints(limits)[at] if limits else ints([])


def _deadline(law: Rules, step: str, day: int) -> int:
    """The last day that the law gives for a step taken on a day, NEVER where it gives none."""
    last_day = deadline(step, date(1970, 1, 1) + timedelta(days=day), law)
    return NEVER if last_day is None else day_number(last_day)
