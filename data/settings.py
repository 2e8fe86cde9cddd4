"""Every setting: its name in the environment, its default, one line of help. Nothing is configured elsewhere."""

from __future__ import annotations

import os
import re
import shutil
import sys
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import platformdirs

from data.words import Problem


class BadSetting(Problem):
    """A setting whose value cannot be used."""


@dataclass(frozen=True)
class Setting:
    """Name of the environment variable, default as text, and help in both languages."""

    name: str
    default: str
    help_id: str
    help_en: str

    @property
    def value(self) -> str:
        """The value in force."""
        return os.environ.get(self.name, "").strip() or self.default


PORT = Setting("PORT", "8501", "Porta tempat peta dilayani", "Port on which the map is served")
ADDRESS = Setting(
    "PETA_ADDRESS",
    "127.0.0.1",
    "Alamat yang didengarkan; bawaannya hanya komputer ini sendiri",
    "Address to listen on; by default this computer alone",
)
HOSTS = Setting(
    "PETA_HOSTS",
    "",
    "Nama lain yang dipakai untuk membuka peta, dipisah koma, misalnya peta.kantor.go.id; nama komputer ini sendiri dan nama di PETA_URL selalu boleh",
    "Further names under which the map is opened, with commas between, as peta.kantor.go.id; this computer's own and that of PETA_URL always may",
)
SIGN_IN = Setting(
    "PETA_SIGN_IN",
    "",
    "Berkas TOML cara masuk: penyedia akun dan peran; kosong: peta hanya melayani komputer ini sendiri",
    "TOML file of how people sign in: providers and roles; empty: the map serves this computer alone",
)
URL = Setting(
    "PETA_URL",
    "",
    "Alamat peta seperti yang dibuka orang, misalnya https://peta.kantor.go.id; ditulis di berkas, slaid, dan kertas, dan namanya boleh dipakai membuka peta",
    "Address of the map as people open it, as https://peta.kantor.go.id; it is written into files, slides and paper, and its name is let in",
)
LOG = Setting(
    "PETA_LOG",
    "teks",
    "Bentuk log server: teks, atau json (satu baris JSON per kejadian, tanpa data pribadi)",
    "Form of the server's log: teks, or json (one line of JSON each, without personal data)",
)
DRAIN = Setting(
    "PETA_DRAIN",
    "0",
    "Detik antara tanda berhenti dan berhentinya, agar penyeimbang beban mengalihkan pembaca lebih dulu",
    "Seconds between being told to stop and stopping, so that a balancer sends readers elsewhere first",
)
DATA = Setting(
    "PETA_DATA",
    str(Path(__file__).parent / "embedded"),
    "Folder data yang dibaca (tabel CSV dan boundaries.fgb)",
    "Folder of the data that is read (CSV tables and boundaries.fgb)",
)
HOME = Setting(
    "PETA_HOME",
    "the platform's data folder",
    "Folder atau alamat penyimpanan objek (s3://, az://, gs://) tempat rilis tabel disimpan",
    "Folder or address of object storage (s3://, az://, gs://) where releases of the tables are kept",
)
MEMORY = Setting(
    "PETA_MEMORY",
    "60%",
    "Memori paling banyak untuk satu basis data di memori, misalnya 4GB atau 60%; selebihnya ditulis ke PETA_SPILL",
    "Most memory that one database in memory may take, as 4GB or 60%; what is more is written to PETA_SPILL",
)
SPILL = Setting(
    "PETA_SPILL",
    "a temporary folder",
    "Folder untuk yang tidak muat di memori, dan salinan berkas dari penyimpanan objek; dikosongkan lagi sesudah dipakai",
    "Folder for what does not fit into memory, and for copies of files of object storage; emptied again after use",
)
CACHE = Setting(
    "PETA_CACHE",
    "128MB",
    "Memori untuk jawaban yang sudah dihitung dan disimpan bagi semua pembaca, misalnya 128MB; 0: tidak ada yang disimpan",
    "Memory for answers that were worked out and are kept for all readers, as 128MB; 0: none is kept",
)
RECORD_MONTHS = Setting(
    "PETA_RECORD_MONTHS",
    "24",
    "Berapa bulan catatan kegiatan disimpan; bulan yang lebih lama dihapus",
    "How many months of the record of deeds are kept; older months are deleted",
)
SMTP_HOST = Setting(
    "PETA_SMTP_HOST",
    "",
    "Server surat yang mengirim ringkasan rilis; kosong: tidak ada yang dikirim dan tidak ada sambungan apa pun",
    "Mail server that digests are sent through; empty: nothing is sent, and nothing is connected to",
)
SMTP_PORT = Setting(
    "PETA_SMTP_PORT",
    "587",
    "Porta server surat: 465 dengan TLS sejak awal, selain itu STARTTLS; tanpa TLS tidak ada yang dikirim",
    "Port of the mail server: 465 with TLS from the start, any other with STARTTLS; without TLS nothing is sent",
)
SMTP_USER = Setting("PETA_SMTP_USER", "", "Nama pengguna di server surat", "User name at the mail server")
SMTP_PASSWORD_FILE = Setting(
    "PETA_SMTP_PASSWORD_FILE",
    "",
    "Berkas yang baris pertamanya kata sandi server surat",
    "File whose first line is the password of the mail server",
)
SMTP_FROM = Setting(
    "PETA_SMTP_FROM", "", "Alamat pengirim ringkasan rilis", "Address that digests are sent from"
)
DIGEST_READERS = Setting(
    "PETA_DIGEST_READERS",
    "",
    "Berkas TOML penerima ringkasan rilis: alamat, peran, kantor",
    "TOML file of who is mailed digests: address, role, office",
)
SETTINGS = (
    *(PORT, ADDRESS, HOSTS, SIGN_IN, URL, LOG, DRAIN, DATA, HOME, MEMORY, SPILL, CACHE, RECORD_MONTHS),
    *(SMTP_HOST, SMTP_PORT, SMTP_USER, SMTP_PASSWORD_FILE, SMTP_FROM, DIGEST_READERS),
)

