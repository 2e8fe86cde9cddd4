-- The compliance cube as one statement written by hand for DuckDB: the rival of data/ledger.py.
-- It reads the same files under the same names; calendar, days, serves and main are the same small tables.
WITH b AS (
  SELECT npp, year(strptime(blth, '%Y-%m')) * 12 + month(strptime(blth, '%Y-%m')) - 1 AS b, workers, wages,
         coalesce(due, due_jkk + due_jkm + due_jht + due_jp) AS due,
         CASE WHEN paid_on IS NULL THEN 0 ELSE coalesce(paid, paid_jkk + paid_jkm + paid_jht + paid_jp) END AS paid,
         paid_on, year(paid_on) * 12 + month(paid_on) - 1 AS pm
  FROM contributions),
i AS (
  SELECT npp, year(strptime(blth, '%Y-%m')) * 12 + month(strptime(blth, '%Y-%m')) - 1 AS b, paid_on,
         year(paid_on) * 12 + month(paid_on) - 1 AS pm, coalesce(paid, paid_jkk + paid_jkm + paid_jht + paid_jp) AS paid
  FROM instalments),
l AS (SELECT npp, b, due, paid, pm FROM b WHERE paid < due OR pm > b + 1),
ev AS (
  SELECT npp, b, mo, sum(due) AS due, sum(paid) AS paid FROM (
    SELECT npp, b, b + 1 AS mo, due, 0 AS paid FROM l
    UNION ALL SELECT npp, b, greatest(pm, b + 1), 0, paid FROM l WHERE paid > 0
    UNION ALL SELECT npp, b, greatest(i.pm, b + 1), 0, i.paid FROM i SEMI JOIN l USING (npp, b)) GROUP BY ALL),
run AS (
  SELECT npp, b, mo, greatest(sum(due - paid) OVER w, 0) AS open, coalesce(lead(mo) OVER w, 1000000) AS nx
  FROM ev WINDOW w AS (PARTITION BY npp, b ORDER BY mo)),
sp AS (
  SELECT npp, b, mo, nx, open, coalesce(lag(open) OVER (PARTITION BY npp, b ORDER BY mo) - open, 0) AS settled FROM run),
stock AS (
  SELECT npp, b, open, settled, mo,
         unnest(range(greatest(mo, f), CASE WHEN open > 0 THEN least(nx - 1, t) ELSE mo END + 1)) AS m
  FROM sp, (SELECT min(m) AS f, max(m) AS t FROM days)
  WHERE (open > 0 OR settled > 0) AND mo <= t AND nx - 1 >= f),
