"""The same as `data.indicators.shortfalls`, by plain loops and without a fraction: one person or rupiah after the other."""

from __future__ import annotations


def misses(value, target, low_good):
    """Whether `value`, (numerator, denominator) of a share in per cent, or a number, is on the wrong side of a target."""
    above, below = value if isinstance(value, tuple) else (value, None)
    needed = target * (below if below is not None else 1)
    have = above * (100 if below is not None else 1)
    return have * 1000 > needed if low_good else have * 1000 < needed


def lacking(value, target, low_good):
    """How many must be added (taken off where low is good) until the target is reached; targets are in thousandths."""
    above, below = value if isinstance(value, tuple) else (value, None)
    count = 0
    while misses((above, below) if below is not None else above, target, low_good):
        above += -1 if low_good else 1
        count += 1
    return count


def standing(value, targets, low_good):
    """(behind, how many it lacks or None); None where it is not known or nothing judges it. Targets in thousandths."""
    if value is None or not targets or (isinstance(value, tuple) and value[1] == 0):
        return None
    behind = all(misses(value, target, low_good) for target in targets)
    return behind, lacking(value, targets[0], low_good) if len(set(targets)) == 1 else None


def since(months, course):
    """The month in which the present run began, and whether it may have begun before.

    `course`: for each month, oldest first, (standing, whether the value is known).
    """
    first, earlier = None, False
    for month, (stood, known) in zip(months, course, strict=True):
        if stood is None or not stood[0]:
            first, earlier = None, not known
        elif first is None:
            first, open_before = month, earlier or month == months[0]
        else:
            continue
    return None if first is None else (first, open_before)


def told(sinces):
    """The month in which most runs began, and how many: each month is tried, earliest first."""
    best, most = None, 0
    for one in sorted(set(sinces), key=lambda pair: (pair[0], not pair[1])):
        count = sum(other == one for other in sinces)
        if count > most:
            best, most = one, count
    return best, most
