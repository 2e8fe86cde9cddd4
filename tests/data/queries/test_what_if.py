"""The cheapest mix: never more than there is, the cheapest first, and as cheap as any that a search can find."""

from fractions import Fraction
from itertools import pairwise, product

from hypothesis import given
from hypothesis import strategies as some

from data.queries.what_if import SOURCES, Source, mix, needed, ranked

_PRICES = {"pwbd": some.just(0), "pds_tk": some.just(0), "informal": some.sampled_from([0, 8_400, 16_800])}


@some.composite
def sources(draw, most: int = 6) -> list[Source]:
    """The three sources, with as many as `most` people each."""
    return [
        Source(name, draw(some.integers(0, most)), 0 if name == "informal" else draw(some.integers(0, 5)),
               draw(_PRICES[name]))
        for name in SOURCES
    ]  # fmt: skip


def cost(people: tuple[int, ...], held: list[Source]) -> tuple[int, Fraction]:
    """Public money first, then visits."""
    pairs = list(zip(people, held, strict=True))
    return sum(n * one.public_rupiah for n, one in pairs), sum((n * one.effort for n, one in pairs), Fraction(0))  # fmt: skip


def cheapest(need: int, held: list[Source]) -> tuple[int, Fraction]:
    """Every way to find the people, one by one."""
    wanted = min(need, sum(one.people for one in held))
    ways = product(*(range(one.people + 1) for one in held))
    return min(cost(way, held) for way in ways if sum(way) == wanted)


@given(some.integers(0, 25), sources())
def test_the_mix_is_as_cheap_as_any(need, held):
    found = mix(need, held)
    assert {one.source for one in found} == set(held)
    people = tuple(one.people for one in found)
    assert cost(people, [one.source for one in found]) == cheapest(need, held)


@given(some.integers(-5, 10**7), sources(most=10**6))
def test_the_mix_adds_up_and_takes_no_more_than_there_is(need, held):
    found = mix(need, held)
    assert sum(one.people for one in found) == min(max(need, 0), sum(one.people for one in held))
    assert [one.source for one in found] == ranked(held)
    for one, after in pairwise(found):
        assert 0 <= one.people <= one.source.people
        assert (one.source.public_rupiah, one.source.effort) <= (after.source.public_rupiah, after.source.effort)  # fmt: skip
        assert after.people == 0 or one.people == one.source.people  # the cheaper one is used up first
    for one in found:
        assert one.employers <= one.source.employers or not one.source.people
        assert one.people < one.source.people or not one.people or one.employers == one.source.employers
        assert one.rupiah == one.people * one.source.public_rupiah


@given(some.integers(1, 10_000), some.integers(1, 10**7), some.integers(0, 10**7))
def test_what_is_needed_reaches_the_goal_and_one_less_does_not(hundredths, people, covered):
    need = needed(hundredths / 100, people, covered)
    assert 10_000 * (covered + need) >= hundredths * people
    assert not need or 10_000 * (covered + need - 1) < hundredths * people
