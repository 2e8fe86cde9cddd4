"""The columns of the compliance cube: what a cell is of, and counts and sums alone, so that any grouping adds up.

A cell is of one month, region, kecamatan, office, segment, sector and scale. Ratios are taken at the end, by the
indicators. Of every sum of workers or rupiah it is kept how many have any of it, and the most that a single one has,
which is no sum: for disclosure control (`data.disclosure`) alone, and never shown.
"""

from __future__ import annotations

from data.vocabulary import AGEING, AGES, LICENCE_STEPS, STEPS, UNAGED

# For the segment BPU the sector is the trade, for JAKON it is F, and neither has a scale. "" is what is not known.
DIMENSIONS = ("month", "region", "kecamatan", "office", "segment", "sector", "scale")

# Counts of employers. Each step of the funnel of compliance is a part of the one before: wajib (must take part),
# terdaftar (registered), lengkap (in full), patuh (nothing overdue).
EMPLOYERS = (
    "wajib",
    "terdaftar",
    "pds_workers",
    "pds_wage",
    "pds_programme",
    "lengkap",
    "in_arrears",
    "patuh",
    "billed",
    "billed_on_time",
    "closed_in_arrears",
    *(f"in_arrears_{name}" for name in AGES),
)
# Counts of workers: those known behind each step of the funnel, then those registered, active, and exposed, whose
# employer owes contributions.
WORKERS = (
    "known_wajib",
    "known_terdaftar",
    "known_lengkap",
    "known_patuh",
    "workers_registered",
    "workers_active",
    "workers_exposed",
)
# Rupiah. `due` is what fell due in the month, for the month before; outstanding and penalty are as of its end.
# Employers that have closed are no longer wajib, so that what they still owe is counted apart (closed_...).
RUPIAH = (
    "wages",
    "due",
    "paid_on_time",
    "paid_late",
    *(f"outstanding_{name}" for name in AGES),
    "closed_outstanding",
    "penalty",
)
# Sums of what single employers have, of which a release keeps who moved from month to month (data.ledger.moves), each
# with its unit. pwbd is wajib without terdaftar, outstanding all classes of arrears together.
MOVED = {
    **dict.fromkeys(
        (
            *("wajib", "terdaftar", "lengkap", "patuh", "pwbd", "pds_workers", "pds_wage", "pds_programme"),
            *("in_arrears", "billed", "billed_on_time"),
        ),
        "employers",
    ),
    **dict.fromkeys(
        (
            *("workers_registered", "workers_active", "workers_exposed"),
            *("known_wajib", "known_terdaftar", "known_lengkap", "known_patuh"),
        ),
        "workers",
    ),
    **dict.fromkeys(("outstanding", *(f"outstanding_{name}" for name in AGES), "penalty", "due"), "rupiah"),
}
# How many employers a measure leaves out because it is not known of them; the column is named after the measure.
UNKNOWN = tuple(
    f"{name}_unknown"
    for name in (
        "pds_workers",
        "pds_wage",
        "pds_programme",
        "lengkap",
        "patuh",
        "known_wajib",
        "known_terdaftar",
        "workers_registered",
        "workers_active",
        "workers_exposed",
        "wages",
        "penalty",
    )
)
# What cases brought in, what of it is beyond the debt that was handed over, and what is of that debt.
RECOVERED = ("recovered", "recovered_beyond", "recovered_within")
# How many registered employers with a bill have their wages held against nothing: since their scale is not held to the
# minimum wage, or since that of their region is not known.
UNJUDGED = ("wage_exempt", "wage_without_minimum")
CASES = (
    "cases_opened",
    "cases_closed",
    "cases_overdue",
    "cases_overdue_unconfirmed",
    "cases_unstarted",
    *(f"cases_{step}" for step in STEPS),
    *RECOVERED,
)
OUTREACH = ("outreach_attended", "outreach_registered")
# Members of groups that have a target, and of whom it is not known whether theirs has one: in cubes of earlier
# versions of everybody, so that nobody's attainment is guessed.
INFORMAL = ("informal_target", "informal_active", "informal_targeted", "informal_targeted_unknown")
JAKON = ("jakon_projects", "jakon_workers")
# Whose workers they are, so that no worker is in two of these: of an employer that is not registered, or known and not
# registered of one that is; then the registered of employers that are so in part or in full (lengkap), each of which
# owes nothing (clear), or for so short that its workers count as active, or for longer. Every sum of workers, and every
# difference of two, is made of some of these (data.disclosure.worker_states).
WORKER_STATES = (
    "unregistered",
    "left_out",
    *(f"{step}_{debt}" for step in ("part", "full") for debt in ("clear", "short", "long")),
)
_OWED = tuple(f"outstanding_{name}" for name in AGES)
# What is left of sums of rupiah when others are taken off, of an employer: the sums, and those taken off. What of a bill
# was not paid on time; that, without what was paid late; what is owed beside it, with or without what was paid late, by
# anybody or for so short a time; what is owed, or was due, without what was paid late or is owed; and each without the
# penalty.
DIFFERENCES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "not_in_time": (("due",), ("paid_on_time",)),
    "newly_owed": (("due",), ("paid_on_time", "paid_late")),
    "owed_before": ((*_OWED, "closed_outstanding", "paid_late", "paid_on_time"), ("due",)),
    "owed_beside": ((*_OWED, "paid_on_time"), ("due",)),
    "young_beside": (("outstanding_lancar", "outstanding_kurang_lancar", "paid_on_time"), ("due",)),
    "owed_less_paid": (_OWED, ("paid_late",)),
    "due_less_paid": (("due",), ("paid_late",)),
    "due_less_owed": (("due",), _OWED),
    "owed_less_penalty": (_OWED, ("penalty",)),
    "old_less_penalty": (_OWED[2:], ("penalty",)),
    "late_less_penalty": (("due",), ("paid_on_time", "penalty")),
}
# Of the sums of workers and this state each of the others is a sum or a difference.
KEY_STATE = "part_short"
# Of differences some employers have more than nothing and others less: how much they have together, whatever its sign.
SPREADS = {name: f"spread_{name}" for name in (*DIFFERENCES, KEY_STATE)}
# Sum of workers or rupiah, or part of one -> the measure that counts who stands behind it: employers that have any of
# it, and projects for Jakon. Informal workers are people themselves, so that their number is its own count.
CONTRIBUTORS = {
    **{
        name: f"contributors_{name}"
        for name in (
            *WORKER_STATES,
            *DIFFERENCES,
            *("wages", "paid_on_time", "paid_late", "penalty"),
            *RECOVERED,
            "jakon_workers",
        )
    },
    "due": "billed",
    **{f"outstanding_{name}": f"in_arrears_{name}" for name in AGES},
    "closed_outstanding": "closed_in_arrears",
}
# Those that are counted for that alone.
BACKING = tuple(count for count in CONTRIBUTORS.values() if count.startswith("contributors_"))
MEASURES = (
    *EMPLOYERS,
    *WORKERS,
    *RUPIAH,
    *UNKNOWN,
    *UNJUDGED,
    *CASES,
    *OUTREACH,
    *INFORMAL,
    *JAKON,
    *BACKING,
    *SPREADS.values(),
)
# Those that may be told: of the others it is decided what may.
TOLD = tuple(name for name in MEASURES if name not in (*BACKING, *SPREADS.values()))
# Sum, or part of one -> the most of it that a single contributor has.
LARGEST_OF = {name: f"largest_{name}" for name in CONTRIBUTORS}
# Of several cells together these are the largest, not the sum; largest_outstanding is of all classes of arrears,
# largest_part_known of the workers that are known, registered or not, of an employer that is registered in part.
PART_KNOWN = "largest_part_known"
LARGEST = ("largest_outstanding", *LARGEST_OF.values(), PART_KNOWN)
COLUMNS = (*DIMENSIONS, *MEASURES, *LARGEST)
# Measure -> the column of UNKNOWN that counts whom it leaves out. Whether an employer is complete decides, too, whose
# workers are counted.
LEFT_OUT = {name.removesuffix("_unknown"): name for name in UNKNOWN} | {
    "known_lengkap": "lengkap_unknown",
    "known_patuh": "patuh_unknown",
    "informal_targeted": "informal_targeted_unknown",
}
# By their definition these count the workers who are known: a sum is the least that there are, whoever is left out.
LEAST = ("known_wajib", "known_terdaftar")
# Stands in place of a number that would leave somebody out, as the reasons of data.disclosure do for a hidden one.
NOT_KNOWN = "tidak diketahui"
# The columns that cubes of earlier versions lack; in them nothing was left out, all arrears had an age, no case stood at
# a step of the licence chain; those without a step were not counted, nor those overdue by a limit that no source
# confirms told from the others, nor what was recovered beyond the debt handed over from what was recovered of it.
LATER = (
    *UNKNOWN,
    *UNJUDGED,
    f"in_arrears_{UNAGED}",
    f"outstanding_{UNAGED}",
    "cases_unstarted",
    "cases_overdue_unconfirmed",
    *RECOVERED[1:],
    *(f"cases_{step}" for step in LICENCE_STEPS),
    *INFORMAL[2:],
    *BACKING,
    *SPREADS.values(),
    *(name for name in LARGEST if name not in ("largest_outstanding", "largest_due", "largest_wages")),
)
# More than anybody has: where the largest is not known, one may have all there is.
_NOT_KNOWN_LARGEST = 2**62
# What such a cube is read with in place of 0: of its members nobody has kept whose group has a target, and of its sums
# not how much a single one has. That nobody is known to stand behind a sum (0) hides it from the public role.
STANDS_FOR = {
    "informal_targeted_unknown": 1,
    **{name: _NOT_KNOWN_LARGEST for name in LARGEST if name in LATER},
}

