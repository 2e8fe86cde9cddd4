"""The proxies of docs/deploy on ports and with a certificate of this computer; nothing else in their files is another."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from tests.browser.driver import ROOT, free_port

DEPLOY = ROOT / "docs" / "deploy"
# A folder for what a proxy needs, its port, and what else its file names: PETA_FIRST and PETA_SECOND, as "host:port".
Balancer = Callable[[Path, int, Mapping[str, str]], "subprocess.Popen[bytes]"]


def haproxy_command(
    folder: Path, port: int, named: Mapping[str, str], config: Path = DEPLOY / "haproxy.cfg"
) -> list[str]:
    """How HAProxy is started with a file; what the file reads from its environment comes before the program."""
    here = {"PETA_BIND": f"127.0.0.1:{port}", "PETA_CERTIFICATE": str(certificate(folder)), **named}
    written = folder / config.name
    text = config.read_text("utf-8")
    if os.geteuid():  # only root can become somebody else
        text = text.replace("    user haproxy\n    group haproxy\n", "")
    written.write_text(text, "utf-8")
    return ["env", *(f"{name}={value}" for name, value in here.items()), "haproxy", "-db", "-f", str(written)]


def nginx_command(folder: Path, port: int, named: Mapping[str, str]) -> list[str]:
    """How nginx is started with its file, which cannot read its environment."""
    written, text = folder / "nginx.conf", (DEPLOY / "nginx.conf").read_text("utf-8")
    certificate(folder)
    changed = {
        "listen 443": f"listen 127.0.0.1:{port}",
        "127.0.0.1:8501": named["PETA_FIRST"],
        "127.0.0.1:8502": named["PETA_SECOND"],
        ":8501$": f":{named['PETA_FIRST'].split(':')[1]}$",
        ":8502$": f":{named['PETA_SECOND'].split(':')[1]}$",
        "/etc/peta-patuh/peta.crt": str(folder / "sertifikat.pem"),
        "/etc/peta-patuh/peta.key": str(folder / "kunci.pem"),
        "/var/log/nginx": str(folder),
        "/run/nginx.pid": str(folder / "nginx.pid"),
    }
    for theirs, ours in changed.items():
        if theirs not in text:
            raise ValueError(f"nginx.conf does not say {theirs}")
        text = text.replace(theirs, ours)
    if os.geteuid():
        text = text.replace("user www-data;\n", "")
    written.write_text(text, "utf-8")
    return ["nginx", "-e", str(folder / "nginx.log"), "-g", "daemon off;", "-c", str(written)]


def haproxy(
    folder: Path, port: int, named: Mapping[str, str], config: Path = DEPLOY / "haproxy.cfg"
) -> subprocess.Popen[bytes]:
    """HAProxy on a port, with one of its files."""
    return subprocess.Popen(haproxy_command(folder, port, named, config), stdout=subprocess.DEVNULL)


def nginx(folder: Path, port: int, named: Mapping[str, str]) -> subprocess.Popen[bytes]:
    """nginx on a port."""
    return subprocess.Popen(nginx_command(folder, port, named), stdout=subprocess.DEVNULL)


def refusals(folder: Path) -> dict[str, str]:
    """File of docs/deploy -> what the program that reads it has against it; "" for nothing."""
    port = free_port()
    two = {"PETA_FIRST": "127.0.0.1:8501", "PETA_SECOND": "127.0.0.1:8502"}
    login = partial(haproxy_command, config=DEPLOY / "haproxy-login.cfg")
    secrets = {"PETA_PASSWORD": "x", "PETA_SECRET": "x"}
    commands = {
        "haproxy.cfg": [*haproxy_command(folder, port, two), "-c"],
        "haproxy-login.cfg": [*login(folder, port, {**two, **secrets}), "-c"],
        "nginx.conf": [*nginx_command(folder, port, two), "-t"],
    }
    found = {}
    for name, command in commands.items():
        done = subprocess.run(command, capture_output=True, text=True)
        said = done.stderr if "[WARNING]" in done.stderr or "[warn]" in done.stderr else ""
        found[name] = done.stderr if done.returncode else said
    return found


def certificate(folder: Path) -> Path:
    """A certificate of this room alone, as HAProxy reads it: with its key in one file."""
    key, signed, both = folder / "kunci.pem", folder / "sertifikat.pem", folder / "haproxy.pem"
    if both.exists():
        return both
    for_whom = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", *for_whom]
    subprocess.run([*command, "-keyout", str(key), "-out", str(signed)], check=True, capture_output=True)
    both.write_bytes(signed.read_bytes() + key.read_bytes())
    return both
