"""What stands on the digest of a release, as texts that both the PDF and the HTML set."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from data import commitments
from data.clock import local
from data.digest import DAYS, MOST, Change, Deadlines, Digest, PaymentDue
from data.indicators import definitions, difference_unit
from data.parsing import is_missing
from data.words import Words
from pages.names import CASE_WORTH, KIND_NAMES, STEP_NAMES
from pages.view import View, first_indicator, of_office

_NO_NUMBER = "–"


@dataclass(frozen=True)
class Part:
    """A part of the page: a heading, sentences, and a table (`rows` have a text for each of the `heads`) or none."""

    heading: str
    said: tuple[str, ...]
    heads: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class DigestPaper:
    """A digest as texts. `marks` stand on every page, `about` are its head lines (name, text)."""

    language: str
    title: str
    marks: tuple[str, ...]
    lead: str
    about: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...]
    foot: str


def digest_paper(digest: Digest, words: Words) -> DigestPaper:
    """The digest in the reader's language."""
    parts = [_changed(digest, words), *_due(digest, words)]
    return DigestPaper(
        language=words.language,
        title=words("Ringkasan rilis: {place}", place=_place(digest, words)),
        marks=_marks(digest, words),
        lead=" ".join(part.said[0] for part in parts[:2] if part.said),
        about=_about(digest, words),
        parts=tuple(parts),
        foot=_foot(digest, words),
    )


def _marks(digest: Digest, words: Words) -> tuple[str, ...]:
    if digest.simulated:
        return (words("SIMULASI – bukan data resmi"),)
    names = digest.reader.role != "publik"
    return (words("Memuat nama pemberi kerja: jangan diteruskan."),) if names else ()


def _place(digest: Digest, words: Words) -> str:
    if not digest.reader.office:
        return words("Semua wilayah")
    return _name(digest, digest.reader.office)


def _name(digest: Digest, code: str) -> str:
    """A region or an office by its name; a code that has none stays a code."""
    facts = digest.scope.reading.facts
    for table in (facts.regions, facts.offices):
        names = table.loc[table["code"] == code, "name"]
        if len(names):
            return str(names.iloc[0])
    return code


def _about(digest: Digest, words: Words) -> tuple[tuple[str, str], ...]:
    published = words.date(local(digest.published_at).date())
    return (
        (words("Peran"), _role(digest, words)),
        (words("Yang dihitung"), _counted(digest, words)),
        (words("Per"), words.date(digest.as_of)),
        (words("Dibandingkan dengan"), words.date(digest.before) if digest.before else _NO_NUMBER),
        (
            words("Rilis"),
            words("{number}, terbit {date}", number=words.number(digest.release), date=published),
        ),
        (words("Dibuat"), words.date(digest.on)),
    )


def _role(digest: Digest, words: Words) -> str:
    if digest.reader.office:
        return _name(digest, digest.reader.office)
    return digest.scope.reading.viewer.title(words)


def _counted(digest: Digest, words: Words) -> str:
    if not digest.scope.of:
        return words("Semua pemberi kerja di semua wilayah")
    names = [_name(digest, code) for code in digest.scope.of.whose.family]
    return words("Pemberi kerja binaan {offices}", offices=", ".join(names))


def _foot(digest: Digest, words: Words) -> str:
    if digest.simulated:
        origin = words("Semua pemberi kerja dan angkanya dibuat-buat.")
    else:
        origin = words("Angka dari data sendiri.")
    return f"Peta Patuh. {origin}"


def _changed(digest: Digest, words: Words) -> Part:
    heading = words("Yang berubah melebihi kebetulan")
    if not digest.scope.is_served:
        return Part(
            heading,
            (words("Wilayah kerja kantor ini belum diketahui, jadi angkanya belum dapat dijumlahkan."),),
        )
    if not digest.before:
        return Part(heading, (words("Belum ada bulan pembanding, jadi tidak ada yang dinilai berubah."),))
    since = words.date(digest.before)
    if not digest.changes:
        said = words("Tidak ada yang berubah di luar kebetulan sejak {date}.", date=since)
        return Part(heading, (said, _rule(digest, words)))
    said = words(
        "{n} angka berubah melebihi kebetulan sejak {date}.", n=words.number(len(digest.changes)), date=since
    )
    heads = ("Ukuran", "Tempat", "{date}", "{date}", "Selisih", "Arah")
    days = {2: since, 3: words.date(digest.month)}
    return Part(
        heading,
        (said, _rule(digest, words)),
        tuple(words(head, date=days[at]) if at in days else words(head) for at, head in enumerate(heads)),
        tuple(_change_row(one, digest, words) for one in digest.changes),
    )


