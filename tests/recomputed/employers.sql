-- One row for each employer that is known by the end of each month of `months`, worked out from the rows that were
-- brought and from nothing else of the release. A month is counted as year * 12 + month - 1, as m, or b of a bill.
CREATE OR REPLACE TEMP TABLE bills AS
SELECT
    npp,
    year(blth_day) * 12 + month(blth_day) - 1 AS b,
    workers,
    wages,
    coalesce(due, coalesce(due_jkk, 0) + coalesce(due_jkm, 0) + coalesce(due_jht, 0) + coalesce(due_jp, 0)) AS due
FROM (SELECT *, CAST(blth || '-01' AS DATE) AS blth_day FROM contributions);

CREATE OR REPLACE TEMP TABLE payments AS
SELECT npp, year(blth_day) * 12 + month(blth_day) - 1 AS b, paid_on, paid
FROM (
    SELECT
        npp,
        CAST(blth || '-01' AS DATE) AS blth_day,
        paid_on,
        coalesce(
            paid, coalesce(paid_jkk, 0) + coalesce(paid_jkm, 0) + coalesce(paid_jht, 0) + coalesce(paid_jp, 0)
        ) AS paid
    FROM (
        SELECT npp, blth, paid_on, paid, paid_jkk, paid_jkm, paid_jht, paid_jp FROM contributions
        UNION ALL
        SELECT npp, blth, paid_on, paid, paid_jkk, paid_jkm, paid_jht, paid_jp FROM instalments
    )
)
WHERE paid_on IS NOT NULL AND paid > 0;

-- What had come in of each bill on three days that matter for a month: its end, the end of the month before, and
-- the day on which the bill fell due. More than the bill asks for is not counted.
CREATE OR REPLACE TEMP TABLE bill_months AS
SELECT
    months.m,
    bills.npp,
    bills.b,
    any_value(bills.due) AS due,
    least(any_value(bills.due), coalesce(sum(paid) FILTER (paid_on <= months.month_end), 0)) AS by_end,
    least(any_value(bills.due), coalesce(sum(paid) FILTER (paid_on <= months.end_before), 0)) AS by_end_before,
    least(any_value(bills.due), coalesce(sum(paid) FILTER (paid_on <= due_days.due_on), 0)) AS by_due_day,
    -- Two per cent for every month begun, of bills since February 2021; older ones there are none.
    200 * (months.m - bills.b) AS fine_bp
FROM months
JOIN bills ON bills.b < months.m
LEFT JOIN due_days ON due_days.b = bills.b
LEFT JOIN payments ON payments.npp = bills.npp AND payments.b = bills.b
GROUP BY months.m, bills.npp, bills.b;

CREATE OR REPLACE TEMP TABLE owed AS
SELECT
    m,
    npp,
    sum(due - by_end) AS open,
    min(b) FILTER (due > by_end) AS oldest,
    CAST(sum((due - by_end) * fine_bp // 10000) AS BIGINT) AS penalty,
    sum(due) FILTER (b = m - 1) AS fell_due,
    sum(by_due_day) FILTER (b = m - 1) AS on_time,
    sum(by_end - CASE WHEN b = m - 1 THEN by_due_day ELSE by_end_before END) AS late
FROM bill_months
GROUP BY m, npp;

-- The office that an employer counts for: its own while that serves the region, else the one that began to serve last.
CREATE OR REPLACE TEMP TABLE serving AS
SELECT months.m, service.region, service.office, service.since
FROM months JOIN service ON service.since <= months.month_end AND months.month_end <= service.until;

CREATE OR REPLACE TEMP TABLE standing AS
SELECT m, region, arg_max(office, (since, office)) AS office FROM serving GROUP BY m, region;

CREATE OR REPLACE TEMP TABLE of_month AS
SELECT
    months.m,
    months.month,
    employers.*,
    coalesce(serving.office, standing.office, '') AS counted_for,
    bills.npp IS NOT NULL AS has_bill,
    bills.workers AS billed_workers,
    bills.wages AS billed_wages,
    coalesce(bills.workers, CASE WHEN registered_on IS NOT NULL THEN workers_registered END) AS workers,
    coalesce(closed_on > month_end, true) AS here,
    coalesce(registered_on <= month_end, false) AND coalesce(closed_on > month_end, true) AS enrolled,
    coalesce(owed.open, 0) AS open,
    coalesce(months.m - owed.oldest, 0) AS age,
    coalesce(owed.penalty, 0) AS penalty,
    coalesce(owed.fell_due, 0) AS fell_due,
    coalesce(owed.on_time, 0) AS on_time,
    coalesce(owed.late, 0) AS late,
    floors.rupiah AS minimum_wage
FROM months
JOIN employers ON employers.listed_on <= months.month_end
LEFT JOIN bills ON bills.npp = employers.npp AND bills.b = months.m
LEFT JOIN owed ON owed.npp = employers.npp AND owed.m = months.m
LEFT JOIN serving
    ON serving.m = months.m AND serving.region = employers.region AND serving.office = employers.office
LEFT JOIN standing ON standing.m = months.m AND standing.region = employers.region
LEFT JOIN floors ON floors.m = months.m AND floors.region = employers.region;
