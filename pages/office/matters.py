"""The three things that matter most to an office this month, each a sentence made from numbers and a way to its rows."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from data.indicators import definitions
from data.words import Words
from pages import session
from pages.office.tiles import doubt
from pages.session import OfficeSums, open_page
from pages.templates import movers_said, regions_said, way_said
from pages.view import of_office
from pages.widgets import Head, Shown, listing

_SHOWN = 3


@dataclass(frozen=True)
class Matter:
    """A sentence, the page that holds its rows, the kind of rows there, and how large the change is (a share).

    `counts` says of its numbers what they count.
    """

    text: str
    page: str
    kind: str
    size: float
    counts: session.Counts


# What may matter beside the arrears: an indicator, its sentence, the page with its rows and the kind of rows there.
_COUNTED = (
    (
        "ledger_pwbd_employers",
        "{n} pemberi kerja wajib belum terdaftar, {change}.",
        "pwbd-pds",
        "pwbd",
    ),
    (
        "pds_workers_employers",
        "{n} pemberi kerja mendaftarkan sebagian pekerjanya saja (PDS-TK), {change}.",
        "pwbd-pds",
        "pds_tk",
    ),
    ("cases_past_deadline", "{n} kasus lewat tenggat, {change}{doubt}.", "penegakan", ""),
    ("ledger_bpu_active", "{n} pekerja informal aktif, {change}.", "informal", ""),
)

# Of the month itself, not as of its end: each with the sentence that says it.
_FLOWS = {
    "cases_started": "Kasus dibuka: {value}.",
    "cases_settled": "Kasus ditutup: {value}.",
    "ledger_recovered_rp": "Utang tertagih dari kasus: {value}.",
}


@lru_cache(maxsize=256)
def matters(of: OfficeSums, words: Words) -> list[Matter]:
    """At most three, the largest change since last month first; what is hidden from the reader is left out."""
    # The self-employed are told apart by no office: their page counts all of a region.
    counted = (one for one in _COUNTED if not (of.whose.only and one[2] == "informal"))
    every = [_arrears(of, words), *(_counted(of, *one, words) for one in counted)]
    known = [matter for matter in every if matter is not None]
    return sorted(known, key=lambda matter: matter.size, reverse=True)[:_SHOWN]


def show(of: OfficeSums, words: Words) -> None:
    """The sentences as rows; a click opens the page with the rows of this office."""
    shown = matters(of, words)
    if not shown:
        return
    caption = words("Pilih kalimatnya untuk melihat barisnya.")
    heads = [Head(words("Yang penting bulan ini"))]
    rows = [(f"{matter.page}|{matter.kind}", [matter.text]) for matter in shown]
    counts = {f"{matter.page}|{matter.kind}": matter.counts for matter in shown}
    listing(Shown(caption, heads, rows, counts=counts), words, "office_matters", lambda key: _open(of, key))


def _open(of: OfficeSums, key: str) -> None:
    page, _, kind = key.partition("|")
    open_page(page, **{**of_office(of.code), "kind": kind})


def _pair(of: OfficeSums, name: str) -> tuple[float, float | None] | None:
    """The value now and the month before (None where that is not known); None when it is not known now."""
    now = of.sum(name)
    if now is None or now.value is None:
        return None
    then = of.sum(name, of.before) if of.before else None
    return float(now.value), None if then is None or then.value is None else float(then.value)


def _size(now: float, then: float | None) -> float:
    """The change as a share of what it was."""
    return 0.0 if then is None else abs(now - then) / max(then, 1)


def _change(of: OfficeSums, name: str, words: Words) -> str:
    """How a sum moved since the month before: risen or fallen only by more than chance."""
    moved = of.moved(name, of.before)
    if moved is None:
        return words("tanpa bulan pembanding")
    about = definitions()[name]
    said, movers = way_said(about, moved, of.before, words), movers_said(about, moved, 1, words)
    return f"{said} ({movers})" if movers else said


def _arrears(of: OfficeSums, words: Words) -> Matter | None:
    """What is owed, by how many employers, and its change; None when it is not known."""
    pair = _pair(of, "ledger_arrears_rp")
    if pair is None:
        return None
    owing = of.sum("ledger_arrears_employers")
    rupiah = words.rupiah(pair[0])
    employers = "" if owing is None or owing.value is None else words.number(int(owing.value))
    text = words(
        "{rupiah} ditunggak {n} pemberi kerja, {change}.",
        rupiah=rupiah,
        n=employers or "–",
        change=_change(of, "ledger_arrears_rp", words),
    )
    counts = {"ledger_arrears_rp": rupiah, "ledger_arrears_employers": employers}
    return Matter(text, "tunggakan", "menunggak", _size(*pair), _counts(of, counts))


def _counts(of: OfficeSums, texts: dict[str, str]) -> session.Counts:
    return session.counts_of(session.place_of_office(of), texts)


def _counted(of: OfficeSums, name: str, sentence: str, page: str, kind: str, words: Words) -> Matter | None:
    """A count and its change; None when it is not known, or was and is zero."""
    pair = _pair(of, name)
    if pair is None or (pair[0] == 0 and not pair[1]):
        return None
    change = _change(of, name, words)
    number = words.number(pair[0])
    text = words(
        sentence,
        n=number,
        change=change,
        doubt=f"; {rests}" if (rests := doubt(of, name, words)) else "",
    )
    place = session.place_of_office(of)
    counts = session.counts_of(place.everybody if page == "informal" else place, {name: number})
    return Matter(text, page, kind, _size(*pair), counts)


def sentences(of: OfficeSums, words: Words) -> list[str]:
    """Which regions moved beyond chance, then what the month brought; hidden numbers are left out.

    Empty where the ledger does not know the month before.
    """
    if not of.before:
        return []
    return [*_regions(of, "compliance", words), *_regions(of, "ledger_arrears_rp", words), *_flows(of, words)]


def _regions(of: OfficeSums, name: str, words: Words) -> list[str]:
    """What is said of the regions side by side, after the name of the indicator."""
    about = definitions()[name]
    moved = {session.area_name(code): one for code, one in of.regions_moved(name, of.before).items()}
    told = regions_said(about, moved, 1, words)
    return [f"{about.title[words.language]}: {' '.join(told)}"] if told else []


def _flows(of: OfficeSums, words: Words) -> list[str]:
    """What the month brought, a sentence for each flow that is known."""
    totals = ((sentence, of.sum(name)) for name, sentence in _FLOWS.items())
    return [
        words(sentence, value=words.quantity(float(total.value), total.unit))
        for sentence, total in totals
        if total is not None and total.value is not None
    ]
