"""Settings: their defaults, what overrides them, and what is refused."""

import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from data import settings
from data.settings import (
    ADDRESS,
    DATA,
    HOME,
    HOSTS,
    MEMORY,
    PORT,
    SETTINGS,
    SPILL,
    BadSetting,
    cache_bytes,
    data_folder,
    home,
    memory,
    port,
    spill_folder,
)
from data.tables.facts import EMBEDDED, load_facts
from data.words import Words

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def untouched(monkeypatch):
    """No setting of the machine that the tests run on counts."""
    for setting in SETTINGS:
        monkeypatch.delenv(setting.name, raising=False)


def test_by_default_only_this_computer_is_served_and_the_embedded_data_shown():
    assert (port(), ADDRESS.value, data_folder()) == (8501, "127.0.0.1", EMBEDDED)
    assert len(load_facts(data_folder()).regions) == 24


def test_the_environment_overrides_a_default(monkeypatch, tmp_path):
    monkeypatch.setenv("PORT", "9000")
    monkeypatch.setenv("PETA_ADDRESS", "0.0.0.0")
    monkeypatch.setenv("PETA_DATA", str(tmp_path))
    assert (port(), ADDRESS.value, data_folder()) == (9000, "0.0.0.0", tmp_path)


def test_releases_are_kept_with_the_users_data_unless_said_otherwise(monkeypatch, tmp_path):
    assert Path(home()).is_absolute() and "peta-patuh" in home()
    for place in (str(tmp_path), "s3://bucket/peta"):
        monkeypatch.setenv("PETA_HOME", place)
        assert home() == place


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.name)
@pytest.mark.parametrize("blank", ["", " ", "\t\n"])
def test_a_blank_setting_is_its_default(monkeypatch, setting, blank):
    monkeypatch.setenv(setting.name, blank)
    assert setting.value == setting.default


def test_spaces_around_a_setting_do_not_count(monkeypatch):
    monkeypatch.setenv("PORT", " 9000 ")
    assert port() == 9000


@pytest.mark.parametrize("text", ["1", "80", "65535"])
def test_a_port_may_be_any_there_is(monkeypatch, text):
    monkeypatch.setenv("PORT", text)
    assert port() == int(text)


@pytest.mark.parametrize(
    "text",
    ["0", "65536", "-1", "8501.0", "8.501", "abc", "8501 8502", "0x2135", "+80", "9" * 5_000, "²"],
)
def test_anything_else_is_refused_with_what_to_write(monkeypatch, text):
    monkeypatch.setenv("PORT", text)
    with pytest.raises(BadSetting) as refused:
        port()
    for sentence in (str(refused.value), Words("en").explain(refused.value)):
        assert "PORT" in sentence and "8501" in sentence and "65535" in sentence and len(sentence) < 200
    assert text[:20] in str(refused.value)


@pytest.mark.parametrize("text", ["4GB", "60%", "512MiB", "1.5 gb", "100%", "0.5GB", "8 TiB"])
def test_memory_may_be_an_amount_or_a_share(monkeypatch, text):
    monkeypatch.setenv("PETA_MEMORY", text)
    assert memory() == text
    duckdb.connect(config={"memory_limit": memory()}).close()


@pytest.mark.parametrize(
    "text", ["4", "GB", "0GB", "0%", "101%", "-1GB", "4GB; DROP TABLE x", "4 G", "1e3GB", "unlimited", "²GB"]
)
def test_any_other_memory_is_refused_with_what_to_write(monkeypatch, text):
    monkeypatch.setenv("PETA_MEMORY", text)
    with pytest.raises(BadSetting) as refused:
        memory()
    for sentence in (str(refused.value), Words("en").explain(refused.value)):
        assert all(word in sentence for word in ("PETA_MEMORY", "4GB", "60%", text)) and len(sentence) < 200


