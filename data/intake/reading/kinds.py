"""Which kind of file it is, told by what it holds and never by its name."""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib

from data.intake.reading.workbook import Refused

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# What zipfile makes of an archive that is none, is cut off, or packed in a way that it does not know.
BROKEN_ARCHIVE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    ValueError,
    OSError,
    NotImplementedError,
    RuntimeError,
    LookupError,
    OverflowError,
    struct.error,
)
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"RIFF", b"{\\rtf", b"%!PS")
_ARCHIVES = (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")
_SHEETS_IN_ZIP = {"xl/workbook.xml": "xlsx", "xl/workbook.bin": "xlsb"}
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument.spreadsheet"
_OTHER_IN_ZIP = ("word/", "ppt/", "visio/")
_PICTURE = (
    "Berkas ini gambar atau dokumen ({kind}), bukan tabel. Mintalah buku kerja asal cetakannya "
    "(xlsx, xls, ods atau csv)."
)
_EMPTY = "Berkas ini kosong (0 bita). Simpan lagi di Excel, lalu bawa sekali lagi."
_DAMAGED = "Berkas ini rusak dan tidak dapat dibuka. Buka dan simpan lagi di Excel, lalu bawa sekali lagi."
_LOCKED = (
    "Berkas ini berkata sandi. Hapus kata sandinya di Excel (Berkas > Info > Proteksi), lalu bawa lagi; "
    "jangan kirim kata sandinya."
)
_ARCHIVE = "Berkas ini arsip. Keluarkan berkas di dalamnya, lalu bawa satu per satu."


def kind_of(content: bytes) -> str:
    """xlsx, xlsb, ods, xls, html or text.

    Raises Refused: empty, not_table (a PDF, a picture, a letter), encrypted, damaged.
    """
    if not content.strip(b"\x00\r\n\t \xef\xbb\xbf\xff\xfe"):
        raise Refused("empty", _EMPTY)
    if b"%PDF" in content[:1024]:
        raise Refused("not_table", _PICTURE, kind="PDF")
    if content.startswith(_PICTURES) or (content.startswith(b"BM") and b"\x00" in content[:64]):
        raise Refused("not_table", _PICTURE, kind=content[:4].decode("latin-1").strip("{\\%! \x89\xff"))
    if content.startswith(_ARCHIVES):
        raise Refused("not_table", _ARCHIVE)
    if content.startswith(ZIP):
        return _zip_kind(content)
    if content.startswith(OLE):
        return _ole_kind(content)
    if content[:2] in (b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00"):
        return "xls"
    return _text_kind(content)


def _zip_kind(content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = {name.replace("\\", "/").lower(): name for name in archive.namelist()}
            if "mimetype" in names:
                return _open_document(archive, names)
    except BROKEN_ARCHIVE as error:
        raise Refused("damaged", _DAMAGED) from error
    for name, kind in _SHEETS_IN_ZIP.items():
        if name in names:
            return kind
    if any(name.startswith(_OTHER_IN_ZIP) for name in names):
        raise Refused("not_table", _PICTURE, kind="Word, PowerPoint")
    if "[content_types].xml" in names:
        raise Refused("damaged", _DAMAGED)
    raise Refused("not_table", _ARCHIVE)


def _open_document(archive: zipfile.ZipFile, names: dict[str, str]) -> str:
    with archive.open(names["mimetype"]) as file:
        kind = file.read(200).decode("ascii", "replace").strip()
    if not kind.startswith(_OPEN_DOCUMENT):
        raise Refused("not_table", _PICTURE, kind="OpenDocument")
    if "meta-inf/manifest.xml" in names:
        with archive.open(names["meta-inf/manifest.xml"]) as file:
            if b"encryption-data" in file.read(2_000_000):
                raise Refused("encrypted", _LOCKED)
    return "ods"


def _ole_kind(content: bytes) -> str:
    def holds(name: str) -> bool:
        return name.encode("utf-16-le") in content

    if holds("EncryptedPackage") or holds("EncryptionInfo"):
        raise Refused("encrypted", _LOCKED)
    if holds("Workbook") or holds("Book"):
        return "xls"
    if holds("WordDocument") or holds("PowerPoint Document"):
        raise Refused("not_table", _PICTURE, kind="Word, PowerPoint")
    raise Refused("damaged", _DAMAGED)


def _text_kind(content: bytes) -> str:
    head = content[:4096].lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \r\n\t").replace(b"\x00", b"").lower()
    if head.startswith(b"<") and (b"<table" in content.lower() or b"<html" in head):
        return "html"
    if head.startswith((b"<?xml", b"mime-version", b"<!doctype")):
        raise Refused("damaged", _DAMAGED)
    utf_16 = (
        content[:2] in (b"\xff\xfe", b"\xfe\xff") or max(content[at:200:2].count(0) for at in (0, 1)) > 50
    )
    controls = sum(byte < 9 or 13 < byte < 32 for byte in content[:4096].replace(b"\x1a", b""))
    if controls > 8 and not utf_16:
        raise Refused("not_table", _PICTURE, kind="?")
    return "text"


def damaged() -> Refused:
    """The refusal of a file that cannot be opened."""
    return Refused("damaged", _DAMAGED)


def locked() -> Refused:
    """The refusal of a file with a password."""
    return Refused("encrypted", _LOCKED)
