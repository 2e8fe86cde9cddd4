"""What the public is not told is said in one sentence, on every page, and never why it was this cell and not another."""

from __future__ import annotations

import re
from html import unescape

import pytest

from data import law
from data.access.access import why
from data.disclosure import HIDDEN
from data.words import Words
from pages.session.links import WORK_PAGES
from tests.pages.reading import component, opened, well, words_on

ID = Words("id")
# What would tell a small cell from one that protects it, or how small it is.
_TOLD = re.compile(r"kurang dari|primer|sekunder|terlalu kecil|terlalu sedikit|primary|secondary", re.I)
# A sentence, from where it is said that something is hidden to its end.
_HIDDEN = re.compile(r"[^.:>]*disembunyikan agar[^.<]*", re.I)
PAGES = [
    *((page, {}) for page in ("", *WORK_PAGES, "kantor-kc-mojokerto", "sumber")),
    *((page, {"wilayah": "16.72"}) for page in ("", "tunggakan", "penegakan")),
    *(("", {"indikator": name}) for name in ("exposed_workers", "ledger_recovered_rp")),
    ("", {"indikator": "exposed_workers", "tingkat": "kecamatan", "wilayah": "16.72"}),
    ("tunggakan", {"kecamatan": "16.71.01"}),
]


def said(app) -> str:
    """All texts of a page, those handed to its components among them."""
    sent = [str(e.proto) for kind in ("bidi_component", "component_instance") for e in app.get(kind)]
    sent = [text.replace(r"\\u00a0", "\u00a0") for text in sent]  # as JSON in a printed message has it
    captions = [str(caption.value) for caption in app.caption]
    return unescape(re.sub(r"<[^>]*>", " ", words_on(app))) + "\n".join([*captions, *sent])


@pytest.mark.sampled(5)
@pytest.mark.parametrize(("page", "query"), PAGES, ids=str)
def test_no_page_tells_which_kind_of_hidden_cell_it_is(ledger_home, page, query):
    text = said(well(opened(page, data="simulasi", **query)))
    found = _TOLD.search(text)
    assert found is None, text[max(found.start() - 80, 0) : found.end() + 80]
    sentence = why(HIDDEN, ID, law.at("2026-10")).lower()
    for match in _HIDDEN.findall(text):
        assert sentence.startswith(match.strip().lower()) or sentence in match.lower(), match


def test_the_office_table_has_a_row_for_regions_that_are_told_together(public_home):
    app = well(opened("kantor-kc-palembang", data="simulasi"))
    data = component(app, "bidi_component", "peta_office")
    joint = [row for row in data["rows"] if not row[0]]
    hidden = [cell for row in data["rows"] if row[0] for cell in row[2] if cell[0] == "di “Lainnya”"]
    assert bool(joint) == bool(hidden)


@pytest.mark.parametrize("query", [{}, {"kantor": "KC-PALEMBANG"}, {"wilayah": "16.71"}], ids=str)
def test_the_lanes_of_enforcement_add_up_to_the_open_cases(public_home, query):
    text = words_on(well(opened("penegakan", data="simulasi", **query)))
    lanes = text.split("Kasus terbuka menurut langkah")[1]
    steps = sum(int(n.replace(".", "")) for n in re.findall(r"<b>([\d.]+)</b>", lanes.split("st-key")[0]))
    rest = re.search(r"([\d.]+) kasus belum punya langkah", lanes)
    [opened_cases] = re.findall(r"Kasus terbuka</h3><p class=\"peta-number\">([\d.]+)<", text)
    assert steps + int(rest[1].replace(".", "") if rest else 0) == int(opened_cases.replace(".", ""))