@pytest.mark.parametrize(
    ("text", "size"), [("", 128_000_000), ("64MB", 64_000_000), ("1gb", 10**9), ("0", 0), ("5 KB", 5_000)]
)
def test_answers_may_take_an_amount_or_nothing(monkeypatch, text, size):
    monkeypatch.setenv("PETA_CACHE", text)
    assert cache_bytes() == size


@pytest.mark.parametrize("text", ["4", "GB", "60%", "-1GB", "1.5GB", "banyak", "1MB 2MB", "²MB"])
def test_any_other_amount_for_answers_is_refused_with_what_to_write(monkeypatch, text):
    monkeypatch.setenv("PETA_CACHE", text)
    with pytest.raises(BadSetting) as refused:
        cache_bytes()
    for sentence in (str(refused.value), Words("en").explain(refused.value)):
        assert all(word in sentence for word in ("PETA_CACHE", "128MB", text)) and len(sentence) < 200


def test_what_does_not_fit_into_memory_goes_into_a_folder_that_is_gone_at_the_end():
    code = (
        "from data.settings import spill_folder; folder = spill_folder(); assert folder == spill_folder();"
        "(folder / 'x').write_text('x'); print(folder)"
    )
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    folder = Path(ran.stdout.strip())
    assert folder.is_absolute() and "peta-patuh" in folder.name and not folder.exists()


def test_the_folder_to_spill_to_is_made_and_stays(monkeypatch, tmp_path):
    monkeypatch.setenv("PETA_SPILL", str(tmp_path / "a" / "b"))
    folder = spill_folder()
    assert (
        folder.parent == tmp_path / "a" / "b" and folder.is_dir() and folder.stat().st_mode & 0o777 == 0o700
    )
    shutil.rmtree(folder)
    assert spill_folder() == folder and folder.is_dir()  # somebody had emptied it


@pytest.mark.skipif(sys.platform == "win32", reason="what a killed process held is not locked there")
def test_what_a_killed_process_left_goes_with_the_next_and_what_another_uses_stays(monkeypatch, tmp_path):
    """What is written there may be names of employers; two processes may share a PETA_SPILL."""
    monkeypatch.setenv("PETA_SPILL", str(tmp_path))
    code = (
        "import sys; from data.settings import spill_folder; folder = spill_folder();"
        "(folder / 'x').write_text('PT'); print(folder, flush=True); sys.stdin.read()"
    )

    def other() -> tuple[subprocess.Popen[str], Path]:
        asked = [sys.executable, "-c", code]
        process = subprocess.Popen(asked, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        return process, Path(process.stdout.readline().strip())

    (tmp_path / "of somebody else").mkdir()
    (killed, left), (running, used) = other(), other()
    killed.kill()
    killed.communicate()
    assert (left / "x").exists()
    folder = spill_folder()
    assert not left.exists() and (used / "x").exists() and (tmp_path / "of somebody else").exists()
    running.communicate("")
    assert not used.exists() and folder.exists()


def test_a_folder_that_cannot_be_made_is_refused_with_what_to_write(monkeypatch, tmp_path):
    (tmp_path / "file").write_text("x")
    monkeypatch.setenv("PETA_SPILL", str(tmp_path / "file" / "below"))
    with pytest.raises(BadSetting) as refused:
        spill_folder()
    for sentence in (str(refused.value), Words("en").explain(refused.value)):
        assert "PETA_SPILL" in sentence and str(tmp_path / "file") in sentence


def test_every_setting_is_in_the_list_once_and_explained_in_both_languages():
    declared = [value for value in vars(settings).values() if isinstance(value, settings.Setting)]
    assert declared == list(SETTINGS) and {PORT, ADDRESS, HOSTS, DATA, HOME, MEMORY, SPILL} < set(SETTINGS)
    assert len({setting.name for setting in SETTINGS}) == len(SETTINGS)
    for setting in SETTINGS:
        assert setting.help_id.strip() and setting.help_en.strip() and setting.help_id != setting.help_en
