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


# A block of a style sheet that holds for paper alone, with the rules in it.
_PAPER = re.compile(r"@media print \{(?:[^{}]*\{[^{}]*\})*\s*\}")
_WHOLE_PAGE = re.compile(r"(?:^|[\s,}>])(?:html|body|:root)(?!\[data-paper\])[^\s,{}>]*:has\(")


def test_no_style_asks_on_a_screen_what_the_whole_page_holds():
    """The browser looks through the page at each of its changes then, for a quarter of the time of a switch."""
    assert _WHOLE_PAGE.search("p {} html[lang] body:has(.a) { }") and _WHOLE_PAGE.search(":root:has(b) {}")
    sheets = {name: asset.body.decode() for name, asset in page_assets().items() if name.endswith(".css")}
    assert {name for name, text in sheets.items() if _WHOLE_PAGE.search(_PAPER.sub("", text))} == set()


# A selector that looks at a part of a class, and whose last step names neither tag, class, id nor attribute.
_ANYTHING = re.compile(r"[^,{}]*\[class[^\]]*\][^,{}]*[\s>+~](?:\*|:[^,{}\s>+~.\[#]*)+\s*(?=[,{])")


def test_no_style_makes_every_change_of_a_class_count_for_all_that_is_inside():
    """Streamlit changes the class of each element when it waits and when it is renewed; all in it would be styled anew,
    a list of sixty rows twice in a switch."""
    assert _ANYTHING.search('[class*="a_"] > :first-child { }') and _ANYTHING.search('[class*="a"] * {}')
    assert not _ANYTHING.search('[class*="a_"] > b:first-child {}') and not _ANYTHING.search(
        '[class*="a_"] b, i {}'
    )
    sheets = {name: asset.body.decode() for name, asset in page_assets().items() if name.endswith(".css")}
    assert {name for name, text in sheets.items() if _ANYTHING.search(_PAPER.sub("", text))} == set()
