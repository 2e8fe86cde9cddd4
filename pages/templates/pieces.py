"""Small pieces of HTML that many pages use. Whatever comes in is text, unless a template made it (`Markup`)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from markupsafe import Markup

from data.words import Words
from pages.templates.rendering import render, together

# What Streamlit's Markdown gives a meaning to: emphasis, links, images, colours and icons, formulas, HTML.
_MARKDOWN = re.compile(r"([\\`*_{}\[\]#|~$:<>])")
# What it makes a link of although every mark is taken from it: an address of mail, of the web, and what begins with www.
_LINKED = re.compile(r"(?<=[\w+.-])@(?=[\w-])|(?<=://)|(?<=\bwww)(?=\.)", re.IGNORECASE)
_JOINER = "\u2060"  # takes no room, and no line breaks at it
# A flag in the table of published figures -> what is said of such a figure.
FLAGS = {
    "target": "target, bukan hasil",
    "flow": "arus dalam satu masa, bukan jumlah",
    "partial": "sebagian kelompok saja",
    "bound": "batas bawah atau atas",
    "doubtful": "meragukan",
    "derived": "persen dihitung dari angka sumber",
    "other_definition": "definisi lain daripada indikatornya",
}
_BASES = {
    "stated": "tanggal disebut sumber",
    "page date": "tanggal halaman sumber",
    "inferred": "tanggal disimpulkan",
}


def plain(text: str) -> str:
    """`text` for a place that Streamlit reads as Markdown, so that it says just itself and leads nowhere."""
    return _MARKDOWN.sub(r"\\\1", _LINKED.sub(lambda one: f"{_JOINER}{one[0]}", text))


def link(url: str, label: str) -> Markup:
    """A link that opens in a new tab; an address that is not http(s) stays plain text."""
    try:
        known = urlsplit(url).scheme in ("http", "https")
    except ValueError:  # such as an unclosed [ in the host
        known = False
    return render("link", url=url, label=label) if known else together(label)


def source(publisher: str, title: str, url: str) -> Markup:
    """A source as a link named after its publisher, or its name and title where it has no address."""
    return link(url, publisher) if url else together(f"{publisher}: {title}" if title else publisher)


# Flags of a figure that is marked with an asterisk where there is no room for the words.
_STARRED = ("partial", "bound", "doubtful", "derived", "other_definition")


def is_starred(text: str) -> bool:
    """Whether a figure with these flags (";" between them) is marked with an asterisk."""
    return any(flag in _STARRED for flag in text.split(";"))


def star_note(texts: Iterable[str], words: Words) -> str:
    """What the asterisks beside figures with these flags stand for; "" where there is none."""
    there = {flag for text in texts for flag in text.split(";")}
    names = [words(FLAGS[flag]) for flag in _STARRED if flag in there]
    return words("Tanda *: {names}.", names=", ".join(names)) if names else ""


def flags(text: str, words: Words) -> Markup:
    """The flags of a figure (";" between them) as small labels."""
    return render("flags", names=[words(FLAGS[flag]) for flag in text.split(";") if flag in FLAGS])


def basis(text: str, words: Words) -> str:
    """Where an as-of date comes from, in words."""
    return words(_BASES[text]) if text in _BASES else ""


def pairs(items: Sequence[tuple[str, str]]) -> Markup:
    """A description list of terms and what is said of them. Empty ones are left out."""
    return render("pairs", items=items)


def table(heads: Sequence[str], rows: Sequence[Sequence[str]], numeric: Sequence[int] = ()) -> Markup:
    """A table; columns in `numeric` stand to the right."""
    return render("table", heads=heads, rows=rows, numeric=numeric, wide=(), stacked=False)


def stack(
    heads: Sequence[str], rows: Sequence[Sequence[str]], numeric: Sequence[int] = (), wide: Sequence[int] = ()
) -> Markup:
    """A table of long texts: columns in `wide` get room, and on a narrow screen each row becomes a block.

    There each cell says its heading, since the row of headings is not seen.
    """
    inside = render("table", heads=heads, rows=rows, numeric=numeric, wide=wide, stacked=True)
    return render("stack", table=inside)


def tile(
    heading: str,
    number: str,
    notes: Sequence[str],
    faded: bool = False,
    counts: Sequence[tuple[str, str]] = (),
) -> Markup:
    """A tile: a heading, a number, and the notes under it; `faded` where the number is old.

    `counts` says of its numbers what they count.
    """
    return render("tile", heading=heading, number=number, notes=notes, faded=faded, counts=counts)


def note(text: str) -> Markup:
    """A paragraph in small print."""
    return render("note", text=text)


def section(kind: str, body: str, heading: str = "", label: str = "") -> Markup:
    """A part of a page with its own heading; `kind` is its class in the style sheet, `label` what a screen reader says."""
    return render("section", kind=kind, body=body, heading=heading, label=label)


def numbers(summary: str, table: str) -> Markup:
    """A table that is opened by a click on its summary."""
    return render("numbers", summary=summary, table=table)
