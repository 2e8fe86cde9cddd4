"""The headings that branches write over their columns, for each table that is taken in.

Headings are compared folded: without case, blanks, dots and brackets ("No. NPP" is "nonpp"). A heading may mean
one thing in one list and another in the next ("Realisasi" is what was paid, or who is active), so each table has
headings of its own. The first names are ours; the last ones are what English exports say.
"""

from __future__ import annotations

from dataclasses import dataclass

Headings = dict[str, tuple[str, ...]]


def names(text: str) -> tuple[str, ...]:
    """The words of a text."""
    return tuple(text.split())


NUMBER = names("no nourut nomor nomorurut nr urut")
_NPP = names(
    "npp nonpp nomornpp nomorpendaftaran nomorpendaftaranperusahaan nppdiv nppperusahaan nppbu kodenpp "
    "nppbadanusaha npppkbu nomorregistrasiperusahaan nomorregperusahaan employerregistrationnumber nomorpendaftarannpp noregistrasi employernumber employerno employerid npps nppkode"
)
_NAME = names(
    "namaperusahaan namabadanusaha namabu pemberikerja namapemberikerja perusahaan namausaha badanusaha namapk "
    "namapkbu namaperseroan namapelakuusaha namainstansi namabubu namaperusahaanbu namapemberikerjabadanusaha company companyname nameofcompany employername employer"
)
_REGION = names(
    "kabkota kabupaten kabupatenkota kota wilayah lokasi kodewil kodekabupatenkota kodekabkota kodewilayah kabkot "
    "namakabupatenkota namakabkota kab daerah kabkotaperusahaan kabkotausaha kodekab kodebps kodekemendagri kodebpskabkota regency region regencycity regencymunicipality city municipality districtcity kabupatenkotaregencymunicipality namawilayah domisili"
)
_KECAMATAN = names(
    "kecamatan kec kodekec namakecamatan kodekecamatan kecamatanusaha kecamatanperusahaan kecamatandistrict kecdistrict kodekeckemendagri kodekecbps subdistrict district"
)
_MONTH = names(
    "blth bulaniuran periode blnthn bulan bulantahun periodeiuran blniuran blthiuran thbl bulantahuniuran periodebulan masaiuran iuranbulan untukbulan tahunbulan monthyear contributionperiod contributionmonth month period"
)
_WORKERS = names(
    "jmltk tk jumlahtk tenagakerja jumlahtenagakerja pekerja jumlahpekerja jmlpekerja tkaktif jmltenagakerja "
    "jumlahtenagakerjaaktif totaltk jumlahpeserta jmlpeserta jmltkaktif jumlahtkaktif jumlahpekerjaaktif totalpekerja banyaknyatk numberofworkers workers"
)


def _counted(stems: str) -> tuple[str, ...]:
    """Each stem, alone and behind the words for a sum."""
    return tuple(
        before + stem for before in ("", "jumlah", "jml", "total", "nilai") for stem in stems.split()
    )


_MONTHLY_WORKERS = (
    *_WORKERS,
    *_counted(
        "naker karyawan tenagakerjaaktif tenagakerja pekerjaaktif tkdilaporkan tenagakerjadilaporkan tk pekerja"
    ),
    "noofworkers",
)
_WAGES = (
    *_counted("upah upahdilaporkan upahtk upahpekerja upahsebulan upahtenagakerja gaji"),
    *names("wage wages totalwages reportedwages"),
)
_DUE = (
    *_counted(
        "iuran penetapan tagihan kewajiban penetapaniuran tagihaniuran kewajibaniuran iuranditetapkan "
        "iuranyangditetapkan iuranterutang iuranwajib iuranseharusnya pokokiuran iuranpokok iuranharusdibayar iuranyangharusdibayar"
    ),
    *names("iurannormatif besariuran due totaldue amountdue contribution contributions contributiondue"),
)
_PAID = (
    *_counted(
        "bayar dibayar terbayar pembayaran setor setoran disetor realisasi penerimaan diterima penerimaaniuran "
        "realisasibayar realisasiiuran realisasipembayaran iurandibayar iuranterbayar iuranyangdibayar iuranditerima "
        "iurandisetor yangdibayar sudahdibayar telahdibayar"
    ),
    *names("iuranmasuk paid amountpaid totalpaid"),
)
_PAID_ON = (
    *(
        day + paid
        for day in ("tgl", "tanggal")
        for paid in names(
            "bayar dibayar pembayaran setor setoran disetor lunas pelunasan realisasi terima diterima penerimaan "
            "bayarterakhir pembayaranterakhir"
        )
    ),
    *names(
        "pembayarantanggal pembayarantgl bayartgl bayartanggal haribayar waktubayar dateofpayment paymentdate "
        "paidon datepaid"
    ),
)