# The folders of processes below PETA_SPILL, and the file in each that its process holds.
_OWN, _HELD = "peta-patuh-", "dipakai"

# What DuckDB reads as an amount of memory: a share of what the computer has, or a number with its unit.
_SHARE = r"(100|[1-9][0-9]?)\s?%"
_AMOUNT = r"(?=.*[1-9])[0-9]{1,9}(\.[0-9]{1,3})?\s?[KMGT]i?B"


def environment(**changed: str) -> dict[str, str]:
    """The environment of a process that this one starts: its own, with what is `changed`."""
    return {**os.environ, **changed}


def data_folder() -> Path:
    """The folder whose tables and boundaries are shown."""
    return Path(DATA.value)


def home() -> str:
    """Where the releases are kept, as a path or a URL; by default in the user's data folder of the platform."""
    if HOME.value == HOME.default:
        return str(platformdirs.user_data_path("peta-patuh", appauthor=False))
    return HOME.value


def port() -> int:
    """The port as a number from 1 to 65535. Raises BadSetting for anything else."""
    return _port_of(PORT)


def _port_of(setting: Setting) -> int:
    text = setting.value
    if not re.fullmatch("[0-9]{1,5}", text) or not 0 < int(text) < 65536:
        raise BadSetting(
            "Setelan {name} berisi {value!r}; isilah bilangan dari 1 sampai 65535, misalnya {name}={default}.",
            name=setting.name,
            value=text[:20],
            default=setting.default,
        )
    return int(text)


def smtp_host() -> str:
    """The mail server; "" where none is set. Raises BadSetting for what is no name of a computer."""
    return _matched(SMTP_HOST, r"[A-Za-z0-9.-]{1,253}|\[[0-9a-fA-F:.]+\]", "smtp.kantor.go.id")


def smtp_port() -> int:
    """The port of the mail server. Raises BadSetting."""
    return _port_of(SMTP_PORT)


def smtp_user() -> str:
    """The user at the mail server; "" signs nobody in."""
    return SMTP_USER.value


def smtp_from() -> str:
    """The address that mails are from; "" where none is set. Raises BadSetting for what is no address."""
    return _matched(SMTP_FROM, r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]{1,253}", "peta@kantor.go.id")


def _matched(setting: Setting, pattern: str, example: str) -> str:
    """The value of a setting that may be empty. Raises BadSetting where it is written otherwise."""
    if setting.value and not re.fullmatch(pattern, setting.value):
        raise BadSetting(
            "Setelan {name} berisi {value!r}; isilah seperti {name}={example}.",
            name=setting.name,
            value=setting.value[:80],
            example=example,
        )
    return setting.value


def smtp_password() -> str:
    """The password of the mail server, from its file; "" where none is set. Raises BadSetting; it never says what it read."""
    if not SMTP_PASSWORD_FILE.value:
        return ""
    try:
        lines = Path(SMTP_PASSWORD_FILE.value).expanduser().read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadSetting(
            "Setelan PETA_SMTP_PASSWORD_FILE berisi {value!r}, berkas yang tidak bisa dibaca; isilah berkas yang baris "
            "pertamanya kata sandi.",
            value=SMTP_PASSWORD_FILE.value[:200],
        ) from error
    return lines[0] if lines else ""


def digest_readers() -> Path | None:
    """The file of who is mailed digests; None where none is set."""
    return Path(DIGEST_READERS.value).expanduser() if DIGEST_READERS.value else None


def sign_in_file() -> Path | None:
    """The file of how people sign in; None where nobody does."""
    return Path(SIGN_IN.value).expanduser().absolute() if SIGN_IN.value else None


def base_url() -> str:
    """The address of the map as people open it, without a slash at its end; "" where it is the page's own.

    Raises BadSetting for what is no such address.
    """
    return _matched(
        URL, r"https?://[A-Za-z0-9.-]{1,253}(:[0-9]{1,5})?/?", "https://peta.kantor.go.id"
    ).rstrip("/")


