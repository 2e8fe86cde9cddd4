"""The facts of five articles that were handed over: each stands on a page, exact, with its source.

An article is told by what a page says of it: figures in the list of published figures, meetings and agreements on the
page of partners, an office on its own. No sentence of theirs is repeated; their own words stand in quotation marks.
"""

from __future__ import annotations

from functools import cache
from html import unescape

import pytest

from data.access import PUBLIK
from tests.pages.reading import opened, well, words_on

PARTNERS = ("kemitraan", "wilayah")
# Article (its source as pages name it) -> page, its narrowing, and the facts that stand there.
FACTS_OF = {
    "Surabaya Pagi": [
        (
            "kemitraan",
            "35.76",
            (
                "sosialisasi kepatuhan pemberi kerja",
                "30 Jul 2024",
                ">48<",
                "48 perusahaan",
                "gedung Mal Pelayanan Publik (MPP) Kota Mojokerto",
                "DPMPTSP Kota Mojokerto bersama BPJS Ketenagakerjaan Mojokerto",
                "Pelaksana tugas kepala DPMPTSP",
                "dukungan pemerintah daerah",
                "penindakan terhadap perusahaan yang tidak patuh mendaftarkan tenaga kerja dan membayar iuran",
            ),
        )
    ],
    "Inako": [
        (
            "kemitraan",
            "33.75",
            (
                "29 Nov 2019",
                "rapat koordinasi dan penandatanganan nota kesepahaman",
                "pelaksanaan program jaminan sosial ketenagakerjaan di Kota Pekalongan",
                "Program: JKK, JHT, JKM, JP",
                "pegawai kontrak dengan SK wali kota sudah ikut",
                "tenaga kegiatan baru sebagian",
                "perusahaan berbadan hukum sudah patuh",
                "usaha batik, kebanyakan informal, masih menjadi target",
                "semua tenaga kegiatan akan diikutsertakan",
            ),
        ),
        (
            "angka",
            "33.75",
            (
                "18.000 / 24.000",
                "75\u00a0%",
                "200.000\u00a0pekerja",
                "nelayan, ojek online",
                "dikoreksi menjadi 15.605 dari 22.300 = 69,98 persen",
            ),
        ),
    ],
    "Hapra Indonesia": [
        (
            "kemitraan",
            "35.76",
            (
                "10 Sep 2018",
                "ruang Nusantara",
                "Eksistensi Program BPJS Ketenagakerjaan Terhadap Kesejahteraan Masyarakat Pekerja Kota Mojokerto",
                "sekretaris daerah mewakili wakil wali kota",
                "ketua DPRD dan kepala Kejaksaan Negeri Kota Mojokerto",
                "kepala OPD",
                "menyamakannya dengan BPJS Kesehatan",
                "loket BPJS Ketenagakerjaan di GMSC yang direncanakan dibuka 22 Oktober 2018",
                "direncanakan 22 Okt 2018; pembukaannya tidak terkonfirmasi",
                "pemerintah kota siap membantu program ini",
            ),
        ),
        (
            "angka",
            "35.76",
            (
                "Perusahaan yang ada",
                "618\u00a0pemberi kerja",
                "9.823 / 63.806",
                "15,04\u00a0%",
                "15,4\u00a0%",
            ),
        ),
    ],
    "Antara Jatim": [
        (
            "kemitraan",
            "35.17",
            (
                "17 Des 2016 – 18 Des 2016",
                "sebuah hotel di kawasan Batu",
                "dua hari",
                "seluruh SKPD Kabupaten Jombang",
                "Optimalisasi Peran Pemerintah Kabupaten Jombang Terhadap Program Jaminan Sosial",
                "direncanakan 2017; penandatanganan tidak ditemukan",
                "Pemkab Jombang; Badan Pelayanan Perijinan; BPJS Ketenagakerjaan",
                "kewajiban seluruh badan usaha mendaftarkan karyawannya",
                "Asisten Pemerintahan dan Kesra",
                "Jl KH Wahid Hasyim No 9, Jombang",
            ),
        ),
        (
            "kemitraan",
            "35.16",
            (
                "sosialisasi serupa kepada pemerintah daerah",
                "paling lambat Des 2016",
                "Pemkot dan Pemkab Mojokerto",
            ),
        ),
        (
            "kantor-kcp-jombang",
            "",
            ("Jl KH Wahid Hasyim No 9, Jombang", "supaya peserta dari Jombang tidak perlu ke Mojokerto"),
        ),
    ],
    "Naskah pemilik": [
        (
            "kemitraan",
            "16.71",
            (
                "1 Sep 2020",
                "Hotel Novotel, Jl R Sukamto, Kemuning, Palembang",
                "Disnakertrans Sumatera Selatan; BPJS Ketenagakerjaan Kanwil Sumbagsel",
                "belum terdaftar dan sebagian yang menunggak iuran",
                "perjanjian sebelumnya belum dilaksanakan secara baik",
                "17 kabupaten/kota",
                "himbauan kepada perusahaan yang belum mendaftarkan pekerjanya",
                "tukang tagih",
                "rekomendasi ke PTSP untuk “pemcabutan izin usahanya”",
                "menghimbau atau menekan perusahaan",
                "bukan ketentuan undang-undang",
            ),
        ),
        (
            "angka",
            "KC-PALEMBANG",
            ("7.875\u00a0pemberi kerja", "Palembang, OKI, Banyuasin, Muba"),
        ),
    ],
}
CASES = [(article, *case) for article, cases in FACTS_OF.items() for case in cases]


@cache
def said(page: str, area: str) -> str:
    """What a page says of an area, its list of events unfolded."""
    query = {"kemitraan": {"wilayah": area}, "angka": {"tempat": area}}.get(page, {})
    unfolded = ("events",) if page == "kemitraan" else ()
    text = unescape(words_on(well(opened(page, PUBLIK, *unfolded, **query))))
    if page == "angka" and "halaman 1 dari 2" in text:
        text += unescape(words_on(well(opened(page, PUBLIK, hal="2", **query))))
    return text


@pytest.mark.parametrize(
    ("article", "page", "area", "told"), CASES, ids=[f"{a}-{p}-{c}" for a, p, c, _ in CASES]
)
def test_a_fact_of_an_article_stands_on_a_page_with_its_source(article, page, area, told):
    text = said(page, area)
    assert [fact for fact in told if fact not in text] == [] and article in text
