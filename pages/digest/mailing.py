"""Digests by mail: only through the server that is set, only over TLS, and each once for a release, reader and address."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formatdate, make_msgid

from data.digest import KINDS, Reader
from data.queries import Reading
from data.settings import BadSetting, smtp_from, smtp_host, smtp_password, smtp_port, smtp_user
from data.store import Notebook, Store
from data.words import Words
from pages.digest.addresses import Address
from pages.digest.making import digest_file

_BOOK, _KIND = "digests", "mail"
_BEGUN, _SENT, _FAILED = "begun", "sent", "failed"
SENT, BEFORE, FAILED = "terkirim", "sudah dikirim", "gagal"
"""What became of a mail."""
_IMPLICIT_TLS = 465
_SECONDS = 30


@dataclass(frozen=True)
class Server:
    """A mail server: TLS from the first byte on port 465, else STARTTLS before anything is said."""

    host: str
    port: int
    sender: str
    user: str = ""
    password: str = ""

    def connect(self, context: ssl.SSLContext | None = None) -> smtplib.SMTP:
        """A session over TLS, signed in where a user is set. Raises OSError (smtplib's errors are some)."""
        context = context or ssl.create_default_context()
        if self.port == _IMPLICIT_TLS:
            session: smtplib.SMTP = smtplib.SMTP_SSL(self.host, self.port, timeout=_SECONDS, context=context)
        else:
            session = smtplib.SMTP(self.host, self.port, timeout=_SECONDS)
        try:
            if self.port != _IMPLICIT_TLS:
                session.starttls(context=context)
            if self.user:
                session.login(self.user, self.password)
        except BaseException:
            session.close()
            raise
        return session


def server() -> Server | None:
    """The server that is set; None where none is: then nothing is connected to. Raises BadSetting."""
    if not smtp_host():
        return None
    sender = smtp_from()
    if not sender:
        raise BadSetting("Setelan PETA_SMTP_FROM kosong; isilah alamat pengirim, misalnya peta@kantor.go.id.")
    return Server(smtp_host(), smtp_port(), sender, smtp_user(), smtp_password())


def mail(
    reading: Reading,
    store: Store,
    to: Sequence[Address],
    through: Server,
    context: ssl.SSLContext | None = None,
) -> Iterator[tuple[Address, str]]:
    """Send each address its digest, once; what became of each. Raises OSError where the notebook cannot be read.

    That it was begun is noted before it is sent: a mail that may have gone out is not sent twice. What the server
    refused is noted too, and tried again the next time.
    """
    book = store.notebook(_BOOK)
    said = {id: note.value["says"] for id, note in book.latest(_KIND).items()}
    for one in to:
        id = f"{reading.release.entry.publication} {one.reader.key} {one.mail}"
        if said.get(id, _FAILED) != _FAILED:
            yield one, BEFORE
        else:
            yield one, _mailed(id, book, message(reading, one, store, through), through, context)


def _mailed(
    id: str, book: Notebook, letter: EmailMessage, through: Server, context: ssl.SSLContext | None
) -> str:
    try:
        session = through.connect(context)
    except OSError:
        return FAILED
    with session:
        book.add(id, _KIND, {"says": _BEGUN})
        try:
            session.send_message(letter)
        except OSError:
            book.add(id, _KIND, {"says": _FAILED})
            return FAILED
        book.add(id, _KIND, {"says": _SENT})
    return SENT


def message(reading: Reading, to: Address, store: Store, through: Server) -> EmailMessage:
    """The mail: who it is for, that it is simulated where it is, and the digest as files. No name stands in its text."""
    words, reader = Words("id"), to.reader
    letter = EmailMessage()
    mark = f"[{words('SIMULASI – bukan data resmi')}] " if reading.release.simulated else ""
    letter["Subject"] = mark + words(
        "Ringkasan rilis {number}, per {date}",
        number=words.number(reading.release.number),
        date=words.date(reading.months[-1]),
    )
    letter["From"], letter["To"] = through.sender, to.mail
    letter["Date"], letter["Message-ID"] = formatdate(), make_msgid(domain=through.sender.rpartition("@")[2])
    letter.set_content(
        words(
            "Terlampir: yang berubah melebihi kebetulan dan yang jatuh tempo, untuk {reader}.",
            reader=_named(reading, reader, words),
        )
    )
    for kind in KINDS:
        content, name = digest_file(reading, reader, store, kind, words), f"ringkasan-{reader.key}.{kind}"
        main, params = ("text", {"charset": "utf-8"}) if kind == "html" else ("application", {})
        letter.add_attachment(content, maintype=main, subtype=kind, filename=name, params=params)
    return letter


def _named(reading: Reading, reader: Reader, words: Words) -> str:
    """An office by its name, any other reader by that of the role."""
    offices = reading.facts.offices
    names = offices.loc[offices["code"] == reader.office, "name"]
    return str(names.iloc[0]) if len(names) else reader.viewer(reading.facts).title(words)
