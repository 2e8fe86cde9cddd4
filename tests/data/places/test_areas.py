"""The areas stand in one order everywhere, and each has a name to show."""

from hypothesis import given
from hypothesis import strategies as st

from data.places.areas import ALL_AREAS, TITLES, area_title, areas_in_order
from data.tables.facts import load_table
from data.words import LANGUAGES, Words

KNOWN = list(TITLES)
areas = st.lists(st.sampled_from(KNOWN) | st.text(alphabet="abc-", min_size=1, max_size=6))


def test_every_area_of_the_regions_has_a_title():
    used = set(load_table("regions")["area"])
    assert used <= set(TITLES)
    assert [area_title(area) for area in areas_in_order(used)] == [
        "Sumatera Selatan",
        "Mojokerto–Jombang",
        "Pekalongan",
    ]


def test_the_largest_comes_first():
    """The map gives the first panel the most room."""
    sizes = load_table("regions")["area"].value_counts()
    assert areas_in_order(sizes.index)[0] == sizes.idxmax() == "sumsel"


@given(areas)
def test_known_areas_come_first_in_their_order_and_others_by_name(given_areas):
    ordered = areas_in_order(given_areas)
    assert set(ordered) == set(given_areas) and len(ordered) == len(set(ordered))
    known = [area for area in ordered if area in TITLES]
    others = [area for area in ordered if area not in TITLES]
    assert ordered == known + others
    assert known == [area for area in KNOWN if area in given_areas]
    assert others == sorted(others)


@given(areas)
def test_the_order_given_changes_nothing(given_areas):
    assert (
        areas_in_order(given_areas)
        == areas_in_order(reversed(given_areas))
        == areas_in_order(areas_in_order(given_areas))
    )


def test_an_area_without_a_title_is_shown_by_its_own_name():
    assert area_title("jawa-timur") == "Jawa Timur"


def test_all_is_no_area_and_titles_are_proper_names():
    assert ALL_AREAS not in TITLES
    for language in LANGUAGES:
        assert all(Words(language)(name) == name for name in TITLES.values())
