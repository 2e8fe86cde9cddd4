"""What has come of one's own data: who is late since when, and why an indicator has no number yet."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from markupsafe import Markup

from data.indicators import Indicator
from data.queries import Reading
from data.submissions import Received, Submission
from data.words import Words
from pages import session, templates

# What of a release something is counted from (`data.cube.COUNTED_FROM`) -> what that is called.
_SOURCES = {
    "employers": "data pemberi kerja",
    "contributions": "data iuran",
    "contributions.before": "iuran bulan sebelumnya",
    "minimum_wages": "data upah minimum",
    "cases": "data kasus",
    "case_steps": "data langkah kasus",
    "outreach": "data kegiatan",
    "informal": "data pekerja informal",
    "informal.target": "target pekerja informal",
    "projects": "data proyek",
}
# More offices than these are counted, not named.
_NAMED = 3


def lacking_text(sources: Sequence[str], words: Words) -> str:
    """What nobody has brought yet, in a few words; "" when nothing is lacking."""
    names = ", ".join(words(_SOURCES[source]) for source in sources)
    return words("belum ada {what}", what=names) if names else ""


def not_counted(sources: Sequence[str], words: Words) -> str:
    """Why there is no number, and where what it lacks is brought."""
    return words(
        "{why}, jadi angkanya tidak dihitung. Berkasnya dimuat di halaman Bawa berkas.",
        why=_capital(lacking_text(sources, words)),
    )


def unchecked_note(
    indicator: Indicator, reading: Reading, month: str, regions: Collection[str], words: Words
) -> str:
    """Where wages were held against no minimum wage, as none is known, if the indicator rests on that; else ""."""
    unchecked = reading.unchecked(indicator, month, regions)
    if not unchecked:
        return ""
    places = words("semua wilayah di sini") if unchecked.issuperset(regions) else _short_names(unchecked)
    return words(
        "Upah minimum {year} belum diketahui untuk {places}: upah di sana tidak diperiksa (PDS-Upah), jadi yang lengkap dan "
        "patuh bisa lebih sedikit.",
        year=month[:4],
        places=places,
    )


def _short_names(codes: Collection[str]) -> str:
    regions = session.facts().regions
    return ", ".join(regions.loc[regions["code"].isin(codes), "short"])


def received_note(reading: Reading, month: str, regions: Collection[str] | None, words: Words) -> str:
    """Who has not sent the month, and of how many of the regions (None: all) the numbers are; "" when all is there."""
    come = reading.received(month, regions)
    if come is None or come.is_whole:
        return ""
    parts = [late_sentence(come, words)]
    if len(come.known) < len(come.regions):
        parts.append(
            words(
                "Angka di sini dari {n} dari {all} wilayah.",
                n=words.number(len(come.known)),
                all=words.number(len(come.regions)),
            )
        )
    return " ".join(part for part in parts if part)


def late_sentence(come: Received, words: Words) -> str:
    """How many of the offices have not sent the month, with their names where they are few; "" when all have."""
    if not come.late:
        return ""
    if len(come.offices) == 1:
        return f"{_names(come.late, words)}."
    counts = {"n": words.number(len(come.offices)), "late": words.number(len(come.late))}
    never = sum(not one.last for one in come.late)
    if never == len(come.late) and (never > _NAMED or never == len(come.offices)):
        return words("Dari {n} kantor, {late} belum pernah mengirim.", **counts)
    said = words("Dari {n} kantor, {late} belum mengirim {month}", month=words.date(come.month), **counts)
    if len(come.offices) == len({one.office for one in come.late if one.last == come.late[0].last}):
        return f"{said} ({_how_late(come.late[0], words)})."
    if len(come.late) <= _NAMED:
        return f"{said}: {_names(come.late, words)}."
    if never:
        return words("{said}; {n} di antaranya belum pernah.", said=said, n=words.number(never))
    return f"{said}."


def _names(late: Sequence[Submission], words: Words) -> str:
    """The offices by name, those that are late since the same month together."""
    states: dict[str, list[str]] = {}
    for one in late:
        states.setdefault(_how_late(one, words), []).append(session.area_name(one.office))
    return "; ".join(f"{', '.join(names)} ({state})" for state, names in states.items())


def _how_late(one: Submission, words: Words) -> str:
    """Since when an office is late, in brackets behind its name."""
    if not one.last:
        return words("belum pernah mengirim")
    return words(
        "terakhir {last}, terlambat sejak {since}", last=words.date(one.last), since=words.date(one.since)
    )


def received_table(come: Received, words: Words) -> Markup:
    """Every office with the last month that it sent, those that are late first, and how that is told."""
    in_order = sorted(come.offices, key=lambda one: (one.sent, one.last, one.office))
    heads = [words("Kantor"), words("Bulan terakhir"), words("Keadaan")]
    rows = [_row(one, words) for one in in_order]
    told = words(
        "Kantor terhitung mengirim bila ada iuran bulan itu dari pemberi kerjanya; yang dikirimkan kantor lain, bila ada "
        "dari semua wilayah kerjanya."
    )
    return templates.together(templates.table(heads, rows), templates.note(told))


def _row(one: Submission, words: Words) -> list[str]:
    last = words.date(one.last) if one.last else "–"
    if one.sent:
        return [session.area_name(one.office), last, words("sudah mengirim")]
    state = words("terlambat sejak {since}", since=words.date(one.since)) if one.last else ""
    return [session.area_name(one.office), last, state or words("belum pernah mengirim")]


def office_states(come: Received, words: Words) -> str:
    """The offices of a region in a line, each with the last month that it sent."""
    parts = (
        words("{name}: {month}", name=session.area_name(one.office), month=_last(one, words))
        for one in come.offices
    )
    return "; ".join(parts)


def _last(one: Submission, words: Words) -> str:
    if one.sent:
        return words("sudah mengirim {month}", month=words.date(one.month))
    return _how_late(one, words)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
