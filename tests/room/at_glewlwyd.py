"""Signing in at Debian's glewlwyd, in Chromium and through HAProxy: with groups and without, put out, and for another app."""

from __future__ import annotations

import json
import re
from base64 import urlsafe_b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Browser, Page, Request, Route, expect

from data.access import Viewer
from data.people import People, Person
from data.settings import data_folder
from data.tables import load_facts
from tests.browser.driver import chromium, free_port, settled
from tests.room.glewlwyd import OTHER_CLIENT, Glewlwyd, Member, glewlwyd
from tests.room.standing import CLIENT, STEWARD, Room, Trial, standing, wait_until

_BRANCH = Member("mojokerto", ("peta-sekretariat", "peta-mojokerto"))
_OTHERS = Member("sekretariat", ("peta-sekretariat",))
_IN_NO_GROUP = Member("magang")
_MEMBERS = (_BRANCH, _OTHERS, _IN_NO_GROUP)
# As docs/sign-in.md has it, with the roles that groups give.
_SIGN_IN = """
[auth]
redirect_uri = "{address}/oauth2callback"
cookie_secret = "{secret}"

[auth.kantor]
client_id = "{client}"
client_secret = "{secret}"
server_metadata_url = "{provider}/.well-known/openid-configuration"
client_kwargs = {{ scope = "openid email groups", prompt = "login" }}

[peta.providers.kantor]
title = "Akun kantor"
groups = "groups"
roles = [ {{ group = "peta-mojokerto", role = "cabang", offices = ["KC-MOJOKERTO"] }} ]
"""
_PLACE = ".st-key-account"


def of_glewlwyd(folder: Path) -> Iterator[Trial]:
    """Each trial in a browser of its own, in a room with a provider and a register of its own."""
    home, port = folder / "glewlwyd", free_port()
    home.mkdir()
    with (
        glewlwyd(home, f"https://127.0.0.1:{port}/oauth2callback", _MEMBERS) as provider,
        standing(home, home / "rumah", provider.issuer, port, sign_in=_SIGN_IN) as room,
        chromium() as browser,
    ):
        _register(room)
        yield there_and_back(room, browser, provider)
        yield without_a_role(room, browser, _OTHERS, "belum punya peran")
        yield without_a_role(room, browser, _IN_NO_GROUP, "tidak menyebut kelompok Anda")
        yield for_another_app(room, browser)
        yield with_another_key(room, browser, provider)
        yield put_out(room, browser)


def there_and_back(room: Room, browser: Browser, provider: Glewlwyd) -> Trial:
    """As a branch head by a group of theirs, back where they came from, and out again there as well."""
    with _page(browser) as page:
        _sign_in(page, room, _BRANCH)
        role = _says(page, _PLACE, "KC Mojokerto")
        page.locator(f"{_PLACE} button").first.click()
        account = _says(page, "body", f"Akun: {_BRANCH.account}. Peran: Kantor Cabang Mojokerto.")
        cookie = next(one for one in page.context.cookies() if one["name"] == "_streamlit_user")
        page.get_by_role("button", name="Keluar").click()
        # Whether to leave the provider too; glewlwyd 2.7 asks so in its own screens, and ends there.
        page.get_by_role("button", name="Logout").click()
        expect(page.locator("body")).to_contain_text("You are disconnected")
        page.goto(room.address)
        out = _says(page, _PLACE, "Masuk")
        gone = page.request.get(f"{provider.address}/api/profile_list").status == 401
    said = f"role: {role}, account: {account}, cookie over https alone: {cookie['secure']}, out here: {out}, there: {gone}"
    return Trial("there and back at glewlwyd", said, role and account and cookie["secure"] and out and gone)


def without_a_role(room: Room, browser: Browser, member: Member, reason: str) -> Trial:
    """In no group that has a role here: what the public sees, with the reason."""
    with _page(browser) as page:
        _sign_in(page, room, member)
        told, public = _says(page, "body", reason), "KC Mojokerto" not in page.locator(_PLACE).inner_text()
    groups = ", ".join(member.groups) or "no group"
    return Trial(f"somebody in {groups}", f"told why: {told}, public: {public}", told and public)


