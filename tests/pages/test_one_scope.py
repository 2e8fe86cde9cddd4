"""One page, one scope: what counts the same is the same number, on every page, in every role, behind every link.

`make crawl` walks further: every page, office and month (tests/crawl/numbers.py).
"""

from __future__ import annotations

import pytest

from data.access.viewer import PUBLIK, Viewer
from data.places import offices
from data.queries import EmployerList, EmployerQuery
from pages.session.counts import counts_of
from pages.session.place import place_of
from pages.view import View
from tests.crawl.numbers import Walk
from tests.facts import FACTS
from tests.pages.counting import Count, Held, Recorder
from tests.pages.reading import opened, reading, words_on

pytestmark = pytest.mark.usefixtures("shared_home")
BRANCH = Viewer("cabang", offices.with_its_own(FACTS, "KC-MOJOKERTO"))
BELOW = Viewer("cabang", offices.with_its_own(FACTS, "KCP-JOMBANG"))
DEPUTY = Viewer("wilayah", offices.with_its_own(FACTS, "KANWIL-SUMBAGSEL"))
ALL = Viewer("pengelola")


def at(view: View, viewer: Viewer):
    found = reading(viewer)
    return place_of(view, found.months[-1], found)


def test_pages_files_and_links_of_a_branch_say_one_number(monkeypatch):
    held = Held()
    walk = Walk(BELOW, "simulasi", held, Recorder(monkeypatch), links=7)
    walk.page("kantor-kcp-jombang", {})
    walk.page("tunggakan", {"kantor": "KCP-JOMBANG", "cakupan": "layanan"})
    before = held.checked
    walk.page("bandingkan", {"antara": "KCP-JOMBANG~KC-MOJOKERTO"})
    assert held.checked >= before + 8
    assert held.checked > 30 and walk.counts["links"] == 7 and walk.counts["files"] >= 5
    assert not held.wrong, "\n".join(held.wrong)


@pytest.mark.parametrize("viewer", [BELOW, BRANCH, DEPUTY, ALL], ids=lambda viewer: viewer.role)
def test_a_list_has_as_many_rows_as_the_sum_says(viewer):
    seen = 0
    for view in (View(), View(office="KCP-JOMBANG"), View(office="KC-MOJOKERTO"), View(region="35.17")):
        for scope in ("kantor", "layanan"):
            place = at(view.changed(scope=scope, data="simulasi"), viewer)
            named = place.named
            if named is None:
                continue
            employers = EmployerList(named.reading, named.month)
            for kind, name in (("menunggak", "ledger_arrears_employers"), ("pwbd", "ledger_pwbd_employers")):
                seen += 1
                assert employers.total(named.where, EmployerQuery(kind=kind))["employers"] == named.value(
                    name
                )
    assert seen


def test_ones_own_are_never_hidden_from_their_own_head():
    place = at(View(data="simulasi"), BELOW)
    classes = [f"arrears_{name}_rp" for name in ("lancar", "kurang_lancar", "diragukan", "macet")]
    assert place.key == "KCP-JOMBANG" and place.whose.only
    assert sum(place.value(name) for name in classes) == place.value("ledger_arrears_rp")
    everybody = at(View(data="simulasi", office="KCP-JOMBANG", scope="layanan"), BELOW)
    assert everybody.named.value("ledger_arrears_rp") == place.value("ledger_arrears_rp")


def test_the_scope_is_chosen_in_sight_said_and_in_the_address():
    app = opened("tunggakan", BELOW, data="simulasi")
    assert "Pemberi kerja binaan KCP Jombang" in words_on(app)
    app.segmented_control(key="w_scope").set_value("layanan").run()
    assert app.query_params == {"data": "simulasi", "kantor": "KCP-JOMBANG", "cakupan": "layanan"}
    assert "Semua pemberi kerja di Kab. Jombang" in words_on(app)
    assert any("hanya pemberi kerja binaan KCP Jombang" in caption.value for caption in app.caption)
    public = opened("tunggakan", PUBLIK, data="simulasi", kantor="KCP-JOMBANG")
    assert "Semua pemberi kerja di Kab. Jombang" in words_on(public)
    assert "w_scope" not in [control.key for control in public.segmented_control]


def test_a_branch_has_what_those_below_it_serve():
    place = at(View(data="simulasi"), BRANCH)
    assert place.key == "KC-MOJOKERTO" and not place.whose.only
    assert place.regions == ("35.16", "35.17", "35.76")
    every = at(View(data="simulasi", office="KC-MOJOKERTO", scope="layanan"), ALL)
    assert place.value("ledger_arrears_rp") == every.value("ledger_arrears_rp")


def test_a_deputy_stands_for_one_kanwil_by_name():
    app = opened("tunggakan", DEPUTY, data="simulasi")
    said = words_on(app)
    assert "Kanwil Sumbagsel" in said and "Kanwil belum diketahui" in said and "KC Mojokerto" in said
    assert at(View(data="simulasi", office="KC-MOJOKERTO"), DEPUTY).named is None
    roles = app.selectbox(key="w_viewer").options
    assert "Kanwil Sumbagsel" in roles and not any(role.startswith("Kantor wilayah") for role in roles)


def test_a_number_written_otherwise_elsewhere_is_found():
    held, mark = Held(), counts_of(at(View(data="simulasi"), BELOW), {"ledger_arrears_rp": "Rp1,23 miliar"})
    held.hold(Count(*mark[0]), "one page")
    held.hold(Count(mark[0][0], "Rp1.231.000.000"), "a longer one")
    assert held.checked == 1 and not held.wrong
    held.hold(Count(mark[0][0], "Rp1,25 miliar"), "another page")
    assert len(held.wrong) == 1
