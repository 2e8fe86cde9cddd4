"""What the words of the tables are called: steps of enforcement, their actors and outcomes, ageing classes, scales.

Each is a word of `data.vocabulary` -> its name, an Indonesian message id. "" is what nobody has told.
"""

from __future__ import annotations

from data.vocabulary import NOT_TOLD

STEP_NAMES = {
    "": "Belum ada langkah",
    NOT_TOLD: "Belum ada langkah",
    "teguran_1": "Teguran I",
    "teguran_2": "Teguran II",
    "denda": "Denda",
    "tmp2t": "TMP2T",
    "surat": "Surat",
    "kunjungan": "Kunjungan",
    "laporan_disnaker": "Laporan ke Disnaker",
    "nota_1": "Nota Pemeriksaan I",
    "nota_2": "Nota Pemeriksaan II",
    "skk": "SKK",
    "panggilan": "Panggilan",
    "angsuran": "Angsuran",
    "gugatan": "Gugatan",
    "kpknl": "KPKNL",
    "himbauan_disnaker": "Himbauan Disnakertrans",
    "penagihan_disnaker": "Penagihan Disnakertrans",
    "rekomendasi_ptsp": "Rekomendasi ke PTSP",
}
# The same where there is little room.
SHORT_STEPS = {
    **STEP_NAMES,
    "laporan_disnaker": "Lapor Disnaker",
    "nota_1": "Nota I",
    "nota_2": "Nota II",
    "himbauan_disnaker": "Himbauan",
    "penagihan_disnaker": "Penagihan",
    "rekomendasi_ptsp": "Ke PTSP",
}
KIND_NAMES = {"pwbd": "PWBD", "tunggakan": "Tunggakan", "pds": "PDS"}
# What a case of a kind is worth: three different things, never added together.
CASE_WORTH = {
    "tunggakan": "utang saat dibuka",
    "pwbd": "iuran sebulan",
    "pds": "kekurangan sebulan",
}
# How a case ended; "" is one that has not.
OUTCOME_NAMES = {
    "": "Berjalan",
    "lunas": "Lunas",
    "angsuran": "Angsuran",
    "terdaftar": "Terdaftar",
    "lengkap": "Lengkap",
    "dihentikan": "Dihentikan",
}
ACTOR_NAMES = {
    "bpjs": "BPJS Ketenagakerjaan",
    "disnaker": "Disnaker",
    "uptd_pengawasan": "UPTD Pengawasan",
    "kejari": "Kejari",
    "dpmptsp": "DPMPTSP",
    "pengadilan": "Pengadilan",
    "kpknl": "KPKNL",
}
# Where an employer is known from.
LISTED_FROM = {
    "pendaftaran": "pendaftaran",
    "oss": "perizinan berusaha (OSS)",
    "wlkp": "wajib lapor ketenagakerjaan (WLKP)",
    "wasrik": "pemeriksaan Wasrik",
    "laporan": "laporan masyarakat atau pekerja",
    "kanvas": "kunjungan lapangan (canvassing)",
}
AGEING_NAMES = {
    "lancar": "Lancar",
    "kurang_lancar": "Kurang lancar",
    "diragukan": "Diragukan",
    "macet": "Macet",
    "tanpa_umur": "Umur tidak diketahui",
}
SCALE_NAMES = {
    "besar": "Besar",
    "menengah": "Menengah",
    "kecil": "Kecil",
    "mikro": "Mikro",
    "": "Belum diketahui",
    NOT_TOLD: "Belum diketahui",
}
