"""Headings that belong to no table of ours: of people, of contacts, and the lower rows of headings."""

from __future__ import annotations

import re

from data.intake.finding.catalogue import NUMBER, TABLES, names

# Columns of people: told in a note, never stored, logged or shown.
PERSONS = names(
    "nik noktp nikpenanggungjawab niknoktp nomorktp noidentitas nomoridentitas ktp kpj nokpj nomorkpj namatk namapekerja "
    "namatenagakerja namapeserta namakaryawan pemilik namapemilik pimpinan namapimpinan namapenanggungjawab "
    "penanggungjawab pic namapic narahubung contactperson cp tgllahir tanggallahir tempatlahir norekening rekening "
    "nomorrekening ibukandung npwppribadi nikpemilik nikpimpinan nikdirektur ktppemilik noktppemilik direktur namadirektur namapicperusahaan petugaspic ownername owner"
)
CONTACTS = names(
    "kontak nohp hp telp notelp telepon nomortelepon notelepon nomorhp handphone email surel nowa wa whatsapp "
    "telepemilik alamatemail telpfax notelphp nohppic telppic nohpwa teleponhp hpwa phone phonenumber mobile"
)
# The same in more words: "NIK Koordinator", "Nama Ketua Kelompok".
_PERSON = re.compile(
    r"(?:no|nomor|nama)?(?:nik|ktp|kpj)(?!el|ah)[a-z]*|(?:nama)?(?:pemilik|pimpinan|direktur|koordinator|ketua|pengurus|pic)[a-z]*"
)
# What only a list with a row per person has beside names.
PERSON_SIGNS = names(
    "nik noktp nomorktp noidentitas nomoridentitas kpj nokpj nomorkpj tgllahir tanggallahir tempatlahir jabatan tandatangan ttd "
    "jeniskelamin jk ibukandung norekening paraf nip"
)
PERSON_NAMES = names(
    "namatk namapekerja namatenagakerja namapeserta namakaryawan namalengkap nama namapegawai namaanggota namaburuh"
)
# Second lines of headings, months apart; they are known only below another heading.
SUB_HEADINGS = frozenset(
    names(
        "l p m f male female lk pr lakilaki perempuan pria wanita wni wna jumlah jml total tgl tanggal rp rupiah nilai iuran bayar "
        "penetapan realisasi target aktif sasaran kuota jkk jkm jht jp tk upah orang persen tki tka bekerja "
        "pengangguran formal informal tanggalbayar tahun nominal"
    )
)
KNOWN = frozenset(
    name for table in TABLES.values() for headings in table.headings.values() for name in headings
) | frozenset((*NUMBER, *PERSONS, *CONTACTS, *PERSON_SIGNS, *PERSON_NAMES, "ket", "keterangan", "catatan"))


def is_person(key: str) -> bool:
    """Whether a folded heading is of a column of people.

    >>> is_person("nikkoordinator"), is_person("namaketuakelompok"), is_person("namaperusahaan")
    (True, True, False)
    """
    return key in PERSONS or (key not in KNOWN and bool(_PERSON.fullmatch(key)))