def for_another_app(room: Room, browser: Browser) -> Trial:
    """A code that the provider gave to another client of the organisation signs nobody in."""

    def ask_as_another(route: Route, request: Request) -> None:
        route.continue_(url=request.url.replace(f"client_id={CLIENT}", f"client_id={OTHER_CLIENT}"))

    with _page(browser) as page:
        page.route(re.compile("/api/oidc/auth.*[?&]client_id="), ask_as_another)
        with page.expect_response(re.compile("/oauth2callback"), timeout=60_000) as back:
            _sign_in(page, room, _BRANCH)
        told = _says(page, "body", "tidak menerima kode masuk dari aplikasi ini (")
        page.goto(room.address)
        out = _says(page, _PLACE, "Masuk")
    given = "code=" in back.value.url
    said = f"given a code: {given}, then {back.value.status}, told why: {told}, signed in: {not out}"
    return Trial("a code for another app", said, given and back.value.status == 403 and told and out)


def with_another_key(room: Room, browser: Browser, provider: Glewlwyd) -> Trial:
    """The provider signs with an ES256 key from now on, and no process is started anew."""
    provider.sign_with_a_new_key()
    with _page(browser) as page:
        _sign_in(page, room, _BRANCH)
        role, signed = _says(page, _PLACE, "KC Mojokerto"), _signed_with(page)
    return Trial("the provider's new key", f"role: {role}, signed with {signed}", role and signed == "ES256")


def _signed_with(page: Page) -> str:
    """What the token of this session is signed with, as signing out hands it back to the provider."""
    page.locator(f"{_PLACE} button").first.click()
    with page.expect_request(re.compile("/end_session")) as leaving:
        page.get_by_role("button", name="Keluar").click()
    head = parse_qs(urlsplit(leaving.value.url).query)["id_token_hint"][0].partition(".")[0]
    return str(json.loads(urlsafe_b64decode(head + "==="))["alg"])


def put_out(room: Room, browser: Browser) -> Trial:
    """Who is put out in the register loses the role at the next run, though the token holds and names the group."""
    with _page(browser) as page:
        _sign_in(page, room, _BRANCH)
        before = _says(page, _PLACE, "KC Mojokerto")
        _register(room, Person(_BRANCH.account, "cabang", ("KC-MOJOKERTO",), out=True))
        settled(page)
        seconds = wait_until(lambda: _runs_again(page, "sudah dicabut"), 30)
        public = "KC Mojokerto" not in page.locator(_PLACE).inner_text()
    said = f"role before: {before}, told why after {seconds:.1f} s, public: {public}"
    return Trial("put out while signed in", said, before and public)


def _register(room: Room, *persons: Person) -> None:
    """Release a register of the steward and these people."""
    people, everybody = People(room.home), (Person(STEWARD, "pengelola"), *persons)
    people.publish(everybody, load_facts(data_folder()), title="x", viewer=Viewer("pengelola"))


@contextmanager
def _page(browser: Browser) -> Iterator[Page]:
    """A page of a browser that knows neither the room nor the provider."""
    context = browser.new_context(ignore_https_errors=True)
    yield context.new_page()
    context.close()


def _sign_in(page: Page, room: Room, member: Member) -> None:
    """Press the button of the provider, and answer what it asks."""
    page.goto(room.address)
    page.locator(f"{_PLACE} button").first.click(timeout=60_000)
    page.get_by_role("button", name="Masuk dengan").click()
    page.locator("#username").fill(member.name)
    page.locator("#password").fill(member.password)
    page.locator("#loginbut").click()
    grant = page.get_by_role("button", name="Grant access")
    onward = page.get_by_role("button", name="Continue")
    expect(onward).to_be_visible()
    if grant.count():  # whom it has asked once whether the map may know them it does not ask again
        for scope in page.locator("input[type=checkbox]").all():
            scope.check()
        with page.expect_response(re.compile("/api/auth/grant/.*%20")):
            grant.click()
    onward.click()


def _says(page: Page, where: str, text: str) -> bool:
    expect(page.locator(where)).to_contain_text(text, timeout=60_000)
    return True


def _runs_again(page: Page, text: str) -> bool:
    """Open a page from the menu, in the same session; whether it then says this."""
    page.get_by_role("link", name="Sumber").first.click()
    settled(page)
    return text in page.locator("body").inner_text()
