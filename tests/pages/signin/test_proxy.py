"""A proxy's headers are believed only where nobody else can have sent them."""

from __future__ import annotations

import pytest

from pages import signin
from tests.data.people.claims import FILE, PROXY, written

ACCOUNT, GROUPS, SECRET = b"x-peta-akun", b"X-Peta-Kelompok", b"x-peta-rahasia"
PROOF = b"fedcba9876543210fedcba9876543210"


def problem(*headers: tuple[bytes, bytes]) -> str:
    """What is wrong with a request that has these headers."""
    return signin.header_problem(
        {"type": "http", "path": "/", "headers": [(n.lower(), v) for n, v in headers]}
    )


@pytest.fixture
def behind(monkeypatch, tmp_path):
    monkeypatch.setenv("PETA_SIGN_IN", str(written(tmp_path, f"[peta]\n{PROXY}")))


@pytest.mark.usefixtures("behind")
@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ([(ACCOUNT, b"a@b.id"), (GROUPS, b"x,y"), (SECRET, PROOF)], ""),
        ([(SECRET, PROOF)], ""),
        ([], ""),
        ([(ACCOUNT, b"a@b.id")], "unproven"),
        ([(GROUPS, b"peta-pengelola")], "unproven"),
        ([(ACCOUNT, b"a@b.id"), (SECRET, b"tebakan")], "unproven"),
        ([(ACCOUNT, b"a@b.id"), (SECRET, b"")], "unproven"),
        ([(ACCOUNT, b"boss@b.id"), (ACCOUNT, b"a@b.id"), (SECRET, PROOF)], "unstripped"),
        ([(ACCOUNT, b"boss@b.id, a@b.id"), (SECRET, PROOF)], "unstripped"),
        ([(ACCOUNT, b"a@b.id"), (SECRET, b"tebakan"), (SECRET, PROOF)], "unstripped"),
        ([(ACCOUNT, b"a@b.id"), (GROUPS, b"x"), (GROUPS, b"y"), (SECRET, PROOF)], "unstripped"),
    ],
)
def test_headers(headers, code):
    assert problem(*headers) == code


def test_headers_mean_nothing_where_no_proxy_is_set(monkeypatch, tmp_path):
    monkeypatch.setenv("PETA_SIGN_IN", str(written(tmp_path, FILE)))
    assert problem((ACCOUNT, b"a@b.id")) == "" and signin.identity_headers() == frozenset()
