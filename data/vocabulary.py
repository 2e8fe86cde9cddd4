"""The closed lists of the domain: every word that a column of a table, a cell of the cube or an address may hold.

They stand in one place because tables, cube, indicators and pages must accept exactly the same words.
"""

from __future__ import annotations

SECTORS = tuple("ABCDEFGHIJKLMNOPQRSTU")
SCALES = ("besar", "menengah", "kecil", "mikro")
PROGRAMMES = ("JKK", "JKM", "JHT", "JP")
PROGRAMME_COLUMNS = ("jkk", "jkm", "jht", "jp")
SEGMENTS = ("PU", "BPU", "JAKON")
LEGAL_FORMS = ("pt", "cv", "ud", "koperasi", "yayasan", "firma", "perorangan", "bumn", "bumd", "pemerintah")
RISKS = ("sangat_rendah", "rendah", "sedang", "tinggi", "sangat_tinggi")
RELIEF_INDUSTRIES = ("makanan", "tekstil", "kulit", "alas_kaki", "mainan", "furnitur")
LISTED_FROM = ("pendaftaran", "oss", "wlkp", "wasrik", "laporan", "kanvas")
TRADES = ("nelayan", "ojek_online", "batik", "petani_sawit", "pedagang", "lainnya")
PAYERS = ("sendiri", "apbd", "apbdes", "csr", "dbh_sawit")
FUNDING = ("apbn", "apbd", "apbdes", "swasta")
# What a trade, a payer or a funding may be beside the words of its list: "lainnya:marbot", what it is in small letters.
# It is called by what stands after the colon, and counts for the law as one that no rule names.
OTHER = r"lainnya:[a-z0-9](?:[a-z0-9 /]{0,38}[a-z0-9])?"
CASE_KINDS = ("pwbd", "tunggakan", "pds")
# The one kind whose value is money owed; that of the others is what one month should bring.
DEBT = "tunggakan"
# The chain of enforcement (PP 86/2013), each step after the one before it.
PWBD_STEPS = ("teguran_1", "teguran_2", "denda", "tmp2t")
ARREARS_STEPS = (
    "surat",
    "kunjungan",
    "laporan_disnaker",
    "nota_1",
    "nota_2",
    "skk",
    "panggilan",
    "angsuran",
    "gugatan",
    "kpknl",
)
# What the agreement of Sumatera Selatan (2020) adds to it in that province: data/law/in_force/chains.toml.
LICENCE_STEPS = ("himbauan_disnaker", "penagihan_disnaker", "rekomendasi_ptsp")
STEPS = (*PWBD_STEPS, *ARREARS_STEPS, *LICENCE_STEPS)
OUTCOMES = ("lunas", "angsuran", "terdaftar", "lengkap", "dihentikan")
ACTORS = ("bpjs", "disnaker", "uptd_pengawasan", "kejari", "dpmptsp", "pengadilan", "kpknl")
# How long arrears are owed, from the youngest class to the oldest.
AGEING = ("lancar", "kurang_lancar", "diragukan", "macet")
# Arrears of which nobody has told since when they are owed (an opening balance without months) are in no class.
UNAGED = "tanpa_umur"
AGES = (*AGEING, UNAGED)
# Two classes where four tell too much of single employers; what has no known age is with the older ones.
COARSE_AGES = (AGEING[:2], (*AGEING[2:], UNAGED))
# Levels of areas that numbers are added up for, from the widest to the finest, each with the column that names
# its areas; the whole has no name, and so no column.
LEVEL_KEYS: dict[str, tuple[str, ...]] = {
    "all": (),
    "area": ("area",),
    "province": ("province_code",),
    "region": ("region",),
    "kecamatan": ("kecamatan",),
}
LEVELS = tuple(LEVEL_KEYS)
# What a list, a map or an address is narrowed to where it is to be those of whom nobody knows: in tables and in the
# cube that is "", which would be everybody there.
NOT_TOLD = "belum_diketahui"
# Dimensions of the cube, other than areas, that a table may be narrowed to or split by.
NARROWING = ("segment", "sector", "scale", "office")
