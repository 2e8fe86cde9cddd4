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
    r"lokasi(?:usaha|perusahaan|proyek|pekerjaan|kegiatan)|(?:project|business)?location",
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
_DEAL = r"(?:mou|pks|kerjasama|perjanjian|perjanjiankerjasama|kesepahaman|notakesepahaman|kesepakatan)"
_OWED = r"(?:piutang|tunggakan|tagihan|kewajiban|hutang|utang)"
_LABOUR = r"(?:disnaker(?:trans)?|dinastenagakerja(?:dantransmigrasi)?|dinasketenagakerjaan(?:dantransmigrasi)?)(?:prov(?:insi)?|kab(?:upaten)?|kota|sumsel|sumateraselatan)*"
_HELD = r"(?:pelaksanaan|kegiatan|acara|agenda|pertemuan)"
_AREA = r"(?:wilayah|daerah|cakupan|lokasi)(?:kerja|kerjasama|layanan|pelayanan|operasional|kegiatan|berlaku|kabkota|kabupatenkota)*"
_OF_OFFICES: Mapping[str, Mapping[str, str]] = {
    "cases": {
        "document": r"(?:no|nomor|kode)(?:surat|register|registrasi|perkara)*skk(?:kejari|kejaksaan|datun)*",
        "skk": rf"{_DAY}(?:di)?(?:terbit|penerbitan|penyerahan|serah|serahkan|terima|ttd|penandatanganan|masuk)*(?:skk)?(?:ke)?(?:kejari|kejaksaan)*",
        "panggilan": rf"(?:{_DAY}|surat)*(?:panggilan|pemanggilan|undangan|mediasi|negosiasi|nego|somasi|klarifikasi)"
        r"(?:1|i|pertama|kejari|kejaksaan|badanusaha|bu|perusahaan)*",
        # Those of the licence chain name the agency: a "tgl himbauan" or a "tgl penagihan" alone may be anybody's.
        "himbauan_disnaker": rf"(?:{_DAY}|surat)*h?imbauan(?:dari|oleh)?{_LABOUR}",
        "penagihan_disnaker": rf"(?:{_DAY}|surat)*(?:penagihan|tagihan|ditagih)(?:dari|oleh)?{_LABOUR}",
        "rekomendasi_ptsp": rf"(?:{_DAY}|surat)*(?:rekomendasi|permohonan)(?:pencabutan)?(?:izin)?(?:usaha)?(?:ke|kepada)?"
        r"(?:dpm)?ptsp(?:provinsi|prov|kota|kabupaten|kab)?",
        "value": rf"(?:total|jumlah|jml|nilai|besar|besaran|nominal|pokok)*(?:skk|{_OWED})(?:iuran|piutang|skk|pokok|awal|{_FIRM})*",
        "recovered": r"(?:total|jumlah|jml|nilai|realisasi|hasil)*(?:tertagih|terbayar|dibayar|pembayaran|penagihan|pemulihan|recovery|"
        r"setoran|realisasi|terealisasi)(?:skk|piutang|iuran|tunggakan|kejari)*",
        "outcome": r"(?:status|progres|progress|hasil|ket|keterangan|perkembangan|kondisi)(?:skk|bayar|pembayaran|penyelesaian|"
        r"penagihan|akhir|terakhir|perkara|piutang)+",
    },
    "agreements": {
        "parties": rf"(?:nama|daftar)*(?:pihak|mitra|instansi|lembaga|institusi)(?:ke|kedua|ii|2|terkait|terlibat|bekerjasama|{_DEAL})*",
        "party": r"(?:nama)?pihak(?:ke)?(?:kesatu|satu|pertama|ketiga|tiga|i|iii|1|3)",
        "subject": rf"(?:judul|perihal|hal|tentang|pokok|isi|materi|lingkup|ruanglingkup|objek|obyek|bidang|uraian|substansi|maksud|tujuan)"
        rf"(?:dan|tujuan|pokok|{_DEAL})*|nama{_DEAL}+",
        "areas": f"{_PLACES['region']}|{_AREA}",
        "signed_on": rf"{_DAY}(?:di)?(?:ttd|tandatangan|tandatangani|penandatanganan|pengesahan|{_DEAL})*",
        "until": rf"(?:{_DAY}|masa|batas)?(?:berlaku|berakhir|akhir|habis|kedaluwarsa|kadaluarsa|selesai|jatuhtempo)"
        rf"(?:sd|sampai|dengan|hingga|nya|berlaku|tgl|tanggal|{_DEAL})*|jangkawaktu(?:berlaku|{_DEAL})*",
    },
    "events": {
        "kind": r"(?:nama|jenis|bentuk|uraian|judul|tema)*(?:kegiatan|acara|agenda)(?:sosialisasi|kerja)*",
        "areas": f"{_PLACES['region']}|{_AREA}",
        "start": rf"(?:{_DAY}|jadwal)(?:{_DAY}|dan|jam|pukul|mulai|rencana|{_HELD})*|mulai",
        "place": rf"(?:tempat|lokasi|gedung|ruang)(?:dan|{_HELD})*",
        "end": rf"(?:{_DAY}|jadwal)?(?:selesai|berakhir|akhir|sampai)(?:{_HELD})*",
        "invited": rf"{_COUNT}(?:peserta|perusahaan|bu)*(?:di)?undang(?:an)?(?:peserta|perusahaan|bu|orang)*|"
        r"(?:target|rencana|kuota)(?:jumlah|jml)?peserta",
        "attended": rf"realisasi(?:jumlah|jml)?peserta|{_COUNT}(?:peserta|perusahaan|bu|undangan|realisasi)*(?:hadir|kehadiran|datang)(?:peserta|perusahaan|bu|orang)*",
        "audience": rf"(?:sasaran|peserta)(?:peserta|undangan|{_HELD})*",
    },
    "service_points": {
        "name": r"(?:nama)?(?:loket|gerai|titiklayanan|tempatlayanan)(?:layanan|pelayanan|bpjs|bpjamsostek|ketenagakerjaan)*",
        "kind": r"(?:jenis|tipe|bentuk|kategori)(?:loket|layanan|gerai|titiklayanan)*",
        "region": f"{_PLACES['region']}|{_AREA}",
        "planned_on": rf"(?:rencana|target|jadwal)(?:{_DAY})?(?:di)?(?:buka|pembukaan|operasi|operasional)(?:loket|layanan)*",
        "opened_on": rf"(?:{_DAY})?(?:mulai)?(?:di|ber)?(?:buka|operasi|operasional|peresmian|diresmikan)(?:sejak|loket|layanan)*",
    },
    "service_areas": {
        "office": r"(?:nama|kode)?(?:kantor|unitkerja|cabang|kc|kcp)(?:cabang|perintis|pembantu|kerja|layanan|pelayanan|bpjs|ketenagakerjaan)*",
        "region": f"{_PLACES['region']}|{_AREA}",
        "from": rf"(?:{_DAY})?(?:mulai|sejak|berlaku|terhitungmulai|tmt)(?:berlaku|sejak|tgl|tanggal)*",
        "to": rf"(?:{_DAY})?(?:sampai|berakhir|akhir|hingga|sd)(?:dengan|berlaku|tgl|tanggal)*",
    },
    "minimum_wages": {
        "region": _PLACES["region"],
        "rupiah": r"(?:besar|besaran|besarnya|nilai|nominal|jumlah|penetapan)*(?:umk|upahminimum)(?:kabupatenkota|kabkota|perbulan|sebulan|bulan)*",
    },
    "workforce": {
        "region": _PLACES["region"],
        "employed": r"(?:jumlah|jml|total)?(?:penduduk|orang)?(?:yang)?bekerja(?:orang|jiwa)*",
        "population": r"(?:jumlah|jml|total|proyeksi)*penduduk(?:orang|jiwa|pertengahantahun|akhirtahun|tengahtahun)*",
        "labour_force": r"(?:jumlah|jml|total)?(?:penduduk)?angkatankerja(?:orang|jiwa)*",
    },
}
_COMPILED = {
    table: [(field, re.compile(pattern)) for field, pattern in fields.items()]
    for table, fields in {**_PATTERNS, **_OF_OFFICES}.items()
}
_ANY = re.compile("|".join(f"(?:{one.pattern})" for fields in _COMPILED.values() for _, one in fields))
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
