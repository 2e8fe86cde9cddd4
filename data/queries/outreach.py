"""Meetings with employers as they turned out: invited, attended, and who of the unregistered registered after.

The rule is that of the indicator outreach_conversion (`data.ledger.other_work.outreach_rows`): of those who attended
while not registered, those who registered within WINDOW_DAYS; a meeting belongs to the month in which these days
end, and an employer to its own region. Sums alone: no employer is named.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from data.ledger import WINDOW_DAYS, service
from data.months import month_end, month_index, month_text
from data.queries.employer_months import reading_sql
from data.queries.employers import NotAllowed, Where
from data.queries.reading import Reading
from data.store import Release

COUNTS = ("invited", "attended", "newcomers", "registered")
YEAR = 12  # months that are looked back on

_MEETINGS = f"""
SELECT o.event, o.kind, o."on", o.region AS held_in, e.region, e.kecamatan, e.office,
       CAST(o."on" + {WINDOW_DAYS} AS DATE) AS until,
       count(*) AS invited,
       count(*) FILTER (o.attended) AS attended,
       count(*) FILTER (o.attended AND (e.registered_on IS NULL OR e.registered_on > o."on")) AS newcomers,
       count(*) FILTER (o.attended AND e.registered_on > o."on" AND e.registered_on <= o."on" + {WINDOW_DAYS}) AS registered
FROM outreach o JOIN employers e USING (employer)
GROUP BY ALL ORDER BY ALL
"""  # noqa: S608 - a number of ours


@dataclass(frozen=True)
class Outreach:
    """The meetings of a place in the year up to the end of `month`.

    `events`: a row a meeting, newest first: event, kind, on, held_in (Kemendagri code), until (the last of the
    days; datetime64), month (of `until`), over (whether they are over), invited, attended, newcomers (attended
    while not registered), registered (of these, Int64; NA while the days are not over).
    """

    events: pd.DataFrame
    month: str

    @property
    def sums(self) -> dict[str, int]:
        """All meetings together: `invited`, `attended`, and of those whose days are over `newcomers`, `registered`."""
        return _sums(self.events)

    def by(self, column: str) -> pd.DataFrame:
        """The same by `kind` or `month`: that column, `events`, COUNTS, `waiting` (newcomers not yet counted).

        Meetings whose days are not over stand under the month "" at the end; where none of a row are over,
        newcomers and registered are NA.
        """
        rows = self.events
        keys = rows[column].where(rows["over"], "") if column == "month" else rows[column]
        found = [
            {column: key, "events": len(part), **_sums(part)} for key, part in rows.groupby(keys, sort=True)
        ]
        frame = pd.DataFrame(found, columns=[column, "events", *COUNTS, "waiting"])
        over = rows["over"].groupby(keys, sort=True).any().to_numpy()
        for name in ("newcomers", "registered"):
            frame[name] = frame[name].astype("Int64").where(over)
        return frame.sort_values(column, key=lambda keys: keys.replace("", "~")).reset_index(drop=True)


def _sums(rows: pd.DataFrame) -> dict[str, int]:
    over = rows[rows["over"]]
    return {
        "invited": int(rows["invited"].sum()),
        "attended": int(rows["attended"].sum()),
        "newcomers": int(over["newcomers"].sum()),
        "registered": int(over["registered"].sum()),
        "waiting": int(rows.loc[~rows["over"], "newcomers"].sum()),
    }


def read_outreach(reading: Reading, where: Where, month: str) -> Outreach:
    """The meetings whose WINDOW_DAYS ended in the year up to `month`, or have not ended at its end.

    Only employers of `where` are counted, and for a cabang those of its own offices, as the cube places them.
    Raises NotAllowed for the public: a meeting is a cell of a few employers.
    """
    if not reading.viewer.names_employers:
        raise NotAllowed(
            "Daftar kegiatan hanya untuk kantor cabang, kantor wilayah dan pengelola. "
            "Pilih peran lain di kanan atas bila Anda berhak."
        )
    return _outreach(reading, where, month)


@lru_cache(maxsize=256)
def _outreach(reading: Reading, where: Where, month: str) -> Outreach:
    end, rows = pd.Timestamp(month_end(month)), _placed(reading, month)
    first = month_text(month_index(month) - YEAR + 1)
    rows = rows[(rows["on"] <= end) & (rows["month"] >= first)]
    if where.regions is not None:
        rows = rows[rows["region"].isin(where.regions)]
    if where.kecamatan:
        rows = rows[rows["kecamatan"] == where.kecamatan]
    if reading.viewer.offices:
        rows = rows[rows["office"].isin(reading.viewer.offices)]
    keys = ["event", "kind", "on", "held_in", "until", "month"]
    found = rows.groupby(keys, sort=False, as_index=False)[list(COUNTS)].sum()
    found["over"] = found["until"] <= end
    found["registered"] = found["registered"].astype("Int64").where(found["over"])
    return Outreach(found.sort_values(["on", "event"], ascending=[False, True], ignore_index=True), month)


@lru_cache(maxsize=16)
def _placed(reading: Reading, month: str) -> pd.DataFrame:
    """Meetings with the office that served each employer's region in the month of `until` (or now, if later).

    Its own office if that one served, else the main one: `data.ledger.employers.Offices`.
    """
    rows = _meetings(reading.place, reading.release.number, reading.release)
    served = rows["month"].where(rows["month"] <= month, month)
    if rows.empty:
        return rows
    serves, main = service(reading.facts, served.min(), served.max())
    keys = pd.DataFrame({"region": rows["region"], "m": served.map(month_index), "office": rows["office"]})
    own = keys.merge(serves.drop_duplicates().assign(own=True), "left", on=["region", "m", "office"])["own"]
    main_office = keys.merge(main, "left", on=["region", "m"])["main_office"].fillna("")
    office = rows["office"].where(own.notna().to_numpy(), main_office.to_numpy())
    return rows.assign(office=office)


@lru_cache(maxsize=2)
def _meetings(place: str, number: int, release: Release) -> pd.DataFrame:
    """Every meeting by region, kecamatan and office of those invited; of the release, for every viewer."""
    import duckdb  # a tenth of a second that a page without it need not spend

    with duckdb.connect() as database:
        for table in ("outreach", "employers"):
            database.execute(f'CREATE VIEW "{table}" AS {reading_sql(release, table, None)}')
        found = database.sql(_MEETINGS).to_arrow_table().to_pandas(date_as_object=False)
    return found.assign(month=found["until"].dt.strftime("%Y-%m"))
