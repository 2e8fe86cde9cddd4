"""What came of a call is taken down from the call list, stands in it and in its file, and is taken back."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from data.access.viewer import PUBLIK, Viewer
from data.clock import today
from data.months import month_end
from data.queries import EmployerList, EmployerQuery, Where
from data.store.store import SIMULATED, Store
from data.visits import ABSENT, PROMISED, Amount, Recorded, Report, Visits
from pages.employers.visits import parts
from pages.employers.visits.results import schedule
from pages.view import View
from pages.widgets.visits.form import _amount
from tests.data.visits.made import visit
from tests.hostile import HOSTILE
from tests.pages.ledger_home import small_home
from tests.pages.reading import component, opened, reading, well, words_on
from tests.pages.taken import read_book, recorded

WHO = Viewer("pengelola")
SOON = today() + timedelta(days=3)


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A home of its own, since visits are added to it."""
    folder = tmp_path_factory.mktemp("visits") / "home"
    shutil.copytree(small_home(tmp_path_factory), folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PETA_HOME", str(folder))
        yield Path(folder)


def book(home) -> Visits:
    return Visits(Store(home, SIMULATED))


@pytest.fixture(scope="module")
def owing(home) -> list[str]:
    """The first of the call list, by their list numbers; two of them were called."""
    of = reading(WHO)
    rows = EmployerList(of, of.months[-1]).every(Where(), EmployerQuery(sort="bobot"), most=10)
    second, first, *rest = rows["employer"].tolist()  # the nearest date is not the highest score
    long_ago = month_end(of.months[-3])
    missed = Report(
        employer=first,
        kind="ditelepon",
        result=PROMISED,
        on=long_ago,
        promise=Amount(10**12, long_ago + timedelta(days=20)),
        next_on=long_ago + timedelta(days=30),
        officer="=1+1",
    )
    book(home).add(missed, of, today())
    text = next(text for text in HOSTILE if "<" in text and text.isprintable() and len(text) <= 60)
    absent = Report(employer=second, kind="dikunjungi", result=ABSENT, on=today(), next_on=SOON, note=text)
    book(home).add(absent, of, today())
    return [first, second, *rest]


def listed(app) -> dict[str, list]:
    return {row[0]: row[1] for row in component(app, "bidi_component", "visits_list")["rows"]}


def test_the_last_result_stands_in_the_list_and_in_its_file(owing, monkeypatch):
    taken = recorded(monkeypatch)
    app = well(opened("kunjungan", WHO, data="simulasi"))
    rows = listed(app)
    said, below = rows[owing[0]][-1]
    assert "berjanji Rp1\u00a0triliun" in said and "● lewat" in said and below.endswith("=1+1")
    assert rows[owing[1]][-1][0].endswith("tidak ada orang") and rows[owing[2]][-1] == ""
    assert component(app, "bidi_component", "visits_list")["act"] == "Catat hasil"
    found = read_book(taken.file(".xlsx"))
    result, promised, officer = (found.heads.index(head) for head in ("Hasil terakhir", "Janji", "Petugas"))
    assert "berjanji Rp1\u00a0triliun" in found.rows[1][result]
    assert (found.rows[1][promised], found.rows[1][officer]) == (10**12, "=1+1")
    assert found.rows[2][result] == "" == found.rows[2][promised]
    assert "=1+1" in taken.file(".csv").decode("utf-8-sig")


def test_the_list_is_narrowed_to_a_next_date_and_begins_with_the_nearest(owing):
    app = well(opened("kunjungan", WHO, data="simulasi", jadwal="7"))
    assert list(listed(app)) == owing[:2]
    assert app.selectbox(key="w_schedule_list").options[0] == "Semua jadwal"
    assert list(listed(well(opened("kunjungan", WHO, data="simulasi", jadwal="lewat")))) == owing[:1]


def test_a_result_is_taken_down_in_the_form_and_taken_back_at_once(home, owing):
    of, employer = reading(WHO), owing[4]
    app = opened("kunjungan", WHO, data="simulasi")

    def with_form(app):
        app.session_state["visit_asked"] = employer
        return app

    app = well(with_form(app).run())
    assert "data pribadi pekerja" in app.text_input[-1].label
    fields = [
        one.key for one in (*app.text_input[1:], *app.date_input, *app.selectbox) if "visit" in str(one.key)
    ]
    assert len(fields) == 7 and all(key.endswith(employer) for key in fields)
    with_form(app).button(key="visit_save").click().run()
    assert "belum diisi. Isilah." in words_on(app) and employer not in book(home).read(of).last
    [amount] = [one for one in app.text_input if one.label == "Jumlah yang dijanjikan"]
    amount.set_value("5 juta")
    with_form(app).button(key="visit_save").click().run()
    made = book(home).read(of).last[employer]
    assert (made.promise.rupiah, made.on, made.role) == (5_000_000, today(), "pengelola")
    assert "Tersimpan untuk" in words_on(app) and "berjanji Rp5\u00a0juta" in listed(app)[employer][-1][0]
    app.button(key="visit_undo").click().run()
    assert employer not in book(home).read(of).last and listed(app)[employer][-1] == ""
    assert "Tersimpan untuk" not in words_on(app)
    app = well(opened("pemberi-kerja", WHO, data="simulasi", pk=employer))
    assert "dicabut: Dibatalkan sesaat sesudah dicatat" in words_on(app)


def test_a_visit_of_another_office_has_no_button_and_says_whose_it_is(home):
    """What a steward recorded is seen by the branch of the employer, which can withdraw its own alone."""
    rows = EmployerList(reading(WHO), reading(WHO).months[-1]).every(Where(), EmployerQuery(), most=200)
    employer = rows.loc[rows["office"] == "KC-PALEMBANG", "employer"].iloc[-1]
    branch = Viewer("cabang", {"KC-PALEMBANG"})
    own = Report(employer=employer, kind="ditelepon", result=ABSENT, on=today())
    [theirs, mine] = [book(home).add(own, reading(viewer), today()) for viewer in (WHO, branch)]
    for viewer, keys in ((branch, [mine.id, ""]), (WHO, [mine.id, theirs.id])):
        app = well(opened("pemberi-kerja", viewer, data="simulasi", pk=employer))
        shown = component(app, "bidi_component", "employer_visits")["rows"]
        assert [row[0] for row in shown] == keys
        said = [cells[0][1] if isinstance(cells[0], list) else "" for _, cells, *_ in shown]
        assert said == ["", "dicatat oleh Pengelola data" if viewer == branch else ""]


def test_what_changed_since_a_look_stands_above_until_it_is_marked_as_seen(home):
    app = well(opened("kunjungan", WHO, data="simulasi", wilayah="35.16"))
    [before] = [one.label for one in app.expander if "baru menunggak" in one.label]
    assert before.startswith("Sejak ") and "terakhir dilihat" not in before
    rows = component(app, "bidi_component", "since_list")["rows"]
    assert rows and {row[1][1] for row in rows} <= {
        "Baru menunggak",
        "Tidak menunggak lagi",
        "Tunggakan bertambah",
    }
    app.button(key="visits_looked").click().run()
    [after] = [one.label for one in app.expander if "baru menunggak" in one.label]
    assert after.startswith("Sejak terakhir dilihat") and "0 baru menunggak, 0 tidak" in after
    # Another place has a look of its own, and an older month has none.
    elsewhere = well(opened("kunjungan", WHO, data="simulasi", wilayah="35.17"))
    assert "terakhir dilihat" not in " ".join(one.label for one in elsewhere.expander)


def test_the_public_sees_nothing_of_it(owing):
    app = well(opened("kunjungan", PUBLIK, data="simulasi"))
    assert not app.expander and "berjanji" not in words_on(app)
    assert "berjanji" not in "".join(str(one.proto) for one in app.get("bidi_component"))


@pytest.mark.parametrize(
    ("typed", "rupiah"), [("5 juta", 5_000_000), ("Rp1.250.000", 1_250_000), ("750000", 750_000)]
)
def test_rupiah_are_read_as_people_write_them(typed, rupiah):
    assert _amount(typed, SOON) == Amount(rupiah, SOON) and _amount("  ", SOON) is None


def test_the_nearest_date_comes_first_and_days_are_counted_from_today():
    def dated(employer, days):
        return visit(
            today(), None, id=employer, employer=employer, result=ABSENT, next_on=today() + timedelta(days)
        )

    found = Recorded(
        (dated("c", 8), dated("a", 7), dated("b", 0), visit(today(), None, id="d", employer="d"))
    )
    assert schedule(found) == ("b", "a", "c") and schedule(found, "7") == ("b", "a")
    assert schedule(found, "lewat") == ("b",)


def test_one_weight_that_is_moved_by_a_message_made_by_hand_leaves_the_others(monkeypatch):
    changed = {}
    monkeypatch.setattr(parts.st, "session_state", {"w_weight_1": 2.0})
    monkeypatch.setattr(parts.session, "read_view", lambda: View(data="simulasi"))
    monkeypatch.setattr(parts.session, "change_view", lambda **named: changed.update(named))
    parts._weighed()
    assert changed["weights"] == (1.0, 2.0, 1.0)