def _rule(digest: Digest, words: Words) -> str:
    """How many differences were held against chance, by what rule, and what is not told for want of a test."""
    said = words(
        "Diuji bersama: {n} selisih bulanan; yang disebut melebihi kebetulan 19 dari 20 kali (Holm). Cakupan dan pekerja informal tidak dapat diuji, jadi tidak dinilai di sini.",
        n=words.number(digest.tested),
    )
    if not digest.untested:
        return said
    left = words("{n} selisih lain tidak dapat diuji dan tidak disebut.", n=words.number(digest.untested))
    return f"{said} {left}"


def _change_row(change: Change, digest: Digest, words: Words) -> tuple[str, ...]:
    about = definitions()[change.indicator]
    size = words.quantity(abs(change.size), difference_unit(about.unit))
    way = words("naik {n}", n=size) if change.size > 0 else words("turun {n}", n=size)
    judged = {True: words("membaik"), False: words("memburuk"), None: _NO_NUMBER}
    return (
        about.title[words.language],
        _name(digest, change.region) if change.region else _place(digest, words),
        _said_value(change.before, about.unit, words),
        _said_value(change.now, about.unit, words),
        way,
        judged[change.is_better],
    )


def _said_value(value: Any, unit: str, words: Words) -> str:
    said = words.quantity(value.value, unit)
    if value.numerator is None or value.denominator is None:
        return said
    return f"{said} ({words.number(value.numerator)}\u00a0/\u00a0{words.number(value.denominator)})"


def _due(digest: Digest, words: Words) -> Iterator[Part]:
    found = digest.deadlines
    if digest.scope.reading.viewer.names_employers:
        yield _cases(digest, words)
        if found.payments is None or found.payments:
            yield _payments(found.payments, digest, words)
    else:
        yield Part(words("Kasus lewat tenggat"), (_told(digest, words),))
    yield _promises(found, digest, words)


def _told(digest: Digest, words: Words) -> str:
    """How many cases are overdue, for who sees none of them."""
    told, day = digest.deadlines.told, words.date(digest.as_of)
    if told is None:
        return words("Kasus lewat tenggat per {date}: tidak ada data.", date=day)
    if told.value is None:
        return words("Kasus lewat tenggat per {date}: disembunyikan.", date=day)
    return words("{n} kasus lewat tenggat per {date}.", n=words.number(told.value), date=day)


def _cases(digest: Digest, words: Words) -> Part:
    heading, found = words("Langkah kasus yang jatuh tempo"), digest.deadlines
    if found.counts is None:
        return Part(heading, (words("Belum ada kasus yang dibawa untuk wilayah ini."),))
    counts = found.counts
    said = words(
        "{due} langkah jatuh tempo dalam {days} hari sesudah {date} dan {late} sudah lewat.",
        due=words.number(counts[f"due_{DAYS}"]),
        days=DAYS,
        date=words.date(digest.as_of),
        late=words.number(counts["overdue"]),
    )
    notes = [said]
    if counts["unconfirmed"]:
        notes.append(
            words(
                "{n} yang lewat dihitung menurut batas yang belum dikonfirmasi (?).",
                n=words.number(counts["unconfirmed"]),
            )
        )
    rows = tuple(_case_row(row, digest, words) for row in (*found.overdue, *found.due))
    if rows:
        notes.append(_rest(counts, digest, words))
    heads = ("Pemberi kerja", "Wilayah", "Kasus", "Langkah", "Tenggat", "Pekerja")
    return Part(heading, tuple(notes), tuple(map(words, heads)) if rows else (), rows)


def _rest(counts: dict[str, int], digest: Digest, words: Words) -> str:
    """Who is named, how many are not, and where the whole list is."""
    left = max(counts["overdue"] - MOST, 0) + max(counts[f"due_{DAYS}"] - MOST, 0)
    said = words(
        "Disebut: {n} yang lewat dengan pekerja terbanyak dan {n} tenggat terdekat; {left} lainnya tidak.",
        n=MOST,
        left=words.number(left),
    )
    return f"{said} {words('Daftar lengkap: {address}', address=_list_address(digest))}"


