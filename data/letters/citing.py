"""What a letter rests on: the articles in force, and the last day that it gives."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from data import law
from data.letters.forms import Form
from data.letters.letter import Annex, Article, Limit
from data.months import month_index, month_text, months_between
from data.queries import Opening

# What contributions that are late rest on, as of each month that they are late.
_LATE = ("due_day", "penalty")


def limit_of(step: str, on: date) -> Limit | None:
    """The time limit that a letter of a day sets, by the rules in force on that day; None where they give none."""
    rules = law.at(f"{on:%Y-%m}")
    last = law.deadline(step, on, rules)
    if last is None:
        return None
    clock = rules.clocks[step]
    [rule] = [period for period in rules.in_force if period.name == f"clock_{step}"]
    other = law.deadline(step, on, rules, joint=True)
    return Limit(
        last,
        clock.days,
        clock.working,
        rule.law,
        clock.confirmed and (not clock.working or _are_decreed(on, last)),
        None if other == last else other,
    )


def _are_decreed(first: date, last: date) -> bool:
    """Whether the holidays of the months between two days have all been decreed."""
    months = months_between(f"{first:%Y-%m}", f"{last:%Y-%m}")
    return not any(period.values["estimated"] for period in _in_force("holidays", months))


def articles(opening: Opening, form: Form, annex: Annex, on: date, as_of: str) -> tuple[Article, ...]:
    """The rules that a letter cites: that of its chain, its time limit, what its form names, and those of its months."""
    rules = law.at(f"{on:%Y-%m}")
    named = [
        period for period in rules.in_force if period.name in (*form.rules, f"clock_{opening.step.step}")
    ]
    late = [period for name in _LATE for period in _in_force(name, _late_months(name, annex, as_of))]
    cited = [_article(period) for period in (opening.step.rule, *named, *late)]
    elsewhere = [Article(form.elsewhere, "", False)] if form.elsewhere else []
    return tuple(dict.fromkeys([*cited, *elsewhere]))


def _late_months(name: str, annex: Annex, as_of: str) -> list[str]:
    """The months whose rule decides: of a due day those of the contributions, of a penalty those that they are late."""
    owed = [month.blth for month in annex.months if month.penalty]
    if not owed or name == "due_day":
        return owed
    return months_between(month_text(month_index(min(owed)) + 1), as_of)


def _in_force(name: str, months: Iterable[str]) -> list[law.Period]:
    """The periods of a rule that the months are in, oldest first, each once."""
    found = {period.since: period for month in months if (period := law.in_force(name, month)) is not None}
    return [found[since] for since in sorted(found)]


def _article(period: law.Period) -> Article:
    title = period.title["id"]
    return Article(period.law, title[0].lower() + title[1:], period.confirmed)
