"""What the tables of a simulated ledger say of each other: employers, bills, cases, the self-employed."""

import re
from datetime import timedelta

import numpy as np
import pandas as pd
import pytest

from data.law.contributions import due_of_one
from data.law.rules import at
from data.months import month_end, month_index, month_text
from data.places import minimum_wages
from data.simulation.regions import COAST
from data.vocabulary import LICENCE_STEPS, PWBD_STEPS, STEPS
from tests.data.simulation.simulated import (
    DUE,
    FACTS,
    SMALL,
    USUAL,
    due_days,
    funnel,
    kept,
    overdue,
    payments,
)


@pytest.fixture
def small():
    return kept(SMALL)


@pytest.fixture
def usual():
    return kept(USUAL)


# -- employers and their bills


def test_names_cannot_be_mistaken_for_real_ones(usual):
    shape = r"(PT|CV|UD|Koperasi|Yayasan|Firma|BUMN|BUMD|Instansi) Simulasi [A-Z][\w ]+ \d{5}"
    assert usual["employers"]["name"].map(lambda name: bool(re.fullmatch(shape, name))).all()
    assert usual["employers"]["name"].is_unique
    assert usual["projects"]["name"].str.fullmatch(r"Proyek Simulasi \d{5}").all()
    assert usual["case_steps"]["document"].str.fullmatch(r"SIM/[A-Z0-9_]+/\d{4}/\d{4,}").all()
    assert usual["case_steps"]["document"].is_unique
    assert usual["case_steps"]["agency"].str.endswith("(simulasi)").all()


def test_every_registered_employer_has_a_bill_for_each_month_and_nobody_else_has(small):
    expected = set()
    for row in small["employers"].to_dict("records"):
        if not pd.isna(row["registered_on"]):
            start = max(f"{row['registered_on']:%Y-%m}", "2025-02")
            until = SMALL.last if pd.isna(row["closed_on"]) else f"{row['closed_on']:%Y-%m}"
            expected |= {(row["npp"], text) for text in SMALL.texts if start <= text <= until}
    bills = small["contributions"]
    assert set(zip(bills["npp"], bills["blth"], strict=True)) == expected


def test_who_is_not_registered_has_no_number_no_workers_and_no_programme(usual):
    away = usual["employers"].query("status == 'belum daftar'")
    assert len(away) > 1_000
    assert away["registered_on"].isna().all() and (away["npp"] == "").all()
    assert (away["programmes"] == "").all() and (away["workers_registered"] == 0).all()
    assert not away["listed_from"].eq("pendaftaran").any()
    assert set(usual["employers"]["listed_from"]) == {"pendaftaran", "oss", "wlkp", "wasrik", "laporan"}


def test_dues_are_those_of_the_law_for_each_month(small):
    staff = small["employers"].set_index("npp")
    for row in small["contributions"].sample(300, random_state=1).to_dict("records"):
        employer = staff.loc[row["npp"]]
        due = due_of_one(
            at(row["blth"]),
            employer["jkk_risk"],
            employer["relief_industry"],
            employer["programmes"],
            row["workers"],
            row["wages"],
        )
        assert {name: row[name] for name in DUE} == due


def test_parts_add_up_to_the_bill_and_only_the_generous_pay_more(usual):
    bills = usual["contributions"].set_index(["npp", "blth"])
    due = bills[DUE].sum(axis=1)
    paid = payments(usual).groupby(["npp", "blth"])["amount"].agg(["sum", "count"])
    paid = paid.assign(due=due.reindex(paid.index))
    assert 0 < (paid["sum"] > paid["due"]).mean() < 0.05
    several = paid[paid["count"] > 1]
    assert len(several) > 1_000 and (several["sum"] <= several["due"]).mean() > 0.99
    assert (several["sum"] == several["due"]).mean() > 0.5


