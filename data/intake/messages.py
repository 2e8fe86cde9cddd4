"""The sentences of intake, in Indonesian: what is wrong with a cell, and what is accepted there.

Message ids for the translation; `{heading}` is the column's own heading, `{text}` what stands in the cell.
"""

from __future__ import annotations

MESSAGES: dict[str, tuple[str, str]] = {
    # code: what is wrong, what is accepted
    "missing": ("kosong, padahal wajib diisi", "isian yang ada"),
    "not_number": ("bukan angka", "bilangan, misalnya 1.250.000"),
    "not_whole": ("bukan bilangan bulat", "bilangan bulat, tanpa koma"),
    "negative": ("di bawah nol", "nol atau lebih"),
    "not_date": ("bukan tanggal yang ada", "tanggal, misalnya 26/08/2026"),
    "future": ("sesudah hari ini", "tanggal sampai hari ini"),
    "bad_month": ("bukan bulan iuran", "bulan dan tahun, misalnya Jul 2026"),
    "bad_npp": ("bukan NPP yang utuh", "NPP 8 tanda, misalnya 00010130"),
    "bad_key": ("nomor yang terpotong oleh Excel", "nomor lengkap sebagai teks"),
    "unknown_employer": ("NPP ini tidak ada di daftar pemberi kerja", "NPP yang terdaftar"),
    "unknown_region": ("kabupaten/kota ini tidak dikenal", "nama atau kode kabupaten/kota"),
    "unknown_value": ("kata ini tidak ada di daftar pilihan", "salah satu pilihan"),
    "unknown_office": ("kantor ini tidak dikenal", "nama atau kode kantor"),
    "outside_area": ("di luar wilayah kerja kantor ini", "wilayah kerja kantor ini"),
    "ambiguous_region": ("bisa kota, bisa kabupaten", "nama lengkap dengan Kota atau Kab."),
    "code_name_mismatch": ("kode dan nama tidak menunjuk tempat yang sama", "kode dan nama yang cocok"),
    "sum_mismatch": ("tidak sama dengan jumlah bagiannya", "jumlah yang sesuai"),
    "order": ("selesai sebelum mulai", "tanggal selesai sesudah tanggal mulai"),
    "duplicate": ("baris ini sudah ada", "satu baris untuk tiap kunci"),
    "paid_over_due": ("lebih besar daripada kewajibannya", "diterima, tetapi periksa lagi"),
    "workers_over_registered": ("lebih banyak daripada pekerja terdaftar", "diterima, tetapi periksa lagi"),
    "before_registration": ("sebelum pemberi kerja ini terdaftar", "diterima, tetapi periksa lagi"),
    "active_over_target": ("lebih besar daripada targetnya", "diterima, tetapi periksa lagi"),
    "attended_over_invited": ("lebih banyak daripada yang diundang", "diterima, tetapi periksa lagi"),
    "weekday_mismatch": ("harinya tidak cocok dengan tanggalnya", "diterima menurut tanggalnya"),
    "unknown_kecamatan": ("kecamatan ini tidak dikenal; dikosongkan", "nama kecamatan"),
    "formula_text": ("teks yang mulai seperti rumus; disimpan sebagai teks", "diterima sebagai teks"),
}


# What may stand in a column whose words are a closed list.
CHOICES: dict[str, str] = {
    "sector": "KBLI 5 angka, atau huruf A–U",
    "scale": "besar, menengah, kecil, atau mikro",
    "legal_form": "PT, CV, UD, koperasi, yayasan, dan lain-lain",
    "jkk_risk": "sangat rendah sampai sangat tinggi",
    "payer": "APBD, APBDes, CSR, DBH sawit, atau sendiri",
    "funding": "APBN, APBD, APBDes, atau swasta",
    "outcome": "lunas, angsuran, terdaftar, lengkap, atau dihentikan",
}


def accepted(code: str, field: str = "") -> str:
    """What is accepted where an error of this code stands, in a column that gives `field`."""
    return CHOICES.get(field, MESSAGES[code][1]) if code == "unknown_value" else MESSAGES[code][1]


def wrong(code: str) -> str:
    """What is wrong with a cell that has an error of this code."""
    return MESSAGES[code][0]


def message_of(code: str, text: str, heading: str, proposal: str = "", field: str = "") -> str:
    """The sentence for one wrong cell."""
    wrong, wanted = MESSAGES[code][0], accepted(code, field)
    shown = f"“{text}” " if text else ""
    near = f" Mungkin maksudnya {proposal}." if proposal else ""
    if wanted.startswith("diterima"):
        return f"{heading}: {shown}{wrong}; {wanted}.{near}"
    return f"{heading}: {shown}{wrong}. Yang diterima: {wanted}.{near}"