def _list_address(digest: Digest) -> str:
    """The page of enforcement of the same place, without the name of a host: it may be served under several."""
    data = "simulasi" if digest.simulated else "sendiri"
    view = View(data=data, indicator=first_indicator(data)).changed(
        **of_office(digest.reader.office), month=digest.month
    )
    return f"/penegakan?{urlencode(sorted(view.to_query().items()))}"


def _case_row(row: Any, digest: Digest, words: Words) -> tuple[str, ...]:
    step = f"{words(STEP_NAMES[row.step])}{' ?' if row.unconfirmed else ''}"
    day = words.date(row.deadline.date())
    if row.days_late:
        day = words("{date}, lewat {n} hari", date=day, n=words.number(row.days_late))
    people = words("belum ada pekerja terdata") if is_missing(row.workers) else words.number(row.workers)
    kind = words(KIND_NAMES[row.kind])
    if not is_missing(row.value):
        kind = f"{kind}, {words(CASE_WORTH[row.kind])} {words.rupiah(row.value)}"
    return str(row.name), _name(digest, row.region), kind, step, day, people


def _payments(found: tuple[PaymentDue, ...] | None, digest: Digest, words: Words) -> Part:
    heading = words("Janji bayar dari kunjungan")
    if found is None:
        return Part(heading, (words("Catatan kunjungan tidak dapat dibaca."),))
    said = words(
        "{n} janji bayar jatuh tempo sampai {days} hari sesudah {date} dan belum penuh.",
        n=words.number(len(found)),
        days=DAYS,
        date=words.date(digest.as_of),
    )
    heads = ("Pemberi kerja", "Dijanjikan", "Sudah dibayar", "Tenggat")
    rows = tuple(
        (
            one.name,
            words.rupiah(one.rupiah),
            words.rupiah(one.paid),
            words("{date}, sudah lewat", date=words.date(one.due)) if one.is_over else words.date(one.due),
        )
        for one in found[: 2 * MOST]
    )
    left = len(found) - len(rows)
    more = (words("{n} lainnya tidak disebut.", n=words.number(left)),) if left else ()
    return Part(heading, (said, *more), tuple(map(words, heads)), rows)


def _promises(found: Deadlines, digest: Digest, words: Words) -> Part:
    heading = words("Komitmen yang jatuh tempo")
    if found.promises is None:
        return Part(heading, (words("Komitmen tidak dapat dibaca."),))
    if not found.promises:
        said = words(
            "Tidak ada komitmen yang lewat atau jatuh tempo dalam {days} hari sesudah {date}.",
            days=DAYS,
            date=words.date(digest.on),
        )
        return Part(heading, (said,))
    said = words(
        "{n} komitmen lewat atau jatuh tempo dalam {days} hari sesudah {date}.",
        n=words.number(len(found.promises)),
        days=DAYS,
        date=words.date(digest.on),
    )
    heads = ("Instansi", "Komitmen", "Angka", "Tenggat", "Keadaan")
    return Part(
        heading,
        (said,),
        tuple(map(words, heads)),
        tuple(_promise_row(one, words) for one in found.promises),
    )


def _promise_row(one: commitments.Verdict, words: Words) -> tuple[str, ...]:
    promise = one.commitment
    who = f"{promise.agency} ({promise.office})" if promise.office else promise.agency
    return who, promise.what, _number(one, words), words.date(promise.due), words(one.state)


def _number(one: commitments.Verdict, words: Words) -> str:
    """The value against what was asked, and of when it is; of what is done or not, nothing."""
    if one.commitment.condition is None:
        return _NO_NUMBER
    if one.value is None or one.number is None:
        return commitments.why_not_told(one, words)
    value, asked = words.bare(one.value, one.unit), words.quantity(one.number, one.unit)
    is_most = one.commitment.condition.sense == commitments.AT_MOST
    said = (
        words("{value}, paling banyak {asked}", value=value, asked=asked)
        if is_most
        else words("{value} dari {asked}", value=value, asked=asked)
    )
    return f"{said}, {words('per {date}', date=words.date(one.month))}"
