"""docs/panduan.md, written from the table of questions; and the pictures of README.md with their captions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from textwrap import fill

from data.months import month_end
from data.words import Words
from tests.browser.driver import ROOT
from tests.pictures.questions import MOST_CLICKS, PICTURED, USERS, Question, User
from tests.pictures.signing_in import signing_in

GUIDE = ROOT / "docs" / "panduan.md"
_WIDTH = 118
_COUNTED = {1: "satu", 2: "dua", 3: "tiga"}


@dataclass(frozen=True)
class Front:
    """A picture of README.md: its file, the address and role that it shows, and what is to be seen on it."""

    name: str
    path: str
    role: str
    alt: str
    said: str

    @property
    def caption(self) -> str:
        """What stands below it: that the data are simulated, and as of when."""
        return f"*{self.said} Simulated data, as of {_day('en')}.*"

    @property
    def link(self) -> str:
        """The picture as README.md shows it."""
        return f"![{self.alt}](docs/pictures/{self.name}.png)"


FRONTS = (
    Front(
        "peta",
        "/?data=simulasi",
        "Pengelola data",
        "The map: the first sentence, the regions in colour, the list of those furthest behind",
        "The map answers in its first line which regions are behind their target, by how much, and since when.",
    ),
    Front(
        "kantor",
        "/kantor-kc-mojokerto?data=simulasi",
        "Kantor Cabang Mojokerto",
        "The page of an office: a sentence, three tiles, five employers, compliance of twelve months",
        "An office, as its own branch sees it: what falls due, and whom to turn to first.",
    ),
    Front(
        "tunggakan-publik",
        "/tunggakan?data=simulasi",
        "Publik: angka gabungan saja",
        "Arrears for the public: what is owed and how it moved, without a name",
        "Arrears as the public sees them: guarded sums, no names.",
    ),
)


def _day(language: str) -> str:
    return Words(language).date(month_end(PICTURED))


def guide() -> str:
    """The whole guide."""
    return "\n\n".join(_parts()) + "\n"


def _parts() -> Iterator[str]:
    yield "# Panduan: dua belas pertanyaan dan jawabannya"
    yield _wrapped(
        "Tiga orang memakai Peta Patuh dengan cara yang berbeda. Untuk masing-masing ada empat pertanyaan, jalan ke "
        f"jawabannya (paling banyak {_COUNTED[MOST_CLICKS]} klik), dan tempat jawabannya di layar. Peran dan bulan yang "
        "dipilih di awal tetap berlaku di setiap halaman sampai diganti; memuat ulang halaman mengembalikan peran ke publik, "
        "atau ke peran sendiri bagi yang sudah masuk. Cara masuk, peran, dan daftar orang ada di bagian akhir."
    )
    yield _wrapped(
        "Panduan ini ditulis oleh `make pictures` dari satu tabel pertanyaan, dan uji peramban menempuh setiap jalannya: "
        f"nama tombol di sini adalah nama di layar. Gambarnya data simulasi per {_day('id')}, bukan data resmi."
    )
    number = 0
    for user in USERS:
        yield from _about(user)
        for question in user.questions:
            number += 1
            yield from _answered(number, question)
    yield from signing_in()


def _about(user: User) -> Iterator[str]:
    yield f"## {user.title}"
    yield _wrapped(user.situation)
    yield _wrapped(
        f"Mulai: {user.opened} {_role_of(user)}bulannya di penggeser bulan. Alamatnya: `{user.start}`."
    )
    yield f"![{user.picture.alt}](pictures/{user.picture.name}.png)"
    yield f"*Jawaban pertanyaan “{_question(user).asked}” Data simulasi per {_day('id')}.*"


def _role_of(user: User) -> str:
    """What is chosen at first: the role, where there is one to choose, and the month."""
    return f"Pilih **{user.role}** di kotak peran di kanan atas{user.own} dan " if user.role else "Pilih "


def _question(user: User) -> Question:
    return next(one for one in user.questions if one.key == user.picture.of)


def _answered(number: int, question: Question) -> Iterator[str]:
    yield f"### {number}. {question.asked}"
    if question.clicks:
        yield "\n".join(f"{at}. {click.said}" for at, click in enumerate(question.clicks, 1))
    begun = "Jawabannya" if question.clicks else "Tanpa satu klik pun. Jawabannya"
    place = (
        question.place if question.place.startswith("“") else question.place[:1].lower() + question.place[1:]
    )
    yield _wrapped(f"{begun}: {place}")


def _wrapped(text: str) -> str:
    return fill(text, _WIDTH, break_long_words=False, break_on_hyphens=False)
