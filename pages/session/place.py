"""Where a page looks: everywhere, an office, a region or a kecamatan of a ledger, at the end of a month.

An office stands for the regions that it serves at the end of the month, as on its own page.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import pandas as pd
import streamlit as st

from data.access import instead
from data.indicators import Measured, definitions
from data.places import ALL_AREAS
from data.queries import Reading, Where
from data.words import Words
from pages.session import address, facts_in_view, lookups
from pages.session.office import OfficeSums, alike_month, office_sums
from pages.view import View


@dataclass(frozen=True)
class Place:
    """`level` all, office, region or kecamatan, with its code (`key`, "" for all), in a month of a reading."""

    level: str
    key: str
    month: str
    reading: Reading

    @property
    def regions(self) -> tuple[str, ...] | None:
        """The Kemendagri codes of its regions; None is all of them."""
        if self.level == "all":
            return None
        if self.level == "office":
            return office_sums(self.key, self.month, self.reading).regions
        return (self.key[:5],)

    @property
    def where(self) -> Where:
        """The same place, as a list of employers is asked for it."""
        return Where(self.regions, self.key if self.level == "kecamatan" else "")

    @property
    def before(self) -> str:
        """The month before, "" where the ledger begins with this one, or other regions came then."""
        return alike_month(self.reading, self.month, 1, self.regions)

    @property
    def year_before(self) -> str:
        """The same month of the year before, "" where the ledger does not go back that far, or other regions came."""
        return alike_month(self.reading, self.month, 12, self.regions)

    def name(self, words: Words) -> str:
        """What the place is called, and of how many of its regions the month has come where some have not."""
        name, come = place_name(self.level, self.key, words), self.reading.received(self.month, self.regions)
        if come is None:
            return name
        return place_in_part(name, len(come.known), len(come.regions), words)

    def sum(self, name: str, month: str = "") -> Measured | None:
        """The indicator for the place, as this reader may see it; None when nothing is known of it.

        A month of which other regions came than of the one looked at is not known: their sums would not compare.
        """
        month = month or self.month
        if not self.reading.is_alike(definitions()[name], month, self.month, self.regions):
            return None
        if self.level == "office":
            return OfficeSums(self.key, month, self.regions or (), self.reading).sum(name)
        return _measured(self.reading, name, month, self.level, self.key)

    def value(self, name: str, month: str = "") -> float | None:
        """The value of `sum`; None when nothing is known, or it is hidden from this reader."""
        measured = self.sum(name, month)
        return None if measured is None or measured.suppressed else measured.value

    def instead(self, name: str, words: Words) -> str:
        """What stands in place of a value that is None."""
        measured = self.sum(name)
        return instead(measured.suppressed if measured else "", words)

    def split(self, name: str, by: str, month: str = "") -> pd.DataFrame:
        """The sums behind an indicator by a dimension of the cube: `by`, its measures (Int64), `suppressed`.

        Of an office whose regions are partly hidden a value is hidden as a whole.
        """
        level = "region" if self.level == "office" else self.level
        rows = self.reading.cells(definitions()[name], month or self.month, level, (), by)
        if self.level in ("region", "kecamatan"):
            rows = rows[rows[self.level] == self.key]
        elif self.level == "office":
            rows = rows[rows["region"].isin(self.regions or ())]
        measures = [column for column in rows if str(rows[column].dtype) == "Int64"]
        sums = rows.groupby(by, sort=True, dropna=False)[measures].sum(min_count=1)
        hidden = rows.groupby(by, sort=True, dropna=False)["suppressed"].max()
        sums.loc[hidden != "", measures] = pd.NA
        return sums.assign(suppressed=hidden).reset_index()


# A page asks for the same few numbers again and again: in its sentence, its tiles, its table.
@lru_cache(maxsize=4_096)
def _measured(reading: Reading, name: str, month: str, level: str, key: str) -> Measured | None:
    return reading.one(definitions()[name], month, level, key)


def place_name(level: str, key: str, words: Words) -> str:
    """What a place of this level with this code is called."""
    if level == "kecamatan":
        name = lookups.kecamatan_names().get(key, key)
        return words("Kec. {name}, {region}", name=name, region=lookups.area_name(key[:5]))
    return lookups.area_name(key) if key else words("Semua wilayah")


def place_in_part(name: str, known: int, whole: int, words: Words) -> str:
    """A place by its name, and of how many of its regions the numbers are, where that is not all of them."""
    if known == whole:
        return name
    return words("{place} ({n} dari {all} wilayah)", place=name, n=known, all=whole)


def narrowest_place(view: View) -> tuple[str, str]:
    """Level and code of the narrowest place that the view names."""
    if view.kecamatan and (not view.region or view.kecamatan.startswith(view.region)):
        return "kecamatan", view.kecamatan
    if view.region:
        return "region", view.region
    return ("office", view.office) if _is_office(view.office) else ("all", "")


def _is_office(code: str) -> bool:
    """Whether the data in view have this office: one's own is unknown to a simulation, one withdrawn to own data."""
    return bool(code) and code in set(facts_in_view.facts().offices["code"])


def place_of(view: View, month: str, reading: Reading) -> Place:
    """The narrowest place that the view names, in a month of a reading."""
    return Place(*narrowest_place(view), month, reading)


def choose_place(view: View, words: Words) -> None:
    """The office or region, and inside a region the kecamatan."""
    regions = facts_in_view.facts().regions
    options = ["", *lookups.branches(), *regions["code"]]
    chosen = view.region or view.kecamatan[:5] or view.office
    st.session_state["w_place"] = chosen if chosen in options else ""
    st.selectbox(
        words("Tempat"),
        options,
        key="w_place",
        format_func=lambda code: lookups.area_name(code) if code else words("Semua wilayah"),
        on_change=_go_to_place,
    )
    region = view.region or view.kecamatan[:5]
    if region:
        _choose_kecamatan(view, region, words)


def _choose_kecamatan(view: View, region: str, words: Words) -> None:
    names = lookups.kecamatan_names()
    inside = [code for code in names if code.startswith(region)]
    st.session_state["w_kecamatan"] = view.kecamatan if view.kecamatan in inside else ""
    st.selectbox(
        words("Kecamatan"),
        ["", *inside],
        key="w_kecamatan",
        format_func=lambda code: names[code] if code else words("Semua kecamatan"),
        on_change=lambda: address.change_view(
            kecamatan=st.session_state["w_kecamatan"], region=region, page=1
        ),
    )


def _go_to_place() -> None:
    code = st.session_state["w_place"]
    is_region = code in set(facts_in_view.facts().regions["code"])
    address.change_view(
        region=code if is_region else "",
        office="" if is_region else code,
        kecamatan="",
        page=1,
        area=ALL_AREAS,
    )
