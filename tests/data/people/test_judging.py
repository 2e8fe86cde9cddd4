"""Whom a sign-in stands for: every claim that is missing, wrong, old or made for somebody else gives no role."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.access import PUBLIK, ROLES, Viewer
from data.people import Person, judged, may_try
from tests.data.people.claims import AT, FILE, PROXY, claims, facts, sign_in

BOSS = "kepala@kantor.go.id"
MOJOKERTO = Viewer("cabang", frozenset({"KC-MOJOKERTO", "KCP-JOMBANG"}))


@pytest.fixture(scope="module")
def ways(tmp_path_factory):
    return sign_in(tmp_path_factory.mktemp("masuk"))


def people(**changed: object) -> dict[str, Person]:
    """A register with one person."""
    return {BOSS: Person(**{"account": BOSS, "role": "cabang", "offices": ("KC-MOJOKERTO",), **changed})}


def test_a_group_gives_a_role(ways):
    found = judged(claims(), ways, {}, facts(), AT)
    assert (found.account, found.viewer, found.problem) == (BOSS, Viewer("pengelola"), None)


def test_a_kanwil_brings_all_its_offices_and_no_other(ways):
    found = judged(claims(groups=["peta-sumbagsel"]), ways, {}, facts(), AT)
    assert found.viewer.role == "wilayah"
    assert {"KANWIL-SUMBAGSEL", "KC-PALEMBANG", "KCP-LAHAT"} <= found.viewer.offices
    assert not {"KC-MOJOKERTO", "KC-PEKALONGAN"} & found.viewer.offices


@pytest.mark.parametrize("name", ["cn=peta,ou=kantor,dc=go,dc=id", r"cn=peta\, peta-pengelola,ou=kantor"])
@pytest.mark.parametrize("listed", [str, lambda name: [name]], ids=["text", "list"])
def test_the_name_of_a_group_in_a_directory_is_one_group(tmp_path, name, listed):
    """Cut at its commas it would name no group at all, or another one."""
    rule = f'{{ group = {json.dumps(name)}, role = "pengelola" }}'
    known = sign_in(tmp_path, FILE.replace('{ group = "peta-pengelola", role = "pengelola" }', rule))
    assert judged(claims(groups=listed(name)), known, {}, facts(), AT).viewer == Viewer("pengelola")
    unnamed = sign_in(tmp_path)
    assert judged(claims(groups=listed(name)), unnamed, {}, facts(), AT).code == "no_role"


def test_a_branch_brings_those_below_it(ways):
    assert judged(claims(groups=["peta-mojokerto"]), ways, {}, facts(), AT).viewer == MOJOKERTO


def test_the_register_counts_before_the_groups(ways):
    assert judged(claims(), ways, people(), facts(), AT).viewer == MOJOKERTO


def test_who_has_not_signed_in_is_the_public_without_a_reason(ways):
    found = judged({"is_logged_in": False}, ways, people(), facts(), AT)
    assert (found.account, found.viewer, found.problem) == ("", PUBLIK, None)


REFUSED = {
    "provider": [{"provider": "lain"}, {"provider": None}, {"provider": ["kantor"]}],
    "audience": [
        {"aud": "lain"},
        {"aud": None},
        {"aud": ["lain"]},
        {"azp": "lain"},
        {"aud": ["peta-patuh", "x"], "azp": "x"},
    ],
    "expired": [{"exp": AT.timestamp() - 6}, {"exp": 0}, {"exp": -(10**30)}],
    "no_end": [{"exp": None}, {"exp": "besok"}, {"exp": True}, {"exp": float("nan")}],
    "account_claim": [
        {"email": None},
        {"email": ""},
        {"email": ["a@b.id"]},
        {"email": "a b@c.id"},
        {"email": "x" * 300},
        {"email": "a\x00b"},
    ],
    "email": [{"email_verified": False}, {"email_verified": "true"}],
    "groups_claim": [{"groups": None}, {"groups": 7}, {"groups": [7]}, {"groups": {"peta-pengelola": 1}}],
    "no_role": [{"groups": []}, {"groups": ["peta-pengelola2"]}, {"groups": ["PETA-PENGELOLA"]}],
    "offices": [{"groups": ["peta-lama"]}],
}


@pytest.mark.parametrize(
    ("code", "changed"), [(code, one) for code, every in REFUSED.items() for one in every], ids=str
)
def test_what_is_missing_or_wrong_gives_no_role_and_says_why(ways, code, changed):
    found = judged(claims(**changed), ways, {}, facts(), AT)
    assert (found.viewer, found.code) == (PUBLIK, code)
    assert str(found.problem)


def test_an_organisation_may_show_strangers_nothing(tmp_path):
    closed = sign_in(tmp_path, FILE.replace('visitors = "publik"', 'visitors = "tidak"'))
    assert judged({"is_logged_in": False}, closed, {}, facts(), AT).viewer is None
    assert judged(claims(groups=[]), closed, {}, facts(), AT).viewer is None
    assert judged(claims(), closed, {}, facts(), AT).viewer == Viewer("pengelola")


@pytest.mark.parametrize(
    "changed", [{"out": True}, {"until": AT.date() - timedelta(1)}, {"out": True, "since": date(2030, 1, 1)}]
)
def test_who_is_out_has_no_role_whatever_the_groups_say(ways, changed):
    found = judged(claims(), ways, people(**changed), facts(), AT)
    assert (found.account, found.viewer, found.code) == (BOSS, PUBLIK, "out")


def test_a_role_holds_from_its_first_day_to_its_last(ways):
    for since, until in [(AT.date(), AT.date()), (None, AT.date()), (AT.date(), None)]:
        assert judged(claims(), ways, people(since=since, until=until), facts(), AT).viewer == MOJOKERTO
    early = judged(claims(), ways, people(since=AT.date() + timedelta(1)), facts(), AT)
    assert (early.viewer, early.code) == (PUBLIK, "not_yet")


def test_the_last_day_ends_by_the_clocks_of_the_regions(ways):
    """Half past midnight in Jakarta is still the day before in UTC."""
    last = people(until=date(2026, 11, 2))
    late = AT.replace(hour=16, minute=59), AT.replace(hour=17, minute=30)
    assert [judged(claims(exp=AT.timestamp() * 2), ways, last, facts(), at).code for at in late] == [
        "",
        "out",
    ]


# -- a proxy's word


@pytest.fixture(scope="module")
def behind(tmp_path_factory):
    return sign_in(tmp_path_factory.mktemp("proksi"), f"[peta]\nvisitors = 'publik'\n{PROXY}")


def told(**changed: object) -> dict[str, object]:
    """What the headers of the proxy say."""
    return {
        "peta:account": "Kepala@kantor.go.id",
        "peta:groups": "staf, peta-pengelola",
        "since": AT.timestamp(),
        **changed,
    }


def test_a_proxy_names_account_and_groups(behind):
    assert judged(told(), behind, {}, facts(), AT).viewer == Viewer("pengelola")
    assert judged(told(), behind, people(), facts(), AT).viewer == MOJOKERTO


def test_a_proxys_word_holds_for_hours_only(behind):
    assert judged(told(since=AT.timestamp() - 8 * 3600 - 1), behind, {}, facts(), AT).code == "expired"
    assert judged(told(since=None), behind, {}, facts(), AT).code == "expired"


def test_a_proxys_headers_are_not_believed_where_none_is_set(ways):
    assert judged(told(), ways, people(), facts(), AT).viewer == PUBLIK
    assert judged(claims(**told(groups=[], email="x@y.id")), ways, people(), facts(), AT).account == "x@y.id"


def test_a_providers_claims_are_not_believed_where_there_is_a_proxy_alone(behind):
    assert judged(claims(), behind, people(), facts(), AT).code == "provider"


# -- trying on


VIEWERS = st.builds(
    Viewer, st.sampled_from(ROLES), st.frozensets(st.sampled_from(["A", "B", "C"]), min_size=1)
) | st.sampled_from([PUBLIK, Viewer("pengelola"), Viewer("wilayah")])


@given(own=VIEWERS, tried=VIEWERS, office=st.sampled_from(["A", "B", "C", "D", ""]))
def test_nobody_tries_on_a_role_that_is_told_more(own, tried, office):
    if not may_try(own, tried):
        return
    assert own.sees_employers(office) or not tried.sees_employers(office)
    assert own.sees_every_cell or not tried.sees_every_cell
    assert own.may_publish or not tried.may_publish
    assert own.may_bring or not tried.may_bring or own.role == "wilayah"


def test_everybody_may_look_as_the_public_and_as_themselves():
    for one in (PUBLIK, Viewer("pengelola"), MOJOKERTO, Viewer("wilayah", frozenset({"A"}))):
        assert may_try(one, PUBLIK) and may_try(one, one)


def test_a_kanwil_may_look_as_its_branch_and_a_branch_not_as_its_kanwil():
    kanwil = Viewer("wilayah", frozenset({"A", "B"}))
    assert may_try(kanwil, Viewer("cabang", frozenset({"B"})))
    assert not may_try(Viewer("cabang", frozenset({"A", "B"})), kanwil)
    assert not may_try(kanwil, Viewer("wilayah"))  # without offices it would be all of them
