"""The lines of the comparison of published and simulated numbers, and how they are written down.

A count of employers is held against the published one of its own definition and area (data.simulation.aims.counts). A
line without a published number says what the simulation keeps to where nobody has published anything.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from data.simulation.aims.counts import COUNTS
from data.simulation.comparison.ledger import Ledger
from data.tables import Facts
from data.vocabulary import AGEING, CASE_KINDS

_PALEMBANG = ("16.71", "16.02", "16.10")  # what KC Palembang serves
# The caveats of A246 and A003 say these two: 418 of 769 handed over have complied, 5,551 of 13,787 are projects.
_COMPLIED, _PROJECTS = ("A246", 418), ("A003", 5_551)


@dataclass(frozen=True)
class Line:
    """What is counted, of where; the published number, its figure and date ("" without); the simulated number."""

    what: str
    area: str
    published: str
    figure: str
    as_of: str
    simulated: str


def lines(ledger: Ledger, facts: Facts) -> list[Line]:
    """Every line of the comparison, in the order of docs/simulation.md."""
    return [
        *_employers(ledger, facts),
        *_sizes(ledger, facts),
        *_handed_over(ledger, facts),
        *_cases(ledger, facts),
        *_steadiness(ledger),
        *_projects(ledger, facts),
        *_places(ledger, facts),
    ]


def as_markdown(rows: Iterable[Line]) -> str:
    """The lines as a table of Markdown."""
    head = "| What | Where | Published | Figure | As of | Simulated |\n|---|---|---|---|---|---|\n"
    cells = ((row.what, row.area, row.published, row.figure, row.as_of, row.simulated) for row in rows)
    return head + "".join(f"| {' | '.join(cell or '-' for cell in row)} |\n" for row in cells)


def _employers(ledger: Ledger, facts: Facts) -> list[Line]:
    """Counts of employers."""
    counts, short = ledger.counts(), facts.regions.set_index("code")["short"]
    found = [(count, value) for count in COUNTS if (value := count.value(facts)) is not None]
    return [
        _published(
            facts,
            f"Employers {count.what}",
            ", ".join(short[list(count.regions)]),
            f"{value:,}",
            (count.figure,),
            f"{int(counts[count.what].reindex(list(count.regions), fill_value=0).sum()):,}",
        )
        for count, value in found
    ]


def _sizes(ledger: Ledger, facts: Facts) -> list[Line]:
    """Workers of an employer: on average, of the largest, and of those that are not registered."""
    staff = ledger.staff
    here = staff[staff["region"].isin(_PALEMBANG) & (staff["status"] == "aktif")]
    away = staff[staff["status"] == "belum daftar"]["workers_known"].dropna()
    means = sorted(_value(facts, "A195") / _value(facts, name) for name in ("A191", "A193"))
    return [
        _published(
            facts,
            "Workers an employer",
            "KC Palembang",
            " to ".join(f"{mean:.0f}" for mean in means),
            ("A195", "A191", "A193"),
            f"{here['workers_registered'].mean():.0f}",
        ),
        _kept(
            "Largest employer's share of a region's workers",
            f"at most {_percent(ledger.largest_shares().max())}",
        ),
        _kept("Workers of an unregistered employer", f"median {away.median():.0f}, at most {away.max():,}"),
    ]


def _handed_over(ledger: Ledger, facts: Facts) -> list[Line]:
    """What became of the powers of attorney, and whether any prosecutor recovered more than it was given."""
    given = ledger.handed_over()
    paid = given["recovered"] >= given["value"]
    by_region = given.groupby("region")[["value", "recovered"]].sum()
    complied = _COMPLIED[1] / _value(facts, _COMPLIED[0])
    recovered = _value(facts, "A243") / _value(facts, "A247")
    most = (by_region["recovered"] / by_region["value"]).max()
    return [
        _published(
            facts,
            "SKK: employers that complied",
            "Sumbagsel",
            _percent(complied),
            ("A246",),
            _percent(paid.mean()),
        ),
        _published(
            facts,
            "SKK: recovered of the debt handed over",
            "Sumbagsel",
            _percent(recovered),
            ("A243", "A247"),
            _percent(given["recovered"].sum() / given["value"].sum()),
        ),
        _kept("SKK: most recovered by one prosecutor", _percent(most)),
    ]


def _cases(ledger: Ledger, facts: Facts) -> list[Line]:
    """Cases that were closed in the window, and employers that are at the end of a chain."""
    cases = ledger.cases
    window = cases[~(cases["closed_on"] < f"{ledger.plan.first}-01")]
    closed = window["closed_on"].notna().groupby(window["kind"]).mean()
    ever = ledger.steps.groupby("step")["case"].nunique()
    suits = ever["gugatan"] / ever["skk"]
    advised = ledger.steps[ledger.steps["step"] == "tmp2t"].merge(cases, on="case")
    advised = advised.merge(ledger.staff[["employer", "region"]], on="employer")
    return [
        *(
            _kept(f"Cases closed of those open in the window: {kind}", _percent(closed[kind]))
            for kind in CASE_KINDS
        ),
        _published(
            facts,
            "Unregistered employers recommended for TMP2T, in three years",
            "Jawa Tengah",
            f"{_value(facts, 'A105'):,.0f}",
            ("A105",),
            f"{int(advised['region'].str.startswith('33').sum())} (all areas: {len(advised)})",
        ),
        _kept("Suits to powers of attorney", _percent(suits)),
        _kept("Recommendations to PTSP for arrears, Sumatera Selatan", f"{ever['rekomendasi_ptsp']}"),
    ]


def _steadiness(ledger: Ledger) -> list[Line]:
    """How far the months of the window are from each other."""
    recovered = ledger.recovered() / ledger.recovered().median()
    ageing = ledger.ageing()
    step = (ageing / ageing.shift()).iloc[1:]
    return [
        _kept(
            "Recovered in a month, times the median month", f"{recovered.min():.1f} to {recovered.max():.1f}"
        ),
        *(
            _kept(f"Arrears {name}, times the month before", f"{step[at].min():.1f} to {step[at].max():.1f}")
            for at, name in enumerate(AGEING)
        ),
    ]


def _projects(ledger: Ledger, facts: Facts) -> list[Line]:
    """Construction projects: how many, of what value, how steady their workers."""
    projects, jakon = ledger.projects, ledger.jakon()
    year = projects[projects["started_on"] >= pd.Timestamp(ledger.plan.end) - pd.DateOffset(years=1)]
    many = year["region"].str.startswith("16").sum()
    spread = (jakon.max() / jakon.min()).max()
    return [
        _published(
            facts,
            "Construction projects of a year",
            "Sumatera Selatan",
            f"{_PROJECTS[1]:,}",
            _PROJECTS[:1],
            f"{many:,}",
        ),
        _kept("Median contract value", f"Rp{projects['value'].median() / 1e9:.1f} billion"),
        _kept("Jakon workers of a region: most to fewest in a month", f"at most {spread:.1f} times"),
    ]


def _places(ledger: Ledger, facts: Facts) -> list[Line]:
    """Where employers are, and of which form."""
    name = facts.kecamatan.set_index("code")["name"]
    inside = ledger.staff[ledger.staff["region"] == "35.16"]
    many = inside["kecamatan"].map(name).value_counts()
    odd = ledger.staff.query("legal_form == 'yayasan' and sector not in ['P', 'Q', 'S']")
    return [
        _kept("Employers in Ngoro and in Mojosari", f"{many['Ngoro']:,} and {many['Mojosari']:,}"),
        _kept("Foundations outside education, health and other services", f"{len(odd)}"),
    ]


def _published(
    facts: Facts, what: str, area: str, published: str, figures: tuple[str, ...], simulated: str
) -> Line:
    dates = facts.figures.set_index("id")["as_of"]
    days = " / ".join(dict.fromkeys(str(dates[figure]) for figure in figures))
    return Line(what, area, published, " ".join(figures), days, simulated)


def _kept(what: str, simulated: str) -> Line:
    """A line of which nobody has published anything."""
    return Line(what, "", "", "", "", simulated)


def _value(facts: Facts, figure: str) -> float:
    return float(facts.figures.set_index("id")["value"][figure])


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %"
