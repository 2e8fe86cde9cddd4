"""Headings that no list has word for word, told by how they are made: what is counted or named, and words around it.

A clerk writes "Kec. Usaha", "Tgl Pelaporan WLKP" or "Nomor Pendaftaran Proyek". The lists (`catalogue`) come first; a
heading that is none of theirs means a field when it is made of the field's word and of words that change nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

# Words that say of whom or what a column is, and change nothing.
_OF = (
    r"(?:usaha|perusahaan|badanusaha|bu|pk|pkbu|pemberikerja|lokasi|domisili|tempatusaha|proyek|pekerjaan|kegiatan|"
    r"bps|kemendagri|peserta|saatini|terakhir|dan|serta)*"
)
_DAY = r"(?:tgl|tanggal|hari|waktu)"
_COUNT = r"(?:jumlah|jml|total|banyaknya|banyak|perkiraan|estimasi|potensi)*"
_PEOPLE = r"(?:tk|tenagakerja|naker|pekerja|karyawan|pegawai|buruh|orang|jiwa|penerima|penerimamanfaat|bpu|kepesertaan)"
_PLACES = {
    "kecamatan": rf"(?:nama|kode|kd|id|wilayah)?kec(?:amatan)?{_OF}",
    "region": rf"(?:nama|kode|kd|id)?(?:kab|kabupaten|kota|kabkota|kotakab|kabupatenkota|kotakabupaten|kabkot){_OF}|"
    r"lokasi(?:usaha|perusahaan|proyek|pekerjaan|kegiatan)",
}
_FIRM = r"(?:perusahaan|badanusaha|pelakuusaha|pemberikerja|perseroan|unitusaha|calonpeserta)"
_PATTERNS: Mapping[str, Mapping[str, str]] = {
    "employers": {
        **_PLACES,
        "nib": r"(?:no|nomor|id|kode)?nib(?:usaha|perusahaan|oss|rba)*|(?:no|nomor)?induk(?:ber)?usaha(?:nib)?",
        "name": rf"nama(?:bu|pk|usaha|toko|instansi|{_FIRM}){_OF}|{_FIRM}(?:bu|pk)*",
        "legal_form": r"(?:uraian|jenis|bentuk|status|tipe)*(?:badan)?(?:hukum|perusahaan|badanusaha|badanhukum)(?:usaha|perusahaan|badanusaha)*",
        "scale": r"(?:kategori|uraian|kelas|ukuran|golongan|kriteria|jenis)*skala(?:usaha|perusahaan|bu|badanusaha|industri)*|"
        r"(?:kelas|ukuran|golongan|kriteria|klasifikasi)(?:usaha|perusahaan|badanusaha)",
        "sector": r"(?:kode|no|nomor|kelompok|golongan|kategori|sektor|section)*kbli(?:kode|utama|\d*digit|\d*angka|20\d\d|usaha|perusahaan)*|"
        r"(?:jenis|bidang|sektor|kategori|lapangan|klasifikasi)(?:usaha|industri|kegiatanusaha|lapanganusaha)(?:utama|kbli|pokok)*",
        "workers_known": rf"{_COUNT}(?:seluruh)?{_PEOPLE}(?:seluruhnya|keseluruhan|total|perusahaan|saatini|riil|nyata)*",
        "listed_on": rf"{_DAY}(?:di)?(?:terbit|terbitkan|penerbitan|lapor|laporan|pelaporan|melapor|kunjungan|kunjungi|kunjung|visit|"
        r"can+vas+ing|kanvas+ing|survei|survey|pendataan|nib|wlkp)(?:nib|oss|wlkp|lapor|izin|perusahaan|lapangan)*",
    },
    "informal": {
        **_PLACES,
        "trade": r"(?:jenis|kelompok|kategori|sektor|nama|uraian|bidang)+(?:pekerjaan|profesi|pekerja|matapencaharian)(?:bpu|utama|rentan|informal|peserta)*",
        "payer": r"(?:sumber|asal)(?:dana|pendanaan|pembiayaan|anggaran|iuran|biaya|pembayaran)(?:iuran|premi|program|bpu)*|"
        r"(?:pembayar|penanggung)(?:iuran)?|(?:iuran)?(?:dibayar|ditanggung|dibiayai)oleh",
        "target": rf"{_COUNT}(?:sasaran|target|kuota|alokasi)(?:peserta|proyek|{_PEOPLE})*",
        "active": rf"{_COUNT}(?:peserta|realisasi|{_PEOPLE})*(?:aktif|terlindungi|realisasi|terealisasi)(?:peserta|{_PEOPLE})*",
    },
    "projects": {
        **_PLACES,
        "project": r"(?:no|nomor|kode|id)(?:pendaftaran|registrasi|reg|proyek|jakon|kepesertaan)+(?:proyek|jakon|jasakonstruksi|pekerjaan|bpjs)*",
        "name": r"(?:nama|judul|uraian)(?:proyek|pekerjaan|paket|kegiatan|kontrak)+(?:konstruksi)?",
        "value": r"(?:total|jumlah|jml)?(?:nilai|harga|besar|besaran)(?:kontrak|spk|proyek|pekerjaan|borongan)+(?:kerja|rp|rupiah)*",
        "workers": rf"{_COUNT}(?:seluruh)?{_PEOPLE}(?:seluruhnya|keseluruhan|total|proyek)*",
        "started_on": rf"(?:{_DAY}|masa)?(?:mulai|dimulai|awal|spmk)(?:kerja|pekerjaan|kontrak|proyek|pelaksanaan)*",
        "ends_on": rf"(?:{_DAY}|masa)?(?:selesai|akhir|berakhir|rencanaselesai)(?:nya)?(?:kerja|pekerjaan|kontrak|proyek|pelaksanaan)*",
        "registered_on": rf"{_DAY}(?:daftar|pendaftaran|registrasi|terdaftar)(?:proyek|bpjs|jakon|kepesertaan)*",
        "funding": r"(?:sumber|asal)(?:dana|pendanaan|pembiayaan|anggaran|biaya)(?:proyek|pekerjaan|kegiatan)*",
    },
}
_COMPILED = {
    table: [(field, re.compile(pattern)) for field, pattern in fields.items()]
    for table, fields in _PATTERNS.items()
}
_ANY = re.compile("|".join(f"(?:{pattern})" for fields in _PATTERNS.values() for pattern in fields.values()))
# No heading folded is longer; words of a cell are not looked at.
_LONGEST = 60


def variant_of(table: str, key: str) -> str:
    """The field of a table that a folded heading is made of, "" for none.

    >>> variant_of("employers", "kecusaha"), variant_of("projects", "nomorpendaftaranproyek")
    ('kecamatan', 'project')
    """
    return next(
        (
            field
            for field, pattern in _COMPILED.get(table, ())
            if len(key) < _LONGEST and pattern.fullmatch(key)
        ),
        "",
    )


def is_variant(key: str) -> bool:
    """Whether a folded heading is made of the word of any field."""
    return len(key) < _LONGEST and bool(_ANY.fullmatch(key))
