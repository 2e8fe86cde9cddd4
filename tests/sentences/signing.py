"""A twin of the sentences: it reads what is said of a movement or of an end, and signs it only when it knows it to be so.

It knows the employers one by one, from the plain twin of the ledger (tests.data.ledger.ledger_twin), and chance by
counting every outcome of a coin, or by throwing it. None of the functions that make the sentences are asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import comb

import numpy as np
import pandas as pd

from tests.data.ledger.ledger_twin import twin_rows

LEVEL, THROWS = 0.05, 4_000
# Words that rank or say movement; whatever is left of them in a sentence that was read is not signed.
CLAIMS = re.compile(
    r"naik|turun|bertambah|berkurang|membaik|memburuk|tertinggi|terendah|terbaik|terburuk|terbanyak|paling"
    r"|ris(?:en|es?|ing)\b|fallen|falls?\b|highest|lowest|best\b|worst|most\b|improv|worse|better",
    re.I,
)
HARMLESS = ("Penyebutnya berganti: perubahan ini bukan hanya karena pekerja bertambah atau berkurang.",)
_ONE = re.compile(r"^(?P<name>.+?) (?P<sign>[+−]).*?(?: \((?P<movers>.*)\))?$")
_MOVERS = re.compile(r"^([\d.]+) pemberi kerja masuk dan ([\d.]+) keluar$")
_WAYS = {"Naik": 1, "Turun": -1}


@dataclass
class Twin:
    """The employers of every month (number -> rows by list number, with their measures) and the names of the regions."""

    months: Mapping[int, pd.DataFrame]
    names: Mapping[str, str]
    signed: int = 0
    refused: list[str] = field(default_factory=list)

    # -- what it knows

    def units(self, about, regions: Iterable[str] | None, now: int, then: int) -> pd.DataFrame | None:
        """Each employer's step in the numerator and in the denominator; None where employers are not what is counted."""
        named = (*about.above, *about.minus, *about.below)
        if not set(named) <= set(self.months[now].columns) or about.gap:
            return None
        steps = [
            self._sum(about.above, at, regions) - self._sum(about.minus, at, regions) for at in (now, then)
        ]
        below = [self._sum(about.below, at, regions) for at in (now, then)]
        return pd.DataFrame(
            {"above": steps[0].sub(steps[1], fill_value=0), "below": below[0].sub(below[1], fill_value=0)}
        )

    def _sum(self, names: Sequence[str], month: int, regions: Iterable[str] | None) -> pd.Series:
        rows = self.months[month]
        here = rows if regions is None else rows[rows["region"].isin(list(regions))]
        return here[list(names)].sum(axis=1)

    def chance(self, about, regions: Iterable[str] | None, now, before, months: tuple[int, int]) -> float:
        """The probability that chance moves as much; 1 where the twin knows of nothing that moved."""
        regions = None if regions is None else list(regions)
        steps = self.units(about, regions, *months)
        if steps is None:
            return _of_cases(about, now, before)
        if about.below_workforce and now.denominator != before.denominator:
            return 1.0
        share = before.numerator / before.denominator if about.below and before.denominator else 0.0
        parts = steps["above"] - share * steps["below"]
        parts = parts[parts != 0]
        if set(parts.abs()) <= {1}:
            return _coin(int((parts > 0).sum()), int((parts < 0).sum()))
        signs = np.random.default_rng(len(parts)).choice((-1, 1), (THROWS, len(parts)))
        return (
            float((np.abs(signs @ parts.to_numpy(float)) >= abs(parts.sum()) - 1e-6).mean())
            if len(parts)
            else 1.0
        )

    # -- what it signs

    def sign(self, sentence: str, is_so: bool) -> None:
        """One sentence that was read, and whether it is so."""
        self.signed += is_so
        if not is_so:
            self.refused.append(sentence)

    def regions(
        self, said: Sequence[str], about, values: Mapping[str, tuple], months: tuple[int, int]
    ) -> None:
        """The sentences of regions side by side; `values`: region -> what is shown of it now and then."""
        ps = {code: self.chance(about, [code], *pair, months) for code, pair in values.items()}
        named = _holm(ps)
        for sentence in said:
            way = _WAYS.get(sentence.split(" ", 1)[0])
            if way is None:
                self.sign(sentence, not CLAIMS.search(sentence))
                continue
            items = sentence.split(": ", 1)[1].removesuffix(".").split("; ")
            for item in items:
                self.sign(f"{about.id}: {sentence}", self._is_so(item, way, about, values, named, months))

    def _is_so(self, item: str, way: int, about, values, named: set[str], months: tuple[int, int]) -> bool:
        if re.fullmatch(r"dan \d+ lagi", item):
            return True
        one = _ONE.match(item)
        code = next((code for code, name in self.names.items() if one and name == one["name"]), "")
        if code not in named or {"+": 1, "−": -1}[one["sign"]] != way:
            return False
        now, before = values[code]
        counted = _MOVERS.match(one["movers"] or "")
        if counted is not None:
            steps = self.units(about, [code], *months)["above"]
            if [int(n.replace(".", "")) for n in counted.groups()] != [(steps > 0).sum(), (steps < 0).sum()]:
                return False
        return (now.value - before.value) * way > 0

    def whole(self, sentence: str, about, regions, now, before, months: tuple[int, int]) -> None:
        """A sentence of one place alone: risen, fallen or beyond chance only if so; "within chance" only if so."""
        rest = sentence
        for harmless in HARMLESS:
            rest = rest.replace(harmless, "")
        p = (
            self.chance(about, regions, now, before, months)
            if CLAIMS.search(rest) or "kebetulan" in rest
            else 1.0
        )
        if "tidak terbukti melebihi kebetulan" in rest:
            self.sign(sentence, not CLAIMS.search(rest))
        elif "dalam batas kebetulan" in rest:
            self.sign(sentence, p > LEVEL and not CLAIMS.search(rest))
        elif "melebihi kebetulan" in rest:
            self.sign(sentence, p <= LEVEL and not CLAIMS.search(rest))
        elif found := re.search(r"\b(naik|turun) ", rest):
            way = 1 if found[1] == "naik" else -1
            self.sign(sentence, p <= LEVEL and (now.value - before.value) * way > 0)
        else:
            self.sign(sentence, not CLAIMS.search(rest))

    def ends(self, sentence: str, about, rows: pd.DataFrame) -> None:
        """Highest and lowest: of one month and definition, and apart by more than chance. `rows`: the highest first."""
        if not sentence:
            return
        high, low = "Tertinggi" in sentence, "erendah" in sentence
        is_so = rows["as_of"].nunique() == 1
        for is_said, end in ((high, rows.iloc[:2]), (low, rows.iloc[:-3:-1])):
            if is_said:
                is_so &= end.iloc[0]["short"] in sentence and _apart(
                    about, *(row for _, row in end.iterrows())
                )
        if not high and not low:
            is_so &= not CLAIMS.search(sentence)
        self.sign(sentence, bool(is_so))