def test_what_was_paid_after_the_month_of_the_bill_is_an_instalment(usual):
    """So that a month of contributions is never written again."""
    bills, later = usual["contributions"], usual["instalments"]
    after = {
        text: pd.Timestamp(month_end(month_text(month_index(text) + 1))) for text in bills["blth"].unique()
    }
    assert not (bills["paid_on"] > bills["blth"].map(after)).any()
    alone = later[~later.duplicated(["npp", "blth"], keep=False)].merge(
        bills, on=["npp", "blth"], suffixes=("", "_row")
    )
    unpaid = alone[alone["paid_on_row"].isna()]
    assert (unpaid["paid_on"] > unpaid["blth"].map(after)).all() and len(unpaid) > 1_000


def test_the_workers_fit_the_scale(usual):
    staff = usual["employers"].assign(
        size=usual["employers"][["workers_known", "workers_registered"]].max(axis=1)
    )
    staff = staff[staff["status"] == "aktif"]
    bounds = staff.groupby("scale")["size"].agg(["min", "max"])
    assert bounds.loc["besar", "min"] >= 100 and bounds.loc["menengah"].between(20, 99).all()
    assert bounds.loc["kecil"].between(5, 19).all() and bounds.loc["mikro"].between(1, 4).all()


def test_at_the_end_the_list_and_the_last_bill_agree(usual):
    last = usual["contributions"].query("blth == '2026-10'").set_index("npp")["workers"]
    staff = usual["employers"].query("status == 'aktif'").set_index("npp")["workers_registered"]
    assert last.reindex(staff.index).tolist() == staff.tolist()
    assert (usual["employers"].query("status != 'aktif'")["workers_registered"] == 0).all()


def test_all_kinds_of_payer_are_there(usual):
    bills = usual["contributions"].query("blth < '2026-07'").set_index(["npp", "blth"])
    first = payments(usual).sort_values("paid_on").drop_duplicates(["npp", "blth"]).set_index(["npp", "blth"])
    bills = bills.assign(first=first["paid_on"], amount=first["amount"], asked=bills[DUE].sum(axis=1))
    fell = due_days(bills.index.get_level_values("blth"))
    days = (bills["first"] - fell).dt.days
    assert (days <= 0).mean() > 0.6
    assert ((days > 0) & (days <= 31)).mean() > 0.05
    assert (days > 31).mean() > 0.02
    assert days.isna().mean() > 0.01
    assert (bills["amount"] < bills["asked"]).mean() > 0.02
    never = bills.groupby("npp")["first"].count() == 0
    assert 0 < never.sum() < 0.05 * len(never)


def test_large_employers_pay_better_than_small_ones(usual):
    reached = funnel(usual, USUAL).groupby("scale")["in_arrears"].mean()
    assert reached["mikro"] > reached["besar"]


def test_hiring_follows_the_season(usual):
    staff = usual["employers"].query("npp != ''").set_index("npp")["sector"]
    bills = usual["contributions"].query("blth >= @USUAL.first")
    bills = bills.assign(sector=bills["npp"].map(staff))
    farms = bills[bills["sector"] == "A"].groupby("npp").filter(lambda months: len(months) == 36)
    by_month = farms.groupby("blth")["workers"].sum()
    assert by_month["2026-03"] > by_month["2026-01"] and by_month["2025-03"] > by_month["2025-07"]


def test_pay_goes_by_the_real_minimum_wages(usual):
    """Where nothing is amiss, nobody is paid less than the minimum wage in force; no minimum wage is made up."""
    assert "minimum_wages" not in usual
    staff = usual["employers"].query("npp != ''").set_index("npp")["region"]
    for month in ("2025-10", "2025-11", "2026-06"):
        known = minimum_wages(FACTS, month).set_index("region")["rupiah"]
        bills = usual["contributions"].query("blth == @month and workers > 0").reset_index(drop=True)
        ratio = bills["wages"] / bills["workers"] / bills["npp"].map(staff).map(known)
        assert 0.8 < (ratio.dropna() >= 0.999).mean() < 1 and ratio.median() < 2


# -- the funnel


