"""What a page counts: a place of a ledger at the end of a month, whose employers there, as one reader may see them.

An office stands for the regions that it and the offices below it serve at the end of the month, as on its own page.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from types import MappingProxyType

import pandas as pd
import streamlit as st

from data.access import Viewer, instead
from data.indicators import Indicator, Measured, Movement, definitions
from data.offices import EVERYBODY, OfficeSums, Whose, alike_month, counted, office_sums
from data.places import ALL_AREAS, area_title
from data.queries import Reading, Where, cells_of_whole, cells_together, whole_of
from data.tables import Facts
from data.words import Words
from pages.session import address, dataset, facts_in_view, lookups
from pages.session.scope import (
    choose_scope,
    family_of,
    head_of,
    offices_said,
    regions_said,
)
from pages.view import OF_AREA, OF_OFFICE, View


@dataclass(frozen=True)
class Place:
    """`level` all, area, office, region or kecamatan, with its code (`key`, "" for all), in a month of a reading.

    An area is one of those that the map shows as a panel. `whose` employers are counted there; `within`: the regions
    (Kemendagri codes) that these are in, None for all of the place.
    """

    level: str
    key: str
    month: str
    reading: Reading
    whose: Whose = EVERYBODY
    within: tuple[str, ...] | None = None

    @property
    def regions(self) -> tuple[str, ...] | None:
        """The Kemendagri codes of its regions; None is all of them."""
        if self.within is not None:
            return self.within
        if self.level == "all":
            return None
        if self.level == "office":
            return office_sums(self.key, self.month, self.reading).regions
        if self.level == "area":
            return _of_area(self.reading.facts, self.key)
        return (self.key[:5],)

    @property
    def everybody(self) -> Place:
        """The same place with all workers in its regions, whichever office they belong to."""
        return replace(self, whose=Whose(people=True))

    @property
    def adds_regions(self) -> bool:
        """Whether it is several regions of all that there are, so that its numbers are sums of theirs."""
        return self.level == "office" or (self.level in ("all", "area") and self.within is not None)

    @property
    def where(self) -> Where:
        """The same place, as a list of employers is asked for it."""
        return Where(self.regions, self.key if self.level == "kecamatan" else "", self.whose.offices)

    @property
    def offices(self) -> frozenset[str]:
        """The offices that somebody who is counted belongs to, "" among them where none is known of some."""
        return _offices(self)

    @property
    def named(self) -> Place | None:
        """The part of the place whose employers this reader may see by name; None where there is none."""
        return _named(self)

    @property
    def wider(self) -> tuple[Place, ...]:
        """The places that hold all of this one, the narrowest first, with everybody in them: its region, its area, all.

        None where the employers of some offices alone are counted: in a wider place there are others too.
        """
        return _wider(self)

    def told(self, name: str) -> Place | None:
        """This place, or the narrowest wider one of which the indicator is told; None where there is none."""
        return next((place for place in (self, *self.wider) if place.value(name) is not None), None)

    def whose_said(self, words: Words) -> str:
        """Whose employers are counted, in a sentence."""
        if self.whose.family:
            return words("Pemberi kerja binaan {offices}", offices=offices_said(self.whose.family, words))
        if self.whose.people:
            return words("Semua pekerja di {place}", place=self._regions_said(words))
        return words("Semua pemberi kerja di {place}", place=self._regions_said(words))

    def _regions_said(self, words: Words) -> str:
        if self.level == "kecamatan" or (self.level == "area" and self.within is None):
            return place_name(self.level, self.key, words)
        return words("semua wilayah") if self.regions is None else regions_said(self.regions, words)

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
        if self.adds_regions:
            return OfficeSums(self.key, month, self.regions or (), self.reading, self.whose).sum(name)
        if self.whose.only and not definitions()[name].narrows:
            return None
        return _measured(self, name, month)

    def moved(self, name: str, since: str) -> Movement | None:
        """How the indicator moved since a month; None where it is not known in both. Of kecamatan nobody keeps who moved."""
        finer = (("kecamatan", (self.key,)),) if self.level == "kecamatan" else ()
        filters = (*self.whose.filters, *finer)
        return self.reading.moved(
            definitions()[name], self.sum(name), self.sum(name, since), self.regions, filters
        )

    def value(self, name: str, month: str = "") -> float | None:
        """The value of `sum`; None when nothing is known, or it is hidden from this reader."""
        measured = self.sum(name, month)
        return None if measured is None or measured.suppressed else measured.value

    def instead(self, name: str, words: Words) -> str:
        """What stands in place of a value that is None."""
        measured = self.sum(name)
        return instead(measured.suppressed if measured else "", words)

    def parts(self, name: str) -> dict[str, int]:
        """What an indicator is added from, by measure of the cube; none where it is hidden or not known."""
        about = definitions()[name]
        if self.adds_regions:
            cells = cells_together(self.reading, about, self.month, self.regions or (), self.whose.filters)
        else:
            cells = self._cells_by(about, "", self.month)
        if cells.empty or (cells["suppressed"] != "").any():
            return {}
        return {measure: int(cells[measure].sum()) for measure in about.above}

    def split(self, name: str, by: str, month: str = "") -> pd.DataFrame:
        """The sums behind an indicator by a dimension of the cube: `by`, its measures (Int64), `suppressed`.

        Of an office whose regions are partly hidden a value is hidden as a whole.
        """
        rows = self._cells_by(definitions()[name], by, month or self.month)
        measures = [column for column in rows if str(rows[column].dtype) == "Int64"]
        sums = rows.groupby(by, sort=True, dropna=False)[measures].sum(min_count=1)
        hidden = rows.groupby(by, sort=True, dropna=False)["suppressed"].max()
        sums.loc[hidden != "", measures] = pd.NA
        return sums.assign(suppressed=hidden).reset_index()

    def _cells_by(self, about: Indicator, by: str, month: str) -> pd.DataFrame:
        """The cells of the place, each of one value of `by`; several regions as what they make up, where they do."""
        if self.adds_regions:
            whole = whole_of(self.reading, self.regions or ())
            if whole is not None:
                return cells_of_whole(self.reading, whole, about, month, self.whose.filters, by)
        level = "region" if self.adds_regions else self.level
        rows = self.reading.cells(about, month, level, self.whose.filters, by)
        if self.adds_regions:
            return rows[rows["region"].isin(self.regions or ())]
        return rows if self.level == "all" else rows[rows[self.level] == self.key]


@lru_cache(maxsize=64)
def _of_area(facts: Facts, area: str) -> tuple[str, ...]:
    """The Kemendagri codes of an area's regions."""
    return tuple(facts.regions.loc[facts.regions["area"] == area, "code"])


