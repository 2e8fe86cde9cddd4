"""What is inside an XLSX, XLSB or ODS before a library unpacks it: how large, and nothing but tables.

A file of some kilobytes may unpack to gigabytes, and XML may name entities that grow without end. Both are seen here
while the parts are read, not after. What a library reads then is packed again from the very bytes that were looked
at: an archive may show one thing to one reader and another to the next.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping

from data.intake.reading.kinds import BROKEN_ARCHIVE, damaged
from data.intake.reading.progress import tell
from data.intake.reading.workbook import Refused
from data.words import Sentence

MOST_UNPACKED = 200_000_000
_MOST_PARTS = 5_000
_BLOCK = 1 << 20
_TOO_LARGE = (
    "Isi berkas ini membengkak sampai lebih dari {limit} MB ketika dibaca, padahal daftar kantor cabang tidak "
    "sebesar itu. Bagi menjadi beberapa berkas."
)
# What stands in front of the root of an XML part; a DOCTYPE can stand nowhere else.
_PROLOG = re.compile(rb"(?:\xef\xbb\xbf)?(?>\s+|<\?.*?\?>|<!--.*?-->)*+", re.S)
# Pictures, macros, other workbooks and the like: looked at for their size, never handed on.
_LEFT_OUT = re.compile(
    r"xl/(?:media|drawings|embeddings|externallinks|pivot|printersettings|vba|activex|ctrlprops|charts|querytables"
    r"|connections)",
    re.I,
)


def parts(content: bytes, limit: int = MOST_UNPACKED) -> dict[str, bytes]:
    """The parts of the archive by name, at most `limit` bytes together.

    Raises Refused: too_large (said while it is read, not after), damaged (broken, DOCTYPE or entities in XML).
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if len(archive.infolist()) > _MOST_PARTS:
                raise too_large(limit)
            return dict(_unpacked(archive, limit))
    except BROKEN_ARCHIVE as error:
        raise damaged() from error


def too_large(limit: int) -> Refused:
    """The refusal of a file that unpacks to more than `limit` bytes."""
    return Refused("too_large", _TOO_LARGE, limit=limit // 1_000_000)


def _unpacked(archive: zipfile.ZipFile, limit: int) -> Iterator[tuple[str, bytes]]:
    left = limit
    for part in archive.infolist():
        if part.file_size > left:
            raise too_large(limit)
        blocks = []
        with archive.open(part) as file:
            while block := file.read(_BLOCK):
                tell(0.1 * (1 - left / limit), Sentence("Membuka berkas"))
                left -= len(block)
                blocks.append(block)
        whole = b"".join(blocks)
        if part.filename.lower().endswith((".xml", ".rels")) and _declares(whole):
            raise damaged()
        yield part.filename, whole


def _declares(xml: bytes) -> bool:
    """Whether XML brings a DOCTYPE, and with it entities, or is written in 16 bits a letter; no spreadsheet does."""
    if b"\x00" in xml[:200]:
        return True
    prolog = _PROLOG.match(xml)
    return prolog is not None and xml.startswith(b"<!", prolog.end())


def packed(unpacked: Mapping[str, bytes]) -> io.BytesIO:
    """An archive of the parts that a reader of cells needs, uncompressed, so that nobody unpacks them again."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        for name, part in unpacked.items():
            if not _LEFT_OUT.match(name):
                archive.writestr(name, part)
    made.seek(0)
    return made