# Of these a cube without the column knows nothing: 0 in it is no number, and one that they are taken off is another one.
SINCE = ("cases_unstarted", "cases_overdue_unconfirmed", *RECOVERED[1:])

_OF_BILLS = ("employers", "contributions")
_OF_DUE = (*_OF_BILLS, "contributions.before")
_OF_CASES = ("employers", "cases")
_OF_STEPS = (*_OF_CASES, "case_steps")
# What the names of the measures begin with that rest on bills that have fallen due.
_DUE = (
    *("in_arrears", "closed_", "patuh", "billed", "known_patuh", "workers_exposed"),
    *("due", "paid_", "outstanding_", "penalty"),
)
# Measure -> what of a release it is counted from: tables, or one column of a table ("informal.target"). Where one of
# them has no rows, the measure is 0 because nobody brought anything, and that is no number to be shown. Whoever is
# known of a region whose contributions have not come is not all there is: who pays is missing, and counts as nobody.
# What is due at a month's end was billed for the months before ("contributions.before" is the last of them): without
# these nobody owes anything, since nobody was asked.
COUNTED_FROM: dict[str, tuple[str, ...]] = {
    **dict.fromkeys((*EMPLOYERS, *WORKERS, *RUPIAH, *UNKNOWN, *UNJUDGED), _OF_BILLS),
    "pds_wage": (*_OF_BILLS, "minimum_wages"),
    **{name: _OF_DUE for name in (*EMPLOYERS, *WORKERS, *RUPIAH) if name.startswith(_DUE)},
    **dict.fromkeys(CASES, _OF_STEPS),
    **dict.fromkeys(("cases_opened", "cases_closed"), _OF_CASES),
    **dict.fromkeys(OUTREACH, ("employers", "outreach")),
    "informal_active": ("informal",),
    **dict.fromkeys(
        ("informal_target", "informal_targeted", "informal_targeted_unknown"), ("informal.target",)
    ),
    **dict.fromkeys(JAKON, ("projects",)),
}
_BACKED = {name: count for name, count in CONTRIBUTORS.items() if count in BACKING}
COUNTED_FROM |= {count: COUNTED_FROM.get(name, _OF_DUE) for name, count in _BACKED.items()}
COUNTED_FROM |= dict.fromkeys(SPREADS.values(), _OF_DUE)
# Where no minimum wage is known wages are held against none, so that more employers may seem to be in full than are.
WITHOUT_WAGE_CHECK = ("lengkap", "patuh", "known_lengkap", "known_patuh")

