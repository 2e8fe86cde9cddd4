"""Twelve questions, four of each of three people, with the clicks that answer them: what docs/panduan.md is made from.

`make pictures` writes the guide and takes its pictures; a browser test walks every question. A click is named as the
screen names its control, so that a control that is renamed or moved fails the walk, and the guide with it.
"""

from __future__ import annotations

from dataclasses import dataclass

MOST_CLICKS = 3
# The month that the pictures show: said in every caption, so that pictures taken later show the same month.
PICTURED = "2026-10"
# What a laptop of 1366 x 768 shows of a page below the browser's own bars: width and height in pixels.
SCREEN = (1366, 650)
_WORK, _OFFICE_WORK, _OFFICES = "Halaman kerja:", "Halaman kerja kantor ini:", "Buka kantor:"


@dataclass(frozen=True)
class Click:
    """One click: on the control with this accessible name (`named`), or on the first there is `within`, a CSS selector.

    `kind`: its ARIA role, or "summary" for what unfolds. `said`: the step as the guide gives it.
    """

    said: str
    within: str
    named: str = ""
    kind: str = "button"


@dataclass(frozen=True)
class Question:
    """A question and its way: clicks from the start, and where the answer then stands.

    `place` tells a reader where; `answer` is the CSS selector of that place, `shows` a pattern that its text meets.
    """

    key: str
    asked: str
    clicks: tuple[Click, ...]
    place: str
    answer: str
    shows: str


@dataclass(frozen=True)
class Picture:
    """A picture of the answer to the question `of` (its key) on a screen of so many pixels.

    `name`: of the file; `alt`: what is to be seen on it.
    """

    name: str
    of: str
    alt: str
    screen: tuple[int, int] = SCREEN


@dataclass(frozen=True)
class User:
    """Somebody with four questions: who, in which `role` (as the chooser names it; "" before a wall, which has none).

    `start`: the address; `opened`: how one comes there, as the guide says it; `own`: what stands behind the role there.
    """

    title: str
    situation: str
    role: str
    start: str
    opened: str
    questions: tuple[Question, ...]
    picture: Picture
    own: str = ""


def _line(label: str, named: str) -> Click:
    """A click in a line of links: its label and the name of the link."""
    return Click(f"Klik **{named}** di baris “{label}”.", f'.links[aria-label="{label}"]', named)


_FIRST_REGION = Click(
    "Klik **nama wilayah pertama** di daftar di samping peta.", ".rank tbody tr[data-code] th"
)
_FIRST_OFFICE = Click(f"Klik **kantor pertama** di baris “{_OFFICES}”.", f'.links[aria-label="{_OFFICES}"]')
_WHY = Click(
    "Klik **Mengapa angkanya begini?** di panel wilayah itu.", "", "Mengapa angkanya begini?", "summary"
)

_OWN = Click("Pilih **Kantor saya** di baris kendali.", "main", "Kantor saya", "radio")


def _first_name(where: str) -> Click:
    return Click(f"Klik **nama pertama** di {where}.", ".listing tbody th")


DEPUTY = User(
    "Deputi wilayah dalam rapat",
    "Rapat sudah berjalan; jawabannya harus ada sebelum orang berikutnya bicara.",
    "Kanwil Sumbagsel",
    "/?data=simulasi&area=sumsel",
    "buka **Peta**, pilih **Simulasi** (atau **Data sendiri**), lalu **Sumsel**.",
    (
        Question(
            "tertinggal",
            "Berapa kabupaten dan kota di bawah target kepatuhan, kurang berapa pemberi kerja, dan sejak kapan?",
            (),
            "Kalimat tebal paling atas. Daftar di samping peta merincinya, yang paling jauh dari target lebih dahulu.",
            ".peta-lead b",
            r"\d+ dari \d+ wilayah.* di bawah target \d{4}: kurang [\d.]+ pemberi kerja.*; .*sejak \w+ \d{4}",
        ),
        Question(
            "terjauh",
            "Wilayah mana yang paling jauh dari target, dan kantor mana yang melayaninya?",
            (_FIRST_REGION,),
            f"Panel yang terbuka di tempat daftar: kantornya di baris “{_OFFICES}”, kekurangannya di “Di bawah target”.",
            "section.peta-panel",
            r"Di bawah target\s*kurang [\d.]+ pemberi kerja, sejak",
        ),
        Question(
            "kantor",
            "Bagaimana keadaan kantor yang melayaninya?",
            (_FIRST_REGION, _FIRST_OFFICE),
            "Kalimat tebal paling atas, dan tiga angka di bawahnya: kepatuhan, tunggakan, tenggat.",
            ".peta-lead",
            r"[\d,]+\s% pemberi kerja wajib .*patuh: [\d.]+ dari [\d.]+",
        ),
        Question(
            "lewat",
            "Berapa kasus yang lewat tenggat, dan apa langkah berikutnya?",
            (_line(_WORK, "Penegakan"), _OWN),
            "Kalimat tebal paling atas, dan daftar “Lewat” di kanan: pekerja terbanyak lebih dahulu, tiap kasus dengan langkah "
            "berikutnya.",
            ".st-key-cases_late_head",
            r"Lewat · [\d.]+",
        ),
    ),
    Picture(
        "panduan-rapat", "terjauh", "Peta dengan wilayah yang paling jauh dari target terbuka di sampingnya"
    ),
)

