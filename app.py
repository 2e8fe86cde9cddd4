"""The roof: the ASGI app. Documents, static files, boundary scripts, security headers, start-up checks.

Run it with `python app.py`, or hand `app:app` to any ASGI server.
"""

from __future__ import annotations

import asyncio
import base64
import errno
import hashlib
import os
import re
import signal
import socket
import sys
import threading
import tomllib
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from functools import cache
from importlib import import_module
from pathlib import Path
from types import FrameType
from typing import Any

import streamlit as st
import uvicorn
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import config
from xstatic.pkg import leaflet

from data.parsing import shown
from data.settings import (
    ADDRESS,
    PORT,
    cache_bytes,
    data_folder,
    drain_seconds,
    hosts,
    logs_json,
    memory,
    port,
    record_months,
    spill_folder,
)
from data.tables import load_facts
from data.words import Problem, Words
from geo.web import LEAFLET, ROUTE, served_maps
from pages import serving, session, signin
from pages.gate import Gate, OwnPaths
from pages.templates import page_assets, page_script, render, scripts_ahead, style

HERE = Path(__file__).parent
STATIC = Path(st.__file__).parent / "static"
# A balancer asks every second, and the answer looks at files and at a storage: beside the loop that serves the readers, and
# by no more threads than these where a storage does not answer.
_ASIDE = ThreadPoolExecutor(2, thread_name_prefix="health")
IMMUTABLE = "public, max-age=31536000, immutable"
_MEDIA = {"js": "text/javascript; charset=utf-8", "css": "text/css; charset=utf-8"}
# Without it the browser first looks for the server below the page's own address, and logs the 404s.
_BASE = (
    "window.__streamlit={BACKEND_BASE_URL:window.location.origin,HOST_CONFIG_BASE_URL:window.location.origin}"
)
_INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)
# Streamlit reads the settings in .streamlit/ beside the script that it takes for the main one. It is this
# file, whichever server serves the app and whichever folder that server is started in.
config._main_script_path = __file__
if (
    __name__ != "__main__"
):  # another server serves `app`; what may not be served is not, and says so as it starts
    signin.set_up()
    signin.refuse_unless_loopback(ADDRESS.value)
    hosts()


class ImmutableFiles(StaticFiles):
    """Files whose address carries their version: the browser may keep them for good."""

    def file_response(self, *args: object, **kwargs: object) -> Response:
        """The file, with leave to keep it."""
        response = super().file_response(*args, **kwargs)  # type: ignore[arg-type]
        response.headers["Cache-Control"] = IMMUTABLE
        return response


async def asset(request: Request) -> Response:
    """A drawing or boundary file by its content-hashed name, compressed where the browser takes it."""
    every = [*page_assets().values()]
    with suppress(Problem):  # pages keep their style when there is no map
        every += served_maps(data_folder()).assets
    found = next((a for a in every if a.name == request.path_params["name"]), None)
    if found is None:
        return Response(status_code=404)
    headers = {"Cache-Control": IMMUTABLE, "Vary": "Accept-Encoding"}
    if "gzip" not in request.headers.get("accept-encoding", ""):
        return Response(found.body, media_type=_MEDIA[found.kind], headers=headers)
    return Response(
        found.compressed, media_type=_MEDIA[found.kind], headers={**headers, "Content-Encoding": "gzip"}
    )


def _aside(
    ask: Callable[..., tuple[int, Mapping[str, Any]]], *given: str
) -> Awaitable[tuple[int, Mapping[str, Any]]]:
    return asyncio.get_running_loop().run_in_executor(_ASIDE, ask, *given)


async def healthz(request: Request) -> JSONResponse:
    """Whether the app is well."""
    status, told = await _aside(serving.health, version())
    return JSONResponse(told, status)


async def readyz(request: Request) -> JSONResponse:
    """Whether this process takes readers."""
    status, told = await _aside(serving.readiness)
    return JSONResponse(told, status)


@cache
def version() -> str:
    """The version in pyproject.toml."""
    return str(tomllib.loads((HERE / "pyproject.toml").read_text("utf-8"))["project"]["version"])


