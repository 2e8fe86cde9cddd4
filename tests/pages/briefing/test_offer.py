"""Slides on the page of an order: who may bring a template, and that the button gives the file, made outside the page."""

from __future__ import annotations

import io

import pytest
from pptx import Presentation
from streamlit.testing.v1 import AppTest

from data.access import PUBLIK, Viewer
from data.briefing import Template
from data.words import Problem
from pages import session
from pages.briefing.slides import offer
from tests.pages.briefing.templates import logo, template
from tests.pages.briefing.test_slides import EARLY
from tests.pages.reading import opened, well
from tests.pages.taken import recorded

STEWARD = Viewer("pengelola")
ORDER = {"data": "simulasi", "per": EARLY, "siap": "cabang", "kantor": "KC-MOJOKERTO"}


def order_page(viewer: Viewer) -> AppTest:
    return well(opened("paparan", viewer, "brief_slides", **ORDER))


@pytest.fixture
def own_shelf(tmp_path, ledger_home, monkeypatch):
    """A shelf of its own: the home with the ledger is everybody's."""
    from data.briefing import TemplateShelf
    from data.store import OWN, Store

    shelf = TemplateShelf(Store(tmp_path, OWN).notebook("briefing-template"))
    monkeypatch.setattr(session, "template_shelf", lambda: shelf)
    return shelf


def test_the_button_gives_the_slides_of_the_order_on_the_kept_template(own_shelf, monkeypatch):
    own_shelf.keep(Template("instansi.pptx", template()), STEWARD)
    taken = recorded(monkeypatch)
    page = order_page(PUBLIK)
    assert "Templat: instansi.pptx" in "".join(element.value for element in page.html)
    assert not page.get("file_uploader") and not [one for one in page.button if one.key == "slides_plain"]
    presentation = Presentation(io.BytesIO(taken.file(".pptx")))
    titles = [slide.shapes.title.text for slide in presentation.slides]
    assert len(titles) == 6 and "Mojokerto" in titles[0]
    [picture] = [shape for shape in presentation.slide_master.shapes if shape.name == "Logo"]
    assert picture.image.blob == logo()
    assert len({shape.name for slide in presentation.slides for shape in slide.shapes} & {"SIMULASI"}) == 1


def test_who_works_here_brings_a_template_and_goes_back_to_the_plain_one(own_shelf):
    own_shelf.keep(Template("instansi.pptx", template()), STEWARD)
    page = order_page(STEWARD)
    assert page.get("file_uploader")
    page = page.button(key="slides_plain").click().run()
    assert own_shelf.name() == "" and "Templat: bawaan" in "".join(element.value for element in page.html)


@pytest.mark.parametrize("viewer", [Viewer("cabang", {"KC-MOJOKERTO"}), Viewer("wilayah", {"KC-MOJOKERTO"})])
def test_an_office_uses_the_template_and_is_told_who_changes_it(own_shelf, viewer):
    own_shelf.keep(Template("instansi.pptx", template()), STEWARD)
    page = order_page(viewer)
    assert not page.get("file_uploader") and not [one for one in page.button if one.key == "slides_plain"]
    assert "diganti oleh pengelola data" in "".join(one.value for one in page.caption)


def test_what_is_refused_is_not_kept(own_shelf, monkeypatch):
    monkeypatch.setattr(session, "viewer", lambda: STEWARD)
    assert isinstance(offer._take("x.pptx", b"halo"), Problem) and own_shelf.name() == ""
    assert offer._take("x.pptx", template()) is None and own_shelf.name() == "x.pptx"
    monkeypatch.setattr(session, "viewer", lambda: Viewer("cabang", {"KC-MOJOKERTO"}))
    assert isinstance(offer._take("y.pptx", template()), Problem) and own_shelf.name() == "x.pptx"
