"""Who sees what: the public gets fixed tables with small cells hidden, the roles inside what is theirs."""

from collections import namedtuple

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.access.access import BadSlice, Slice, guarded, why
from data.access.viewer import PUBLIK, ROLES, BadViewer, Viewer
from data.cube import LARGEST
from data.disclosure import masking
from data.disclosure.public_tables import CELL
from data.vocabulary import LEVEL_KEYS, LEVELS, NARROWING
from data.words import Words
from tests.data.disclosure.attacker import Attacker
from tests.data.disclosure.disclosure_cubes import MONTH, OUTSTANDING, SMALL, real_size, small
from tests.examples import examples
from tests.sampling import with_rest

Law = namedtuple("Law", "min_employers dominance_ppm dominance_confirmed")
LAW = Law(10, 800_000, True)
# Level -> the column that the lattice calls `area`.
AREA = {level: next(iter(keys), None) for level, keys in LEVEL_KEYS.items()} | {"kecamatan": "region"}
BRANCH = Viewer("cabang", frozenset({"KC-MUARA-ENIM"}))
INSIDE = Viewer("pengelola")


@pytest.fixture(scope="module")
def real() -> tuple[pd.DataFrame, pd.DataFrame]:
    return real_size(12_000, 2)


def asked(viewer, data, what, law=LAW, measures=("wajib",), release=None):
    return guarded(viewer, *data, what, law, measures=measures, release=release)


# -- viewers


@pytest.mark.parametrize(
    ("viewer", "own", "other", "unknown", "brings", "publishes"),
    [
        (PUBLIK, False, False, False, False, False),
        (Viewer("publik", frozenset({"KC-A"})), False, False, False, False, False),
        (Viewer("cabang", frozenset({"KC-A"})), True, False, False, True, False),
        (Viewer("wilayah", frozenset({"KC-A"})), True, False, False, False, False),
        (Viewer("wilayah"), True, True, True, False, False),
        (Viewer("pengelola"), True, True, True, True, True),
    ],
)
def test_whose_employers_are_named(viewer, own, other, unknown, brings, publishes):
    assert [viewer.sees_employers(office) for office in ("KC-A", "KC-B", "")] == [own, other, unknown]
    assert viewer.names_employers == own
    assert (viewer.may_bring, viewer.may_publish) == (brings, publishes)


def test_a_scope_is_one_key_however_the_offices_are_written():
    assert (
        Viewer("cabang", {"B", "A"}).scope
        == Viewer("cabang", ["A", "B", "A"]).scope
        == ("cabang", ("A", "B"))
    )
    assert len({Viewer("cabang", {"A"}), Viewer("cabang", ["A"]), PUBLIK}) == 2


@pytest.mark.parametrize(("role", "offices"), [("admin", ()), ("", ()), ("cabang", ())])
def test_a_role_that_is_not_one_is_refused(role, offices):
    with pytest.raises(BadViewer) as error:
        Viewer(role, frozenset(offices))
    assert Words("en").explain(error.value) != str(error.value)


def test_roles_and_reasons_are_written_in_both_languages():
    indonesian, english = Words("id"), Words("en")
    viewers = [Viewer(role, frozenset({"KC-A"})) for role in ROLES]
    titles = {viewer.title(words) for viewer in viewers for words in (indonesian, english)}
    reasons = {
        why(suppressed, words, LAW)
        for suppressed in ("disembunyikan", "terlalu rinci")
        for words in (indonesian, english)
    }
    assert (len(titles), len(reasons)) == (8, 4)
    assert why("", indonesian, LAW) == ""
    assert "10" in why("disembunyikan", english, LAW) and "80" in why("disembunyikan", english, LAW)
    assert "not confirmed" in why("disembunyikan", english, LAW._replace(dominance_confirmed=False))
    assert "not confirmed" not in why("disembunyikan", english, LAW)


@pytest.mark.parametrize("wrong", [{"level": "desa"}, {"by": "month"}, {"filters": {"npp": ["1"]}}])
def test_a_slice_is_along_the_cube(wrong):
    with pytest.raises(BadSlice, match="Yang diterima salah satu dari"):
        Slice(MONTH, **wrong)


# -- the roles inside


@st.composite
def slices(draw) -> Slice:
    filters = draw(
        st.dictionaries(st.sampled_from(NARROWING), st.sets(st.sampled_from(["A", "B", "mikro", "PU", "KC"])))
    )
    return Slice(MONTH, draw(st.sampled_from(LEVELS)), draw(st.sampled_from(("", *NARROWING))), filters)


