"""Whether a connection may be served at all: from this computer alone while nobody signs in, and by an honest proxy."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from types import MappingProxyType

from starlette.datastructures import Headers
from starlette.types import Scope

from pages import signin

# What proxies add; a browser of this computer sends none of it.
_OF_PROXIES = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip", "via")
# A word for what is wrong -> the sentence that says what can be done about it.
REFUSALS: Mapping[str, str] = MappingProxyType(
    {
        "from_afar": "Peta ini hanya melayani komputer tempat ia berjalan, karena cara masuk belum disetel. Minta pengelola "
        "server menyetel PETA_SIGN_IN.",
        "behind_proxy": "Peta ini dibuka lewat proksi, sedangkan cara masuk belum disetel: siapa pun dapat memilih peran apa "
        "pun. Minta pengelola server menyetel PETA_SIGN_IN.",
        "unstripped": "Proksi tidak membuang tajuk identitas yang datang dari luar, jadi tidak ada yang dipercaya. Minta "
        "pengelola server membetulkan setelan proksi.",
        "unproven": "Ada yang menyebut akun tanpa bukti dari proksi, jadi tidak dipercaya. Minta pengelola server memeriksa "
        "apakah proksi membuang tajuk identitas dari luar dan mengirim rahasianya.",
    }
)


def connection_problem(scope: Scope) -> str:
    """Why a connection is not served, as one of REFUSALS; "" where it is."""
    if signin.sign_in() is not None:
        return signin.header_problem(scope)
    if not all(_is_here(scope.get(end)) for end in ("server", "client")):
        return "from_afar"
    headers = Headers(scope=scope)
    return "behind_proxy" if any(name in headers for name in _OF_PROXIES) else ""


def _is_here(end: tuple[str, int | None] | None) -> bool:
    """Whether an end of a connection is this computer; one without an address (a socket of the file system) is."""
    if end is None:
        return True
    try:
        return ipaddress.ip_address(end[0].partition("%")[0]).is_loopback
    except ValueError:
        return end[0] == "localhost" or (end[1] is None and end[0].startswith("/"))