def _by_programme(before: str) -> Headings:
    """Headings such as "Iuran > JKK" for each programme; `before` are the words in front of it."""
    return {
        programme: tuple(
            name for word in before.split() for name in (f"{word}{programme}", f"{programme}{word}")
        )
        for programme in ("jkk", "jkm", "jht", "jp")
    }


_DUE_BY = {
    f"due_{p}": (p, *names)
    for p, names in _by_programme(
        "iur iuran premi penetapan iurantk tagihan jumlahiuran jmliuran totaliuran rp due"
    ).items()
}
_PAID_BY = {
    f"paid_{p}": names
    for p, names in _by_programme(
        "bayar dibayar pembayaran jumlahbayar jmlbayar realisasi setoran paid"
    ).items()
}


@dataclass(frozen=True)
class Known:
    """How one table is told apart: its headings, and the fields of which each group must have one."""

    headings: Headings
    needs: tuple[tuple[str, ...], ...]
    # Words of a title or of the file's name that speak for the table.
    titles: tuple[str, ...] = ()


TABLES: dict[str, Known] = {
    "contributions": Known(
        {
            "npp": (*_NPP, "nopendaftaran"),
            "division": names("div divisi kodedivisi kodediv"),
            "name": (*_NAME, "nama"),
            "region": _REGION,
            "kecamatan": _KECAMATAN,
            "blth": _MONTH,
            "workers": _MONTHLY_WORKERS,
            "year": names("tahun thn tahuniuran year"),
            "wages": _WAGES,
            **_DUE_BY,
            "due": _DUE,
            **_PAID_BY,
            "paid": _PAID,
            "paid_on": _PAID_ON,
        },
        needs=(("npp",), ("due", "due_jkk", "due_jkm", "due_jht", "paid")),
        titles=("iuran", "blth", "piutang", "koreksi"),
    ),
    "arrears_positions": Known(
        {
            "npp": (*_NPP, "nopendaftaran"),
            "name": (*_NAME, "nama"),
            "region": _REGION,
            "months": names(
                "jmlbulan jumlahbulan bulantunggakan lamatunggakan umurpiutang jmlbln bulanmenunggak lamamenunggak "
                "jumlahbulantunggakan bulan umurbulan monthsowed"
            ),
            "rupiah": names(
                "totaltunggakan jumlahtunggakan piutang saldopiutang tunggakan totalpiutang jumlahpiutang sisapiutang "
                "nilaipiutang nilaitunggakan tunggakaniuran piutangiuran saldo jumlahtunggakaniuran sisatunggakan iuran "
                "totaliuran jumlahiuran tagihan totaltagihan outstanding arrears"
            ),
            "as_of": names("posisi tglposisi tanggalposisi per asof"),
        },
        needs=(("npp",), ("rupiah",)),
        titles=("posisi", "daftarpiutang", "tunggakan"),
    ),
    "employers": Known(
        {
            "nib": names("nib nomorindukberusaha nonib idnib nomornib businessid"),
            "employer": names(
                "nodaftar kodebu nomordaftar kodebadanusaha nomordaftarbu nodaftarbu kodeperusahaan listnumber listno"
            ),
            "npp": _NPP,
            "name": (*_NAME, "nama"),
            "legal_form": names(
                "jenisperusahaan bentukusaha bentukhukum badanhukum uraianjenisperusahaan jenisbadanusaha "
                "bentukbadanusaha statusbadanhukum jenisbadanhukum bentukbadanhukum bentukperusahaan legalform"
            ),
            "scale": names(
                "skala skalausaha skalaperusahaan kategoriskala uraianskalausaha ukuranusaha scale"
            ),
            "sector": names(
                "kbli kodekbli kategori kategorikbli lapanganusaha jenisusaha sektor bidangusaha lapusaha kblikode kbliutama kblidigit kbli2020 lapanganusahakbli kategorilapanganusaha sektorusaha sectionkbli "
                "sectorkbli sector"
            ),
            "kecamatan": _KECAMATAN,
            "region": _REGION,
            "workers_known": (
                *_WORKERS,
                *names(
                    "jumlahtki karyawan jumlahkaryawan jmlkaryawan jumlahpegawai totaltenagakerja jumlahtenagakerjaindonesia "
                    "employees numberofemployees totalemployees jumlahburuh jmlburuh jumlahnaker jmlnaker tkseluruhnya perkiraantk perkiraanpekerja estimasitk"
                ),
            ),
            "listed_on": names(
                "tanggalterbitnib tglterbitnib tanggalterbit tglterbit tgllapor tanggallapor tglkunjungan "
                "tanggalkunjungan tglcanvassing tanggalcanvassing tgl tanggal haritanggal tglpelaporan tglsurvei "
                "tanggalsurvei tanggalterbitoss tglnib tanggalnib tglterbitoss issuedate dateissued reportdate visitdate dateofvisit"
            ),
            "jkk_risk": names("tingkatrisikojkk risikojkk kelompokjkk kelompokrisikojkk jkkrisk"),
            "officer": names("pembina namapembina petugaspembina pembinaperusahaan officer"),
            "address": names("alamat alamatperusahaan alamatusaha alamatlengkap alamattelp address"),
        },
        needs=(
            ("name",),
            ("workers_known", "sector", "scale", "legal_form", "nib", "listed_on"),
            ("nib", "listed_on", "sector", "scale", "legal_form", "workers_known"),
        ),
        titles=("nib", "wajiblapor", "wlkp", "canvassing", "kanvasing", "kunjungan", "potensi", "perusahaan"),
    ),
    "cases": Known(
        {
            "document": names("nomorskk noskk skk nomorskkkejari skknomor skknumber skkno"),
            "skk": names("tglskk tanggalskk tglpenyerahan tanggalpenyerahan tglpenyerahanskk skkdate"),
            "npp": (*_NPP, "nopendaftaran"),
            "name": (*_NAME, "nama"),
            "value": names(
                "nilaiskk nilai nilaipiutang nilaitunggakan jumlahpiutang piutang tunggakan jumlahtunggakan "
                "totalpiutang totaltunggakan besaran nilaiskkrp nilaipiutangskk jumlahskk value amount skkvalue"
            ),
            "panggilan": names(
                "tglpanggilan tanggalpanggilan panggilan tglundangan tglmediasi tglnegosiasi tglpemanggilan tanggalpemanggilan tanggalundangan summons summonsdate"
            ),
            "himbauan_disnaker": names(
                "tglhimbauandisnaker tanggalhimbauandisnaker himbauandisnaker imbauandisnaker urgingdate"
            ),
            "penagihan_disnaker": names("tglpenagihandisnaker tanggalpenagihandisnaker penagihandisnaker"),
            "rekomendasi_ptsp": names(
                "tglrekomendasiptsp tanggalrekomendasiptsp rekomendasiptsp tglrekomendasikeptsp rekomendasikeptsp "
                "tglrekomendasidpmptsp tanggalrekomendasidpmptsp rekomendasidpmptsp recommendationdate"
            ),
            "recovered": names(
                "tertagih nilaitertagih jumlahtertagih pemulihan recovery realisasi terbayar dibayar jumlahbayar "
                "realisasitagih nilaipemulihan totaltertagih jumlahpemulihan jumlahangsuran totalangsuran jmltertagih realisasipenagihan tertagihrp amountrecovered recovered"
            ),
            "outcome": names(
                "status hasil statusskk statuspenyelesaian penyelesaian progres statuspembayaran statuspenagihan hasilpenagihan keteranganstatus outcome"
            ),
        },
        needs=(
            ("document", "skk", "himbauan_disnaker", "penagihan_disnaker", "rekomendasi_ptsp"),
            ("value", "recovered"),
            ("npp",),
        ),
        titles=("skk", "kejari"),
    ),
    "informal": Known(
        {
            "region": _REGION,
            "kecamatan": _KECAMATAN,
            "trade": names(
                "jenispekerjaan pekerjaan profesi jenisprofesi pekerja jenispekerja kelompokpekerja kategoripekerja jenisusahapekerja sektorpekerjaan occupation trade"
            ),
            "payer": names(
                "sumberdana pembayar pembayariuran sumberpembiayaan sumberanggaran pembiayaan penjamin sumberiuran pembayariuranbpu sumberpendanaan paidby payer"
            ),
            "blth": _MONTH,
            "target": names(
                "sasaran kuota target jumlahsasaran jmlsasaran jmlkuota jumlahkuota targetpeserta jumlahtarget jmltarget"
            ),
            "active": names(
                "aktif realisasi peserta pesertaaktif jumlahpeserta jumlahaktif tkaktif jmlaktif jmlpeserta terlindungi jumlahterlindungi pesertaterdaftar realisasipeserta jumlahrealisasi jmlrealisasi tkterlindungi "
                "terdaftar active"
            ),
        },
        needs=(("trade", "across", "payer"), ("active", "target", "across")),
        titles=("rentan", "bpu", "bukanpenerimaupah", "informal"),
    ),
    "projects": Known(
        {
            "project": names(
                "nopendaftaran nomorpendaftaran nopendaftaranproyek noproyek nomorproyek kodeproyek noregistrasi nomorregistrasi noregproyek nojakon idproyek projectnumber projectno registrationnumber"
            ),
            "name": names(
                "namaproyek proyek namapekerjaan paketpekerjaan namapaket uraianpekerjaan namakegiatan namaproyekpekerjaan project projectname"
            ),
            "contractor": names(
                "pelaksana kontraktor penyedia namapelaksana namakontraktor pelaksanaproyek penyediajasa namapenyedia perusahaanpelaksana contractor"
            ),
            "region": (*_REGION, "lokasiproyek", "lokasipekerjaan"),
            "kecamatan": _KECAMATAN,
            "funding": names(
                "sumberdana pendanaan sumberanggaran sumberpendanaan asaldana funding sourceoffunds"
            ),
            "value": names(
                "nilaikontrak nilaispk nilaiproyek hargakontrak nilaipekerjaan nilaikontrakspk nilaispkkontrak nilaikontrakkerja kontrak contractvalue valueofcontract"
            ),
            "workers": _WORKERS,
            "started_on": names(
                "tglmulai mulai tanggalmulai mulaipekerjaan tglspmk tglmulaipekerjaan tanggalmulaipekerjaan tglmulaikontrak startdate start"
            ),
            "ends_on": names(
                "tglselesai selesai tanggalselesai tglakhir tanggalakhir berakhir tglselesaipekerjaan tglselesaikontrak enddate end"
            ),
            "registered_on": names(
                "tgldaftar tanggaldaftar tglpendaftaran tanggalpendaftaran tglregistrasi tanggalregistrasi registrationdate"
            ),
            "due": _DUE,
            "paid": _PAID,
            "paid_on": _PAID_ON,
        },
        needs=(("value",), ("project", "name"), ("started_on", "ends_on", "funding", "contractor")),
        titles=("konstruksi", "jakon", "proyek"),
    ),
    "minimum_wages": Known(
        {
            "region": (*_REGION, "kode"),
            "year": names("tahun year"),
            "rupiah": names(
                "upahminimum umk besaranumk upahminimumkabupatenkota umkrp nilaiumk upahminimumsebulan besaran nominal "
                "besarannominal jumlah besarnya besarnyaumk umkbulan upahminimumbulan upahminimumkabkota upahminimumperbulan minimumwage"
            ),
        },
        needs=(("region", "region_code"), ("rupiah", "years")),
        titles=("upahminimum", "umk"),
    ),
    "workforce": Known(
        {
            "region": (*_REGION, "kode"),
            "year": names("tahun year periode period"),
            "employed": names(
                "bekerja pendudukbekerja jumlahbekerja pendudukyangbekerja bekerjaorang jumlahpendudukbekerja jumlahyangbekerja working employed employedpopulation"
            ),
            "formal": names("formal pekerjaformal sektorformal bekerjaformal kegiatanformal formalsector"),
            "informal": names(
                "informal pekerjainformal sektorinformal bekerjainformal kegiataninformal informalsector"
            ),
            "population": names(
                "jumlahpenduduk penduduk totalpenduduk jmlpenduduk proyeksipenduduk pendudukjiwa totalpopulation population"
            ),
            "labour_force": names(
                "angkatankerja jumlahangkatankerja labourforce laborforce pendudukangkatankerja totalangkatankerja economicallyactive"
            ),
        },
        needs=(("region", "region_code"), ("employed", "formal", "informal", "population", "labour_force")),
        titles=("sakernas", "bekerja", "penduduk", "angkatankerja", "ketenagakerjaan"),
    ),
    "agreements": Known(
        {
            "parties": names("parapihak pihak mitra instansi mitrakerjasama pihakkedua lembaga parties"),
            "subject": names("tentang perihal judul ruanglingkup judulmou materi subject"),
            "areas": (*_REGION, "wilayahkerja"),
            "signed_on": names(
                "tglttd tanggalttd tgltandatangan tanggaltandatangan tanggalpenandatanganan tglpenandatanganan tglmou "
                "tanggalmou tglpks ditandatangani signedon"
            ),
            "until": names(
                "berlakusd berlakusampai masaberlaku berakhir tglberakhir tanggalberakhir jatuhtempo berlakuhingga until"
            ),
            "follow": names("tindaklanjut rencanatindaklanjut rtl followup"),
        },
        needs=(("parties",), ("subject", "signed_on", "until")),
        titles=("mou", "pks", "kerjasama", "notakesepahaman"),
    ),
    "events": Known(
        {
            "kind": names("kegiatan namakegiatan agenda jeniskegiatan acara event activity"),
            "areas": _REGION,
            "start": names(
                "tanggal tgl haritanggal waktu tanggalpelaksanaan tglpelaksanaan tanggalkegiatan date"
            ),
            "place": names("tempat lokasikegiatan lokasi venue place"),
            "invited": names(
                "diundang undangan jmlyangdiundang jumlahundangan jmldiundang jmlundangan jumlahdiundang invited"
            ),
            "attended": names("hadir jmlhadir jumlahhadir kehadiran pesertahadir attended"),
            "audience": names("peserta sasaran sasaranpeserta audience"),
        },
        needs=(("kind",), ("start",)),
        titles=("agenda", "sosialisasi", "rakor", "kegiatan"),
    ),
    "service_points": Known(
        {
            "name": names("namaloket loket namalayanan namapoint titiklayanan nama namagerai gerai"),
            "kind": names("jenis jenisloket jenislayanan tipe kind"),
            "region": _REGION,
            "address": names("alamat alamatloket alamatlengkap address"),
            "planned_on": names("rencanabuka rencanaoperasi tglrencana"),
            "opened_on": names(
                "tglbuka tanggalbuka dibuka mulaibuka beroperasisejak mulaioperasi tgloperasi sejak opened"
            ),
        },
        needs=(("name",), ("opened_on", "planned_on", "kind"), ("address", "region")),
        titles=("loket", "titiklayanan", "gerai"),
    ),
    "service_areas": Known(
        {
            "office": names("kantor kantorcabang namakantor unitkerja kc office kodekantor"),
            "region": (*_REGION, "wilayahkerja", "wilayahlayanan"),
            "from": names("sejak mulai berlakusejak mulaiberlaku tglmulai from"),
            "to": names("sampai sd berakhir hingga tglakhir to"),
        },
        needs=(("office",), ("region",)),
        titles=("wilayahkerja",),
    ),
}