def plain(data, what: Slice, measure: str) -> dict[tuple, int]:
    """The sums of a slice by a plain loop over the rows of the cube."""
    cube, regions = data
    areas = regions.set_index("code")
    sums: dict[tuple, int] = {}
    for row in cube.to_dict("records"):
        row |= {name: areas[name].get(row["region"], "") for name in ("area", "province_code")}
        if all(row[dimension] in values for dimension, values in what.filters):
            key = tuple(row[name] for name in what.keys)
            sums[key] = sums.get(key, 0) + row[measure]
    return sums


def told(frame: pd.DataFrame, what: Slice, measure: str = "wajib") -> dict[tuple, int]:
    rows = frame[frame["suppressed"] == ""]
    keys = list(rows[what.keys].itertuples(index=False, name=None)) if what.keys else [()] * len(rows)
    return dict(zip(keys, rows[measure].tolist(), strict=True))


@examples(12, 150)
@given(cube=small(), what=slices())
def test_inside_every_cell_is_the_sum_of_its_rows(cube, what):
    inside = asked(INSIDE, (cube, SMALL), what)
    assert set(inside["suppressed"]) <= {""}
    nonzero = {key: number for key, number in told(inside, what).items() if number}
    assert nonzero == {key: number for key, number in plain((cube, SMALL), what, "wajib").items() if number}
    assert asked(Viewer("wilayah", {"KC"}), (cube, SMALL), what).equals(inside)


@examples(12, 150)
@given(cube=small(), what=slices())
def test_the_public_is_told_the_truth_or_nothing(cube, what):
    public = asked(PUBLIK, (cube, SMALL), what, law=Law(4, 800_000, True))
    sums = plain((cube, SMALL), what, "wajib")
    assert told(public, what).items() <= (dict.fromkeys(told(public, what), 0) | sums).items()
    assert public.loc[public["suppressed"] != "", "wajib"].isna().all()
    assert not public.duplicated(what.keys).any() if what.keys else len(public) <= 1


def test_a_branch_sees_its_own_cells_and_of_others_no_more_than_the_public(real):
    what = Slice(MONTH, "kecamatan")
    branch, public, inside = (
        asked(viewer, real, what, release="branch").set_index(["region", "kecamatan"])
        for viewer in (BRANCH, PUBLIK, INSIDE)
    )
    cube = real[0]
    offices = cube.groupby(["region", "kecamatan"])["office"].agg(set)
    own = offices.index[offices == {"KC-MUARA-ENIM"}]
    rest = offices.index.difference(own)
    assert len(own) and (branch.loc[own, "wajib"] == inside.loc[own, "wajib"]).all()
    assert (public.loc[own, "suppressed"] != "").any()
    shown = rest[branch.loc[rest, "suppressed"] == ""]
    assert len(shown) and (branch.loc[shown, "wajib"] == public.loc[shown, "wajib"]).all()


def test_taking_ones_own_off_leaves_what_the_public_would_be_told_of_the_rest(real):
    cube, regions = real
    mixed = cube.assign(office=np.where(np.arange(len(cube)) % 9 > 1, "KC-MUARA-ENIM", "KC-LAIN"))
    rest = mixed[mixed["office"] == "KC-LAIN"]
    for what in (
        Slice(MONTH, "kecamatan"),
        Slice(MONTH, by="sector"),
        Slice(MONTH, "province"),
        Slice(MONTH, "all"),
    ):
        branch = told(asked(BRANCH, (mixed, regions), what), what)
        whole, others = (plain((rows, regions), what, "wajib") for rows in (mixed, rest))
        public = told(asked(PUBLIK, (rest, regions), what), what)
        alone = {key for key in whole if not others.get(key)}
        seen = told(asked(PUBLIK, (mixed, regions), what), what)
        both = {key for key in public if key in seen}
        assert both and branch == {key: whole[key] for key in whole if key in alone or key in both}
        assert all(branch[key] - (whole[key] - others[key]) == public[key] for key in both)
    small = [
        key
        for key, left in plain((rest, regions), Slice(MONTH, by="sector"), "wajib").items()
        if 0 < left < 10
    ]
    shown = told(asked(BRANCH, (mixed, regions), Slice(MONTH, by="sector")), Slice(MONTH, by="sector"))
    assert small and not set(small) & set(shown)


def test_a_deputy_is_guarded_outside_the_kanwil_as_a_branch_outside_its_office(real):
    deputy, offices = Viewer("wilayah", {"KC-MUARA-ENIM"}), {"office": ["KC-MUARA-ENIM"]}
    for what in (Slice(MONTH, "kecamatan"), Slice(MONTH, "kecamatan", "sector", offices)):
        assert asked(deputy, real, what).equals(asked(BRANCH, real, what))
    assert not deputy.sees_every_cell and not deputy.sees_employers("KC-PALEMBANG")


