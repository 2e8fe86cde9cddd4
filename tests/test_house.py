"""What holds for the house as a whole: floors, documentation, manners, locks. Docs that cannot rot."""

from __future__ import annotations

import ast
import re
import subprocess
import tomllib
from collections.abc import Iterator
from datetime import date
from fnmatch import fnmatch
from functools import cache
from importlib import import_module
from pathlib import Path
from statistics import median

import pytest
from packaging.requirements import Requirement

from data.indicators.definition import FOLDER, TEXTS, definitions
from data.places.areas import areas_in_order
from data.settings import SETTINGS
from data.tables.facts import load_table
from pages.view import NAMES, Choices, from_query
from tests.source import FLOORS, ROOT, named, nodes, product, tree

README = (ROOT / "README.md").read_text("utf-8")
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")
LONGEST = 400


@cache
def every_file() -> list[Path]:
    """Everything that is, or would be, committed."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True).stdout
    paths = [ROOT / name for name in sorted(set(listed.split("\0"))) if name]
    return [path for path in paths if path.is_file()]


# -- rooms


def contracts() -> list[dict]:
    """What import-linter holds; `make lint` runs it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    return project["tool"]["importlinter"]["contracts"]


def rooms() -> list[str]:
    """Every package on a floor, as "data.law"."""
    return sorted(
        f"{floor}.{path.parent.name}" for floor in FLOORS for path in (ROOT / floor).glob("*/__init__.py")
    )


def test_every_room_has_a_door_that_the_linter_holds():
    doors = {one["allowed_importers"][0]: one for one in contracts() if one["type"] == "protected"}
    assert sorted(doors) == rooms()
    assert all(one["protected_modules"] == [f"{room}.*"] for room, one in doors.items())


def test_no_contract_looks_away():
    assert [one["name"] for one in contracts() if set(one) & {"ignore_imports", "exhaustive_ignores"}] == []
    assert all(one["exhaustive"] for one in contracts() if one["type"] == "layers" and "containers" in one)


def test_no_room_is_a_hall():
    sizes = {room: len(list((ROOT / room.replace(".", "/")).glob("[!_]*.py"))) for room in rooms()}
    assert {
        room: size for room, size in sizes.items() if size > (24 if room == "data.simulation" else 15)
    } == {}


@cache
def roof_imports() -> set[str]:
    """What app.py, which is no package and so unknown to the linter, imports of the floors."""
    imports = [node for node in nodes(ROOT / "app.py") if isinstance(node, ast.ImportFrom)]
    return {str(node.module) for node in imports if str(node.module).split(".")[0] in FLOORS}


def test_the_roof_goes_through_doors():
    plain = {f"{floor}.{path.stem}" for floor in FLOORS for path in (ROOT / floor).glob("*.py")}
    assert roof_imports() and roof_imports() <= {*rooms(), *FLOORS, *plain}


def test_every_python_file_of_the_project_is_on_a_floor_or_a_test():
    places = {named(path).split("/")[0] for path in every_file() if path.suffix == ".py"}
    assert places == {"app.py", *FLOORS, "tests"}


def test_no_test_is_passed_over(pytestconfig):
    """By itself pytest does not look into folders of some names, and says nothing of it."""
    tests = [named(path).split("/") for path in every_file() if path.name.startswith("test_")]
    folders = {folder for parts in tests for folder in parts[:-1]}
    passed_over = pytestconfig.getini("norecursedirs")
    assert len(folders) > 20
    assert [folder for folder in folders for name in passed_over if fnmatch(folder, name)] == []


# -- documentation


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.toml")), ids=lambda path: path.stem)
def test_every_indicator_is_written_in_both_languages(path):
    raw = tomllib.loads(path.read_text("utf-8"))
    for key in TEXTS:
        assert set(raw[key]) == {"id", "en"}, key
        assert raw[key]["id"].strip() and raw[key]["en"].strip() and raw[key]["id"] != raw[key]["en"], key


def table_under(heading: str) -> list[list[str]]:
    """The cells of the table under a heading of the README."""
    section = README.split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0]
    lines = [line.strip("|").split("|") for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line] for line in lines[2:]]


def bare(cell: str) -> str:
    return cell.strip("`")


def test_the_readme_lists_every_setting_with_its_default_and_help():
    documented = [(bare(name), bare(default), help_) for name, default, help_ in table_under("Settings")]
    inside = f"{ROOT}/"
    declared = [(one.name, one.default.removeprefix(inside), one.help_en) for one in SETTINGS]
    assert documented == declared


def test_no_environment_variable_is_read_anywhere_else():
    reading = [
        named(path)
        for path in product(".py")
        for node in nodes(path)
        if isinstance(node, ast.Attribute)
        and node.attr in ("environ", "getenv")
        and ast.unparse(node.value) == "os"
    ]
    # The start of the bundle runs before any package is there, and so before the settings can be read.
    assert set(reading) == {"data/settings.py", "data/bundle/start/mulai.py"}


