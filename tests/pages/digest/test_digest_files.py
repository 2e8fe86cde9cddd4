"""Files of digests: hostile names stay text, the command says what it made, and mail goes out once, over TLS, or not at all."""

from __future__ import annotations

import re
import shutil
import socket
import ssl
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import replace
from email import message_from_bytes, policy
from html import unescape
from pathlib import Path

import pytest

from data.access import PUBLIK, Viewer
from data.clock import today
from data.digest import KINDS, Reader, digest_of
from data.queries import Reading
from data.settings import SETTINGS, BadSetting
from data.store import SIMULATED, Store
from data.words import Words
from pages.digest import Address, BadAddresses, Server, addresses, digest_file, mail, making, server
from pages.digest.__main__ import main
from pages.paper import digest_html, digest_paper, digest_pdf
from tests.facts import FACTS
from tests.hostile import HOSTILE
from tests.pages.ledger_home import small_home

ROOT = Path(__file__).parents[3]
PUBLIC, MOJOKERTO = Reader("publik"), Reader("cabang", "KC-MOJOKERTO")


@pytest.fixture(autouse=True)
def unset(monkeypatch):
    """No setting of mail of this machine counts."""
    for setting in SETTINGS:
        if "SMTP" in setting.name or "DIGEST" in setting.name:
            monkeypatch.delenv(setting.name, raising=False)


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """The small ledger in a home that may be written to."""
    place = tmp_path_factory.mktemp("digest") / "home"
    shutil.copytree(small_home(tmp_path_factory), place)
    return place


@pytest.fixture
def opened(place, monkeypatch):
    """That ledger as the public may read it, and its store; the home is set."""
    monkeypatch.setenv("PETA_HOME", str(place))
    store = Store(place, SIMULATED)
    return Reading(store.release(), f"{place}/simulasi", FACTS, PUBLIK), store


def test_a_hostile_name_is_text_in_both_files(opened):
    reading, store = opened
    found = digest_of(reading, Reader("pengelola"), store, today())
    rows = [found.deadlines.overdue[0]._replace(name=name) for name in HOSTILE]
    paper = digest_paper(replace(found, deadlines=replace(found.deadlines, overdue=tuple(rows))), Words("id"))
    page = digest_html(paper).decode()
    assert not re.search(
        r"<(script|img|svg|iframe|a|link)\b|\bon\w+=|https?://", re.sub(r"<td[^>]*>[^<]*</td>", "", page)
    )
    cells = [unescape(cell) for cell in re.findall(r"<td[^>]*>([^<]*)</td>", page)]
    assert all(name in cells for name in HOSTILE)
    assert digest_pdf(paper).startswith(b"%PDF")


def test_a_page_stands_alone_and_the_public_is_told_no_name(opened):
    reading, store = opened
    for reader in (PUBLIC, MOJOKERTO):
        page = digest_file(reading, reader, store, "html", Words("id")).decode()
        assert "SIMULASI" in page and "default-src 'none'" in page and "<script" not in page
        assert bool(re.search("(PT|CV|UD) Simulasi", page)) == (reader != PUBLIC)
    found = digest_of(replace(reading, viewer=Viewer("pengelola")), PUBLIC, store, today())
    assert found.scope.reading.viewer == PUBLIK and found.deadlines.told is not None
    assert (found.deadlines.counts, found.deadlines.overdue, found.deadlines.due) == (None, (), ())


def test_another_language_is_made_and_not_kept(opened):
    reading, store = opened
    page = digest_file(reading, MOJOKERTO, store, "html", Words("en")).decode()
    kept = digest_file(reading, MOJOKERTO, store, "html", Words("id")).decode()
    assert '<html lang="en">' in page and '<html lang="id">' in kept


def test_the_command_makes_what_is_missing_and_connects_to_nothing(opened, capsys, monkeypatch):
    def refuse(*_):
        raise AssertionError("connected")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(making, "readers", lambda facts: (Reader("pengelola"), MOJOKERTO))
    assert main(["--data", "simulasi", "--send"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert len(said) == 2 * len(KINDS) + 1 and "PETA_SMTP_HOST" in said[-1]
    path = Path(said[0].split(": ", 1)[1])
    assert path.stat().st_mode & 0o077 == 0 and path.parent.stat().st_mode & 0o077 == 0
    assert not [one for one in path.parent.iterdir() if one.suffix not in (".pdf", ".html")]
    assert main(["--data", "simulasi"]) == 0
    assert all(line.startswith("sudah ada") for line in capsys.readouterr().out.splitlines())
    assert main(["--data", "sendiri"]) == 0 and "Belum ada rilis" in capsys.readouterr().out


def test_the_command_needs_no_streamlit():
    asked = "import sys, pages.digest.__main__; sys.exit('streamlit' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", asked], cwd=ROOT, check=False).returncode == 0


def _written(folder: Path, text: str) -> Path:
    path = folder / "penerima.toml"
    path.write_text(text, "utf-8")
    return path


def test_addresses_are_read_strictly(tmp_path):
    good = '[[reader]]\naddress = "kc@kantor.go.id"\nrole = "cabang"\noffice = "KC-MOJOKERTO"\n'
    assert addresses(_written(tmp_path, good), FACTS) == (Address("kc@kantor.go.id", MOJOKERTO),)
    for wrong, said in (
        (good.replace("cabang", "wilayah"), "reader[1]"),
        (good.replace("KC-MOJOKERTO", "KC-X"), "KC-X"),
        (good.replace("office", "kantor"), "kantor"),
        (good.replace("kc@kantor.go.id", "kc@kantor.go.id\\nBcc: x@y.id"), "address"),
        (good.replace("kc@kantor.go.id", "kc@kantor.go.id\\n"), "address"),
        (good.replace('office = "KC-MOJOKERTO"\n', ""), "cabang"),
        ("[[reader]", "TOML"),
    ):
        with pytest.raises(BadAddresses) as refused:
            addresses(_written(tmp_path, wrong), FACTS)
        assert said in str(refused.value) and "penerima.toml" in str(refused.value)