@lru_cache(maxsize=1_024)
def _offices(place: Place) -> frozenset[str]:
    there = place.reading.offices_in(place.month, place.regions)
    return there & frozenset(place.whose.offices) if place.whose.only else there


@lru_cache(maxsize=1_024)
def _named(place: Place) -> Place | None:
    viewer = place.reading.viewer
    if not viewer.names_employers:
        return None
    own, there = viewer.stands_for, place.offices
    if not own or there <= own:
        return place
    mine = tuple(sorted(own))
    return replace(place, whose=Whose(mine, only=True)) if there & own else None


@lru_cache(maxsize=1_024)
def _wider(place: Place) -> tuple[Place, ...]:
    if place.regions is None or place.whose.only:
        return ()
    table, here = place.reading.facts.regions, set(place.regions)
    found = [("region", place.key[:5])] if place.level == "kecamatan" else []
    areas = table.loc[table["code"].isin(here), "area"].unique().tolist()
    if len(areas) == 1 and set(_of_area(place.reading.facts, areas[0])) > here:
        found.append(("area", areas[0]))
    found.append(("all", ""))
    return tuple(replace(place, level=level, key=key, within=None) for level, key in found)


# A page asks for the same few numbers again and again: in its sentence, its tiles, its table.
@lru_cache(maxsize=4_096)
def _measured(place: Place, name: str, month: str) -> Measured | None:
    return place.reading.one(definitions()[name], month, place.level, place.key, place.whose.filters)


