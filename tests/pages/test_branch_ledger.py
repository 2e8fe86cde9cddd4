"""The page of an office with a ledger: what its regions add up to, and what is not for everyone to see."""

import pytest

from tests.pages.test_pages import opened

pytestmark = pytest.mark.usefixtures("ledger_home")


@pytest.mark.parametrize("language", ["id", "en"])
def test_an_office_with_a_ledger_runs(language):
    app = opened("kantor-kc-palembang", data="simulasi", bhs=language)
    assert not app.exception
