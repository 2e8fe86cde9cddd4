"""A sign-in file and claims as a provider gives them, for the tests of people."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from data.people import SignIn, read_sign_in
from data.settings import data_folder
from data.tables import Facts, load_facts

AT = datetime(2026, 11, 2, 3, 0, tzinfo=UTC)
FILE = """
[auth]
redirect_uri = "https://peta.kantor.go.id/oauth2callback"
cookie_secret = "0123456789abcdef0123456789abcdef"

[auth.kantor]
client_id = "peta-patuh"
client_secret = "rahasia-klien"
server_metadata_url = "https://masuk.kantor.go.id/.well-known/openid-configuration"

[peta]
visitors = "publik"

[peta.providers.kantor]
title = "Akun kantor"
groups = "groups"
roles = [
  { group = "peta-pengelola", role = "pengelola" },
  { group = "peta-sumbagsel", role = "wilayah", offices = ["KANWIL-SUMBAGSEL"] },
  { group = "peta-mojokerto", role = "cabang", offices = ["KC-MOJOKERTO"] },
  { group = "peta-lama", role = "cabang", offices = ["KC-YANG-TIDAK-ADA"] },
]
"""
PROXY = """
[peta.proxy]
account_header = "X-Peta-Akun"
groups_header = "X-Peta-Kelompok"
secret_header = "X-Peta-Rahasia"
secret = "fedcba9876543210fedcba9876543210"
roles = [ { group = "peta-pengelola", role = "pengelola" } ]
"""


def written(folder: Path, text: str = FILE) -> Path:
    """The file in a folder."""
    path = folder / "masuk.toml"
    path.write_text(text, "utf-8")
    return path


def sign_in(folder: Path, text: str = FILE) -> SignIn:
    """The file as it is read."""
    return read_sign_in(written(folder, text))


@cache
def facts() -> Facts:
    """The tables that ship with the app."""
    return load_facts(data_folder())


def claims(**changed: object) -> dict[str, object]:
    """What a provider says of somebody in the group of the stewards who has just signed in; None takes a claim out."""
    told = {
        "is_logged_in": True,
        "provider": "kantor",
        "iss": "https://masuk.kantor.go.id",
        "aud": "peta-patuh",
        "exp": AT.timestamp() + 3600,
        "iat": AT.timestamp(),
        "sub": "s1",
        "email": "Kepala@Kantor.go.id",
        "groups": ["staf", "peta-pengelola"],
        "since": AT.timestamp(),
        **changed,
    }
    return {name: value for name, value in told.items() if value is not None}