def test_a_branch_may_look_closer_at_its_own_cells_only(real):
    what = Slice(MONTH, "kecamatan", "sector", {"office": ["KC-MUARA-ENIM"]})
    own = asked(BRANCH, real, what)
    assert told(own, what) == plain(real, what, "wajib")
    other = Slice(MONTH, "region", "sector", {"office": ["KC-PALEMBANG"]})
    refused = asked(BRANCH, real, other)
    assert set(refused["suppressed"]) == {"terlalu rinci"} and refused["sector"].isna().all()


def test_offices_given_to_the_public_open_nothing(real):
    what = Slice(MONTH, "kecamatan")
    assert asked(Viewer("publik", {"KC-PALEMBANG"}), real, what).equals(asked(PUBLIK, real, what))


# -- the public


@pytest.mark.parametrize(
    "what",
    [
        Slice(MONTH, "kecamatan", "sector"),
        Slice(MONTH, "kecamatan", filters={"scale": ["mikro"]}),
        Slice(MONTH, "region", "sector", {"scale": ["mikro"]}),
        Slice(MONTH, "all", filters={"scale": ["mikro"], "sector": ["A"]}),
    ],
)
def test_what_is_too_fine_is_refused_without_telling_which_cells_there_are(real, what):
    refused = asked(PUBLIK, real, what)
    assert len(refused) and set(refused["suppressed"]) == {"terlalu rinci"} and refused["wajib"].isna().all()
    assert len(refused) == len(asked(PUBLIK, real, Slice(MONTH, what.level)))
    assert not set(LARGEST) & set(refused.columns)


def test_a_filter_that_leaves_nothing_out_makes_a_slice_no_finer(real):
    employers = Slice(MONTH, "kecamatan", filters={"segment": ["PU"]})
    assert asked(PUBLIK, real, employers).equals(asked(PUBLIK, real, Slice(MONTH, "kecamatan")))
    informal = asked(PUBLIK, real, employers, measures=("informal_active",))
    assert set(informal["suppressed"]) == {"terlalu rinci"}


@pytest.mark.parametrize("filters", [{"office": ["KC-NIEMAND"]}, {"office": ["KC-NIEMAND"], "sector": ["A"]}])
@pytest.mark.parametrize("measure", ["wajib", "informal_active", "closed_outstanding"])
def test_an_office_that_nobody_has_is_told_nobody(real, filters, measure):
    """Neither that something is hidden, nor what all offices have where its measure is nothing anywhere."""
    for by in ("", "office", "sector"):
        assert asked(PUBLIK, real, Slice(MONTH, by=by, filters=filters), measures=(measure,)).empty


def test_several_values_are_answered_when_each_of_them_is(real):
    only_a, only_b, both = (
        asked(PUBLIK, real, Slice(MONTH, filters={"sector": values}), release="several").set_index("region")
        for values in (["A"], ["B"], ["A", "B"])
    )
    seen = 0
    for region, row in both.iterrows():
        parts = [part.loc[region] for part in (only_a, only_b) if region in part.index]
        hidden = [part["suppressed"] for part in parts if part["suppressed"]]
        assert bool(row["suppressed"]) == bool(hidden)
        assert hidden or row["wajib"] == sum(part["wajib"] for part in parts)
        seen += bool(hidden)
    assert 0 < seen < len(both)


def test_the_same_release_is_masked_once_and_another_one_again(real, monkeypatch):
    made = []
    monkeypatch.setattr(
        masking, "mask_of", lambda *args, _plain=masking.mask_of: made.append(1) or _plain(*args)
    )
    what = Slice(MONTH, "region", "scale")
    first, again = (asked(PUBLIK, real, what, release="one") for _ in range(2))
    assert first.equals(again) and len(made) == 1
    asked(PUBLIK, real, what, release="two")
    asked(PUBLIK, real, what, law=Law(3, 800_000, True), release="two")
    assert len(made) == 3


def test_months_do_not_mix(real):
    cube, regions = real
    two = pd.concat([cube, cube.assign(month="2026-07")])
    assert asked(PUBLIK, (two, regions), Slice("2026-07")).equals(asked(PUBLIK, real, Slice(MONTH)))
    assert asked(PUBLIK, real, Slice("2020-01")).empty and asked(BRANCH, real, Slice("2020-01")).empty


# -- the attack


