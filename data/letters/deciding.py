"""Which of the steps that may follow are letters that may be written on a day, and why the others are not.

Which step follows which is `data.queries.employer_grounds`, by the law of that day. Here it is held against the day:
a time limit that a letter before has given the employer must be over.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from data.letters.forms import forms
from data.queries import Ground, Opening

# Why a step that may follow is no letter: the time limit of the one before it still runs; it is not done by letter, or
# another agency's letter does it.
WAITING, NO_LETTER = "tenggat", "bukan_surat"


@dataclass(frozen=True)
class Draft:
    """A letter that may be written: the ground that it stands on, and its step."""

    ground: Ground
    opening: Opening


@dataclass(frozen=True)
class Held:
    """What is not written, and `why`: WAITING until the end of `limit`, NO_LETTER, or one of NO_STEP for a ground on
    which nothing may follow (`step` is then "")."""

    kind: str
    case: str
    step: str
    why: str
    limit: date | None = None
    unconfirmed: bool = False


def letters_of(grounds: Iterable[Ground], on: date) -> tuple[tuple[Draft, ...], tuple[Held, ...]]:
    """The letters that may be written on a day, and what may not be, in the order of the grounds."""
    drafts: list[Draft] = []
    held: list[Held] = []
    for ground in grounds:
        if not ground.openings:
            held.append(Held(ground.kind, ground.case, "", ground.reason))
        for opening in ground.openings:
            reason = _held(ground, opening, on)
            if reason is None:
                drafts.append(Draft(ground, opening))
            else:
                held.append(reason)
    return tuple(drafts), tuple(held)


def _held(ground: Ground, opening: Opening, on: date) -> Held | None:
    """Why a step is no letter on that day; None where it is one."""
    step, kind = opening.step.step, ground.kind
    if step not in forms() or kind not in forms()[step].parts:
        return Held(kind, ground.case, step, NO_LETTER)
    # The last day of a limit still belongs to the employer.
    if opening.limit is not None and on <= opening.limit:
        return Held(kind, ground.case, step, WAITING, opening.limit, opening.unconfirmed)
    return None
