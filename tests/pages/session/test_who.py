"""Who is looking, where people sign in: no more than the sign-in says, judged again at every run."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from data.access import PUBLIK, Viewer
from data.clock import local, now
from data.people import People, Person, Record
from pages.session import facts_in_view, who
from tests.data.people.claims import FILE, claims, facts, written
from tests.pages.reading import SHELL, opened, words_on

BRANCH = Viewer("cabang", frozenset({"KC-MOJOKERTO", "KCP-JOMBANG"}))
KANWIL = "peta-sumbagsel"


@pytest.fixture
def signed_in(monkeypatch, tmp_path):
    """Signs somebody in, with the claims of a provider as changed; in a home of its own."""
    monkeypatch.setenv("PETA_HOME", str(tmp_path))
    monkeypatch.setenv("PETA_SIGN_IN", str(written(tmp_path)))

    def with_claims(**changed: object) -> None:
        began = now().timestamp()
        told = claims(**{"exp": began + 3600, "iat": began, "since": began, **changed})
        monkeypatch.setattr("pages.signin.identity.claims_now", lambda: told)
        monkeypatch.setattr("pages.signin.claims_now", lambda: told)

    return with_claims


def role_on(app: AppTest) -> Viewer:
    """The role that is chosen on the page."""
    return app.selectbox(key="w_viewer").value


def test_who_signs_in_looks_as_what_the_claims_say(signed_in):
    signed_in(groups=["peta-mojokerto"])
    app = opened(data="sendiri")
    assert not app.exception and role_on(app) == BRANCH


def test_a_role_above_ones_own_is_neither_offered_nor_taken(signed_in):
    signed_in(groups=["peta-mojokerto"])
    app = opened(
        viewer=Viewer("pengelola"), data="sendiri"
    )  # as a hostile message would put it into the session
    assert role_on(app) == BRANCH
    offered = app.selectbox(key="w_viewer").options
    assert "Pengelola data" not in offered and not any("Palembang" in one for one in offered)


def test_a_role_below_is_taken_and_the_way_back_is_open(signed_in):
    signed_in()
    app = opened(viewer=BRANCH, data="sendiri")
    assert role_on(app) == BRANCH
    app.selectbox(key="w_viewer").select(Viewer("pengelola")).run()
    assert role_on(app) == Viewer("pengelola")


def test_the_wall_is_the_publics_whoever_signed_in(signed_in, monkeypatch):
    seen = []
    monkeypatch.setattr("pages.session.dataset.who.tried", lambda: seen.append(1) or Viewer("pengelola"))
    signed_in()
    app = opened(data="sendiri", tampil="proyektor")
    assert not app.exception and not app.get("selectbox_w_viewer")
    from pages.session import dataset

    monkeypatch.setattr(dataset.st, "session_state", {"view": app.session_state["view"]})
    assert dataset.viewer() == PUBLIK


def test_who_is_put_out_meanwhile_has_no_role_at_the_next_run(signed_in, tmp_path):
    signed_in()
    app = opened(data="sendiri")
    assert role_on(app) == Viewer("pengelola")
    gone = Person("kepala@kantor.go.id", "pengelola", out=True)
    People(tmp_path).publish(
        [gone, Person("lain@kantor.go.id", "pengelola")], facts(), title="x", viewer=Viewer("pengelola")
    )
    app.run()
    assert not app.exception and "sudah dicabut" in words_on(app)
    assert not [box for box in app.selectbox if box.key == "w_viewer"]


def test_a_sign_in_that_ran_out_says_so_and_offers_the_way_in(signed_in):
    signed_in(exp=0)
    app = opened(data="sendiri")
    assert "Masa masuk Anda habis" in words_on(app)
    assert [button.label for button in app.button if button.key == "sign_in_kantor"] == [
        "Masuk dengan Akun kantor"
    ]


def test_strangers_see_nothing_where_the_organisation_says_so(signed_in, monkeypatch, tmp_path):
    path = tmp_path / "tutup.toml"
    path.write_text(FILE.replace('visitors = "publik"', 'visitors = "tidak"'))
    monkeypatch.setenv("PETA_SIGN_IN", str(path))
    signed_in(is_logged_in=False)
    for page in ("", "tunggakan", "angka", "orang", "tayang"):
        app = AppTest.from_file(SHELL, default_timeout=60)
        app.query_params["data"] = "sendiri"
        app.run()
        assert not app.exception and "hanya untuk yang sudah masuk" in words_on(app), page
        assert not app.get("component_instance") and not app.selectbox and not app.get("navigation")


def test_what_is_in_the_record_has_account_and_role(signed_in, tmp_path):
    signed_in()
    opened(data="sendiri")
    opened(data="sendiri")
    signed_in(groups=[], email="tamu@kantor.go.id")
    opened(data="sendiri")
    deeds = Record(tmp_path).of(f"{local(now()):%Y-%m}")
    told = {(deed.action, deed.account, deed.role, deed.what) for deed in deeds}
    assert ("signed_in", "kepala@kantor.go.id", "pengelola", "") in told
    assert ("refused", "tamu@kantor.go.id", "", "no_role") in told


# -- a file that is asked for after its page was drawn


@pytest.fixture
def drawn(signed_in, monkeypatch):
    """A file of a page that was drawn for the steward; `who` outside of a page."""
    monkeypatch.setattr(who.st, "session_state", {})
    monkeypatch.setattr(facts_in_view, "facts_of", lambda data: facts())
    signed_in()
    return who.guarded(lambda: b"nama", "tunggakan.xlsx")


def test_a_file_with_names_is_recorded_before_it_is_handed_out(drawn, tmp_path):
    assert drawn() == b"nama"
    (deed,) = Record(tmp_path).of(f"{local(now()):%Y-%m}")
    assert (deed.action, deed.account, deed.what) == ("exported", "kepala@kantor.go.id", "tunggakan.xlsx")


def test_a_file_whose_record_cannot_be_written_is_not_handed_out(drawn, monkeypatch):
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pages.signin.note", full)
    with pytest.raises(OSError):
        drawn()


def test_who_was_put_out_meanwhile_is_handed_no_file(drawn, tmp_path):
    gone = Person("kepala@kantor.go.id", "pengelola", out=True)
    People(tmp_path).publish(
        [gone, Person("lain@kantor.go.id", "pengelola")], facts(), title="x", viewer=Viewer("pengelola")
    )
    with pytest.raises(who.NoLonger):
        drawn()
