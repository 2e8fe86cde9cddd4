"""The roof without a server: the port is checked before anything listens, and damaged data are no health."""

from __future__ import annotations

import asyncio
import json
import shutil
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest
from starlette.requests import Request

import app
from data.tables.facts import EMBEDDED
from pages.session import uploads


@pytest.mark.parametrize("text", ["delapan", "99999"])
def test_a_wrong_port_ends_in_a_sentence_and_not_in_a_traceback(monkeypatch, text):
    monkeypatch.setenv("PORT", text)
    with pytest.raises(SystemExit, match=r"^Setelan PORT berisi") as stopped:
        app.main()
    assert isinstance(stopped.value.code, str)  # Python prints it, and ends with 1


def test_without_boundaries_the_app_is_not_healthy(monkeypatch, tmp_path):
    shutil.copytree(EMBEDDED, tmp_path, dirs_exist_ok=True)
    (tmp_path / "boundaries.fgb").unlink()
    monkeypatch.setenv("PETA_DATA", str(tmp_path))
    with (
        ThreadPoolExecutor() as aside
    ):  # Playwright, of another test, may have a loop of its own in this thread
        answer = aside.submit(asyncio.run, app.healthz(Request({"type": "http"}))).result()
    told = json.loads(bytes(answer.body))
    assert answer.status_code == 503 and told["status"] == "error"
    assert "boundaries.fgb" in told["problem"] and "Kembalikan berkas" in told["problem"]


@pytest.mark.parametrize(("asks", "status"), [(None, 403), (False, 403), (True, 200)])
def test_an_upload_is_taken_from_a_session_whose_page_asks_for_files(monkeypatch, asks, status):
    if asks is not None:
        monkeypatch.setattr(uploads, "get_script_run_ctx", lambda: SimpleNamespace(session_id="s1"))
        uploads.ask_for_files(asks)
    started: list[int] = []

    async def send(message):
        started.extend([message["status"]] if "status" in message else [])

    async def upload():
        inner = app.Guard(app.Response(status_code=200))
        scope = {"type": "http", "method": "PUT", "path": "/_stcore/upload_file/s1/f1", "headers": []}
        await inner(scope, None, send)

    with ThreadPoolExecutor() as aside:
        aside.submit(asyncio.run, upload()).result()
    assert started == [status]
