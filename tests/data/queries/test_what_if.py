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
    employers = {name: some.just(0) if name == "informal" else some.integers(0, 5) for name in SOURCES}
    people = some.integers(0, most)
    return [Source(name, draw(people), draw(employers[name]), draw(_PRICES[name])) for name in SOURCES]


def cost(people: tuple[int, ...], held: list[Source]) -> tuple[int, Fraction]:
    """Public money first, then visits."""
    pairs = list(zip(people, held, strict=True))
    visits = sum((number * source.effort for number, source in pairs), Fraction(0))
    return sum(number * source.public_rupiah for number, source in pairs), visits


def cheapest(need: int, held: list[Source]) -> tuple[int, Fraction]:
    """Every way to find the people, one by one."""
    wanted = min(need, sum(source.people for source in held))
    ways = product(*(range(source.people + 1) for source in held))
    return min(cost(way, held) for way in ways if sum(way) == wanted)


@given(some.integers(0, 25), sources())
def test_the_mix_is_as_cheap_as_any(need, held):
    taken = mix(need, held)
    assert {part.source for part in taken} == set(held)
    people = tuple(part.people for part in taken)
    assert cost(people, [part.source for part in taken]) == cheapest(need, held)


@given(some.integers(-5, 10**7), sources(most=10**6))
def test_the_mix_adds_up_and_takes_no_more_than_there_is(need, held):
    taken = mix(need, held)
    assert sum(part.people for part in taken) == min(max(need, 0), sum(source.people for source in held))
    assert [part.source for part in taken] == ranked(held)
    for part, after in pairwise(taken):
        assert 0 <= part.people <= part.source.people
        assert price(part.source) <= price(after.source)
        assert after.people == 0 or part.people == part.source.people  # the cheaper one is used up first
    for part in taken:
        assert part.employers <= part.source.employers or not part.source.people
        whole = part.people == part.source.people and part.people > 0
        assert not whole or part.employers == part.source.employers
        assert part.rupiah == part.people * part.source.public_rupiah


def price(source: Source) -> tuple[int, Fraction]:
    """Of one person."""
    return source.public_rupiah, source.effort


@given(some.integers(1, 10_000), some.integers(1, 10**7), some.integers(0, 10**7))
def test_what_is_needed_reaches_the_goal_and_one_less_does_not(hundredths, people, covered):
    need = needed(hundredths / 100, people, covered)
    assert 10_000 * (covered + need) >= hundredths * people
    assert not need or 10_000 * (covered + need - 1) < hundredths * people