a AS (
  SELECT s.npp, s.m, sum(open)::BIGINT AS outstanding, sum(CASE WHEN s.m = b + 1 THEN open ELSE 0 END)::BIGINT AS fresh,
         sum(CASE WHEN s.m = mo THEN settled ELSE 0 END)::BIGINT AS settled,
         sum(open * (n.penalty_bp_sum - o.penalty_bp_sum) // 10000)::BIGINT AS penalty,
         min(CASE WHEN open > 0 THEN b END) AS oldest
  FROM stock s JOIN calendar n ON n.m = s.m JOIN calendar o ON o.m = s.b GROUP BY ALL),
early AS (
  SELECT npp, b + 1 AS m, sum(paid)::BIGINT AS early FROM i JOIN days d ON d.m = b + 1 WHERE paid_on <= bill_due_on GROUP BY ALL),
e AS (
  SELECT e.*, year(listed_on) * 12 + month(listed_on) - 1 AS lm, year(registered_on) * 12 + month(registered_on) - 1 AS rm,
         coalesce(year(closed_on) * 12 + month(closed_on) - 1, 1000000) AS cm,
         (list_contains(p, 'JKK')::INT + 2 * list_contains(p, 'JKM')::INT + 4 * list_contains(p, 'JHT')::INT
          + 8 * list_contains(p, 'JP')::INT) AS has
  FROM (SELECT * REPLACE (CASE WHEN registered_on IS NOT NULL THEN workers_registered END AS workers_registered),
               string_split(programmes, ';') AS p FROM employers) e),
w AS (
  SELECT region, m, minimum_wage AS rupiah FROM floors),
r AS (
  SELECT e.region, e.kecamatan, e.office, e.segment, e.sector, e.scale, d.*, e.cm > d.m AS here,
         coalesce(e.cm > d.m AND e.rm <= d.m, false) AS enr, coalesce(n.workers, e.workers_registered) AS said, n.workers AS billed_workers,
         CASE WHEN e.cm > d.m AND e.rm <= d.m AND coalesce(n.workers, e.workers_registered) > e.workers_known THEN coalesce(n.workers, e.workers_registered)
              ELSE coalesce(e.workers_known, n.workers, e.workers_registered) END AS known, coalesce(a.outstanding, 0) AS owes,
         coalesce(d.m - a.oldest, 0) AS age, coalesce(fell.due, 0) AS due, coalesce(n.wages, 0) AS wages,
         n.npp IS NOT NULL AS has_bill, n.wages AS said_wages, e.workers_known AS counted, e.has,
         (CASE e.scale WHEN 'besar' THEN needs_besar WHEN 'menengah' THEN needs_menengah WHEN 'kecil' THEN needs_kecil WHEN 'mikro'
          THEN needs_mikro ELSE needs_besar & needs_menengah & needs_kecil & needs_mikro END & ~e.has) AS lacks,
         (CASE e.scale WHEN 'besar' THEN needs_besar WHEN 'menengah' THEN needs_menengah WHEN 'kecil' THEN needs_kecil WHEN 'mikro'
          THEN needs_mikro ELSE needs_besar | needs_menengah | needs_kecil | needs_mikro END & ~e.has) AS may_lack,
         CASE e.scale WHEN 'besar' THEN bound_besar WHEN 'menengah' THEN bound_menengah WHEN 'kecil' THEN bound_kecil WHEN 'mikro'
          THEN bound_mikro ELSE bound_besar & bound_menengah & bound_kecil & bound_mikro END AS binds,
         CASE e.scale WHEN 'besar' THEN bound_besar WHEN 'menengah' THEN bound_menengah WHEN 'kecil' THEN bound_kecil WHEN 'mikro'
          THEN bound_mikro ELSE bound_besar | bound_menengah | bound_kecil | bound_mikro END AS may_bind,
         least(CASE WHEN fell.paid_on <= d.bill_due_on THEN fell.paid ELSE 0 END + coalesce(early, 0), coalesce(fell.due, 0)) AS on_time,
         coalesce(a.settled, 0) AS settled, coalesce(a.fresh, 0) AS fresh, coalesce(a.penalty, 0) AS penalty, w.rupiah AS floor_wage
  FROM e CROSS JOIN days d
  LEFT JOIN b n ON n.npp = e.npp AND n.b = d.m
  LEFT JOIN b fell ON fell.npp = e.npp AND fell.b = d.m - 1
  LEFT JOIN early ON early.npp = e.npp AND early.m = d.m
  LEFT JOIN a ON a.npp = e.npp AND a.m = d.m
  LEFT JOIN w ON w.region = e.region AND w.m = d.m
  WHERE e.lm <= d.m),
q AS (
  SELECT *, enr AND coalesce(known > said, false) AS p1, enr AND binds > 0 AND coalesce(said_wages > 0 AND said_wages < billed_workers * floor_wage, false) AS p2,
         enr AND has != 0 AND lacks != 0 AS p3, enr AND counted > 0 AND said IS NULL AS u1,
         enr AND has_bill AND may_bind > 0 AND floor_wage IS NOT NULL
           AND coalesce(said_wages > 0 AND said_wages < billed_workers * floor_wage AND binds = 0, true) AS u2,
         enr AND has_bill AND may_bind = 0 AS exempt, enr AND has_bill AND may_bind > 0 AND floor_wage IS NULL AS no_floor,
         enr AND may_lack != 0 AND (has = 0 OR lacks = 0) AS u3, here AND owes > 0 AS arr, (NOT here) AND owes > 0 AS gone
  FROM r),
k AS (SELECT *, enr AND NOT (p1 OR p2 OR p3 OR u1 OR u2 OR u3) AS len, enr AND NOT (p1 OR p2 OR p3) AND (u1 OR u2 OR u3) AS ulen,
             CASE WHEN NOT arr THEN 0 WHEN age <= upto_lancar THEN 1 WHEN age <= upto_kurang_lancar THEN 2
                  WHEN age <= upto_diragukan THEN 3 ELSE 4 END AS cls FROM q),
h AS (
  SELECT *, CASE WHEN here THEN known ELSE 0 END AS known_wajib, CASE WHEN enr THEN known ELSE 0 END AS known_terdaftar,
         CASE WHEN len THEN known ELSE 0 END AS known_lengkap, CASE WHEN len AND NOT arr THEN known ELSE 0 END AS known_patuh,
         CASE WHEN enr THEN said ELSE 0 END AS workers_registered,
         CASE WHEN enr AND age <= active_until THEN said ELSE 0 END AS workers_active,
         CASE WHEN enr AND arr THEN said ELSE 0 END AS workers_exposed,
         on_time AS paid_on_time, settled + due - on_time - fresh AS paid_late,
         CASE WHEN cls = 1 THEN owes ELSE 0 END AS outstanding_lancar, CASE WHEN cls = 2 THEN owes ELSE 0 END AS outstanding_kurang_lancar,
         CASE WHEN cls = 3 THEN owes ELSE 0 END AS outstanding_diragukan, CASE WHEN cls = 4 THEN owes ELSE 0 END AS outstanding_macet,
         -- The simulated ledger has no opening balances.
         0 AS outstanding_tanpa_umur, CASE WHEN gone THEN owes ELSE 0 END AS closed_outstanding
  FROM k),
apart AS (
  SELECT *, CASE WHEN len THEN 'full' ELSE 'part' END AS step,
         CASE WHEN coalesce(workers_active, 0) = 0 THEN 'long' WHEN coalesce(workers_exposed, 0) > 0 THEN 'short' ELSE 'clear' END AS debt,
         CASE WHEN enr THEN 0 ELSE coalesce(known_wajib, 0) END AS unregistered,
         coalesce(known_terdaftar, 0) - coalesce(workers_registered, 0) AS left_out,
         CASE WHEN len THEN 0 ELSE coalesce(known_terdaftar, 0) END AS part_known, $differences
  FROM h),
emp AS (
  SELECT m, month, region, kecamatan, office, segment, sector, scale,
    count_if(here) AS wajib, count_if(enr) AS terdaftar, count_if(p1) AS pds_workers, count_if(p2) AS pds_wage,
    count_if(p3) AS pds_programme, count_if(len) AS lengkap, count_if(arr) AS in_arrears, count_if(len AND NOT arr) AS patuh,
    count_if(due > 0) AS billed, count_if(due > 0 AND on_time >= due) AS billed_on_time, count_if(gone) AS closed_in_arrears,
    count_if(cls = 1) AS in_arrears_lancar, count_if(cls = 2) AS in_arrears_kurang_lancar,
    count_if(cls = 3) AS in_arrears_diragukan, count_if(cls = 4) AS in_arrears_macet,
    $backed,
    count_if(u1) AS pds_workers_unknown, count_if(u2) AS pds_wage_unknown, count_if(u3) AS pds_programme_unknown,
    count_if(ulen) AS lengkap_unknown, count_if(ulen AND NOT arr) AS patuh_unknown,
    count_if(here AND known IS NULL) AS known_wajib_unknown, count_if(enr AND known IS NULL) AS known_terdaftar_unknown,
    count_if(enr AND said IS NULL) AS workers_registered_unknown,
    count_if(enr AND age <= active_until AND said IS NULL) AS workers_active_unknown,
    count_if(enr AND arr AND said IS NULL) AS workers_exposed_unknown, count_if(has_bill AND said_wages IS NULL) AS wages_unknown,
    count_if(exempt) AS wage_exempt, count_if(no_floor) AS wage_without_minimum,
    0 AS in_arrears_tanpa_umur, 0 AS penalty_unknown, max(CASE WHEN arr THEN owes ELSE 0 END) AS largest_outstanding,
    max(part_known) AS largest_part_known, $states
  FROM apart GROUP BY ALL),
c AS (SELECT c.*, e.region, e.kecamatan, e.office, e.segment, e.sector, e.scale FROM cases c JOIN employers e USING (employer)),
st AS (
  SELECT s.*, c.employer, c.kind, c.value, c.opened_on, c.closed_on, c.region, c.kecamatan, c.office, c.segment, c.sector, c.scale,
         year(s."on") * 12 + month(s."on") - 1 AS mo, list_position($steps, s.step) AS rank
  FROM case_steps s JOIN c USING ("case")),
ss AS (
  SELECT *, greatest(mo, year(opened_on) * 12 + month(opened_on) - 1) AS start,
         least(coalesce(lead(mo) OVER (PARTITION BY "case" ORDER BY "on", rank), 1000000),
                  coalesce(year(closed_on) * 12 + month(closed_on) - 1, 1000000)) AS stop
  FROM (SELECT "case", "on", step, deadline, mo, rank, opened_on, closed_on, region, kecamatan, office, segment, sector, scale FROM st
        UNION ALL BY NAME
        SELECT "case", DATE '0001-01-01' AS "on", '' AS step, 0 AS mo, -1 AS rank, opened_on, closed_on, region, kecamatan, office,
               segment, sector, scale FROM c)),
other AS (
  SELECT year(opened_on) * 12 + month(opened_on) - 1 AS m, region, kecamatan, office, segment, sector, scale,
         count(*) AS cases_opened FROM c GROUP BY ALL
  UNION ALL BY NAME
  SELECT year(closed_on) * 12 + month(closed_on) - 1 AS m, region, kecamatan, office, segment, sector, scale,
         count(*) AS cases_closed FROM c WHERE closed_on IS NOT NULL GROUP BY ALL
  UNION ALL BY NAME
  SELECT d.m, region, kecamatan, office, segment, sector, scale, count_if(deadline < month_end) AS cases_overdue,
         -- The simulated ledger records every limit, so that those of a Nota are the unconfirmed ones of the law.
         count_if(deadline < month_end AND step IN ('nota_1', 'nota_2')) AS cases_overdue_unconfirmed,
         count_if(step = '') AS cases_unstarted,
         $standing
  FROM ss JOIN days d ON start <= d.m AND d.m < stop GROUP BY ALL
  UNION ALL BY NAME
  SELECT * EXCLUDE employer, $recovered FROM (
    SELECT *, recovered - recovered_beyond AS recovered_within FROM (
      SELECT mo AS m, employer, region, kecamatan, office, segment, sector, scale, sum(recovered) AS recovered,
             sum(greatest(until - owed, 0) - greatest(until - recovered - owed, 0)) AS recovered_beyond
      FROM (SELECT *, CASE WHEN kind = 'tunggakan' THEN value ELSE 0 END AS owed,
                   sum(recovered) OVER (PARTITION BY "case" ORDER BY "on", rank ROWS UNBOUNDED PRECEDING) AS until FROM st)
      GROUP BY ALL))
  UNION ALL BY NAME
  SELECT year(o."on" + 90) * 12 + month(o."on" + 90) - 1 AS m, e.region, e.kecamatan, e.office, e.segment, e.sector, e.scale,
         count(*) AS outreach_attended, count_if(registered_on <= o."on" + 90) AS outreach_registered
  FROM outreach o JOIN employers e USING (employer)
  WHERE attended AND (registered_on IS NULL OR registered_on > o."on") GROUP BY ALL
  UNION ALL BY NAME
  SELECT year(strptime(blth, '%Y-%m')) * 12 + month(strptime(blth, '%Y-%m')) - 1 AS m, region, kecamatan, '' AS office,
         'BPU' AS segment, trade AS sector, '' AS scale, sum(target) AS informal_target, sum(active) AS informal_active,
         sum(CASE WHEN target IS NOT NULL THEN active ELSE 0 END) AS informal_targeted, 0 AS informal_targeted_unknown
  FROM informal GROUP BY ALL
  UNION ALL BY NAME
  SELECT d.m, region, kecamatan, '' AS office, 'JAKON' AS segment, 'F' AS sector, '' AS scale, count(*) AS jakon_projects,
         sum(workers) AS jakon_workers, count_if(workers > 0) AS contributors_jakon_workers, max(workers) AS largest_jakon_workers
  FROM projects p JOIN days d
    ON d.m BETWEEN year(greatest(registered_on, started_on)) * 12 + month(greatest(registered_on, started_on)) - 1
               AND year(ends_on) * 12 + month(ends_on) - 1
  WHERE registered_on IS NOT NULL GROUP BY ALL),
every AS (SELECT * FROM emp UNION ALL BY NAME SELECT days.month, other.* FROM other JOIN days USING (m))
SELECT v.month, v.region, v.kecamatan,
       CASE WHEN s.office IS NOT NULL THEN v.office ELSE coalesce(n.main_office, '') END AS office, v.segment, v.sector, v.scale,
       $sums
FROM every v LEFT JOIN serves s ON s.region = v.region AND s.m = v.m AND s.office = v.office
LEFT JOIN main n ON n.region = v.region AND n.m = v.m
GROUP BY ALL