def logs_json() -> bool:
    """Whether the server's log is lines of JSON. Raises BadSetting."""
    return _matched(LOG, "teks|json", "json") == "json"


def drain_seconds() -> int:
    """Seconds between being told to stop and stopping, from 0 to 300. Raises BadSetting."""
    return int(_matched(DRAIN, "[0-9]|[1-9][0-9]|[12][0-9]{2}|300", "5"))


def record_months() -> int:
    """How many months of the record are kept, from 1 to 1,200. Raises BadSetting."""
    text = RECORD_MONTHS.value
    if not re.fullmatch("[0-9]{1,4}", text) or not 0 < int(text) <= 1200:
        raise BadSetting(
            "Setelan PETA_RECORD_MONTHS berisi {value!r}; isilah bilangan dari 1 sampai 1200, misalnya "
            "PETA_RECORD_MONTHS=24.",
            value=text[:20],
        )
    return int(text)


def hosts() -> frozenset[str]:
    """The further names under which the app is opened, in small letters, with a port where one is named.

    These are those of PETA_HOSTS and that of PETA_URL, which is where people open the map. Raises BadSetting for what
    is no name of a computer, such as a whole address that begins with https://, and for what is no address.
    """
    url = base_url()
    named = [one.strip().lower() for one in HOSTS.value.split(",") if one.strip()]
    for one in named:
        if not re.fullmatch(r"(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(:[0-9]{1,5})?", one):
            raise BadSetting(
                "Setelan PETA_HOSTS berisi {value!r}; isilah nama komputer tanpa https://, misalnya PETA_HOSTS=peta.kantor.go.id.",
                value=one[:80],
            )
    return frozenset([*named, *([urlsplit(url).netloc.lower()] if url else [])])


def memory() -> str:
    """The most memory that one database may take, as DuckDB writes it: "4GB", "512MiB", "60%".

    Raises BadSetting for anything else.
    """
    text = MEMORY.value
    if not re.fullmatch(f"{_SHARE}|{_AMOUNT}", text, re.IGNORECASE):
        raise BadSetting(
            "Setelan PETA_MEMORY berisi {value!r}; isilah jumlah memori, misalnya PETA_MEMORY=4GB atau 60%.",
            value=text[:20],
        )
    return text


def cache_bytes() -> int:
    """The most bytes that kept answers may take; 0 keeps none. Raises BadSetting for what is no amount as 128MB or 1GB."""
    found = re.fullmatch(r"(?:0|([0-9]{1,6})\s?([KMG])B)", CACHE.value, re.IGNORECASE | re.ASCII)
    if found is None:
        raise BadSetting(
            "Setelan PETA_CACHE berisi {value!r}; isilah jumlah memori, misalnya PETA_CACHE=128MB, atau 0.",
            value=CACHE.value[:20],
        )
    amount, unit = found.groups(default="")
    return int(amount) * 1000 ** (1 + "KMG".index(unit.upper())) if amount else 0


def spill_folder() -> Path:
    """The folder of this process for what does not fit into memory, below PETA_SPILL or among the temporary folders.

    It goes when the process ends; of a process that was killed, when the next one asks for its own. Raises BadSetting
    when the folder cannot be made or written to.
    """
    parent = tempfile.gettempdir() if SPILL.value == SPILL.default else SPILL.value
    try:
        folder = Path(_own_folder(Path(parent).expanduser().absolute()).name)
        folder.mkdir(mode=0o700, exist_ok=True)  # somebody may have emptied PETA_SPILL
    except OSError as error:
        raise BadSetting(
            "Setelan PETA_SPILL berisi {value!r}, folder yang tidak bisa ditulisi; isilah folder yang bisa ditulisi.",
            value=SPILL.value[:200],
        ) from error
    return folder


@cache
def _own_folder(parent: Path) -> tempfile.TemporaryDirectory[str]:
    """Kept for the whole process, because Python removes the folder when nothing holds this object any more."""
    parent.mkdir(parents=True, exist_ok=True)
    for left in parent.glob(f"{_OWN}*"):
        with suppress(OSError):  # of somebody else, or another process is removing it
            _remove_left(left)
    folder = tempfile.TemporaryDirectory(prefix=_OWN, dir=parent, ignore_cleanup_errors=True)
    _hold(Path(folder.name))
    return folder


def _hold(folder: Path) -> None:
    """Keep a file of the folder locked until the process ends, however it does."""
    if sys.platform != "win32":
        import fcntl

        # Under its name it is locked from the first moment: what is there unlocked may be removed.
        aside = folder / f"{_HELD}.new"
        fcntl.flock(os.open(aside, os.O_CREAT | os.O_RDWR, 0o600), fcntl.LOCK_EX)
        aside.rename(folder / _HELD)


def _remove_left(folder: Path) -> None:
    """Remove the folder of a process that is no more, which may hold names of employers. Raises OSError."""
    if sys.platform != "win32" and folder.lstat().st_uid == os.getuid():
        import fcntl

        held = os.open(folder / _HELD, os.O_RDWR)
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(folder)
        finally:
            os.close(held)
