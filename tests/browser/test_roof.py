"""What the server answers: security headers, files to keep, addresses that no page has, and where it listens."""

from __future__ import annotations

import gzip
import json
import re
import socket
from urllib.parse import urlsplit

import pytest

from tests.browser.answers import Answer, get

FRAME = "/component/streamlit_folium.st_folium/index.html"


def policy(answer: Answer) -> dict[str, list[str]]:
    """The content security policy: directive -> sources."""
    parts = (part.split() for part in answer.headers["Content-Security-Policy"].split(";"))
    return {words[0]: words[1:] for words in parts if words}


@pytest.fixture(scope="module")
def assets(server: str) -> list[str]:
    """The files of ours that a page and its map name."""
    page = get(server).body.decode()
    named = re.findall(r'"(/aset/[^"]+)"', page)
    assert named
    return [*named, "/aset/leaflet-1.9.3/leaflet.js", "/aset/leaflet-1.9.3/leaflet.css"]


def test_no_page_around_this_one_may_steer_it(server: str) -> None:
    """Streamlit takes messages from its makers' domains unless it is told of none."""
    answer = json.loads(get(server + "/_stcore/host-config").body)
    assert answer["allowedOrigins"] == []


_PATHS = (
    "/ /peta /sumber /kantor-kc-mojokerto /healthz /tidak-ada /_stcore/health"
    f" {FRAME} /static/tidak-ada.js /aset/tidak-ada.js"
).split()


@pytest.mark.parametrize("path", _PATHS)
def test_every_answer_is_guarded(server: str, path: str) -> None:
    answer = get(server + path)
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"
    told = policy(answer)
    assert told["default-src"] == ["'none'"]
    assert told["frame-ancestors"] == ["'self'"]
    assert told["connect-src"] == ["'self'"]
    assert told["object-src"] == told["base-uri"] == told["form-action"] == ["'none'"]
    named = {source for sources in told.values() for source in sources}
    assert not {s for s in named if "*" in s or "//" in s or s in ("http:", "https:", "ws:", "wss:")}


def test_the_page_runs_no_script_but_those_it_names(server: str) -> None:
    scripts = policy(get(server))["script-src"]
    assert "'unsafe-inline'" not in scripts and "'unsafe-eval'" not in scripts
    assert "'self'" in scripts


def test_only_the_maps_frame_may_make_scripts(server: str) -> None:
    """streamlit-folium evaluates the map's script; the frame has a policy of its own."""
    assert "'unsafe-eval'" in policy(get(server + FRAME))["script-src"]
    for path in ("/", "/healthz", "/sumber"):
        assert "'unsafe-eval'" not in policy(get(server + path))["script-src"]


def test_healthz_says_status_version_and_date(server: str) -> None:
    answer = get(f"{server}/healthz")
    told = json.loads(answer.body)
    assert answer.status == 200
    assert set(told) == {"status", "version", "data_as_of"}
    assert told["status"] == "ok"
    assert re.fullmatch(r"\d+\.\d+\.\d+", told["version"])
    assert re.fullmatch(r"20\d\d(-\d\d){0,2}", told["data_as_of"])


def test_an_address_that_no_page_has(server: str) -> None:
    answer = get(f"{server}/tidak-ada")
    text = answer.body.decode()
    assert answer.status == 404
    assert "Halaman ini tidak ada" in text
    assert '<p lang="en">' in text and "no such page" in text.lower().replace(
        "does not exist", "no such page"
    )
    assert '<a href="/">' in text
    assert "Traceback" not in text


def test_our_files_are_kept_for_good(server: str, assets: list[str]) -> None:
    for path in assets:
        answer = get(server + path)
        assert answer.status == 200, path
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable", path
    assert "no-cache" in get(server).headers["Cache-Control"]


def test_our_files_are_compressed_where_the_browser_takes_it(server: str, assets: list[str]) -> None:
    for path in assets:
        plain = get(server + path, Accept_Encoding="identity")
        packed = get(server + path, Accept_Encoding="gzip")
        assert plain.headers["Content-Encoding"] is None, path
        assert packed.headers["Content-Encoding"] == "gzip", path
        assert "Accept-Encoding" in packed.headers["Vary"], path
        assert gzip.decompress(packed.body) == plain.body, path


def test_a_boundary_script_is_named_after_its_content(server: str, assets: list[str]) -> None:
    hashed = [path for path in assets if "leaflet" not in path]
    assert hashed and all(re.search(r"\.[0-9a-f]{12}\.(js|css)$", path) for path in hashed)
    other = re.sub(r"\.[0-9a-f]{12}\.", ".000000000000.", hashed[0])
    assert get(server + other).status == 404


@pytest.mark.parametrize(
    "path", ["/aset/..%2f..%2fapp.py", "/aset/leaflet-1.9.3/..%2f..%2f__init__.py", "/..%2fapp.py"]
)
def test_no_other_file_is_served(server: str, path: str) -> None:
    answer = get(server + path)
    assert answer.status in (400, 404)
    assert b"import" not in answer.body


@pytest.mark.parametrize(("family", "host"), [(socket.AF_INET, "127.0.0.2"), (socket.AF_INET6, "::1")])
def test_the_server_listens_on_its_own_address_alone(server: str, family: int, host: str) -> None:
    """A server that listens on every address answers on these two as well."""
    port = urlsplit(server).port
    with socket.create_connection(("127.0.0.1", port), timeout=5):
        pass
    with socket.socket(family) as other:
        other.settimeout(5)
        with pytest.raises(OSError):
            other.connect((host, port))