@cache
def _document() -> str:
    """Streamlit's page in our language, under our name and with our style from the first byte on."""
    text = (STATIC / "index.html").read_text("utf-8")
    styles = "".join(map(style, ("shell.css", "phone.css", "charts.css", "print.css")))
    ours = {
        '<html lang="en">': '<html lang="id">',
        "<title>Streamlit<": "<title>Peta Patuh<",
        "</head>": f"{styles}{page_script('paper.js')}{page_script('root.js')}{page_script('keys.js')}{_soon_wanted(text)}<script>{_BASE}</script></head>",
    }
    for theirs, own in ours.items():
        text = text.replace(theirs, own)
    return text


def _soon_wanted(known: str) -> str:
    """Asks the browser for what a page with a map wants last and one by one: scripts of its elements, files of its frame."""
    scripts = [f"/static/js/{name}" for name in scripts_ahead(known)]
    with suppress(Problem):
        served = served_maps(data_folder())
        own = (served.boundary.url, served.script.url, served.style.url)
        return render(
            "soon", scripts=scripts, files=[f"{LEAFLET}/leaflet.js", f"{LEAFLET}/leaflet.css", *own]
        )
    return render("soon", scripts=scripts, files=[])


async def document(request: Request) -> Response:
    """A page of the app; an address that no page has is said so."""
    name = request.path_params.get("page", "")
    if request.method not in ("GET", "HEAD"):
        return Response(status_code=405)
    if name in session.page_addresses():
        return HTMLResponse(_document(), headers={"Cache-Control": "no-cache"})
    if name.rstrip("/") in session.page_addresses():
        return RedirectResponse(f"/{name.rstrip('/')}", 301)
    if name == "favicon.png":  # the name that Streamlit asks for
        return FileResponse(HERE / "pages" / "favicon.svg", media_type="image/svg+xml")
    return not_found(request)


def not_found(request: Request, _: Exception | None = None) -> Response:
    """That nothing stands at this address, in Indonesian and English."""
    indonesian, english = (
        Words(language)(
            "Halaman ini tidak ada. Mungkin alamatnya salah ketik. Buka peta dan pilih dari menu di atas."
        )
        for language in ("id", "en")
    )
    body = render("roof_not_found", indonesian=indonesian, english=english)
    return HTMLResponse(body, 404)


@cache
def _policies() -> tuple[str, str]:
    """Content security policy of the app's pages, and of streamlit-folium's frame (docs/decisions/0003)."""
    inline = _INLINE.findall(_document())
    hashes = " ".join(
        f"'sha256-{base64.b64encode(hashlib.sha256(s.encode()).digest()).decode()}'" for s in inline
    )
    common = (
        "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
        "connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; object-src 'none'; "
    )
    page = (
        common
        + f"script-src 'self' blob: {hashes}; worker-src 'self' blob:; frame-src 'self'; frame-ancestors 'self'"
    )
    frame = common + "script-src 'self' 'unsafe-inline' 'unsafe-eval'; frame-ancestors 'self'"
    return page, frame


class Headers:
    """Security headers on every answer, a refusal too."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and add the headers to its answer."""

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                _protect(MutableHeaders(scope=message), scope["path"])
            await send(message)

        await self.app(scope, receive, with_headers)


def _protect(headers: MutableHeaders, path: str) -> None:
    page, frame = _policies()
    headers["Content-Security-Policy"] = frame if path.startswith("/component/") else page
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Referrer-Policy"] = "no-referrer"
    headers["X-Frame-Options"] = "SAMEORIGIN"
    headers["Cross-Origin-Opener-Policy"] = "same-origin"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
    headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()"


@asynccontextmanager
async def lifespan(app: st.App) -> AsyncIterator[None]:
    """Load the pages and work out now what is shown first, so that the first reader does not wait for it."""
    signin.let_go_of_old()
    import_module("pages.warming").warm_up()
    yield


app = st.App(
    HERE / "pages" / "shell.py",
    routes=[
        Route("/healthz", healthz),
        Route("/readyz", readyz),
        Mount(LEAFLET, ImmutableFiles(directory=leaflet.BASE_DIR)),
        Route(f"{ROUTE}/{{name}}", asset),
        OwnPaths(document),
    ],
    middleware=[Middleware(Headers), Middleware(Gate), Middleware(signin.ToldRefusals)],
    exception_handlers={404: not_found},
    on_script_error=session.say_failed,
    lifespan=lifespan,
)


