"""As much of S3 as the store needs, on this computer, in memory: get, put (also in parts, also "if none"), list."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit
from xml.sax.saxutils import escape

ROOT = Path(__file__).parents[3]


class Storage(BaseHTTPRequestHandler):
    """Answers for one bucket or several: the path is /bucket/key."""

    protocol_version = "HTTP/1.1"
    # Without both, each answer waits 40 ms for the acknowledgement of its own headers.
    disable_nagle_algorithm, wbufsize = True, 65_536
    objects: dict[str, bytes]
    parts: dict[str, dict[int, bytes]]
    lock: threading.Lock
    numbers = count()

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    @property
    def key(self) -> str:
        return unquote(urlsplit(self.path).path)

    @property
    def query(self) -> dict[str, str]:
        return dict(parse_qsl(urlsplit(self.path).query, keep_blank_values=True))

    def answer(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        if "Content_Length" not in headers:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def body(self) -> bytes:
        return self.rfile.read(int(self.headers.get("Content-Length", 0)))

    def do_PUT(self) -> None:
        body, query = self.body(), self.query
        if "uploadId" in query:
            self.parts[query["uploadId"]][int(query["partNumber"])] = body
            return self.answer(200, ETag=etag(body))
        with self.lock:
            if self.headers.get("If-None-Match") == "*" and self.key in self.objects:
                return self.answer(412, b"<Error><Code>PreconditionFailed</Code></Error>")
            self.objects[self.key] = body
        return self.answer(200, ETag=etag(body))

    def do_POST(self) -> None:
        body, query = self.body(), self.query
        if "uploads" in query:
            upload = str(next(self.numbers))
            self.parts[upload] = {}
            xml = f"<InitiateMultipartUploadResult><UploadId>{upload}</UploadId></InitiateMultipartUploadResult>"
            return self.answer(200, xml.encode())
        if "delete" in query:
            for key in re.findall(r"<Key>(.*?)</Key>", body.decode()):
                self.objects.pop(f"{self.key.rstrip('/')}/{key}", None)
            return self.answer(200, b"<DeleteResult></DeleteResult>")
        whole = b"".join(part for _, part in sorted(self.parts.pop(query["uploadId"]).items()))
        self.objects[self.key] = whole
        xml = f"<CompleteMultipartUploadResult><ETag>{escape(etag(whole))}</ETag></CompleteMultipartUploadResult>"
        return self.answer(200, xml.encode())

    def do_DELETE(self) -> None:
        self.objects.pop(self.key, None)
        self.answer(204)

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_GET(self) -> None:
        if "list-type" in self.query:
            return self.answer(200, self.listing().encode(), Content_Type="application/xml")
        whole = self.objects.get(self.key)
        if whole is None:
            return self.answer(
                404, b"" if self.command == "HEAD" else b"<Error><Code>NoSuchKey</Code></Error>"
            )
        headers = {"ETag": etag(whole), "Last_Modified": formatdate(usegmt=True)}
        if self.command == "HEAD":
            return self.answer(200, Content_Length=str(len(whole)), **headers)
        if wanted := re.fullmatch(r"bytes=(\d*)-(\d*)", self.headers.get("Range", "")):
            first = int(wanted[1]) if wanted[1] else len(whole) - int(wanted[2])
            last = min(int(wanted[2]), len(whole) - 1) if wanted[1] and wanted[2] else len(whole) - 1
            headers["Content_Range"] = f"bytes {first}-{last}/{len(whole)}"
            return self.answer(206, whole[first : last + 1], **headers)
        return self.answer(200, whole, **headers)

    def listing(self) -> str:
        query, bucket = self.query, self.key.strip("/")
        prefix, start = query.get("prefix", ""), query.get("start-after", "")
        files, folders = [], set()
        for path, whole in sorted(self.objects.items()):
            key = path.removeprefix(f"/{bucket}/")
            if not key.startswith(prefix) or key <= start:
                continue
            head, slash, _ = key[len(prefix) :].partition(query.get("delimiter") or "\0")
            if slash:
                folders.add(
                    f"<CommonPrefixes><Prefix>{escape(prefix + head + slash)}</Prefix></CommonPrefixes>"
                )
            else:
                files.append(
                    f"<Contents><Key>{escape(key)}</Key><Size>{len(whole)}</Size><ETag>{escape(etag(whole))}</ETag>"
                    "<LastModified>2026-01-01T00:00:00.000Z</LastModified></Contents>"
                )
        inside = "".join([*files, *sorted(folders)])
        return f"<ListBucketResult><IsTruncated>false</IsTruncated>{inside}</ListBucketResult>"


def etag(body: bytes) -> str:
    return f'"{hashlib.md5(body, usedforsecurity=False).hexdigest()}"'


@contextmanager
def object_storage() -> Iterator[dict[str, str]]:
    """Serve it for a while; gives the options that deltalake needs to use it.

    In a process of its own: deltalake lets no other thread of Python run during some of its requests.
    """
    command = [sys.executable, "-m", "tests.data.store.object_storage"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            yield {
                "AWS_ENDPOINT_URL": f"http://127.0.0.1:{int(server.stdout.readline())}",
                "AWS_ALLOW_HTTP": "true",
                "AWS_ACCESS_KEY_ID": "test",
                "AWS_SECRET_ACCESS_KEY": "test",
                "AWS_REGION": "us-east-1",
            }
        finally:
            server.kill()


if __name__ == "__main__":
    Storage.objects, Storage.parts, Storage.lock = {}, {}, threading.Lock()
    serving = ThreadingHTTPServer(("127.0.0.1", 0), Storage)
    print(serving.server_port, flush=True)
    serving.serve_forever()
