"""Marks written into the sender's own XLSX: only the cells that are marked change, everything else stays as it is.

A library that reads a workbook and writes it again loses what it does not know: charts, pictures, and the values
that formulas had, without which the mended file could not be read. So the XML is changed in place: a marked cell
gets a style of its own that is its old one with a fill, and a comment; nothing else of the archive is touched.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape

from data.intake.marking.comments import add_comments
from data.intake.marking.marks import FILLS, Changes, Place
from data.intake.reading import letters, position

_CELL = re.compile(rb'<c r="([A-Z]{1,3})\d{1,7}"([^<>]*?)(?:/>|>((?:(?!</?c[ >]).)*)</c>)', re.S)
_ROW = re.compile(rb'<row r="(\d{1,7})"([^<>]*?)(?:/>|>(.*?)</row>)', re.S)
_STYLE = re.compile(rb' s="(\d{1,6})"')
_XF = re.compile(rb"<xf(?: [^<>]*)?/>|<xf(?: [^<>]*)?>.*?</xf>", re.S)
_TEXT_INDEX = re.compile(rb' t="s"[^<>]*><v>(\d{1,9})</v>')
_SHARED = re.compile(rb"<si>.*?</si>|<si/>|<si [^<>]*>.*?</si>", re.S)
_CHAIN = re.compile(rb"<(?:Override|Relationship)[^<>]*calcChain[^<>]*/>")


class Unusual(Exception):
    """The workbook's XML is not of the form that is changed in place; it is made anew then."""


def patched(unpacked: dict[str, bytes], sheets: Mapping[str, str], changed: Mapping[str, Changes]) -> bytes:
    """The archive with the changes of each sheet in its part (`sheets`: part by sheet's name). Raises Unusual."""
    styles = _Styles(unpacked.get("xl/styles.xml", b""))
    forgotten: set[int] = set()
    for number, (name, changes) in enumerate(changed.items(), 1):
        if changes.fills or changes.texts or changes.comments:
            part = sheets.get(name, "")
            if part not in unpacked:
                raise Unusual
            unpacked[part], lost = _sheet(unpacked[part], changes, styles)
            forgotten |= lost
            add_comments(unpacked, part, number, changes.comments)
    unpacked["xl/styles.xml"] = styles.xml()
    _forget_texts(unpacked, forgotten)
    if any(changes.texts for changes in changed.values()):
        _forget_chain(unpacked)
    return _archive(unpacked)


class _Styles:
    """The cell formats of a workbook, and those that were added: an old one with a fill."""

    def __init__(self, xml: bytes) -> None:
        self._fills = re.search(rb"<fills[^<>]*>.*?</fills>", xml, re.S)
        self._formats = re.search(rb"<cellXfs[^<>]*>(.*?)</cellXfs>", xml, re.S)
        if self._fills is None or self._formats is None:
            raise Unusual
        self._xml = xml
        self._old = _XF.findall(self._formats[1])
        self._filled = len(re.findall(rb"<fill[ >/]", self._fills[0]))
        self._added: dict[tuple[int, str], int] = {}

    def marked(self, style: int, severity: str) -> int:
        """The number of the format `style` with the fill of a severity."""
        if not 0 <= style < len(self._old):
            raise Unusual
        return self._added.setdefault((style, severity), len(self._old) + len(self._added))

    def xml(self) -> bytes:
        """The part with the formats that were added."""
        if not self._added or self._fills is None or self._formats is None:
            return self._xml
        fills = "".join(
            f'<fill><patternFill patternType="solid"><fgColor rgb="{colour}"/><bgColor indexed="64"/></patternFill></fill>'
            for colour in FILLS.values()
        ).encode()
        formats = b"".join(self._with_fill(style, severity) for style, severity in self._added)
        all_fills = self._fills[0].replace(b"</fills>", fills + b"</fills>")
        xfs = self._formats[0].replace(b"</cellXfs>", formats + b"</cellXfs>")
        xml = self._xml.replace(self._fills[0], _counted(all_fills, self._filled + len(FILLS)), 1)
        return xml.replace(self._formats[0], _counted(xfs, len(self._old) + len(self._added)), 1)

    def _with_fill(self, style: int, severity: str) -> bytes:
        head, close, rest = self._old[style].partition(b">")
        ends = b"/" if head.endswith(b"/") else b""
        head = re.sub(rb' (?:fillId|applyFill)="[^"]*"', b"", head.removesuffix(b"/"))
        fill = self._filled + list(FILLS).index(severity)
        return head + f' fillId="{fill}" applyFill="1"'.encode() + ends + close + rest


def _counted(xml: bytes, number: int) -> bytes:
    return re.sub(rb'^(<\w+[^<>]*?) count="\d+"', rb'\1 count="' + str(number).encode() + b'"', xml, count=1)


