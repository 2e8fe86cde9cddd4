"""Small pieces of HTML made from data. Whatever comes in is text: everything is escaped here."""

from __future__ import annotations

import re
from html import escape
from urllib.parse import urlsplit

from data.words import Words

# What Streamlit's Markdown gives a meaning to: emphasis, links, images, colours and icons, formulas, HTML.
_MARKDOWN = re.compile(r"([\\`*_{}\[\]#|~$:<>])")
FLAGS = {
    "target": "sasaran, bukan hasil",
    "flow": "arus dalam satu masa, bukan jumlah",
    "partial": "sebagian kelompok saja",
    "bound": "batas bawah atau atas",
    "doubtful": "meragukan",
    "derived": "persen dihitung dari angka sumber",
}
_BASES = {
    "stated": "tanggal disebut sumber",
    "page date": "tanggal halaman sumber",
    "inferred": "tanggal disimpulkan",
}


def plain(text: str) -> str:
    """`text` for a place that Streamlit reads as Markdown, so that it says just itself."""
    return _MARKDOWN.sub(r"\\\1", text)


def link(url: str, label: str) -> str:
    """A link that opens in a new tab; an address that is not http(s) stays plain text."""
    try:
        known = urlsplit(url).scheme in ("http", "https")
    except ValueError:  # such as an unclosed [ in the host
        known = False
    if not known:
        return escape(label)
    return f'<a href="{escape(url)}" target="_blank" rel="noopener noreferrer">{escape(label)}</a>'


def source(publisher: str, title: str, url: str) -> str:
    """A source as a link named after its publisher, or its name and title where it has no address."""
    return link(url, publisher) if url else escape(f"{publisher}: {title}" if title else publisher)


def flags(text: str, words: Words) -> str:
    """The flags of a figure (";" between them) as small labels."""
    names = [words(FLAGS[flag]) for flag in text.split(";") if flag in FLAGS]
    return "".join(f'<span class="peta-flag">{escape(name)}</span>' for name in names)


def basis(text: str, words: Words) -> str:
    """Where an as-of date comes from, in words."""
    return words(_BASES[text]) if text in _BASES else ""


def pairs(items: list[tuple[str, str]]) -> str:
    """A description list; the terms are text, the descriptions are HTML made here. Empty ones are left out."""
    rows = "".join(f"<div><dt>{escape(term)}</dt><dd>{value}</dd></div>" for term, value in items if value)
    return f'<dl class="peta-pairs">{rows}</dl>'


def table(heads: list[str], rows: list[list[str]], numeric: tuple[int, ...] = ()) -> str:
    """A table; heads are text, cells are HTML made here; columns in `numeric` stand to the right."""
    cls = [' class="number"' if i in numeric else "" for i in range(len(heads))]
    head = "".join(f'<th scope="col"{c}>{escape(h)}</th>' for h, c in zip(heads, cls, strict=True))
    body = "".join(
        "<tr>" + "".join(f"<td{c}>{cell}</td>" for cell, c in zip(row, cls, strict=True)) + "</tr>"
        for row in rows
    )
    return (
        f'<div class="peta-scroll" tabindex="0"><table class="peta-table"><thead><tr>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def tile(heading: str, number: str, notes: list[str]) -> str:
    """A tile: heading and number are text, the notes under them HTML made here."""
    below = "".join(f"<small>{note}</small>" for note in notes if note)
    return (
        f'<article class="peta-tile"><h3>{escape(heading)}</h3>'
        f'<p class="peta-number">{escape(number)}</p>{below}</article>'
    )
