"""Every setting: its name in the environment, its default, one line of help. Nothing is configured elsewhere."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

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
SETTINGS = (PORT, ADDRESS, DATA, HOME)


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
    text = PORT.value
    if not re.fullmatch("[0-9]{1,5}", text) or not 0 < int(text) < 65536:
        raise BadSetting(
            "Setelan PORT berisi {value!r}; isilah bilangan dari 1 sampai 65535, misalnya PORT=8501.",
            value=text[:20],
        )
    return int(text)
