"""The file of sign-in: what cannot be used is refused at start, in a sentence that never says a secret."""

from __future__ import annotations

import pytest

from data.people import BadSignIn, read_sign_in
from tests.data.people.claims import FILE, PROXY, sign_in, written

WRONG = [
    ("https://peta.kantor.go.id/oauth2callback", "http://peta.kantor.go.id/oauth2callback", "https://"),
    ("https://peta.kantor.go.id/oauth2callback", "https://peta.kantor.go.id/", "/oauth2callback"),
    (
        "https://peta.kantor.go.id/oauth2callback",
        "https://peta.kantor.go.id/x/oauth2callback",
        "/oauth2callback",
    ),
    ("https://masuk.kantor.go.id/", "http://masuk.kantor.go.id/", "https://"),
    ("https://masuk.kantor.go.id/", "masuk.kantor.go.id/", "https://"),
    ("0123456789abcdef0123456789abcdef", "pendek", "32"),
    ("[auth.kantor]", "[auth.Kantor_1]", "Kantor_1"),
    ("[peta.providers.kantor]", "[peta.providers.lain]", "kantor, lain"),
    ('visitors = "publik"', 'visitors = "semua"', "publik, tidak"),
    ('role = "wilayah"', 'role = "direktur"', "publik, cabang, wilayah, pengelola"),
    ('client_id = "peta-patuh"', "", "auth.kantor.client_id"),
    ('client_id = "peta-patuh"', 'client_id = "peta-patuh"\nclient_sekret = "x"', "client_sekret"),
    ("[auth]", "[auth", "TOML"),
]


@pytest.mark.parametrize(("stands", "wrong", "said"), WRONG, ids=str)
def test_a_file_that_cannot_be_used_says_what_to_put_right(tmp_path, stands, wrong, said):
    text = FILE.replace(stands, wrong)
    if wrong == "[auth.Kantor_1]":
        text = text.replace("[peta.providers.kantor]", "[peta.providers.Kantor_1]")
    with pytest.raises(BadSignIn) as refused:
        sign_in(tmp_path, text)
    assert said in str(refused.value) and "masuk.toml" in str(refused.value)
    assert not {"rahasia-klien", "0123456789abcdef0123456789abcdef", "pendek"} & set(
        str(refused.value).split()
    )


def test_a_file_without_any_way_in_is_refused(tmp_path):
    with pytest.raises(BadSignIn, match="tidak memuat satu pun cara masuk"):
        sign_in(tmp_path, '[peta]\nvisitors = "publik"\n')


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(BadSignIn):
        read_sign_in(tmp_path / "tidak-ada.toml")


def test_a_short_secret_of_a_proxy_is_refused_without_saying_it(tmp_path):
    text = f"[peta]\n{PROXY}".replace("fedcba9876543210fedcba9876543210", "rahasiaku")
    with pytest.raises(BadSignIn) as refused:
        sign_in(tmp_path, text)
    assert "peta.proxy.secret" in str(refused.value) and "rahasiaku" not in str(refused.value)


def test_this_computer_may_be_reached_over_plain_http(tmp_path):
    text = FILE.replace("https://peta.kantor.go.id", "http://127.0.0.1:8501")
    assert sign_in(tmp_path, text).client_id("kantor") == "peta-patuh"


def test_streamlit_reads_the_same_file(tmp_path):
    import tomllib

    told = tomllib.loads(written(tmp_path).read_text("utf-8"))["auth"]
    assert {"redirect_uri", "cookie_secret", "kantor"} == set(told)
