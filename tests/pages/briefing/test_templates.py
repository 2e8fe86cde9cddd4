"""An organisation's own template: its master, logo and fonts are kept, its slides are not, and what is wrong is said."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from typing import Any

import pytest
from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE

from data.access import PUBLIK, StewardsOnly, Viewer
from data.briefing import Item, Order, Template, TemplateShelf
from data.store import OWN, Store
from data.words import Problem, Words
from pages.briefing.screen import BarRow, Bars, Screen
from pages.briefing.slides import template as reading
from pages.briefing.slides.pack import pptx
from pages.briefing.slides.template import opened
from pages.briefing.stage import Written
from tests.pages.briefing.templates import ACCENT, FONT, SECRET, logo, potx, rewritten, template

WORDS = Words("id")
ORDER = Order("siap000000", "Uji", "", 0, (Item("teks", {}, title="x"),))
ASKS = (("Kejari", "tindak lanjuti SKK yang terbuka"),)
SCREEN = Screen(
    Written("Pesan yang panjang untuk sebuah slide", "12", "orang", ("Kalimat.",), ASKS, "Yang diminta"),
    Bars((BarRow("wajib", "10", 1.0, "", 10),), "Uji", "pemberi kerja"),
    "SIMULASI",
    "Sumber: uji",
    "per 31 Okt 2026",
)


@pytest.mark.parametrize("size", [(12_192_000, 6_858_000), (9_144_000, 6_858_000)], ids=["16:9", "4:3"])
def test_master_logo_theme_and_fonts_are_kept_and_old_slides_are_gone(size):
    content = pptx(ORDER, [SCREEN], WORDS, potx(template(size=size)))
    presentation = Presentation(io.BytesIO(content))
    master = presentation.slide_master
    [picture] = [shape for shape in master.shapes if shape.name == "Logo"]
    assert picture.image.blob == logo()
    theme = master.part.part_related_by(RELATIONSHIP_TYPE.THEME).blob
    assert FONT.encode() in theme and ACCENT.encode() in theme
    assert (presentation.slide_width, presentation.slide_height) == size
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        assert not any(SECRET.encode() in archive.read(name) for name in names)
        assert [name for name in names if name.startswith("ppt/slides/slide")] == ["ppt/slides/slide1.xml"]
    [slide] = presentation.slides
    assert slide.shapes.title.text == SCREEN.written.title
    assert [shape.name for shape in slide.placeholders] == [slide.shapes.title.name]
    assert any(shape.name == "SIMULASI" for shape in slide.shapes)


def test_a_slide_keeps_off_the_title_the_logo_and_the_edges():
    ground = opened(template())
    content = pptx(ORDER, [SCREEN], WORDS, template())
    [slide] = Presentation(io.BytesIO(content)).slides
    left, top, right, bottom = ground.room
    for shape in slide.shapes:
        if not shape.is_placeholder:
            assert left <= shape.left and shape.left + shape.width <= right + 400_000, shape.name
            assert top - 10 <= shape.top and shape.top + shape.height <= bottom, shape.name


def test_a_band_at_the_foot_of_the_master_stays_free():
    def banded(presentation: Any) -> None:
        logo = next(shape for shape in presentation.slide_master.shapes if shape.name == "Logo")
        logo.left, logo.top, logo.width, logo.height = 0, 6_000_000, presentation.slide_width, 858_000

    assert opened(template(banded)).room[3] == 6_000_000


def test_what_a_layout_would_have_people_fill_in_is_left_out():
    def with_two_layouts(presentation: Any) -> None:
        for layout in list(presentation.slide_layouts)[2:]:
            presentation.slide_layouts.remove(layout)

    [slide] = Presentation(io.BytesIO(pptx(ORDER, [SCREEN], WORDS, template(with_two_layouts)))).slides
    assert slide.slide_layout.name == "Title and Content"
    assert [shape.name for shape in slide.placeholders] == [slide.shapes.title.name]


def test_letters_are_the_themes_so_that_another_theme_changes_them():
    [slide] = Presentation(io.BytesIO(pptx(ORDER, [SCREEN], WORDS, template()))).slides
    faces = {one.get("typeface") for one in slide._element.iter() if one.tag.endswith("}latin")}
    assert faces == {"+mn-lt"}


def test_what_a_person_wrote_has_room_on_a_template_that_leaves_little():
    asks = tuple(
        ("Dinas Penanaman Modal", "cek kepesertaan setiap pemohon izin usaha " * 3) for _ in range(3)
    )
    screen = replace(SCREEN, written=replace(SCREEN.written, asks=asks, said=("Kalimat panjang. " * 6,)))
    [slide] = Presentation(io.BytesIO(pptx(ORDER, [screen], WORDS, template()))).slides
    boxes = {shape.name: shape for shape in slide.shapes}
    number, frame = boxes["Angka"], boxes["Bingkai"]
    assert number.top + number.height <= frame.top


def no_title(presentation: Any) -> None:
    for layout in presentation.slide_layouts:
        for one in list(layout.placeholders):
            if one.placeholder_format.idx == 0:
                one._element.getparent().remove(one._element)


def odd_size(presentation: Any) -> None:
    presentation.slide_width = presentation.slide_height


def full(presentation: Any) -> None:
    layout = presentation.slide_layouts.get_by_name("Title Only")
    for one in layout.placeholders:
        if one.placeholder_format.idx == 0:
            one.left, one.top, one.width, one.height = 0, 0, 9_000_000, 5_000_000


def linked(presentation: Any) -> None:
    presentation.slide_master.part.relate_to("http://luar/x.png", RELATIONSHIP_TYPE.IMAGE, is_external=True)


def with_object(presentation: Any) -> None:
    part = presentation.slide_master.part
    part.relate_to(part.part_related_by(RELATIONSHIP_TYPE.THEME), RELATIONSHIP_TYPE.OLE_OBJECT)


def parts_changed(change: Any) -> bytes:
    return rewritten(template(), change)


def macros(parts: dict[str, bytes]) -> None:
    parts["ppt/vbaProject.bin"] = b"x"


def declared(parts: dict[str, bytes]) -> None:
    start, rest = parts["ppt/presentation.xml"].split(b"?>", 1)
    parts["ppt/presentation.xml"] = start + b'?><!DOCTYPE a [<!ENTITY b "c">]>' + rest


def torn(parts: dict[str, bytes]) -> None:
    del parts["ppt/slideMasters/slideMaster1.xml"]


def bomb(parts: dict[str, bytes]) -> None:
    parts["ppt/media/besar.png"] = b"\0" * 151_000_000


def crowd(parts: dict[str, bytes]) -> None:
    parts.update({f"ppt/media/{number}.png": b"x" for number in range(2_001)})


REFUSED = {
    "no layout with a title": (lambda: template(no_title), "tidak punya tata letak dengan judul"),
    "neither 16:9 nor 4:3": (lambda: template(odd_size), "bukan 16:9 atau 4:3"),
    "no room": (lambda: template(full), "terlalu penuh"),
    "picture from elsewhere": (lambda: template(linked), "dari luar"),
    "another program's object": (lambda: template(with_object), "objek program lain"),
    "macros": (lambda: parts_changed(macros), "makro"),
    "entities": (lambda: parts_changed(declared), "rusak"),
    "torn": (lambda: parts_changed(torn), "rusak"),
    "swells": (lambda: parts_changed(bomb), "membengkak"),
    "too many parts": (lambda: parts_changed(crowd), "membengkak"),
    "password or .ppt": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "bersandi"),
    "no archive": (lambda: b"halo", "bukan .pptx"),
    "another archive": (lambda: rewritten(template(), lambda parts: parts.clear()), "bukan .pptx"),
    "too large": (lambda: b"PK" + b"\0" * 20_000_001, "lebih dari 20 MB"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_no_slide_can_stand_on_is_refused_with_its_reason(name):
    make, reason = REFUSED[name]
    with pytest.raises(Problem, match=reason):
        opened(make())


def test_an_address_behind_a_logo_is_taken_off():
    def addressed(presentation: Any) -> None:
        master = presentation.slide_master
        name = master.part.relate_to("http://luar/", RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        picture = next(shape for shape in master.shapes if shape.name == "Logo")
        link = picture._element.makeelement(
            "{http://schemas.openxmlformats.org/drawingml/2006/main}hlinkClick",
            {"{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id": name},
        )
        picture._element.nvPicPr.cNvPr.append(link)

    content = pptx(ORDER, [SCREEN], WORDS, template(addressed))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert not any(b"http://luar/" in archive.read(name) for name in archive.namelist())
        assert b"hlinkClick" not in archive.read("ppt/slideMasters/slideMaster1.xml")


def test_a_template_is_kept_until_it_is_forgotten(tmp_path):
    shelf = TemplateShelf(Store(tmp_path, OWN).notebook("briefing-template"))
    assert (shelf.name(), shelf.get()) == ("", None)
    steward = Viewer("pengelola")
    shelf.keep(Template("a.pptx", b"a"), steward)
    shelf.keep(Template("b.potx", b"b"), steward)
    for viewer in (PUBLIK, Viewer("cabang", {"A"}), Viewer("wilayah", {"A"}), Viewer("wilayah")):
        for change in (
            lambda who=viewer: shelf.keep(Template("c.pptx", b"c"), who),
            lambda who=viewer: shelf.forget(who),
        ):
            with pytest.raises(StewardsOnly):
                change()
    assert shelf.get() == Template("b.potx", b"b")
    shelf.forget(steward)
    assert (shelf.name(), shelf.get()) == ("", None)


def test_the_limits_are_those_that_are_said():
    assert (reading.MOST_MB, reading._MOST_UNPACKED_MB, reading._MOST_PARTS) == (20, 150, 2_000)