def test_the_funnel_is_plausible_and_every_kind_of_lapse_is_in_every_area(usual):
    reached = funnel(usual, USUAL)
    lapses = reached[["pds_workers", "pds_wage", "pds_programme"]]
    complete = ~lapses.any(axis=1)
    assert 0.65 < complete.mean() < 0.9
    assert 0.55 < (complete & ~reached["in_arrears"]).mean() < 0.85
    areas = FACTS.regions.set_index("code")["area"]
    assert lapses.groupby(reached["region"].map(areas)).sum().min().min() >= 5
    assert set(reached.loc[reached["pds_workers"], "scale"]) == {"besar", "menengah", "kecil"}


def test_who_leaves_nobody_out_is_never_seen_to(usual):
    """Growth and season must not look like a lapse in any month of the window."""
    staff = usual["employers"].set_index("npp")
    bills = usual["contributions"].join(staff["workers_known"], on="npp")
    bills = bills[bills["blth"] >= USUAL.first]  # before it only who owes has bills
    share = (bills["workers_known"].fillna(0) > bills["workers"]).groupby(bills["blth"]).mean()
    assert share.min() > 0.04 and share.max() < 0.12 and share.iloc[0] > share.iloc[-1]


def test_meetings_work(usual):
    staff = usual["employers"].set_index("employer")["registered_on"]
    invited = usual["outreach"].assign(registered=usual["outreach"]["employer"].map(staff))
    invited = invited[~(invited["registered"] <= invited["on"]) & (invited["on"] < "2026-07-01")]
    within = (invited["registered"] - invited["on"]).dt.days <= 90
    share = within.groupby(invited["attended"]).mean()
    assert share[True] > 2 * share[False] > 0
    assert invited["attended"].nunique() == 2


# -- cases