def _of_cases(about, now, before) -> float:
    """Cases of two months as two counts of a coin: no more can have come or gone; of all else the twin knows nothing."""
    if not all(name.startswith("cases_") for name in (*about.above, *about.below)):
        return 1.0
    p = _coin(int(now.numerator), int(before.numerator))
    if about.below and now.denominator and before.denominator:
        p = max(
            p, _fisher(*_ordered((now.numerator, now.denominator), (before.numerator, before.denominator)))
        )
    return p


def _apart(about, one: pd.Series, other: pd.Series) -> bool:
    if about.below_workforce or about.unit in ("rupiah", "workers", "months", "people"):
        return False
    if not about.below:
        return _coin(int(one["value"]), int(other["value"])) <= LEVEL
    pairs = [(int(row["numerator"]), int(row["denominator"])) for row in (one, other)]
    return _fisher(*_ordered(*pairs)) <= LEVEL


def _ordered(*pairs: tuple[int, int]) -> tuple[int, ...]:
    high, low = sorted(((int(a), int(b)) for a, b in pairs), key=lambda pair: -pair[0] / pair[1])
    return (*high, *low)


def _coin(up: int, down: int) -> float:
    n, apart = up + down, abs(up - down)
    ways = sum(comb(n, k) for k in range((n + apart + 1) // 2, n + 1))
    return min(2 * ways / 2**n, 1.0) if apart else 1.0


def _fisher(high: int, of_high: int, low: int, of_low: int) -> float:
    hits, trials = high + low, of_high + of_low
    tail = sum(comb(of_high, k) * comb(of_low, hits - k) for k in range(high, min(of_high, hits) + 1))
    return min(2 * tail / comb(trials, hits), 1.0)


def _holm(ps: Mapping[str, float]) -> set[str]:
    named: set[str] = set()
    for rank, (p, code) in enumerate(sorted((p, code) for code, p in ps.items())):
        if p > LEVEL / (len(ps) - rank):
            break
        named.add(code)
    return named


def of_each(case, months: Iterable[int]) -> Iterator[tuple[int, pd.DataFrame]]:
    """The employers of each month, from the plain twin of the ledger; `case` has tables, calendar and floors."""
    for month in months:
        yield month, twin_rows(case, month)