_IN_FULL = ("required", "minimum_wage_bound", "reported_wage_floor")
_IN_TIME = ("due_day", "holidays", "joint_holidays")
_CLOCKS = tuple(f"clock_{step}" for step in ("teguran_1", "teguran_2", "denda", "nota_1", "nota_2"))
# What is owed by ageing class; all of them together are what is owed, whatever the classes.
BY_AGE = tuple({f"{what}_{name}" for name in AGEING} for what in ("in_arrears", "outstanding"))
# Measure -> the parameters of the law (data/law/in_force) that decide what it counts; where nothing stands, none does.
RESTS_ON: dict[str, tuple[str, ...]] = {
    **{name: ("due_day",) for name in MEASURES if name.startswith(_DUE)},
    **{name: ("ageing", "due_day") for names in BY_AGE for name in names},
    **dict.fromkeys(("billed_on_time", "paid_on_time", "paid_late"), _IN_TIME),
    **dict.fromkeys(("lengkap", "known_lengkap"), _IN_FULL),
    **dict.fromkeys(("patuh", "known_patuh"), (*_IN_FULL, "due_day")),
    **dict.fromkeys(("wage_exempt", "wage_without_minimum"), _IN_FULL[1:]),
    **dict.fromkeys(("cases_overdue", "cases_overdue_unconfirmed"), _CLOCKS),
    "pds_wage": _IN_FULL[1:],
    "pds_programme": _IN_FULL[:1],
    "workers_active": ("active_until", "due_day"),
    "penalty": ("penalty", "due_day"),
}