def case_money(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Arrears cases with npp and what was recovered."""
    cases = tables["cases"].query("kind == 'tunggakan'")
    recovered = tables["case_steps"].groupby("case")["recovered"].sum()
    npp = tables["employers"].set_index("employer")["npp"]
    return cases.assign(npp=cases["employer"].map(npp), recovered=cases["case"].map(recovered))


def test_no_step_recovered_more_than_was_paid_late_after_it(usual):
    steps = usual["case_steps"].merge(case_money(usual)[["case", "npp"]], on="case")
    until = steps.groupby("case")["on"].shift(-1).fillna(pd.Timestamp.max)
    steps = steps.assign(until=until.dt.floor("D"), number=range(len(steps))).query("recovered > 0")
    money = payments(usual)
    late = money[money["paid_on"] > due_days(money["blth"])]
    paid = late.merge(steps, on="npp", suffixes=("", "_step"))
    within = paid[(paid["paid_on"] >= paid["on"]) & (paid["paid_on"] < paid["until"])]
    sums = within.groupby("number")["amount"].sum().reindex(steps["number"], fill_value=0)
    # What was settled before the window has no bills in it.
    known = (steps["on"] >= pd.Timestamp(f"{USUAL.first}-01")).to_numpy()
    steps, sums = steps[known], sums[known]
    assert len(steps) > 300
    assert (steps["recovered"].to_numpy() <= sums.to_numpy()).all()
    assert (steps["on"].dt.strftime("%Y-%m") == "2026-10").any()


def test_a_case_is_worth_what_was_overdue_when_it_was_opened(small):
    cases = case_money(small)
    assert len(cases) >= 10
    for row in cases.to_dict("records"):
        before = row["opened_on"].date() - timedelta(days=1)
        assert overdue(small, before).get(row["npp"], pd.Series([0])).sum() == row["value"]


def test_steps_follow_the_chain_and_the_clock_of_the_law(usual):
    steps = usual["case_steps"].merge(usual["cases"], on="case")
    assert set(steps["step"]) == set(STEPS)
    # What the labour agency of Sumatera Selatan does comes before the prosecutor.
    before = [step for step in STEPS if step not in LICENCE_STEPS]
    before[before.index("skk") : before.index("skk")] = LICENCE_STEPS
    order = steps["step"].map(before.index)
    again = steps["case"] == steps["case"].shift()
    further = (order.diff() > 0) | (steps["step"].eq("angsuran") & (order.diff() == 0))
    assert (further & (steps["on"].diff() > pd.Timedelta(0)))[again].all()
    assert (steps["on"] >= steps["opened_on"]).all()
    assert not (steps["on"] > steps["closed_on"]).any()
    assert steps[steps["kind"] == "pwbd"]["step"].isin(PWBD_STEPS).all()
    warned = steps[steps["step"] == "teguran_1"]
    days = np.busday_count(
        warned["on"].to_numpy().astype("datetime64[D]"), warned["deadline"].to_numpy().astype("datetime64[D]")
    )
    days = days[warned["on"].dt.dayofweek < 5]  # more where public holidays lie between
    assert days.min() == 10 and (days == 10).mean() > 0.4
    limits = (steps["deadline"] - steps["on"]).dt.days.groupby(steps["step"]).agg(["min", "max"])
    assert limits.loc["denda"].tolist() == [30, 30] and limits.loc["nota_2"].tolist() == [14, 14]
    assert limits.loc[["surat", "skk", "tmp2t"]].isna().all(axis=None)


def test_every_outcome_is_there_and_means_what_it_says(usual):
    cases = usual["cases"].join(
        usual["employers"].set_index("employer")[["registered_on", "closed_on"]],
        on="employer",
        rsuffix="_employer",
    )
    assert set(cases["outcome"]) == {"", "lunas", "angsuran", "terdaftar", "lengkap", "dihentikan"}
    assert (cases["closed_on"].isna() == (cases["outcome"] == "")).all()
    registered = cases[cases["outcome"] == "terdaftar"]
    assert (registered["closed_on"] == registered["registered_on"]).all()
    assert cases.loc[cases["outcome"] == "dihentikan", "closed_on_employer"].notna().all()
    settled = case_money(usual).query("outcome in ['lunas', 'angsuran']")
    assert (settled["recovered"] >= settled["value"]).all()
    still = overdue(usual, USUAL.end).reset_index()[["npp", "blth"]].merge(settled, on="npp")
    assert len(still) > 100 and not (due_days(still["blth"]) < still["opened_on"]).any()


# -- the self-employed and projects


def test_trades_are_found_where_they_belong(usual):
    table = usual["informal"]
    kind, area = (table["region"].map(FACTS.regions.set_index("code")[name]) for name in ("kind", "area"))
    place = {
        trade: (set(kind[table["trade"] == trade]), set(area[table["trade"] == trade]))
        for trade in set(table["trade"])
    }
    assert set(table.loc[table["trade"] == "nelayan", "region"]) == set(COAST)
    assert place["ojek_online"][0] == {"kota"}
    assert place["batik"][1] == {"pekalongan"}
    assert place["petani_sawit"] == ({"kabupaten"}, {"sumsel"})
    assert set(table["trade"]) == {"nelayan", "ojek_online", "batik", "petani_sawit", "pedagang", "lainnya"}
    assert set(table["payer"]) == {"sendiri", "apbd", "apbdes", "csr", "dbh_sawit"}
    assert table["target"].isna().any()


def test_every_kecamatan_of_the_coast_exists():
    for region, names in COAST.items():
        known = set(FACTS.kecamatan.loc[FACTS.kecamatan["region"] == region, "name"])
        assert set(names) <= known, region


def test_more_self_employed_are_covered_every_month(usual):
    by_month = usual["informal"].groupby("blth")["active"].sum()
    assert by_month.is_monotonic_increasing and by_month.iloc[-1] > 1.2 * by_month.iloc[0]


def test_projects_are_billed_by_the_tiers_of_their_value(usual):
    for row in usual["projects"].sample(40, random_state=3).to_dict("records"):
        tiers = at("2026-10").jakon
        tops = [*(tier.above_rupiah for tier in tiers[1:]), 10**18]
        jkk, jkm = (
            sum(
                max(min(row["value"], top) - tier.above_rupiah, 0) * getattr(tier, name)
                for tier, top in zip(tiers, tops, strict=True)
            )
            for name in ("jkk_ppm", "jkm_ppm")
        )
        due = (
            0 if pd.isna(row["registered_on"]) else sum((part + 500_000) // 1_000_000 for part in (jkk, jkm))
        )
        assert row["due"] == due and row["paid"] in (0, due)