FORUM = User(
    "Forkopimda di depan proyektor",
    "Semua orang di ruangan melihat layar yang sama, jadi proyektor selalu menunjukkan yang boleh dilihat publik: tanpa "
    "nama pemberi kerja. Kendalinya muncul bila tetikus atau papan ketik sampai ke tepi atas.",
    "",
    "/?data=simulasi&tampil=proyektor",
    "buka **Peta**, pilih **Simulasi** (atau **Data sendiri**), lalu nyalakan **Proyektor** di kanan atas.",
    (
        Question(
            "patuh",
            "Berapa persen pemberi kerja yang patuh, dan berapa yang belum?",
            (),
            "Kalimat tebal paling atas, dan baris di bawahnya.",
            ".peta-lead",
            r"[\d,]+\s% pemberi kerja wajib patuh; [\d.]+ dari [\d.]+ belum",
        ),
        Question(
            "daerah",
            "Bagaimana kabupaten atau kota yang disebut pertama?",
            (_FIRST_REGION,),
            "Angka besar di panel yang terbuka di tempat daftar, dengan tanggalnya.",
            ".peta-panel .peta-big",
            r"[\d,]+\s% per \d+ \w+ \d{4}",
        ),
        Question(
            "asal",
            "Dari mana angka itu, dan bagaimana dihitung?",
            (_FIRST_REGION, _WHY),
            "Daftar yang terbuka di panel itu: definisi, hitungan, sumber penyebut, dan rilis datanya.",
            "details dl.peta-pairs",
            r"Hitungan\s*[\d.]+ / [\d.]+ × 100 = [\d,]+\s%[\s\S]*Rilis data",
        ),
        Question(
            "tunggakan",
            "Berapa iuran yang menunggak, tanpa menyebut nama siapa pun?",
            (_line(_WORK, "Tunggakan"),),
            "Kalimat tebal paling atas; bagiannya menurut umur, sektor, dan skala menyusul di bawahnya, tanpa nama.",
            ".peta-lead",
            r"Rp[\d.,]+ \w+ ditunggak",
        ),
    ),
    Picture(
        "panduan-proyektor",
        "patuh",
        "Peta dengan huruf besar untuk proyektor, dilihat dengan peran publik",
        (1920, 1080),
    ),
)

BRANCH = User(
    "Kepala cabang yang menelusuri",
    "Tidak ada yang menunggu; satu jawaban membawa ke pertanyaan berikutnya.",
    "Kantor Cabang Mojokerto",
    "/kantor-kc-mojokerto?data=simulasi",
    "buka halaman kantor lewat navigasi di atas, lalu pilih **Simulasi** (atau **Data sendiri**).",
    (
        Question(
            "hari-ini",
            "Siapa yang paling mendesak hari ini, mengapa sekarang, dan langkah apa berikutnya?",
            (),
            "Daftar di bawah ketiga angka: lima nama, tiap nama dengan sebabnya dan langkah berikutnya.",
            ".listing tbody tr",
            r"(lewat|berakhir|Menunggak)",
        ),
        Question(
            "tunggakan-kami",
            "Berapa tunggakan binaan kami, dan berapa pemberi kerja yang menunggak?",
            (_line(_OFFICE_WORK, "Tunggakan"),),
            "Kalimat tebal paling atas; daftar di bawahnya mulai dari tunggakan terbesar.",
            ".peta-lead",
            r"Rp[\d.,]+ \w+ ditunggak [\d.]+ pemberi kerja",
        ),
        Question(
            "bulan",
            "Bulan mana yang belum dibayar pemberi kerja dengan tunggakan terbesar?",
            (_line(_OFFICE_WORK, "Tunggakan"), _first_name("daftar “Pemberi kerja yang menunggak”")),
            "Baris bertanda merah di tabel bulan iuran.",
            ".listing tr.alarm",
            r"(Belum dibayar|Dibayar sebagian)",
        ),
        Question(
            "kunjungan",
            "Siapa yang dikunjungi lebih dahulu, dan seberapa besar artinya?",
            (_line(_OFFICE_WORK, "Daftar kunjungan"),),
            "Kalimat tebal paling atas; namanya di daftar di bawahnya, menurut skor.",
            ".peta-lead",
            r"\d+ kunjungan pertama menyangkut Rp[\d.,]+",
        ),
    ),
    Picture(
        "panduan-cabang",
        "bulan",
        "Satu pemberi kerja: langkah yang terbuka dan bulan yang belum dibayar",
        (1366, 900),
    ),
    " (atau kantor Anda)",
)

USERS = (DEPUTY, FORUM, BRANCH)
