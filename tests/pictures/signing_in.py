"""What docs/panduan.md says of signing in: of roles as the code knows them, and of buttons by the names on the screen.

Whatever stands in bold here is on the screen somewhere on the way: `tests/browser/test_signed_in_looks.py` looks for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from textwrap import fill

from data.access import ROLES, Viewer
from data.words import Words

_WIDTH = 118
_ANY_OFFICE = frozenset({"KC-MOJOKERTO"})
_NAMES = {
    "publik": "tidak ada; angka yang bisa membuka siapa orangnya digabung",
    "cabang": "kantornya dan kantor di bawahnya; selebihnya seperti publik",
    "wilayah": "semua kantor kanwilnya; selebihnya seperti publik",
    "pengelola": "semua",
}
_MASUK = (
    "Di server kantor setiap orang masuk dengan akunnya sendiri, dan peran mengikuti akun itu. Di komputer sendiri tanpa "
    "cara masuk, peran dipilih di kotak peran di kanan atas, dan bagian ini tidak berlaku.",
    "1. Klik **Masuk** di kanan atas.\n"
    "2. Klik **Masuk dengan** nama akunnya, misalnya akun kantor.\n"
    "3. Setelah masuk Anda kembali ke halaman tadi. Tombol di kanan atas sekarang menyebut peran Anda, misalnya KC Mojokerto.",
    "Keluar: klik tombol itu, lalu **Keluar**. Di komputer yang dipakai bersama, selalu keluar.",
    "Kalau tombolnya berbunyi **Tanpa peran**, sebabnya tertulis di tepi bawah layar: akun belum didaftarkan, sudah dicabut, "
    "atau belum berlaku. Kirim kalimat itu kepada pengelola. Kalau masa masuk habis, masuk lagi; pekerjaan yang sudah "
    "tersimpan tetap ada.",
)
_PROYEKTOR = ("Proyektor selalu menunjukkan yang boleh dilihat publik, siapa pun yang masuk.",)
_SEBAGAI = (
    "Untuk tahu apa yang dilihat orang lain, coba perannya di halaman yang memakai Simulasi atau Data sendiri.",
    "1. Klik tombol peran Anda di kanan atas.\n2. Pilih peran di kotak **Lihat sebagai**.",
    "Tombolnya lalu berbunyi **Sebagai** peran itu, supaya tidak tertukar dengan peran sendiri. Yang ditawarkan hanya peran "
    "yang melihat tidak lebih dari Anda. Kembali: pilih peran sendiri di kotak yang sama, atau muat ulang halaman. Mencoba "
    "peran masuk catatan.",
)
_ORANG = (
    "Buka **Data**, lalu **Orang dan catatan**. Halaman ini hanya untuk peran **Pengelola data**. Yang pertama didaftarkan "
    "dari server (docs/sign-in.md).",
    "Tambah orang:",
    "1. Klik baris abu-abu di bawah tabel **Daftar orang**.\n"
    "2. Isi akun persis seperti di penyedia akun, perannya, dan kantornya. Sejak dan sampai boleh kosong.\n"
    "3. Baca “Bila diterbitkan”, lalu klik **Terbitkan**. Berlaku saat itu juga.",
    "Keluarkan orang:",
    "1. Centang kolom Dicabut di barisnya.\n2. Klik **Terbitkan**. Yang sedang masuk pun kehilangan perannya.",
    "Barisnya jangan dihapus: tanpa baris, peran menurut kelompok di penyedia akun berlaku lagi. Salah ketik sebelum terbit: "
    "**Buang perubahan**. Sudah terbit: **Batalkan rilis terakhir**. Peran sendiri tidak bisa dikurangi, dan satu pengelola "
    "selalu tersisa.",
    "Klik **Catatan kegiatan** untuk membaca apa yang terjadi dalam satu bulan: siapa masuk, ditolak, atau keluar, siapa "
    "mencoba peran, menerbitkan, membatalkan, mengubah daftar orang, atau mengunduh berkas dengan nama. Nama pemberi kerja "
    "tidak dicatat. Bawa dengan **Unduh XLSX**. Catatan tidak bisa diubah dan disimpan 24 bulan, kecuali server disetel lain.",
)


def signing_in() -> Iterator[str]:
    """The sections, part by part."""
    yield "## Masuk dan keluar"
    yield from map(_wrapped, _MASUK)
    yield "## Peran apa melihat apa"
    yield _roles()
    yield from map(_wrapped, _PROYEKTOR)
    yield "## Lihat sebagai"
    yield from map(_wrapped, _SEBAGAI)
    yield "## Halaman Orang dan catatan, bagi pengelola"
    yield from map(_wrapped, _ORANG)


def named() -> set[str]:
    """What the sections call by the name on the screen."""
    return set(re.findall(r"\*\*(.+?)\*\*", "\n".join((*_MASUK, *_PROYEKTOR, *_SEBAGAI, *_ORANG))))


def _roles() -> str:
    head = "| Peran | Nama pemberi kerja | Membawa berkas | Data rujukan, orang, catatan |\n| --- | --- | --- | --- |"
    return "\n".join([head, *map(_role, ROLES)])


def _role(role: str) -> str:
    viewer = Viewer(role, _ANY_OFFICE if role == "cabang" else frozenset())
    brings = ("tidak", "ya" if viewer.may_publish else "untuk kantornya")[viewer.may_bring]
    title = Viewer(role).title(Words("id")) if role != "cabang" else "Kantor cabang"
    return f"| {title} | {_NAMES[role]} | {brings} | {('tidak', 'ya')[viewer.may_publish]} |"


def _wrapped(text: str) -> str:
    return "\n".join(
        fill(line, _WIDTH, break_long_words=False, break_on_hyphens=False, subsequent_indent=_indent(line))
        for line in text.splitlines()
    )


def _indent(line: str) -> str:
    return "   " if line[:1].isdigit() else ""