def drawn(rng: np.random.Generator, values: dict[str, list[str]]) -> Slice:
    """Any slice that the page's controls, or an address typed by hand, could ask for; most by one dimension."""
    filters = {}
    for dimension in rng.choice(NARROWING, rng.choice([0, 1, 1, 1, 1, 2]), replace=False):
        several = rng.integers(1, min(len(values[dimension]), 5) + 1)
        filters[str(dimension)] = rng.choice(values[dimension], several, replace=False).tolist()
    by = rng.choice(["", *filters, *filters, *NARROWING]) if rng.random() < 0.3 else ""
    return Slice(MONTH, str(rng.choice(LEVELS[:4] if rng.random() < 0.9 else LEVELS)), str(by), filters)


def overheard(data, several: list[tuple[str, ...]], release: str, draws: int) -> tuple[Attacker, dict]:
    """What can be known of the numbers of employers after many slices of these indicators; the answers by slice."""
    rng, attacker, answers = np.random.default_rng(7), Attacker(*data, ["wajib"]), {}
    choices = {dimension: sorted(set(data[0][dimension])) for dimension in NARROWING}
    for _ in range(draws):
        measures, what = several[rng.integers(len(several))], drawn(rng, choices)
        if (measures, what) in answers:
            continue
        answers[measures, what] = answer = asked(PUBLIK, data, what, measures=measures, release=release)
        narrowed = dict(what.filters)
        for row in answer[answer["suppressed"] == ""].to_dict("records"):
            area = row[AREA[what.level]] if AREA[what.level] else ""
            if what.level == "kecamatan":
                vector = attacker.cell("kecamatan", area, row["kecamatan"], "", "")
            else:
                dimension = what.by or next(iter(narrowed), "")
                values = [row[what.by]] if what.by else narrowed.get(dimension)
                vector = attacker.sum_of(dimension or "kecamatan", attacker.inside(what.level, area), values)
            attacker.learn(vector)
    return attacker, answers


def hidden_cells(data, release: str) -> list[tuple[str, ...]]:
    cells = masking.masked(*data, MONTH, LAW, ["wajib"], release)
    return list(cells.loc[cells["suppressed"] != "", CELL].itertuples(index=False, name=None))


def computed(data, attacker: Attacker, release: str) -> list[tuple[str, ...]]:
    return [cell for cell in hidden_cells(data, release) if attacker.can_compute(attacker.cell(*cell))]


@pytest.mark.parametrize("draws", with_rest([200], [400]))
def test_hundreds_of_questions_give_no_hidden_cell_away(real, draws):
    attacker, answers = overheard(real, [("wajib",), ("wajib", *OUTSTANDING)], "attacked", draws)
    hidden = hidden_cells(real, "attacked")
    shown = sum((answer["suppressed"] == "").sum() for answer in answers.values())
    assert len(hidden) > 100 and shown > 2 * draws
    assert computed(real, attacker, "attacked") == []
    assert attacker.unions_of_siblings(LAW.min_employers, most=2) == []


def test_the_same_questions_give_cells_away_when_only_small_cells_are_hidden(real, monkeypatch):
    def only_primary(*args, _plain=masking.mask_of):
        return [reason if reason == "primer" else "" for reason in _plain(*args)]

    monkeypatch.setattr(masking, "mask_of", only_primary)
    attacker, _ = overheard(real, [("wajib",)], "unprotected", 150)
    assert len(computed(real, attacker, "unprotected")) > 10


@pytest.mark.parametrize("dimension", NARROWING)
def test_a_total_minus_what_is_shown_is_never_one_small_cell(real, dimension):
    for level in ("all", "province", "region"):
        total, parts = (
            asked(PUBLIK, real, Slice(MONTH, level, by), release="subtract").assign(at="")
            for by in ("", dimension)
        )
        keys = AREA[level] or "at"
        shown = parts[parts["suppressed"] == ""].groupby(keys)["wajib"].sum()
        totals = total[total["suppressed"] == ""].set_index(keys)["wajib"]
        left = (totals - shown.reindex(totals.index, fill_value=0)).astype(int)
        assert set(left[left < LAW.min_employers]) <= {0}


def test_one_area_by_two_groupings_is_hidden_in_both(real):
    """Each area of these regions is a province: what one grouping hides, the other must not tell."""
    area, province = (
        asked(PUBLIK, real, Slice(MONTH, level, "sector"), measures=OUTSTANDING, release="grouped")
        for level in ("area", "province")
    )
    codes = dict(zip(real[1]["area"], real[1]["province_code"], strict=True))
    area["province_code"] = area["area"].map(codes)
    both = area.merge(province, on=["province_code", "sector"], how="outer", suffixes=("", "_other"))
    assert (both["suppressed"] == both["suppressed_other"]).all() and (both["suppressed"] != "").any()
