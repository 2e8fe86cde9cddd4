"""Templates of an organisation, made for tests: a master with a logo, a colour and a font of its own, and some slides."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

from PIL import Image
from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls

FONT, ACCENT = "Verdana", "0A7A3C"
LOGO_COLOUR = (10, 122, 60)
SECRET = "Rahasia lama di slide templat"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_MAIN = "application/vnd.openxmlformats-officedocument.presentationml.{}.main+xml"


def logo() -> bytes:
    """The picture on the master."""
    made = io.BytesIO()
    Image.new("RGB", (300, 100), LOGO_COLOUR).save(made, "PNG")
    return made.getvalue()


def template(
    change: Callable[[Presentation], None] = lambda presentation: None,
    size: tuple[int, int] = (12_192_000, 6_858_000),
    dark: bool = False,
) -> bytes:
    """A template with two slides of its own; `change` is done to it before it is saved."""
    presentation = Presentation()
    across = size[0] / presentation.slide_width
    for sheet in (presentation.slide_master, *presentation.slide_layouts):
        for place in sheet._element.iter(f"{_A}off", f"{_A}ext"):
            for name in {"x", "cx"} & set(place.attrib):
                place.set(name, str(round(int(place.get(name)) * across)))
    presentation.slide_width, presentation.slide_height = size
    _dress(presentation, dark)
    for number in (0, 1):
        slide = presentation.slides.add_slide(presentation.slide_layouts[number])
        slide.shapes.title.text = SECRET
        slide.notes_slide.notes_text_frame.text = SECRET
    change(presentation)
    made = io.BytesIO()
    presentation.save(made)
    return made.getvalue()


def _dress(presentation: Presentation, dark: bool) -> None:
    master = presentation.slide_master
    _, name = master.part.get_or_add_image_part(io.BytesIO(logo()))
    left = presentation.slide_width - 1_400_000
    spaces = nsdecls("a", "p", "r")
    picture = (
        f'<p:pic {spaces}><p:nvPicPr><p:cNvPr id="90" name="Logo"/><p:cNvPicPr/><p:nvPr/></p:nvPicPr>'
        f'<p:blipFill><a:blip r:embed="{name}"/><a:stretch><a:fillRect/></a:stretch></p:blipFill>'
        f'<p:spPr><a:xfrm><a:off x="{left}" y="100000"/><a:ext cx="1200000" cy="400000"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:pic>'
    )
    master.shapes._spTree.append(parse_xml(picture))
    theme = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    blob = theme.blob.replace(b'<a:latin typeface="Calibri"/>', f'<a:latin typeface="{FONT}"/>'.encode())
    theme._blob = blob.replace(b'<a:srgbClr val="4F81BD"/>', f'<a:srgbClr val="{ACCENT}"/>'.encode())
    if dark:
        colours = master._element.find(
            ".//{http://schemas.openxmlformats.org/presentationml/2006/main}clrMap"
        )
        for light, ink in (("bg1", "tx1"), ("bg2", "tx2")):
            colours.set(light, ink.replace("tx", "dk"))
            colours.set(ink, light.replace("bg", "lt"))


def rewritten(content: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    """The file with its parts changed."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {one.filename: archive.read(one) for one in archive.infolist()}
    change(parts)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return made.getvalue()


def potx(content: bytes) -> bytes:
    """The same as a .potx."""

    def change(parts: dict[str, bytes]) -> None:
        types = parts["[Content_Types].xml"]
        parts["[Content_Types].xml"] = types.replace(
            _MAIN.format("presentation").encode(), _MAIN.format("template").encode()
        )

    return rewritten(content, change)