def _sheet(xml: bytes, changes: Changes, styles: _Styles) -> tuple[bytes, set[int]]:
    """A worksheet with changed cells, and the numbers of the shared texts that they no longer show."""
    rows: dict[int, dict[int, Place]] = {}
    for place in {*changes.fills, *changes.texts}:
        rows.setdefault(place[0], {})[place[1]] = place
    start, end = xml.find(b"<sheetData>"), xml.find(b"</sheetData>")
    if (
        start < 0
        or end < 0
        or b":row" in xml[start:end]
        or xml.count(b"<row", start, end) != xml.count(b'<row r="', start, end)
    ):
        raise Unusual
    lost: set[int] = set()
    order, pieces, at = sorted(rows), [], 0
    for match in _ROW.finditer(xml, start, end):
        number, early = int(match[1]) - 1, 0
        while early < len(order) and order[early] < number:
            early += 1
        here = early < len(order) and order[early] == number
        if early or here:
            pieces.append(xml[at : match.start()])
            pieces += [_new_row(row, rows[row], changes, styles) for row in order[:early]]
            pieces += [_row(match, rows[number], changes, styles, lost)] if here else []
            at, order = match.end() if here else match.start(), order[early + here :]
        if not order:
            break
    pieces += [xml[at:end], *(_new_row(row, rows[row], changes, styles) for row in order)] if order else []
    return b"".join([*pieces, xml[end if order else at :]]), lost


def _row(
    match: re.Match[bytes], places: Mapping[int, Place], changes: Changes, styles: _Styles, lost: set[int]
) -> bytes:
    """A row with changed cells; those that it had not are put in their places."""
    cells = {position(cell[1].decode()): cell for cell in _CELL.finditer(match[3] or b"")}
    if b"".join(cell[0] for cell in cells.values()) != b"".join((match[3] or b"").split(b"\n")):
        raise Unusual
    made = {column: cell[0] for column, cell in cells.items()}
    for column, place in places.items():
        old = cells.get(column)
        made[column] = _cell(place, old, changes, styles)
        if old is not None and place in changes.texts and (text := _TEXT_INDEX.search(old[0])):
            lost.add(int(text[1]))
    inner = b"".join(made[column] for column in sorted(made))
    return b'<row r="' + match[1] + b'"' + match[2].rstrip() + b">" + inner + b"</row>"


def _new_row(row: int, places: Mapping[int, Place], changes: Changes, styles: _Styles) -> bytes:
    inner = b"".join(_cell(places[column], None, changes, styles) for column in sorted(places))
    return f'<row r="{row + 1}">'.encode() + inner + b"</row>"


def _cell(place: Place, old: re.Match[bytes] | None, changes: Changes, styles: _Styles) -> bytes:
    """A cell with the fill and the text that it gets; a text that looks like a formula stays text."""
    row, column = place
    kept = old[2] if old else b""
    found = _STYLE.search(kept)
    style = int(found[1]) if found else 0
    if place in changes.fills:
        style = styles.marked(style, changes.fills[place])
    head = f'<c r="{letters(column)}{row + 1}" s="{style}"'.encode()
    if place in changes.texts:
        text = changes.texts[place]
        inner = f' t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>' if text else "/>"
        return head + inner.encode()
    rest = _STYLE.sub(b"", kept).rstrip()
    return head + rest + (b"/>" if old is None or old[3] is None else b">" + old[3] + b"</c>")


def _forget_texts(unpacked: dict[str, bytes], lost: set[int]) -> None:
    """Take texts that no cell shows any more out of the shared ones."""
    for name, xml in unpacked.items():
        if lost and name.startswith("xl/worksheets/"):
            lost -= set(map(int, _TEXT_INDEX.findall(xml)))
    texts, kept, at = unpacked.get("xl/sharedStrings.xml", b""), [], 0
    for number, match in enumerate(_SHARED.finditer(texts) if lost else ()):
        if number in lost:
            kept.append(texts[at : match.start()] + b"<si><t/></si>")
            at = match.end()
    if kept:
        unpacked["xl/sharedStrings.xml"] = b"".join([*kept, texts[at:]])


def _forget_chain(unpacked: dict[str, bytes]) -> None:
    """Take out the order of calculation, which may name cells that are empty now; Excel makes it anew."""
    if unpacked.pop("xl/calcChain.xml", None):
        for name in ("[Content_Types].xml", "xl/_rels/workbook.xml.rels"):
            unpacked[name] = _CHAIN.sub(b"", unpacked[name])


def _archive(unpacked: Mapping[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in unpacked.items():
            archive.writestr(name, part)
    return made.getvalue()
