"""Settings: their defaults, what overrides them, and what is refused."""

import subprocess
import sys
from pathlib import Path

import pytest

from data import settings
from data.settings import ADDRESS, DATA, HOME, PORT, SETTINGS, BadSetting, data_folder, home, port
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


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda one: one.name)
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
    for said in (str(refused.value), Words("en").explain(refused.value)):
        assert "PORT" in said and "8501" in said and "65535" in said and len(said) < 200
    assert text[:20] in str(refused.value)


def test_every_setting_is_in_the_list_once_and_explained_in_both_languages():
    declared = [value for value in vars(settings).values() if isinstance(value, settings.Setting)]
    assert declared == list(SETTINGS) == [PORT, ADDRESS, DATA, HOME]
    assert len({setting.name for setting in SETTINGS}) == len(SETTINGS)
    for setting in SETTINGS:
        assert setting.help_id.strip() and setting.help_en.strip() and setting.help_id != setting.help_en


@pytest.mark.parametrize("text", ["delapan", "99999"])
def test_the_app_stops_with_a_sentence_and_not_a_traceback(text):
    """The roof checks the port before anything listens."""
    environment = {"PATH": "/usr/bin:/bin", "PORT": text, "PYTHONPATH": str(ROOT)}
    ended = subprocess.run(
        [sys.executable, "app.py"], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60
    )
    assert ended.returncode == 1
    assert ended.stderr.strip().splitlines()[-1].startswith("Setelan PORT berisi")
    assert "Traceback" not in ended.stderr
