"""The three things that matter most to an office this month, each a sentence made from numbers and a way to its rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from data.words import Words
from pages.session import OfficeSums, open_page
from pages.widgets import Head, Shown, listing

_SHOWN = 3


@dataclass(frozen=True)
class Matter:
    """A sentence, the page that holds its rows, the kind of rows there, and how large the change is (a share)."""

    text: str
    page: str
    kind: str
    size: float


@lru_cache(maxsize=256)
def matters(of: OfficeSums, words: Words) -> list[Matter]:
    """At most three, the largest change since last month first; what is hidden from the reader is left out."""
    found = [
        _arrears(of, words),
        _counted(of, "ledger_pwbd_employers", "{n} pemberi kerja wajib belum terdaftar, {change}.", "pwbd-pds", "pwbd", words),
        _counted(of, "pds_workers_employers", "{n} pemberi kerja mendaftarkan sebagian pekerjanya saja (PDS-TK), {change}.", "pwbd-pds", "pds_tk", words),
        _counted(of, "cases_past_deadline", "{n} perkara lewat tenggat, {change}.", "penegakan", "", words),
        _counted(of, "ledger_bpu_active", "{n} pekerja informal aktif, {change}.", "informal", "", words),
    ]  # fmt: skip
    known = [one for one in found if one is not None]
    return sorted(known, key=lambda one: one.size, reverse=True)[:_SHOWN]


def show(of: OfficeSums, words: Words) -> None:
    """The sentences as rows; a click opens the page with the rows of this office."""
    found = matters(of, words)
    if not found:
        return
    rows = [(f"{one.page}|{one.kind}", [one.text]) for one in found]
    heading = words("Pilih kalimatnya untuk melihat barisnya.")
    listing(
        Shown(heading, [Head(words("Yang penting bulan ini"))], rows),
        words,
        "office_matters",
        lambda key: _open(of, key),
    )


def _open(of: OfficeSums, key: str) -> None:
    page, _, kind = key.partition("|")
    open_page(page, office=of.code, region="", kecamatan="", kind=kind, ageing="", search="", sort="", page=1)


def _pair(of: OfficeSums, name: str) -> tuple[float, float | None] | None:
    """The value now and the month before."""
    now = of.sum(name)
    if now is None or now.value is None:
        return None
    then = of.sum(name, of.before) if of.before else None
    return float(now.value), None if then is None or then.value is None else float(then.value)


def _size(now: float, then: float | None) -> float:
    return 0.0 if then is None else abs(now - then) / max(then, 1)


def _change(now: float, then: float | None, since: str, write: Callable[[float], str], words: Words) -> str:
    if then is None:
        return words("tanpa bulan pembanding")
    if now == then:
        return words("tetap sejak {date}", date=words.date(since))
    text = write(abs(now - then))
    return words("naik {n} sejak {date}", n=text, date=words.date(since)) if now > then else words("turun {n} sejak {date}", n=text, date=words.date(since))  # fmt: skip


def _arrears(of: OfficeSums, words: Words) -> Matter | None:
    pair = _pair(of, "ledger_arrears_rp")
    if pair is None:
        return None
    owing = of.sum("ledger_arrears_employers")
    change = _change(*pair, of.before, words.rupiah, words)
    many = "–" if owing is None or owing.value is None else words.number(int(owing.value))
    text = words(
        "{rupiah} ditunggak {n} pemberi kerja, {change}.", rupiah=words.rupiah(pair[0]), n=many, change=change
    )
    return Matter(text, "tunggakan", "menunggak", _size(*pair))


def _counted(of: OfficeSums, name: str, sentence: str, page: str, kind: str, words: Words) -> Matter | None:
    pair = _pair(of, name)
    if pair is None or (pair[0] == 0 and not pair[1]):
        return None
    change = _change(*pair, of.before, words.number, words)
    return Matter(words(sentence, n=words.number(pair[0]), change=change), page, kind, _size(*pair))