def test_settings_of_mail_are_refused_with_what_to_do(monkeypatch):
    assert server() is None
    monkeypatch.setenv("PETA_SMTP_HOST", "smtp.kantor.go.id")
    with pytest.raises(BadSetting, match="PETA_SMTP_FROM"):
        server()
    monkeypatch.setenv("PETA_SMTP_FROM", "peta@kantor.go.id\r\nBcc: x@y.id")
    with pytest.raises(BadSetting, match="PETA_SMTP_FROM"):
        server()
    monkeypatch.setenv("PETA_SMTP_FROM", "peta@kantor.go.id")
    monkeypatch.setenv("PETA_SMTP_PORT", "0")
    with pytest.raises(BadSetting, match="PETA_SMTP_PORT"):
        server()


class _Post:
    """A mail server of this computer that keeps what it is sent; without a certificate it offers no TLS."""

    def __init__(self, certificate: Path | None) -> None:
        self.mails: list[bytes] = []
        self.plain: list[bytes] = []
        self._context = None
        if certificate:
            self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self._context.load_cert_chain(certificate)
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = self._listening.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                peer, _ = self._listening.accept()
            except OSError:
                return
            with suppress(OSError):
                self._talk(peer)

    def _talk(self, peer: socket.socket) -> None:
        peer.sendall(b"220 post\r\n")
        file, secure = peer.makefile("rb"), False
        while line := file.readline():
            verb = line.split()[0].upper()
            if not secure:
                self.plain.append(verb)
            if verb == b"STARTTLS" and self._context:
                peer.sendall(b"220 go\r\n")
                peer = self._context.wrap_socket(peer, server_side=True)
                file, secure = peer.makefile("rb"), True
            elif verb == b"DATA":
                peer.sendall(b"354 go\r\n")
                self.mails.append(b"".join(iter(file.readline, b".\r\n")))
                peer.sendall(b"250 ok\r\n")
            elif verb == b"EHLO":
                peer.sendall(
                    b"250-post\r\n250 STARTTLS\r\n" if self._context and not secure else b"250 post\r\n"
                )
            else:
                peer.sendall(b"221 bye\r\n" if verb == b"QUIT" else b"250 ok\r\n")

    def close(self) -> None:
        self._listening.close()


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A certificate of this computer, with its key."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("openssl makes the certificate")
    folder = tmp_path_factory.mktemp("certificate")
    key, made, both = (folder / name for name in ("key.pem", "made.pem", "both.pem"))
    asked = f"req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=IP:127.0.0.1 -keyout {key} -out {made}"
    subprocess.run([openssl, *asked.split()], check=True, capture_output=True)
    both.write_bytes(key.read_bytes() + made.read_bytes())
    return both


def test_each_mail_goes_out_once_over_tls_with_its_own_digest(opened, certificate):
    reading, store = opened
    post = _Post(certificate)
    to = [
        Address("kc@kantor.go.id", MOJOKERTO),
        Address("kcp@kantor.go.id", Reader("cabang", "KCP-JOMBANG")),
    ]
    trusting = ssl.create_default_context(cafile=str(certificate))
    through = Server("127.0.0.1", post.port, "peta@kantor.go.id")
    assert [said for _, said in mail(reading, store, to, through, trusting)] == ["terkirim", "terkirim"]
    assert [said for _, said in mail(reading, store, to, through, trusting)] == ["sudah dikirim"] * 2
    post.close()
    letters = [message_from_bytes(one, policy=policy.default) for one in post.mails]
    assert [letter["To"] for letter in letters] == [one.mail for one in to]
    assert all("SIMULASI" in letter["Subject"] for letter in letters)
    named = ("untuk Kantor Cabang Mojokerto.", "untuk Kantor Cabang Perintis Jombang.")
    bodies = [" ".join(letter.get_body().get_content().split()) for letter in letters]
    assert all(said in body for said, body in zip(named, bodies, strict=True)), bodies
    for letter, one in zip(letters, to, strict=True):
        files = {part.get_filename(): part.get_content() for part in letter.iter_attachments()}
        assert set(files) == {f"ringkasan-{one.reader.key}.{kind}" for kind in KINDS}
        kept = digest_file(reading, one.reader, store, "html", Words("id")).decode()
        said = files[f"ringkasan-{one.reader.key}.html"]
        assert said.replace("\r\n", "\n").strip() == kept.strip()
    assert set(post.plain) <= {b"EHLO", b"STARTTLS"}


def test_nothing_is_sent_where_the_server_has_no_tls_or_an_unknown_certificate(opened, certificate):
    reading, store = opened
    to = [Address("lain@kantor.go.id", Reader("cabang", "KCP-JOMBANG"))]
    for post in (_Post(None), _Post(certificate)):
        through = Server("127.0.0.1", post.port, "peta@kantor.go.id", "peta", "rahasia")
        assert [said for _, said in mail(reading, store, to, through)] == ["gagal"]
        post.close()
        assert post.mails == [] and b"AUTH" not in post.plain
