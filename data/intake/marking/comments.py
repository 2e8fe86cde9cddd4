"""Comments on the cells of a worksheet, as parts of its archive: the texts, and the boxes that Excel shows them in."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from xml.sax.saxutils import escape

from data.intake.marking.marks import AUTHOR, Place
from data.intake.reading import letters

MOST = 2_000
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_COMMENTS = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_DRAWING = "application/vnd.openxmlformats-officedocument.vmlDrawing"
# What may stand behind the reference to the boxes in a worksheet; it goes in front of the first of them.
_AFTER = re.compile(
    rb"<(?:legacyDrawingHF|drawingHF|picture|oleObjects|controls|webPublishItems|tableParts|extLst)\b|</worksheet>"
)
_BOXES = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"><v:shapetype id="_x0000_t202" coordsize="21600,21600" '
    'o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>'
    '<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype></xml>'
)
_BOX = (
    '<v:shape id="_x0000_s{number}" type="#_x0000_t202" style="position:absolute;width:220pt;height:90pt;'
    'visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/>'
    '<v:textbox style="mso-direction-alt:auto"/><x:ClientData ObjectType="Note"><x:MoveWithCells/>'
    "<x:SizeWithCells/><x:Anchor>{left}, 15, {top}, 2, {right}, 15, {bottom}, 5</x:Anchor>"
    "<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)


def add_comments(unpacked: dict[str, bytes], part: str, number: int, comments: Mapping[Place, str]) -> None:
    """Put comments on cells of the worksheet `part`; a cell that has one already keeps it, and ours stands below.

    `number` tells the parts of this sheet from those of others. At most 2,000 comments: nobody reads more.
    """
    if not comments:
        return
    wanted = dict(sorted(comments.items())[:MOST])
    texts, boxes = _parts(unpacked, part, number)
    unpacked[texts], left = _texts(unpacked[texts], wanted)
    shapes = "".join(_box(place, 90_000 + 3_000 * number + at) for at, place in enumerate(left))
    unpacked[boxes] = unpacked[boxes].replace(b"</xml>", shapes.encode() + b"</xml>")


def _texts(xml: bytes, comments: Mapping[Place, str]) -> tuple[bytes, list[Place]]:
    """The part of comments with ours, and the cells that had none."""
    author = len(re.findall(rb"<author[ >/]", xml))
    made, new = "", []
    for place, text in comments.items():
        where = f"{letters(place[1])}{place[0] + 1}"
        said = f'<r><t xml:space="preserve">{escape(_printable(text))}</t></r>'
        old = re.search(rb'<comment [^<>]*ref="' + where.encode() + rb'"[^<>]*>.*?</comment>', xml, re.S)
        if old:
            below = said.replace('preserve">', 'preserve">\n', 1)
            xml = xml.replace(old[0], old[0].replace(b"</text>", below.encode() + b"</text>", 1), 1)
        else:
            made += f'<comment ref="{where}" authorId="{author}"><text>{said}</text></comment>'
            new.append(place)
    xml = xml.replace(b"</authors>", f"<author>{AUTHOR}</author></authors>".encode(), 1)
    return xml.replace(b"</commentList>", made.encode() + b"</commentList>", 1), new


def _printable(text: str) -> str:
    return "".join(letter for letter in text if letter >= " " or letter in "\n\t")


def _box(place: Place, number: int) -> str:
    row, column = place
    corner = {"left": column + 1, "top": max(row - 1, 0), "right": column + 5, "bottom": row + 5}
    return _BOX.format(number=number, row=row, column=column, **corner)


def _parts(unpacked: dict[str, bytes], part: str, number: int) -> tuple[str, str]:
    """The names of the sheet's parts for comments and boxes, made where it has none."""
    folder, name = posixpath.split(part)
    relations = f"{folder}/_rels/{name}.rels"
    unpacked.setdefault(relations, f'<Relationships xmlns="{_PACKAGE}"></Relationships>'.encode())
    known = unpacked[relations].replace(b"/></Relationships>", b"/>\n</Relationships>")
    if known.rstrip().endswith(b"/>"):
        unpacked[relations] = f'<Relationships xmlns="{_PACKAGE}"></Relationships>'.encode()
    texts = _related(unpacked[relations], folder, "comments")
    boxes = _related(unpacked[relations], folder, "vmlDrawing")
    if texts not in unpacked:
        texts = f"xl/comments{900 + number}.xml"
        unpacked[texts] = (
            f'<comments xmlns="{_MAIN}"><authors></authors><commentList></commentList></comments>'.encode()
        )
        _relate(unpacked, relations, f"/{texts}", "comments", f"petaPatuh{number}a")
        override = f'<Override PartName="/{texts}" ContentType="{_COMMENTS}"/></Types>'
        unpacked["[Content_Types].xml"] = unpacked["[Content_Types].xml"].replace(
            b"</Types>", override.encode()
        )
    if boxes not in unpacked:
        boxes = _new_boxes(unpacked, part, relations, number)
    return texts, boxes


def _new_boxes(unpacked: dict[str, bytes], part: str, relations: str, number: int) -> str:
    boxes, name = f"xl/drawings/vmlDrawing{900 + number}.vml", f"petaPatuh{number}b"
    unpacked[boxes] = _BOXES.encode()
    _relate(unpacked, relations, f"/{boxes}", "vmlDrawing", name)
    types = unpacked["[Content_Types].xml"]
    if b'Extension="vml"' not in types:
        first = f'<Default Extension="vml" ContentType="{_DRAWING}"/>'.encode()
        unpacked["[Content_Types].xml"] = re.sub(rb"(<Types[^<>]*>)", rb"\1" + first, types, count=1)
    xml = unpacked[part]
    at = _AFTER.search(xml, xml.rfind(b"</sheetData>"))
    end = at.start() if at else len(xml)
    unpacked[part] = xml[:end] + f'<legacyDrawing xmlns:r="{_OFFICE}" r:id="{name}"/>'.encode() + xml[end:]
    return boxes


def _related(relations: bytes, folder: str, kind: str) -> str:
    """The part that a worksheet's relations call its comments or boxes, "" when there is none."""
    for element in re.findall(rb"<Relationship [^<>]*>", relations):
        if f'/{kind}"'.encode() in element and (target := re.search(rb'Target="([^"]*)"', element)):
            return posixpath.normpath(posixpath.join("/" + folder, target[1].decode())).lstrip("/")
    return ""


def _relate(unpacked: dict[str, bytes], relations: str, target: str, kind: str, name: str) -> None:
    said = f'<Relationship Id="{name}" Type="{_OFFICE}/{kind}" Target="{target}"/></Relationships>'
    unpacked[relations] = unpacked[relations].replace(b"</Relationships>", said.encode())
