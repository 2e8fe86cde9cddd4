"""The roof without a server: the port is checked before anything listens, and damaged data are no health."""

from __future__ import annotations

import asyncio
import json
import shutil
import socket
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from starlette.requests import Request

import app
from data.tables.facts import EMBEDDED
from geo.web import served_maps


@pytest.mark.parametrize("text", ["delapan", "99999"])
def test_a_wrong_port_ends_in_a_sentence_and_not_in_a_traceback(monkeypatch, text):
    monkeypatch.setenv("PORT", text)
    with pytest.raises(SystemExit, match=r"^Setelan PORT berisi") as stopped:
        app.main()
    assert isinstance(stopped.value.code, str)  # Python prints it, and ends with 1


@pytest.mark.parametrize(
    "address", ["bukan alamat", "a..b", "x" * 70, "256.1.1.1", "127.0.0.1:80", "http://x", "203.0.113.9"]
)
def test_a_wrong_address_ends_in_a_sentence_before_anything_else(monkeypatch, capsys, address):
    monkeypatch.setenv("PETA_ADDRESS", address)
    with pytest.raises(SystemExit, match=r"^Setelan PETA_ADDRESS berisi .*, yang bukan alamat") as stopped:
        app.main()
    assert isinstance(stopped.value.code, str) and capsys.readouterr() == ("", "")


def test_a_port_in_use_ends_in_a_sentence_before_anything_else(monkeypatch, capsys):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        monkeypatch.setenv("PORT", str(taken.getsockname()[1]))
        with pytest.raises(SystemExit, match=r"^Porta \d+ sedang dipakai program lain\. .*PORT=\d+\.$"):
            app.main()
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("name", "value"), [("PETA_MEMORY", "banyak"), ("PETA_SPILL", "/proc/x"), ("PETA_CACHE", "banyak")]
)
def test_a_wrong_setting_of_memory_ends_in_a_sentence_too(monkeypatch, name, value):
    monkeypatch.setenv(name, value)
    with pytest.raises(SystemExit, match=f"^Setelan {name} berisi"):
        app.main()


@pytest.mark.parametrize("address", ["::1", "[::1]"])
def test_an_address_of_ipv6_stands_in_brackets(address):
    assert app._url(address, 8501) == "http://[::1]:8501"


def health() -> tuple[int, dict]:
    """The status and the body of /healthz."""
    with (
        ThreadPoolExecutor() as aside
    ):  # Playwright, of another test, may have a loop of its own in this thread
        answer = aside.submit(asyncio.run, app.healthz(Request({"type": "http"}))).result()
    return answer.status_code, json.loads(bytes(answer.body))


@pytest.fixture
def data_folder(monkeypatch, tmp_path):
    """A copy of the tables and boundaries, named by PETA_DATA."""
    shutil.copytree(EMBEDDED, tmp_path, dirs_exist_ok=True)
    monkeypatch.setenv("PETA_DATA", str(tmp_path))
    return tmp_path


def test_without_boundaries_the_app_is_not_healthy(data_folder):
    (data_folder / "boundaries.fgb").unlink()
    status, told = health()
    assert status == 503 and told["status"] == "error"
    assert "boundaries.fgb" in told["problem"] and "Kembalikan berkas" in told["problem"]


@pytest.mark.parametrize("asked", ["health", "readiness"])
def test_readers_are_served_while_a_storage_is_waited_for(monkeypatch, asked):
    """A balancer asks every second, and what it asks may wait for a storage: the loop must go on meanwhile."""
    answered = threading.Event()

    def slow(*_: str) -> tuple[int, dict]:
        return (200, {"status": "ok"}) if answered.wait(5) else (503, {})

    async def both() -> int:
        route = {"health": app.healthz, "readiness": app.readyz}[asked]
        waiting = asyncio.create_task(route(Request({"type": "http"})))
        await asyncio.sleep(0.05)
        answered.set()
        return (await waiting).status_code

    monkeypatch.setattr(app.serving, asked, slow)
    with ThreadPoolExecutor() as aside:
        assert aside.submit(asyncio.run, both()).result() == 200


@pytest.mark.parametrize("table", ["figures", "kecamatan", "regions", "minimum_wages"])
def test_a_table_of_only_its_headings_is_refused_and_health_says_so(data_folder, table):
    file = data_folder / f"{table}.csv"
    file.write_text(file.read_text("utf-8").splitlines()[0] + "\n", "utf-8")
    status, told = health()
    assert status == 503 and f"{table}.csv hanya berisi judul kolom" in told["problem"]


def test_the_page_asks_early_for_every_file_that_the_frame_of_a_map_loads():
    drawn = served_maps(EMBEDDED).new_map()
    files = [url for _, url in (*drawn.default_js, *drawn.default_css)]
    assert len(files) == 5
    assert [url for url in files if f'<link rel="prefetch" href="{url}">' not in app._document()] == []
