"""The scoreboard: what each agency was handed, and what came of it."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

import pandas as pd

from data.months import month_end
from data.queries.cases.asking import MONEY_SUMS, VALUE_SUMS, VALUES, answer
from data.queries.conditions import Where
from data.queries.reading import Reading
from data.vocabulary import DEBT

# Agencies beside BPJS that a case is handed to: which step hands it over, and whose steps its work is.
HANDED = {
    "kejari": ("step = 'skk'", ("kejari", "pengadilan")),
    "disnaker": ("actor = 'disnaker'", ("disnaker",)),
    "uptd_pengawasan": ("actor = 'uptd_pengawasan'", ("uptd_pengawasan",)),
    "dpmptsp": ("actor = 'dpmptsp'", ("dpmptsp",)),
}
SCORES = (
    *("cases", "firms", "handed", *VALUES.values(), "paid", "instalments", "closed", "open"),
    *("recovered", "afterwards", "beyond", "covered"),
)
# A case is handed over once to each kind of agency, at its first such step; a firm counts where its first case went.
_HANDED = {
    agency: f""",
handed AS (
  SELECT "case", arg_min({{'agency': agency, 'on': "on", 'nth': nth, 'before': until - recovered}}, nth) AS first
  FROM steps WHERE {trigger} GROUP BY "case"),
"""  # noqa: S608 - ours
    for agency, (trigger, _) in HANDED.items()
}
# Handed over is what is left of the debt at opening, and what fell due since and is open on that day; as much of what
# came in from then on is of it, the oldest first. What a case that is about no debt brings in is not of what was handed over.
_THEIRS = """
theirs AS (
  SELECT c.* EXCLUDE (recovered, afterwards, beyond), h.first.agency AS agency, h.first.nth AS nth, h.first."on" AS "on",
         h.first.before AS before,
         row_number() OVER (PARTITION BY c.employer ORDER BY h.first."on", c."case") = 1 AS is_first,
         CASE WHEN c.kind <> $debt THEN 0
              WHEN c.value IS NOT NULL THEN greatest(c.value - h.first.before, 0) + coalesce(f.rupiah, 0) END AS handed
  FROM scope c JOIN handed h USING ("case")
  LEFT JOIN fresh f ON f."case" = c."case" AND f."on" = h.first."on"
  WHERE h.first."on" >= $since),
got AS (
  SELECT t."case", bool_or(s.step = 'angsuran') AS paying,
         sum(s.recovered) FILTER (list_contains($actors, s.actor) OR s.nth = t.nth) AS recorded,
         sum(least(s.until - t.before, t.handed) - least(s.until - s.recovered - t.before, t.handed))
           FILTER (list_contains($actors, s.actor) OR s.nth = t.nth) AS recovered
  FROM theirs t JOIN steps s ON s."case" = t."case" AND s.nth >= t.nth GROUP BY 1),
later AS (
  SELECT t."case", sum(p.rupiah) AS rupiah FROM theirs t
  JOIN paid_late p ON p."case" = t."case" AND p.due_on >= t."on" AND p.day <= $day GROUP BY 1),
counted AS (
  SELECT t.*, g.paying, coalesce(g.recovered, 0) AS recovered,
         least(coalesce(g.recorded - g.recovered, 0), coalesce(l.rupiah, 0)) AS afterwards,
         greatest(coalesce(g.recorded - g.recovered, 0) - coalesce(l.rupiah, 0), 0) AS beyond
  FROM theirs t LEFT JOIN got g USING ("case") LEFT JOIN later l USING ("case"))
"""
_SCORES = f"""
SELECT agency, count(*) AS cases, count(*) FILTER (is_first) AS firms,
       CAST(coalesce(sum(handed), 0) AS BIGINT) AS handed, {VALUE_SUMS},
       count(*) FILTER (outcome = 'lunas') AS paid,
       count(*) FILTER (outcome <> 'lunas' AND (outcome = 'angsuran' OR coalesce(paying, false))) AS instalments,
       count(closed_on) AS closed, count(*) - count(closed_on) AS open, {MONEY_SUMS},
       CAST(coalesce(sum(recovered) FILTER (handed IS NOT NULL), 0) AS BIGINT) AS covered
FROM counted GROUP BY agency ORDER BY handed DESC, cases DESC, agency
"""  # noqa: S608 - ours


@lru_cache(maxsize=128)
def scores_of(reading: Reading, month: str, where: Where, agency: str, since: date) -> pd.DataFrame:
    """What `Enforcement.scores` gives, worked out once for all who see the same."""
    _, actors = HANDED[agency]
    values = {"since": since, "day": month_end(month), "actors": list(actors), "debt": DEBT}
    return answer(reading, month, where, _SCORES, values, more=_HANDED[agency] + _THEIRS)
