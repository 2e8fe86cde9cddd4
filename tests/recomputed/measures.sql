-- What each employer, case, group of informal workers and project adds to the sums of a month: one row each, with the
-- place that it counts for. The indicators of indicators.toml are made from sums of these columns.
CREATE OR REPLACE TEMP TABLE asked AS
SELECT * FROM (VALUES
    ('besar', ['JKK', 'JKM', 'JHT', 'JP']),
    ('menengah', ['JKK', 'JKM', 'JHT', 'JP']),
    ('kecil', ['JKK', 'JKM', 'JHT']),
    ('mikro', ['JKK', 'JKM'])
) AS required(scale, programmes);

CREATE OR REPLACE TEMP TABLE judged AS
SELECT
    of_month.*,
    -- Nobody has fewer workers than are registered; before an employer is registered others have counted them.
    CASE WHEN enrolled THEN greatest(workers_known, workers) ELSE coalesce(workers_known, workers) END AS heads,
    here AND open > 0 AS owes,
    enrolled AND coalesce(workers_known > workers, false) AS leaves_workers_out,
    -- Micro and small firms are not bound by the minimum wage: PP 36/2021 article 36.
    enrolled AND of_month.scale NOT IN ('mikro', 'kecil') AND billed_wages > 0
        AND coalesce(billed_wages < billed_workers * minimum_wage, false) AS pays_too_little,
    enrolled AND of_month.programmes <> ''
        AND NOT list_has_all(string_split(of_month.programmes, ';'), asked.programmes) AS lacks_a_programme
FROM of_month LEFT JOIN asked ON asked.scale = of_month.scale;

CREATE OR REPLACE TEMP TABLE employer_sums AS
SELECT
    m,
    month,
    region,
    counted_for AS office,
    CAST(here AS INT) AS obliged,
    CAST(enrolled AS INT) AS registered,
    CAST(leaves_workers_out AS INT) AS pds_workers,
    CAST(pays_too_little AS INT) AS pds_wage,
    CAST(lacks_a_programme AS INT) AS pds_programme,
    CAST(enrolled AND has_bill AND scale IN ('mikro', 'kecil') AS INT) AS not_held,
    CAST(enrolled AND has_bill AND scale NOT IN ('mikro', 'kecil') AND minimum_wage IS NULL AS INT) AS without_minimum,
    CAST(enrolled AND NOT (leaves_workers_out OR pays_too_little OR lacks_a_programme) AS INT) AS complete,
    CAST(owes AS INT) AS owing,
    complete * (1 - owing) AS compliant,
    obliged * heads AS heads_obliged,
    registered * heads AS heads_registered,
    complete * heads AS heads_complete,
    compliant * heads AS heads_compliant,
    registered * workers AS workers_registered,
    CASE WHEN enrolled AND age <= 3 THEN workers ELSE 0 END AS workers_active,
    CASE WHEN enrolled AND open > 0 THEN workers ELSE 0 END AS workers_exposed,
    CASE WHEN owes AND age BETWEEN 1 AND 3 THEN open ELSE 0 END AS open_lancar,
    CASE WHEN owes AND age BETWEEN 4 AND 6 THEN open ELSE 0 END AS open_kurang_lancar,
    CASE WHEN owes AND age BETWEEN 7 AND 12 THEN open ELSE 0 END AS open_diragukan,
    CASE WHEN owes AND age > 12 THEN open ELSE 0 END AS open_macet,
    owing * open AS open_all,
    (1 - obliged) * open AS open_closed,
    penalty,
    fell_due,
    on_time,
    late,
    CAST(fell_due > 0 AS INT) AS billed,
    CAST(fell_due > 0 AND on_time = fell_due AS INT) AS billed_on_time
FROM judged;

CREATE OR REPLACE TEMP TABLE open_cases AS
SELECT months.m, months.month, cases."case", of_month.region, of_month.counted_for AS office, last.at.step AS step, last.at.deadline AS deadline,
    last.at.since AS since, months.month_end
