"""Meetings with employers as they turned out: invited, attended, and who of the unregistered registered after.

The rule is that of the indicator outreach_conversion (`data.ledger.other_work.outreach_rows`): of those who attended
while not registered, those who registered within WINDOW_DAYS; a meeting belongs to the month in which these days
end, and an employer to its own region. Sums alone: no employer is named.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

import pandas as pd

from data.access import PUBLIK
from data.ledger import WINDOW_DAYS, offices_of
from data.months import month_end, month_index, month_text
from data.queries.conditions import Where, offices_of_rows
from data.queries.employers import NotAllowed
from data.queries.reading import Reading
from data.queries.release_tables import rows_of

COUNTS = ("invited", "attended", "newcomers", "registered")
YEAR = 12  # months that are looked back on

_MEETINGS = """
SELECT o.event, o.kind, o."on", o.region AS held_in, e.region, e.kecamatan, e.office,
       CAST(o."on" + $days AS DATE) AS until,
       count(*) AS invited,
       count(*) FILTER (o.attended) AS attended,
       count(*) FILTER (o.attended AND (e.registered_on IS NULL OR e.registered_on > o."on")) AS newcomers,
       count(*) FILTER (o.attended AND e.registered_on > o."on" AND e.registered_on <= o."on" + $days) AS registered
FROM outreach o JOIN employers e USING (employer)
GROUP BY ALL ORDER BY ALL
"""


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
        sums = [
            {column: key, "events": len(part), **_sums(part)} for key, part in rows.groupby(keys, sort=True)
        ]
        frame = pd.DataFrame(sums, columns=[column, "events", *COUNTS, "waiting"])
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
            "Bila Anda berhak, pilih peran di kanan atas atau masuk dengan akun yang berhak."
        )
    return _outreach(reading, where, month)


@lru_cache(maxsize=256)
def _outreach(reading: Reading, where: Where, month: str) -> Outreach:
    end, rows = pd.Timestamp(month_end(month)), _served(reading, month)
    first = month_text(month_index(month) - YEAR + 1)
    rows = rows[(rows["on"] <= end) & (rows["month"] >= first)]
    if where.regions is not None:
        rows = rows[rows["region"].isin(where.regions)]
    if where.kecamatan:
        rows = rows[rows["kecamatan"] == where.kecamatan]
    offices = offices_of_rows(reading, where)
    if offices is not None:
        rows = rows[rows["office"].isin(offices)]
    keys = ["event", "kind", "on", "held_in", "until", "month"]
    events = rows.groupby(keys, sort=False, as_index=False)[list(COUNTS)].sum()
    events["over"] = events["until"] <= end
    events["registered"] = events["registered"].astype("Int64").where(events["over"])
    return Outreach(events.sort_values(["on", "event"], ascending=[False, True], ignore_index=True), month)


@lru_cache(maxsize=16)
def _served(reading: Reading, month: str) -> pd.DataFrame:
    """Meetings with the office that each employer belongs to in the month of `until` (or now, if that is later)."""
    rows = _meetings(replace(reading, viewer=PUBLIK))
    then = rows["month"].where(rows["month"] <= month, month).map(month_index)
    return rows.assign(office=offices_of(reading.facts, rows.assign(m=then)))


@lru_cache(maxsize=2)
def _meetings(reading: Reading) -> pd.DataFrame:
    """Every meeting by region, kecamatan and office of those invited; the same for every viewer."""
    rows = rows_of(reading, _MEETINGS, {"days": WINDOW_DAYS})
    return rows.assign(month=rows["until"].dt.strftime("%Y-%m"))