def test_the_readme_explains_every_part_of_an_address():
    documented = {bare(name): bare(example) for name, _, example in table_under("What the address says")}
    assert list(documented) == list(NAMES.values())
    regions = dict(zip(load_table("regions")["code"], load_table("regions")["area"], strict=True))
    mapped = [key for key, one in definitions().items() if one.on_map]
    measured = [key for key, one in definitions().items() if one.kind == "ledger"]
    offices = list(load_table("offices")["code"])
    choices = Choices(
        mapped,
        measured,
        offices,
        areas_in_order(regions.values()),
        regions,
        date(2026, 8, 31),
        list(load_table("kecamatan")["code"]),
        [key for key, one in definitions().items() if one.kind == "published"],
    )
    for name, example in documented.items():
        key, value = example.split("=")
        view, wrong = from_query({key: value}, choices)
        assert key == name and not wrong and view.to_query() == {key: value}, example


def targets() -> set[str]:
    return set(re.findall(r"^([a-z]+):", MAKEFILE, re.MULTILINE))


def test_every_make_target_that_is_documented_exists():
    documented = set(re.findall(r"\bmake ([a-z]+)", README + MAKEFILE.split("\n\n")[0]))
    documented -= {"it"}
    assert {"run", "test", "bench", "lock"} <= documented <= targets()
    phony = re.search(r"^\.PHONY: (.*)$", MAKEFILE, re.MULTILINE)
    assert set(phony[1].split()) == targets()


def test_every_main_target_is_documented_in_the_readme():
    for target in ("run", "test", "bench", "lock", "format"):
        assert re.search(rf"\bmake {target}\b", README), target


def test_continuous_integration_runs_what_the_readme_says():
    assert "exec make test\n" in (ROOT / ".ci" / "run").read_text("utf-8")


def test_every_option_of_the_builder_that_is_documented_exists():
    source = (ROOT / "geo" / "build" / "__main__.py").read_text("utf-8")
    options = re.findall(r"--[a-z]+", README.split("## Boundaries from another layer")[1])
    assert len(options) >= 4
    assert [option for option in options if f'"{option}"' not in source and option != "--help"] == []


def test_every_document_that_is_mentioned_exists():
    mentioned = {
        (match.rstrip("/."), named(path))
        for path in [*product(".py", ".js", ".css"), ROOT / "README.md", ROOT / "CHANGELOG.md"]
        for match in re.findall(r"\bdocs/[\w./-]+", path.read_text("utf-8"))
    }
    assert mentioned
    missing = [pair for pair in sorted(mentioned) if not list(ROOT.glob(pair[0] + "*"))]
    assert missing == []


def test_the_changelog_speaks_of_this_version():
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    assert re.search(rf"^## .*{re.escape(version)}", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)


# -- manners


def test_no_file_is_too_long():
    lengths = {
        named(path): len(path.read_text("utf-8").splitlines())
        for path in every_file()
        if path.suffix in (".py", ".js", ".css", ".sh")
    }
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST} == {}


def functions(files: list[Path]) -> dict[str, int]:
    """Every function of the files with the number of its lines."""
    return {
        f"{named(path)}:{node.lineno} {node.name}": (node.end_lineno or 0) - node.lineno + 1
        for path in files
        for node in nodes(path)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }


def test_functions_are_short():
    lengths = functions(product(".py"))
    assert {name: lines for name, lines in lengths.items() if lines > 40} == {}
    assert median(lengths.values()) <= 7


# Put together here, so that this file does not hold them either.
ARGUED = ["fmt: " + "skip", "fmt: " + "off"]


@pytest.mark.parametrize("words", ARGUED)
def test_nobody_argues_with_the_formatter(words):
    assert [named(path) for path in every_file() if path.suffix == ".py" and words in text_of(path)] == []


def is_markup(node: ast.AST) -> bool:
    """Whether an f-string holds a tag of HTML."""
    texts = (
        [part.value for part in node.values if isinstance(part, ast.Constant)]
        if isinstance(node, ast.JoinedStr)
        else []
    )
    return any(re.search(r"</?[a-zA-Z][^<>]*/?>|</?[a-z]+ ", str(text)) for text in texts)


def test_html_is_made_by_templates_alone():
    made = [
        f"{named(path)}:{node.lineno}"
        for path in product(".py")
        if named(path).startswith("pages/")
        for node in nodes(path)
        if is_markup(node) or (isinstance(node, ast.Name) and node.id == "escape")
    ]
    assert made == []


