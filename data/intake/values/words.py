"""Words of branches into the closed lists of the domain: scale, legal form, trade, payer, funding, outcome.

What is in no list is not guessed: a trade is asked once and remembered, anything else is an error.
"""

from __future__ import annotations

import re
from functools import lru_cache

_LETTERS = re.compile(r"[^a-z0-9]+")
_PATTERNS: dict[str, tuple[tuple[str, str], ...]] = {
    "scale": (
        (r"(usaha)?mikro|micro(enterprise)?", "mikro"),
        (r"(usaha)?kecil|small(enterprise)?", "kecil"),
        (r"(usaha)?(menengah|sedang)|medium(enterprise)?", "menengah"),
        (r"(usaha)?besar|large(enterprise)?", "besar"),
    ),
    "legal_form": (
        (
            r"pt|perseroan(terbatas)?(pt)?(tbk)?|pttbk|perseroanterbatas.*|ptperorangan|perseroanperorangan",
            "pt",
        ),
        (r"cv|persekutuankomanditer.*|commanditairevennootschap(cv)?", "cv"),
        (r"ud|usahadagang|perusahaandagang|pd", "ud"),
        (r"koperasi.*|kop|kud|ksp", "koperasi"),
        (r"yayasan.*", "yayasan"),
        (r"fa|firma.*|persekutuanfirma.*", "firma"),
        (r"(?:usaha|badanusaha|orang|milik|pemilik)*pers?e?orangan|(?:orang)?pribadi", "perorangan"),
        (r"bumn|persero|badanusahamiliknegara.*|perum", "bumn"),
        (r"bumd|perumda|perseroda|badanusahamilikdaerah.*|perusahaandaerah", "bumd"),
        (r"pemerintah.*|instansi(pemerintah)?|dinas.*|opd|blu.*", "pemerintah"),
    ),
    "trade": (
        (r"(buruh)?nelayan.*", "nelayan"),
        (
            r"(?:driver|pengemudi|supir|sopir|tukang)?(?:ojol|ojek(?:online|daring)).*|(?:driver|pengemudi)(?:online|daring)",
            "ojek_online",
        ),
        (r"(buruh|pekerja|pengrajin|perajin)?(mem)?batik.*|pembatik.*", "batik"),
        (
            r"(?:buruh|pekerja)?(?:petani|pekebun|pekerja|buruh|kebun|perkebunan|dan|atau)+(?:kelapa)?sawit.*",
            "petani_sawit",
        ),
        (r"pedagang.*|penjual.*", "pedagang"),
        (r"lainnya|lain|lainlain|dll", "lainnya"),
    ),
    "payer": (
        (
            r"(?:secara|iuran|bayar|dibayar|peserta|oleh)*(?:mandiri|sendiri|swadaya|pribadi)+(?:peserta)?",
            "sendiri",
        ),
        (r"dbh(sawit|kelapasawit|cht)?sawit|dbhsawit.*|danabagihasil(kelapa)?sawit", "dbh_sawit"),
        (r"apbdes.*|danadesa.*|dd|add|alokasidanadesa|pemdes|apbdesa.*", "apbdes"),
        (r"apbd.*|pem(kab|kot|prov|da).*", "apbd"),
        (r"csr.*|tjsl.*|tanggungjawabsosial.*", "csr"),
    ),
    "funding": (
        (r"apbdes.*|danadesa.*|dd|add|apbdesa.*", "apbdes"),
        (r"apbd.*", "apbd"),
        (r"apbn.*", "apbn"),
        (r"swasta.*|nonpemerintah|pribadi|nonapb[dn].*", "swasta"),
    ),
    "outcome": (
        (r"(?:sudah|telah|selesai|bayar|dibayar)*lunas(?:penuh|seluruhnya|semua|100)*|selesai", "lunas"),
        (
            r"(?:masih|sedang|proses|bayar|pembayaran)*(?:angsur(?:an)?|diangsur|mengangsur|cicil(?:an)?|dicicil|mencicil)"
            r"(?:ke)?(?:\d{1,2}|i{1,3}|iv|v)?(?:x|kali)?",
            "angsuran",
        ),
        (r"terdaftar|sudahdaftar|mendaftar", "terdaftar"),
        (r"lengkap|dilengkapi", "lengkap"),
        (r"dihentikan|henti|sp3|dicabut|ditutup|tutup", "dihentikan"),
        (
            r"(?:(?:dalam|masih|sedang|tahap)*(?:proses|berjalan|pemanggilan|penagihan)+(?:skk|kejari|kejaksaan|penagihan|pemanggilan)*|"
            r"(?:masih)?b(?:e)?l(?:u)?m(?:ada|di|ter|pernah)*(?:bayar|pembayaran|lunas|realisasi|angsuran)?(?:samasekali)?|"
            r"onprogress?|pending)?",
            "",
        ),
    ),
    "jkk_risk": (
        (r"sangatrendah|i|1", "sangat_rendah"),
        (r"rendah|ii|2", "rendah"),
        (r"sedang|iii|3", "sedang"),
        (r"tinggi|iv|4", "tinggi"),
        (r"sangattinggi|v|5", "sangat_tinggi"),
    ),
}
_COMPILED = {
    name: tuple((re.compile(pattern), value) for pattern, value in patterns)
    for name, patterns in _PATTERNS.items()
}
# Legal forms as they stand in front of a name, where no column says them.
_IN_NAMES = (
    (re.compile(r"^(?:pt\b|pt\.|perseroan)", re.I), "pt"),
    (re.compile(r"^cv\b", re.I), "cv"),
    (re.compile(r"^(?:ud|pd|toko|tb)\b", re.I), "ud"),
    (re.compile(r"^(?:koperasi|kop\.?|kud|ksp)\b", re.I), "koperasi"),
    (re.compile(r"^(?:yayasan|yys)\b", re.I), "yayasan"),
    (re.compile(r"^(?:fa|firma)\b", re.I), "firma"),
    (re.compile(r"^(?:perumda|perseroda|bumd|pdam)\b", re.I), "bumd"),
    (re.compile(r"^(?:perum|bumn)\b", re.I), "bumn"),
    (re.compile(r"^(?:dinas|badan|kecamatan|kelurahan|pemerintah|sekretariat)\b", re.I), "pemerintah"),
    (re.compile(r"[\s,]pt\.?$", re.I), "pt"),
    (re.compile(r"[\s,]cv\.?$", re.I), "cv"),
)


@lru_cache(maxsize=20_000)
def plain(text: str) -> str:
    """A word as it is compared: lower case, letters and digits alone."""
    return _LETTERS.sub("", text.casefold())


@lru_cache(maxsize=20_000)
def word_in(list_name: str, text: str) -> str | None:
    """The word of a closed list that a text means, None when it is in no list.

    `list_name`: scale, legal_form, trade, payer, funding, outcome or jkk_risk.
    """
    written = plain(text)
    for pattern, value in _COMPILED[list_name]:
        if pattern.fullmatch(written):
            return value
    return None


def form_in_name(name: str) -> str:
    """The legal form in a company's name, "" when none stands there."""
    stripped = name.strip().lstrip("=+@'\" ")
    return next((form for pattern, form in _IN_NAMES if pattern.search(stripped)), "")