def place_name(level: str, key: str, words: Words) -> str:
    """What a place of this level with this code is called."""
    if level == "kecamatan":
        name = lookups.kecamatan_names().get(key, key)
        return words("Kec. {name}, {region}", name=name, region=lookups.area_name(key[:5]))
    if level == "area":
        return area_title(key)
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
    if _is_office(view.office):
        return "office", view.office
    return ("all", "") if view.area == ALL_AREAS else ("area", view.area)


def _is_office(code: str) -> bool:
    """Whether the data in view have this office: one's own is unknown to a simulation, one withdrawn to own data."""
    return bool(code) and code in lookups.offices_in_view()


def place_of(view: View, month: str, reading: Reading) -> Place:
    """The narrowest place that the view names, in a month of a reading, and there those whom the view counts.

    A reader who stands for an office has that office where no place is chosen, unless everybody is to be counted.
    """
    view = _at_home(view, reading.viewer)
    family = family_of(view, reading.viewer) if view.scope == OF_OFFICE else frozenset[str]()
    place = Place(*narrowest_place(view), month, reading)
    if not family:
        return place
    served = place.regions if place.regions is not None else tuple(facts_in_view.facts().regions["code"])
    regions, whose = counted(served, family, month, reading)
    return replace(place, whose=whose, within=regions) if regions else place


def _at_home(view: View, viewer: Viewer) -> View:
    """The view with the reader's own office where it names no place, and not everybody is to be counted."""
    if narrowest_place(view)[0] != "all" or view.scope != OF_OFFICE:
        return view
    return view.changed(office=head_of(viewer.stands_for))


def office_in_view(code: str, view: View, month: str, reading: Reading) -> OfficeSums:
    """An office in a month of a reading, with those whom the view counts."""
    family = family_of(view, reading.viewer, code) if view.scope == OF_OFFICE else frozenset[str]()
    return office_sums(code, month, reading, family)


def place_of_office(of: OfficeSums) -> Place:
    """The office as a place: the same regions, the same employers."""
    return Place("office", of.code, of.month, of.reading, of.whose, of.regions)


def choose_whose(view: View, month: str, reading: Reading, words: Words, office: str = "") -> None:
    """The choice whose employers are counted at the place in view (or an `office`); nothing where there is none."""
    view = view.changed(office=office, region="", kecamatan="") if office else _at_home(view, reading.viewer)
    if place_of(view.changed(scope=OF_OFFICE), month, reading).whose.family:
        choose_scope(view, reading.viewer, family_of(view, reading.viewer), words)


def choose_place(view: View, words: Words) -> None:
    """The area, office or region, and inside a region the kecamatan."""
    view = _at_home(view, dataset.viewer()) if view.data else view
    options, names = _choices(facts_in_view.facts(), words)
    level, key = narrowest_place(view)
    chosen = key[:5] if level == "kecamatan" else key
    st.session_state["w_place"] = chosen if chosen in options else ""

    st.selectbox(
        words("Tempat"),
        options,
        key="w_place",
        format_func=names.__getitem__,
        on_change=_go_to_place,
    )
    region = view.region or view.kecamatan[:5]
    if region:
        _choose_kecamatan(view, region, words)


@lru_cache(maxsize=16)
def _choices(facts: Facts, words: Words) -> tuple[tuple[str, ...], Mapping[str, str]]:
    """The codes of all places that a page may be about, "" for all together, and what each is called."""
    areas, named = lookups.area_sizes(), lookups.area_names()
    codes = (*lookups.branches(), *facts.regions["code"])
    names = {"": words("Semua wilayah")}
    names |= {area: f"{area_title(area)} ({count})" for area, count in areas.items()}
    names |= {code: named[code] for code in codes}
    return tuple(names), MappingProxyType(names)


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
    is_region, is_area = code in set(facts_in_view.facts().regions["code"]), code in lookups.area_sizes()
    # Who stands for an office and asks for everywhere means everybody there: their own are where their office is.
    everywhere = {"scope": OF_AREA} if not code and dataset.viewer().stands_for else {}
    address.change_view(
        region=code if is_region else "",
        office="" if is_region or is_area else code,
        kecamatan="",
        page=1,
        area=code if is_area else ALL_AREAS,
        **everywhere,
    )
