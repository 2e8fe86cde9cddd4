"""Which encoding texts are in, told by their bytes: what a file says of itself is often wrong.

Bytes that read as UTF-8 are UTF-8: another text hardly ever does. Otherwise the declared encoding has its say, then
the Windows one that GIS programs in Indonesia write.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable

from geo.build.report import Report
from geo.build.source.problems import UnusableSource

UTF_8 = "utf-8"
_USUAL = ("cp1252", "iso8859-1")
# Of Python's many text codecs those that a layer may be in; the others unpack or rewrite what they read.
_ALLOWED = re.compile(r"ascii|utf-(8(-sig)?|16(-[lb]e)?|32(-[lb]e)?)|cp\d+|iso8859-\d+|mac-roman")


def known(name: str) -> str:
    """Python's name of an encoding as a person or a .cpg file writes it ("1252", "ANSI 1252", "88591"), "" for none."""
    plain = re.sub(r"^(ansi|oem|cp|windows)[\s_-]*(?=\d)", "", name.strip().casefold())
    plain = {"65001": UTF_8, "88591": "cp1252", "8859-1": "cp1252", "utf8": UTF_8}.get(plain, plain)
    try:
        found = codecs.lookup(f"cp{plain}" if plain.isdecimal() else plain.replace(" ", "-")).name
    except (LookupError, ValueError):
        return ""
    # Who says Latin-1 most often means the Windows encoding, which has the same letters and dashes besides.
    found = "cp1252" if found == "iso8859-1" else found
    return found if _ALLOWED.fullmatch(found) else ""


def wanted(name: str | None) -> str | None:
    """Python's name of the encoding that a person asked for, None for none. Raises UnusableSource for an unknown one."""
    if name is None:
        return None
    if found := known(name):
        return found
    raise UnusableSource(
        "Pengodean teks {encoding} tidak dikenal. Tulis misalnya --encoding utf-8 atau --encoding cp1252.",
        encoding=name,
    )


def decoded(text: bytes, encoding: str) -> str:
    """A text in `encoding`; a last character that a field of fixed width has cut in two is left out.

    Raises UnicodeDecodeError.
    """
    try:
        return text.decode(encoding)
    except UnicodeDecodeError as error:
        if error.reason != "unexpected end of data" or len(text) - error.start > 3:
            raise
        return text[: error.start].decode(encoding)


def chosen(texts: Iterable[bytes], declared: str, asked: str | None, file: str, report: Report) -> str:
    """The encoding of all `texts`: the one asked for, else found; a declaration that does not hold is reported.

    `declared` is what the file says, "" for nothing. Raises UnusableSource when what was asked for does not fit.
    """
    texts = [text for text in texts if not text.isascii()]
    if asked is not None:
        if not _fits(texts, asked):
            raise UnusableSource(
                "Teks di {file} tidak dapat dibaca sebagai {encoding}. Coba tanpa --encoding, atau sebutkan yang lain, "
                "misalnya --encoding cp1252.",
                file=file,
                encoding=asked,
            )
        return asked
    ways = [UTF_8, *([known(declared)] if known(declared) else []), *_USUAL]
    found = next(way for way in ways if _fits(texts, way))
    if texts and declared and found != known(declared):
        report.repaired(
            "Pengodean teks: berkas menyebut {declared}, padahal isinya bukan itu; dibaca sebagai {found}. Bila namanya "
            "tampak salah, sebutkan yang benar dengan --encoding.",
            declared=declared[:40],
            found=found,
        )
    if texts and not declared and found != UTF_8:
        report.noted(
            "Pengodean teks tidak disebut; dibaca sebagai {found}. Bila namanya tampak salah, sebutkan yang benar dengan "
            "--encoding.",
            found=found,
        )
    return found


def _fits(texts: Iterable[bytes], encoding: str) -> bool:
    try:
        for text in texts:
            decoded(text, encoding)
    except UnicodeError:
        return False
    return True
