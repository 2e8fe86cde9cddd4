"""What stands on the paper of a letter, piece by piece, as plain texts that both the PDF and the DOCX set.

A letter is in Indonesian whatever the language of its reader, and so are the words around its texts.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from babel.dates import format_date

from data.letters import BLANK, Annex, AnnexMonth, Letter
from data.words import Words

_WORDS = Words("id")
_HEADS = ("Bulan iuran", "Pekerja", "Iuran (Rp)", "Dibayar (Rp)", "Sisa (Rp)", "Jatuh tempo", "Denda (Rp)")


@dataclass(frozen=True)
class Table:
    """The months of a letter: `rows` and the `total` row have a text for each of the `heads`."""

    title: str
    note: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    total: tuple[str, ...]


@dataclass(frozen=True)
class Contents:
    """A letter from the top of its first page to its annex (None where no month is known).

    `marks` stand on every page, `about` are its head lines (name, text), `notes` are for who finishes the draft.
    """

    title: str
    marks: tuple[str, ...]
    sender: str
    about: tuple[tuple[str, str], ...]
    day: str
    to: tuple[str, ...]
    greeting: str
    paragraphs: tuple[str, ...]
    basis: str
    articles: tuple[str, ...]
    signature: tuple[str, ...]
    remarks: str
    notes: tuple[str, ...]
    foot: str
    annex: Table | None


def contents(letter: Letter) -> Contents:
    """The pieces of a letter in the order in which they are read."""
    months = len(letter.annex.months)
    attached = f"1 berkas ({months} bulan iuran)" if months else "–"
    case = (("Kasus", letter.case),) if letter.case else ()
    return Contents(
        title=letter.title,
        marks=letter.marks,
        sender=letter.sender,
        about=(("Nomor", BLANK), ("Lampiran", attached), ("Perihal", letter.regarding), *case),
        day=f"{BLANK}, {_day(letter.on)}",
        to=("Kepada Yth.", *letter.addressee),
        greeting="Dengan hormat,",
        paragraphs=tuple(
            text for text in (*letter.paragraphs, "Atas perhatian Saudara, kami ucapkan terima kasih.")
        ),
        basis="Dasar",
        articles=tuple(article.said for article in letter.articles),
        signature=(letter.sender, f"Nama: {BLANK}", f"Jabatan: {BLANK}"),
        remarks="Catatan untuk penyusun draf",
        notes=_notes(letter),
        foot=f"{' · '.join(letter.marks)} · Peta Patuh, rilis {letter.release}, data per {_day(letter.as_of)}",
        annex=_table(letter.annex, letter) if months else None,
    )


def _notes(letter: Letter) -> tuple[str, ...]:
    """What whoever finishes the draft must know; to be deleted before it is sent."""
    dated = (
        ("Tenggat dihitung dari tanggal surat ini: bila surat bertanggal lain, buat drafnya sekali lagi.",)
        if letter.limit
        else ("Aturan tidak memberi langkah ini batas waktu: tanggalnya diisi oleh kantor.",)
    )
    doubts = any(not article.confirmed for article in letter.articles)
    marked = ("Yang bertanda [belum dikonfirmasi] tidak ditemukan sumbernya: periksa sebelum dikirim.",)
    simulated = ("Data simulasi: surat ini tidak untuk dikirim.",)
    proposed = ("Yang memanggil adalah kejaksaan: BPJS Ketenagakerjaan hanya menyusun konsepnya.",)
    return (
        f"Angka menurut data Peta Patuh per {_day(letter.as_of)}, rilis {letter.release}. Yang terjadi sesudahnya belum termasuk.",
        "Nomor surat, tempat, dan penanda tangan diisi oleh kantor. Hapus catatan ini dan tanda draf sebelum dikirim.",
        *dated,
        *(simulated if letter.simulated else ()),
        *(marked if doubts else ()),
        *(proposed if letter.step == "panggilan" else ()),
    )


def _table(annex: Annex, letter: Letter) -> Table:
    sums = (annex.due, annex.paid, annex.open)
    return Table(
        title="Lampiran: rincian bulan demi bulan",
        note=f"Dalam rupiah, per {_day(letter.as_of)}, rilis {letter.release}. Sisa adalah iuran dikurangi yang dibayar.",
        heads=_HEADS,
        rows=tuple(_row(month) for month in annex.months),
        total=("Jumlah", "", *(_WORDS.number(amount) for amount in sums), "", _WORDS.number(annex.penalty)),
    )


def _row(month: AnnexMonth) -> tuple[str, ...]:
    return (
        _WORDS.date(month.blth),
        "–" if month.workers is None else _WORDS.number(month.workers),
        *(_WORDS.number(amount) for amount in (month.due, month.paid, month.open)),
        _WORDS.date(month.due_on),
        _WORDS.number(month.penalty),
    )


def _day(day: date) -> str:
    return format_date(day, "d MMMM y", locale="id")
