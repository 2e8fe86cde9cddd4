"""A bucket on this computer: moto's server of S3, from an environment of its own, on loopback and in memory."""

from __future__ import annotations

import subprocess
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from deltalake.fs import DeltaStorageHandler
from pyarrow.fs import PyFileSystem

from tests.browser.driver import ROOT, free_port
from tests.room.standing import end, status, wait_until

SERVER = ROOT / ".venv-objects" / "bin" / "moto_server"


@dataclass
class Bucket:
    """`settings` are the environment of whoever uses it; `home` lies in it."""

    address: str
    home: str
    settings: dict[str, str]
    server: subprocess.Popen[bytes]

    def remove(self, name: str) -> None:
        """Take a file below the home away, past the app."""
        PyFileSystem(DeltaStorageHandler(self.home, self.settings)).delete_file(name)


@contextmanager
def bucket() -> Iterator[Bucket]:
    """A new bucket with nothing in it, until it is left."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    server = subprocess.Popen(
        [str(SERVER), "-H", "127.0.0.1", "-p", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_until(lambda: status(f"{address}/moto-api/") == 200)
        with urllib.request.urlopen(urllib.request.Request(f"{address}/peta", method="PUT"), timeout=30):
            pass
        settings = {
            "AWS_ENDPOINT_URL": address,
            "AWS_ALLOW_HTTP": "true",
            "AWS_ACCESS_KEY_ID": "uji",
            "AWS_SECRET_ACCESS_KEY": "uji",
            "AWS_REGION": "us-east-1",
        }
        yield Bucket(address, "s3://peta/rumah", settings, server)
    finally:
        end(server)
