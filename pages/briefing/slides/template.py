"""An organisation's own template: looked at before anything reads it, freed of its slides, refused where it cannot be used."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from typing import Any

from pptx import Presentation
from pptx.exc import PythonPptxError

from data.words import Problem
from pages.briefing.slides.ground import Ground, NoRoom, template_ground

MOST_MB, _MOST_UNPACKED_MB, _MOST_PARTS = 20, 150, 2_000
_OLD_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # of a file with a password, and of a .ppt
_TYPES = "[Content_Types].xml"
_MAIN = "application/vnd.openxmlformats-officedocument.presentationml.{}.main+xml"
_SLIDES_AND_MORE = re.compile(r"/(?:sldIdLst|custShowLst|extLst)$")
_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
# What a presentation, a master or a layout may lead to; anything else (macros, other programs' objects, films) is refused
# on a master or layout, and not taken along from the presentation.
_KEPT = frozenset(
    {
        "slideMaster",
        "slideLayout",
        "theme",
        "themeOverride",
        "image",
        "notesMaster",
        "handoutMaster",
        "presProps",
        "viewProps",
        "tableStyles",
        "font",
    }
)
_TAKEN_OFF = ("tags", "hyperlink", "customXml")


class BadTemplate(Problem):
    """A file that is no template of slides, or holds what must not be handed on: what, and what to do."""


def opened(content: bytes) -> Ground:
    """The template, without slides, with the layout and the room for ours. Raises BadTemplate and NoRoom."""
    parts = _parts(content)
    try:
        presentation = Presentation(_packed(parts))
        _drop_slides(presentation)
        _check_links(presentation)
        return template_ground(presentation)
    except NoRoom:
        raise
    except (
        PythonPptxError,
        KeyError,
        ValueError,
        AttributeError,
        TypeError,
        IndexError,
        SyntaxError,
    ) as error:
        raise _damaged() from error


def _parts(content: bytes) -> dict[str, bytes]:
    """The parts of the file by name, looked at for their size and number before they are unpacked. Raises BadTemplate."""
    if len(content) > MOST_MB * 1_000_000:
        raise BadTemplate(
            "Templat ini lebih dari {limit} MB. Kecilkan gambarnya, lalu unggah lagi.", limit=MOST_MB
        )
    if content.startswith(_OLD_FILE):
        raise BadTemplate(
            "Berkas ini bersandi, atau .ppt lama. Simpan tanpa sandi sebagai .pptx atau .potx, lalu unggah lagi."
        )
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_size(archive)
            parts = {one.filename: archive.read(one) for one in archive.infolist()}
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, RuntimeError, ValueError) as error:
        raise BadTemplate("Berkas ini bukan .pptx atau .potx. Simpan templatnya dari PowerPoint.") from error
    _check_kinds(parts)
    return parts


def _check_size(archive: zipfile.ZipFile) -> None:
    infos = archive.infolist()
    names = [one.filename.lower() for one in infos]
    if len(infos) > _MOST_PARTS or sum(one.file_size for one in infos) > _MOST_UNPACKED_MB * 1_000_000:
        raise BadTemplate(
            "Isi templat ini membengkak sampai lebih dari {limit} MB atau {parts} bagian ketika dibuka.",
            limit=_MOST_UNPACKED_MB,
            parts=_MOST_PARTS,
        )
    if len(set(names)) < len(names):
        raise _damaged()


def _check_kinds(parts: Mapping[str, bytes]) -> None:
    """That it is a presentation without programs, whose XML declares nothing of its own."""
    types = parts.get(_TYPES, b"")
    if b"macroEnabled" in types or any("vbaproject" in name.lower() for name in parts):
        raise BadTemplate("Templat ini berisi makro. Simpan sebagai .pptx atau .potx tanpa makro.")
    if not any(_MAIN.format(kind).encode() in types for kind in ("presentation", "template")):
        raise BadTemplate("Berkas ini bukan .pptx atau .potx. Simpan templatnya dari PowerPoint.")
    for name, part in parts.items():
        if name.lower().endswith((".xml", ".rels")) and (b"<!DOCTYPE" in part or b"\x00" in part[:200]):
            raise _damaged()


def _packed(parts: Mapping[str, bytes]) -> io.BytesIO:
    """The file again, as a presentation: of a template python-pptx takes none."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        for name, part in parts.items():
            if name == _TYPES:
                part = part.replace(_MAIN.format("template").encode(), _MAIN.format("presentation").encode())
            archive.writestr(name, part)
    made.seek(0)
    return made


def _damaged() -> BadTemplate:
    return BadTemplate("Templat ini rusak atau tidak utuh. Buka dan simpan lagi di PowerPoint, lalu unggah.")


def _drop_slides(presentation: Any) -> None:
    """Takes the slides and all that only they lead to out of the presentation, with what names them."""
    main = presentation.part
    for name, relation in list(main.rels.items()):
        if _kind(relation) not in _KEPT:
            main.rels.pop(name)
    element = main._element
    for tag in ("sldIdLst", "custShowLst", "extLst", "custDataLst", "smartTags", "kinsoku", "photoAlbum"):
        for one in element.findall(f"{_P}{tag}"):
            element.remove(one)
    for name, relation in list(main.package._rels.items()):
        if _kind(relation) not in ("officeDocument", "core-properties", "extended-properties"):
            main.package._rels.pop(name)


def _kind(relation: Any) -> str:
    return str(relation.reltype).rsplit("/", 1)[-1]


def _check_links(presentation: Any) -> None:
    """What masters and layouts lead to: addresses are taken off, anything from elsewhere or of programs is refused."""
    masters = list(presentation.slide_masters)
    for sheet in [*masters, *(layout for master in masters for layout in master.slide_layouts)]:
        for name, relation in list(sheet.part.rels.items()):
            if _kind(relation) in _TAKEN_OFF:
                _take_off(sheet.part, name)
            elif relation.is_external or _kind(relation) not in _KEPT:
                raise BadTemplate(
                    "Templat ini memuat isi dari luar atau objek program lain di “{place}”. Ganti dengan gambar biasa.",
                    place=str(sheet.name or "master"),
                )


def _take_off(part: Any, name: str) -> None:
    """Removes a relation, and the elements that name it: a file with a name of nothing must be repaired."""
    for element in list(part._element.iter()):
        if any(key.startswith(_R) and value == name for key, value in element.attrib.items()):
            parent = element.getparent()
            if parent is not None:
                parent.remove(element)
    part.rels.pop(name)
