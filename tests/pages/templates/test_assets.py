"""Scripts and style sheets are served under the hash of their content, and import each other under those names."""

from __future__ import annotations

import re

import pytest

from pages.templates import page_assets, script, style

TABLES = ("rank.js", "gaps.js", "listing.js", "office.js")


def imported(name: str) -> list[str]:
    """The files that a script imports, as the browser is told to fetch them."""
    return re.findall(r'from "\./([^"]+)"', page_assets()[name].body.decode())


def test_an_import_names_a_file_that_is_served():
    served = {asset.name for asset in page_assets().values()}
    scripts = [name for name in page_assets() if name.endswith(".js")]
    names = [name for script_name in scripts for name in imported(script_name)]
    assert names and set(names) <= served


@pytest.mark.parametrize("name", TABLES)
def test_the_tables_are_built_by_one_module(name):
    assert page_assets()["rows.js"].name in imported(name)
    assert "createElement" not in page_assets()[name].body.decode()


def test_a_component_loads_the_file_from_our_own_server():
    assert page_assets()["rank.js"].url in script("rank.js") and "\n" in script("rank.js")
    assert style("rank.css") == f'<link rel="stylesheet" href="{page_assets()["rank.css"].url}">'