FROM months
JOIN cases ON cases.opened_on <= months.month_end AND coalesce(cases.closed_on > months.month_end, true)
JOIN of_month ON of_month.m = months.m AND of_month.employer = cases.employer
LEFT JOIN LATERAL (
    -- As one value, since the largest of several would pass over a step that has no deadline.
    SELECT arg_max({'step': step, 'deadline': deadline, 'since': "on"}, ("on", place)) AS at
    FROM case_steps JOIN chain USING (step)
    WHERE case_steps."case" = cases."case" AND case_steps."on" <= months.month_end
) AS last ON true;

-- What a step brought in pays the debt at the opening of a case for arrears until that is paid; the rest is beyond it.
CREATE OR REPLACE TEMP TABLE came_in AS
SELECT cases.employer, steps."on", steps.recovered,
    CASE WHEN kind = 'tunggakan' THEN least(upto, value) - least(upto - recovered, value) ELSE 0 END AS within
FROM (
    SELECT *, sum(recovered) OVER (PARTITION BY "case" ORDER BY "on", place ROWS UNBOUNDED PRECEDING) AS upto
    FROM case_steps JOIN chain USING (step)
) AS steps JOIN cases USING ("case");

CREATE OR REPLACE TEMP TABLE case_sums AS
SELECT m, month, region, office, 1 AS open_cases,
    CAST(coalesce(deadline < month_end, false) AS INT) AS past_deadline,
    -- No source confirms the 30 and 14 days that are taken for the limits of the inspectors' notes.
    CAST(coalesce(
        deadline < month_end AND (
            (step = 'nota_1' AND deadline = since + 30) OR (step = 'nota_2' AND deadline = since + 14)
        ), false
    ) AS INT) AS past_assumed,
    CAST(coalesce(step = 'skk', false) AS INT) AS at_skk,
    0 AS started, 0 AS settled, 0 AS recovered, 0 AS beyond
FROM open_cases
UNION ALL
SELECT of_month.m, of_month.month, of_month.region, of_month.counted_for, 0, 0, 0, 0,
    CAST(strftime(cases.opened_on, '%Y-%m') = of_month.month AS INT),
    CAST(coalesce(strftime(cases.closed_on, '%Y-%m') = of_month.month, false) AS INT), 0, 0
FROM cases JOIN of_month USING (employer)
UNION ALL
SELECT of_month.m, of_month.month, of_month.region, of_month.counted_for, 0, 0, 0, 0, 0, 0, within, recovered - within
FROM came_in JOIN of_month USING (employer)
WHERE strftime(came_in."on", '%Y-%m') = of_month.month;

CREATE OR REPLACE TEMP TABLE outreach_sums AS
SELECT of_month.m, of_month.month, of_month.region, of_month.counted_for AS office, 1 AS attended,
    CAST(coalesce(of_month.registered_on <= came."on" + 90, false) AS INT) AS registered_after
FROM outreach AS came JOIN of_month USING (employer)
WHERE came.attended AND strftime(came."on" + 90, '%Y-%m') = of_month.month
    AND coalesce(of_month.registered_on > came."on", true);

CREATE OR REPLACE TEMP TABLE informal_sums AS
SELECT months.m, months.month, informal.region, coalesce(standing.office, '') AS office, active,
    target, CASE WHEN target IS NOT NULL THEN active ELSE 0 END AS active_of_target
FROM months JOIN informal ON informal.blth = months.month
LEFT JOIN standing ON standing.m = months.m AND standing.region = informal.region;

CREATE OR REPLACE TEMP TABLE project_sums AS
SELECT months.m, months.month, projects.region, coalesce(standing.office, '') AS office, workers
FROM months JOIN projects
    ON registered_on <= month_end AND started_on <= month_end AND ends_on >= date_trunc('month', month_end)
LEFT JOIN standing ON standing.m = months.m AND standing.region = projects.region;

CREATE OR REPLACE TEMP TABLE covered_sums AS
SELECT m, month, region, office, workers_active AS employed, 0 AS informal, 0 AS construction FROM employer_sums
UNION ALL SELECT m, month, region, office, 0, active, 0 FROM informal_sums
UNION ALL SELECT m, month, region, office, 0, 0, workers FROM project_sums;
