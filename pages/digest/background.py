"""The digests of a release that was published just now, made in the background so that nobody waits for them."""

from __future__ import annotations

import logging
import threading

from data.digest import KINDS, Shelf, readers
from data.queries import Reading
from data.settings import home
from data.store import Store
from data.tables import Facts
from data.words import Problem
from pages.digest.making import make_missing, reading_of

_LOG = logging.getLogger(__name__)
_Asked = tuple[Reading, Store, Shelf]


class Run:
    """Makes the missing digests of the newest release that it was told of, in one thread of this process.

    `release` is the number of that release (0: none yet), `done` of `whole` files are there, `problem` says why it
    stopped. What fails here undoes no release: the files can be made later, by the command or when they are asked for.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._next: _Asked | None = None
        self.release, self.done, self.whole = 0, 0, 0
        self.problem: Problem | None = None

    @property
    def running(self) -> bool:
        """Whether files are being made now."""
        return self._thread is not None and self._thread.is_alive()

    def start(self, reading: Reading, store: Store, shelf: Shelf) -> None:
        """Begin with this release; one that is under way gives up for it."""
        with self._lock:
            self._next = reading, store, shelf
            if not self.running:
                # No daemon: the program waits for it, and it gives up by itself when the program ends.
                self._thread = threading.Thread(target=self._work, name="digests")
                self._thread.start()

    def _work(self) -> None:
        while (asked := self._take()) is not None:
            self._make(*asked)

    def _take(self) -> _Asked | None:
        with self._lock:
            asked, self._next = self._next, None
            if asked is None:
                self._thread = None
            return asked

    def _make(self, reading: Reading, store: Store, shelf: Shelf) -> None:
        self.release, self.done, self.problem = reading.release.number, 0, None
        self.whole = len(readers(reading.facts)) * len(KINDS)
        try:
            for _ in make_missing(reading, store, shelf):
                self.done += 1
                if self._next is not None or not threading.main_thread().is_alive():
                    return
        except Problem as problem:
            self.problem = problem
        except Exception:  # whatever it is: the release stands, and its reader is told in words
            _LOG.exception("the digests of release %s could not be made", self.release)
            self.problem = Problem(
                "Ringkasan rilis belum semua dibuat; rilisnya tetap terbit. Sebabnya tercatat di log server. Buat lagi "
                "dengan python -m pages.digest."
            )


RUN = Run()
"""The one of this process."""


def begin(embedded: Facts) -> None:
    """Make the digests of one's own data after a publication or an undo; whatever is in the way, the release stands.

    The folder is looked up now: what is set may be another one by the time that a file is made.
    """
    try:
        store, reading = reading_of("sendiri", embedded)
        if reading is not None:
            RUN.start(reading, store, Shelf(home(), reading.release))
    except Problem as problem:
        RUN.problem = problem
    except Exception:
        _LOG.exception("the digests of the newest release could not be begun")