def listening(address: str, number: int) -> socket.socket:
    """A socket that listens, whose connections send every message at once.

    asyncio sets TCP_NODELAY on a connection only when its socket names TCP as its protocol, which the
    socket of Streamlit's own server does not. The system then holds every message of an answer but the
    first until the browser has acknowledged that one, and a browser takes 40 to 200 ms over it.
    """
    address = address.strip("[]")  # as an address of IPv6 stands in a URL
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    if sys.platform != "win32":  # there it would let two servers share a port
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((address, number))
        listener.listen()
    except OSError:
        listener.close()
        raise
    return listener


class Server(uvicorn.Server):
    """Says that it takes no more readers before it stops, where a balancer has to hear of it first."""

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Told to stop: at once from the keyboard, or where nobody waits to hear of it."""
        serving.stop_taking_readers()
        if sig == signal.SIGTERM and drain_seconds():
            threading.Timer(drain_seconds(), lambda: super(Server, self).handle_exit(sig, frame)).start()
        else:
            super().handle_exit(sig, frame)


def serve(asgi: ASGIApp, listener: socket.socket) -> None:
    """Serve until SIGTERM or Ctrl+C, which end the program as one that has done what was asked.

    uvicorn raises the signal once more when the server has stopped. There is nothing left to do then, and
    libraries would complain about what they still hold if the interpreter took itself apart.
    """
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: os._exit(0))
    # Compressing each message of a websocket would cost more time than its bytes do.
    settings = uvicorn.Config(
        asgi, ws_per_message_deflate=False, access_log=False, log_level="warning", timeout_graceful_shutdown=5
    )
    Server(settings).run(sockets=[listener])


def _listening_or_not(address: str, number: int) -> socket.socket:
    """The socket, or the end of the program with what whoever started it can do about it."""
    try:
        return listening(address, number)
    except (OSError, ValueError) as problem:  # ValueError: a name that cannot be one
        sys.exit(_why_not(problem, address, number))


def _why_not(problem: OSError | ValueError, address: str, number: int) -> str:
    """Why nothing can be served there, and what to set instead."""
    shown_address, other = shown(address, 80), number % 65535 + 1
    if isinstance(problem, socket.gaierror | ValueError):
        return f"Setelan {ADDRESS.name} berisi “{shown_address}”, yang bukan alamat. Isilah alamat komputer ini, misalnya {ADDRESS.name}=127.0.0.1."
    sentences = {
        errno.EADDRINUSE: f"Porta {number} sedang dipakai program lain. Hentikan program itu atau pilih porta lain, misalnya {PORT.name}={other}.",
        errno.EADDRNOTAVAIL: f"Setelan {ADDRESS.name} berisi “{shown_address}”, yang bukan alamat komputer ini. Isilah alamat komputer ini, misalnya {ADDRESS.name}=127.0.0.1.",
        errno.EACCES: f"Porta {number} tidak boleh dipakai oleh pengguna ini. Pilih porta lain, misalnya {PORT.name}=8501.",
    }
    otherwise = f"Peta tidak dapat dilayani di {shown_address}, porta {number}. Periksa setelan {ADDRESS.name} dan {PORT.name}."
    return sentences.get(problem.errno or 0, otherwise)


def _refuse_strangers(listener: socket.socket, words: Words) -> None:
    """The end of the program where other computers could reach the map without signing in."""
    try:
        signin.refuse_unless_loopback(ADDRESS.value)
    except signin.ServedToOthers as problem:
        listener.close()
        sys.exit(words.explain(problem))


def _url(address: str, number: int) -> str:
    """Where the app is served; an address of IPv6 stands in brackets there."""
    bare = address.strip("[]")
    return f"http://[{bare}]:{number}" if ":" in bare else f"http://{bare}:{number}"


def main() -> None:
    """Check what is served, say where, and serve until stopped."""
    words = Words("id")
    try:
        number = port()
        hosts(), memory(), spill_folder(), cache_bytes(), record_months(), drain_seconds()
        if logs_json():
            serving.log_as_lines()
        signin.set_up()
    except Problem as problem:
        sys.exit(words.explain(problem))
    listener = _listening_or_not(ADDRESS.value, number)
    _refuse_strangers(listener, words)
    config.set_option("server.address", ADDRESS.value)
    config.set_option("server.port", number)
    try:
        load_facts(data_folder())
        served_maps(data_folder())
        session.store("sendiri")
    except Problem as problem:  # served all the same: the page says it to those who cannot see this terminal
        print(words.explain(problem), file=sys.stderr)
    print(f"Peta Patuh: {_url(ADDRESS.value, number)}", flush=True)
    serve(app, listener)


if __name__ == "__main__":
    main()
