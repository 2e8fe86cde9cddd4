"""`python -m pages.digest`: the digests of the newest release that are missing, made as files; for cron.

It prints a line for each file. With --send each is mailed, once, through the server that is set (PETA_SMTP_HOST) to whom
PETA_DIGEST_READERS lists; without these settings nothing is connected to.
"""

from __future__ import annotations

import argparse
import sys

from data.digest import Shelf
from data.queries import Reading
from data.settings import data_folder, digest_readers, home
from data.store import Store
from data.tables import load_facts
from data.words import Problem, Words
from pages.digest.addresses import addresses
from pages.digest.mailing import FAILED, mail, server
from pages.digest.making import make_missing, reading_of

_WORDS = Words("id")


def main(arguments: list[str] | None = None) -> int:
    """Run the command; 0 when all that was asked for is done."""
    parser = argparse.ArgumentParser(prog="python -m pages.digest", description=__doc__)
    parser.add_argument("--data", choices=("sendiri", "simulasi"), default="sendiri", help="which ledger")
    parser.add_argument("--send", action="store_true", help="mail them as well")
    said = parser.parse_args(arguments)
    try:
        return _run(said.data, send=said.send)
    except Problem as problem:
        print(_WORDS.explain(problem), file=sys.stderr)
    except OSError as error:
        print(_WORDS("Penyimpanan tidak dapat dibaca atau ditulis: {error}", error=error), file=sys.stderr)
    return 1


def _run(data: str, *, send: bool) -> int:
    store, reading = reading_of(data, load_facts(data_folder()))
    if reading is None:
        print(_WORDS("Belum ada rilis, jadi tidak ada ringkasan."))
        return 0
    for path, is_new in make_missing(reading, store, Shelf(home(), reading.release)):
        print(f"{_WORDS('dibuat') if is_new else _WORDS('sudah ada')}: {path}")
    return _send(reading, store) if send else 0


def _send(reading: Reading, store: Store) -> int:
    through, listed = server(), digest_readers()
    if through is None or listed is None:
        print(_WORDS("Tidak ada yang dikirim: setelan PETA_SMTP_HOST atau PETA_DIGEST_READERS kosong."))
        return 0
    failed = False
    for one, said in mail(reading, store, addresses(listed, reading.facts), through):
        print(f"{_WORDS(said)}: {one.mail} ({one.reader.key})")
        failed = failed or said == FAILED
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