def undocumented(node: ast.AST, prefix: str = "") -> Iterator[str]:
    for one in getattr(node, "body", []):
        if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and one.name[0] != "_":
            if not ast.get_docstring(one):
                yield prefix + one.name
            if isinstance(one, ast.ClassDef):
                yield from undocumented(one, f"{one.name}.")


@pytest.mark.parametrize("floor", [*FLOORS, "app.py"])
def test_what_is_public_says_what_it_is(floor):
    files = [path for path in product(".py") if named(path).split("/")[0] == floor]
    silent = [f"{named(path)}: {name}" for path in files for name in undocumented(tree(path))]
    silent += [
        named(path) for path in files if path.name != "__init__.py" and not ast.get_docstring(tree(path))
    ]
    assert silent == []


def text_of(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError:
        return ""


# Put together here, so that this file does not name them either.
REGISTRIES = ["pypi" + ".org", "python" + "hosted.org", "deb." + "debian.org", "npm" + "js", "npm" + "mirror"]
STEERING = ["../" + "shared", "work/" + "shared", "design" + ".md", "domain" + ".md", "style" + ".md"]


@pytest.mark.parametrize("word", REGISTRIES + STEERING)
def test_no_file_names_a_registry_or_what_is_not_part_of_the_project(word):
    assert [named(path) for path in every_file() if word in text_of(path).lower()] == []


def test_the_code_asks_no_other_host():
    """Offline first: an address in code is one that somebody may one day fetch."""
    allowed = re.compile(
        r"http://(www\.w3\.org/2000/svg|schemas\.openxmlformats\.org/|127\.0\.0\.1|\{)|https://peta\.kantor\.go\.id"
    )
    found = [
        f"{named(path)}: {address}"
        for path in product(".py", ".js", ".css", ".svg", ".html")
        for address in re.findall(r"https?://[\w{][^\s\"')]*", path.read_text("utf-8"))
        if not allowed.match(address)
    ]
    assert found == [
        "data/tables/published_schemas.py: https://contoh.id/berita"
    ]  # the example in an error message


# -- locks

LOCKS = ["requirements.lock", "tests/requirements.lock"]


def pins(name: str) -> dict[str, tuple[str, str]]:
    """Package -> (version, marker) of a lock, which must hold nothing but pinned and hashed packages."""
    found = {}
    for block in re.split(r"\n(?=\S)", (ROOT / name).read_text("utf-8").strip()):
        if block.startswith("#"):
            continue
        pinned = re.match(r"([a-z0-9][a-z0-9._-]*)==(\S+)( ; .+?)?(?: \\)?\n", block)
        assert pinned, block[:80]
        hashes = re.findall(r"--hash=sha256:[0-9a-f]{64}\b", block)
        assert hashes, f"{pinned[1]} has no hash"
        rest = re.sub(r"--hash=sha256:[0-9a-f]{64}", "", block)
        assert "--" not in rest, f"{pinned[1]}: {rest}"
        found[pinned[1]] = (pinned[2], pinned[3] or "")
    return found


@pytest.mark.parametrize("name", LOCKS)
def test_locks_hold_pinned_and_hashed_packages_and_no_index(name):
    assert len(pins(name)) > 20
    text = (ROOT / name).read_text("utf-8")
    assert not re.search(r"index-url|find-links|trusted-host|://| @ ", text)


def test_tests_run_on_what_the_app_runs_on():
    served, tested = (pins(name) for name in LOCKS)
    assert {package: served[package] for package in served} == {
        package: tested.get(package) for package in served
    }


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.mark.parametrize(("lock", "extra"), [(LOCKS[0], []), (LOCKS[1], ["test"])], ids=LOCKS)
def test_every_declared_package_is_locked_at_a_version_that_fits(lock, extra):
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    declared = project["dependencies"] + [
        one for name in extra for one in project["optional-dependencies"][name]
    ]
    locked = pins(lock)
    for requirement in map(Requirement, declared):
        assert requirement.specifier.contains(locked[canonical(requirement.name)][0]), requirement


# -- time


def test_only_one_file_asks_for_the_time():
    """A server's own clock may stand in another zone: every day and hour comes from `data.clock`."""
    asks = re.compile(
        r"\bdate\.today\(|\bdatetime\.(?:now|utcnow|today)\(|\bTimestamp\.(?:now|today|utcnow)\(|timezone\.utc|\btime\.(?:time|localtime|gmtime|strftime)\("
    )
    asking = {named(path) for path in product(".py") if asks.search(path.read_text("utf-8"))}
    assert asking == {"data/clock.py"}


def test_every_part_of_the_bench_can_be_begun():
    """A trial that moves takes along what the bench asks of it, which no other test would say."""
    for path in sorted((ROOT / "tests" / "bench").glob("*.py")):
        if path.stem != "__main__":
            import_module(f"tests.bench.{path.stem}")
