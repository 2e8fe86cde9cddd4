"""How the app is served: every message at once, by any ASGI server, from any folder, until told to stop."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, expect
from streamlit import config

import app
from tests.bench.asking import Reader
from tests.browser.driver import ROOT, _wait, free_port
from tests.browser.reading import visit

OWN = [str(ROOT / "app.py")]
OTHER = ["-m", "uvicorn", "app:app", "--log-level", "warning", "--port"]


@contextmanager
def started(folder: Path, *command: str, port: int) -> Iterator[subprocess.Popen[str]]:
    """Python with this command in a folder that is not the project's; told to stop afterwards if need be."""
    environment = {**os.environ, "PORT": str(port), "PYTHONPATH": str(ROOT), "PETA_HOME": str(folder)}
    process = subprocess.Popen(
        [sys.executable, *command],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    with process:
        try:
            yield process
        finally:
            process.terminate()


async def sends_at_once(listener: socket.socket) -> bool:
    """Whether asyncio gives a connection to this socket TCP_NODELAY: it holds no message back for another one."""
    found: asyncio.Future[bool] = asyncio.get_running_loop().create_future()

    async def accepted(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connection = writer.get_extra_info("socket")
        found.set_result(bool(connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)))
        writer.close()

    async with await asyncio.start_server(accepted, sock=listener):
        _, writer = await asyncio.open_connection(*listener.getsockname()[:2])
        answer = await asyncio.wait_for(found, 5)
        writer.close()
    return answer


def asked(listener: socket.socket) -> bool:
    """The answer of `sends_at_once`, in a thread: a browser that this worker has started has an event loop in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, sends_at_once(listener)).result()


def test_no_message_waits_for_the_one_before_to_be_acknowledged(monkeypatch, capsys):
    """Nagle's algorithm and a delayed acknowledgement hold an answer up for 40 ms or more."""
    given: list[socket.socket] = []
    monkeypatch.setattr(uvicorn.Server, "run", lambda _, sockets: given.extend(sockets))
    monkeypatch.setenv("PORT", str(free_port()))
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        app.main()
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    assert [asked(listener) for listener in given] == [True]


def test_the_system_alone_would_let_messages_wait():
    """What the test above asks is not true of every socket: the one that Streamlit makes names no protocol."""
    with socket.create_server(("127.0.0.1", 0)) as plain:
        assert not asked(plain)


def test_no_reader_waits_for_a_collection_after_every_run():
    """What docs/decisions/0002 says; Streamlit's default walks all objects after each answer."""
    assert config.get_option("runner.postScriptGC") is False


def stopped(process: subprocess.Popen[str], port: int, told: signal.Signals) -> tuple[int, str, str]:
    """Tell a server that has our settings to stop while it has a reader; its exit code and all that it said."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/host-config", timeout=10) as answer:
        assert json.load(answer)["allowedOrigins"] == []
    with Reader(f"http://127.0.0.1:{port}") as reader:
        assert reader.open("", "").size
        process.send_signal(told)
        said, wrong = process.communicate(timeout=20)
    return process.returncode, said, wrong


# Streamlit by itself reads its settings only in the folder that the server is started in.
@pytest.mark.sampled(1)
@pytest.mark.parametrize(
    ("command", "told"),
    [(OTHER, signal.SIGTERM), (OWN, signal.SIGINT)],
    ids=["another server", "Ctrl+C"],
)
def test_our_settings_hold_until_it_is_told_to_stop_though_a_reader_is_there(tmp_path, command, told):
    port = free_port()
    with started(tmp_path, *command, *([str(port)] if command is OTHER else ()), port=port) as process:
        _wait(f"http://127.0.0.1:{port}", process)
        ended = stopped(process, port, told)
    if command is OWN:
        assert ended == (0, f"Peta Patuh: http://127.0.0.1:{port}\n", "")


def test_a_reader_whose_server_is_told_to_stop_is_told_so_in_the_language_of_the_page(
    tmp_path: Path, browser: Browser
) -> None:
    """Streamlit says it in English alone, and asks after an internet that nobody needs."""
    port = free_port()
    with browser.new_context() as context, started(tmp_path, *OWN, port=port) as process:
        _wait(f"http://127.0.0.1:{port}", process)
        page = context.new_page()
        visit(page, f"http://127.0.0.1:{port}/rujukan")
        expect(page.locator("html")).not_to_have_attribute("data-apart", "")
        assert stopped(process, port, signal.SIGTERM) == (0, f"Peta Patuh: http://127.0.0.1:{port}\n", "")
        title = page.get_by_role("dialog").get_by_role("heading")
        expect(title).to_be_visible(timeout=30_000)
        shown = "(node) => [getComputedStyle(node).fontSize, getComputedStyle(node, '::after').content]"
        assert title.evaluate(shown) == ["0px", '"Peta Patuh tidak menjawab"']


def test_a_port_in_use_is_said_in_a_sentence(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with started(tmp_path, *OWN, port=port) as process:
            said, wrong = process.communicate(timeout=60)
    assert (process.returncode, said) == (1, "")
    assert wrong.startswith(f"Porta {port} sedang dipakai program lain. ") and wrong.count("\n") == 1
