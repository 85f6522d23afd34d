"""Who may come in, and who is turned away."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import pytest
from starlette.requests import Request
from tests.web.doorways import ANA, NETWORK, PASSWORD, access, accounts, app_of, browser, sign_in, signed_in

from dragoman.store import Database, opened
from dragoman.web.access import Access, Viewer
from dragoman.web.accounts import AccountError, Accounts, hashed, put_account, remove_account
from dragoman.web.limits import Buckets, neighbourhood
from dragoman.web.secret import SecretError, secret_in
from dragoman.web.sessions import Session, sealed, unsealed
from dragoman.web.signing_in import here

PROXY = "10.0.0.1"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Database]:
    with opened(str(tmp_path / "store.db"), create=True) as found:
        yield found


def asked(at: str = "192.0.2.7", **headers: str) -> Request:
    sent = [(name.replace("_", "-").encode(), value.encode("latin-1")) for name, value in headers.items()]
    return Request({"type": "http", "client": (at, 40000), "headers": sent, "scheme": "http", "path": "/"})


def test_on_loopback_everybody_reads_whole_articles_and_nobody_marks() -> None:
    assert Access().viewer(asked()) == Viewer(name=None, whole_text=True)
    assert not Viewer().may_mark


def test_beyond_loopback_a_stranger_sees_no_whole_article() -> None:
    assert Access(public=True).viewer(asked()) == Viewer(name=None, whole_text=False)


@pytest.mark.parametrize(
    "host", ["localhost", "localhost:8000", "127.0.0.1:1", "[::1]:80", "[::1]", "LOCALHOST", "localhost."]
)
def test_a_site_for_this_machine_answers_to_its_names(store: Database, host: str) -> None:
    with browser(app_of(store, None)) as client:
        assert client.get("/sign-in", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "evil.example:80",
        "",
        "localhost@evil",
        "::1",
    ],
)
def test_no_page_of_a_stranger_reaches_it_under_another_name(store: Database, host: str) -> None:
    with browser(app_of(store, None)) as client:
        answer = client.get("/sign-in", headers={"host": host})

    assert answer.status_code == 421
    assert "--allow-host" in answer.text


def test_an_account_signs_in_and_out(store: Database, tmp_path: Path) -> None:
    with browser(app_of(store, access(tmp_path))) as client:
        answer = sign_in(client)
        assert (answer.status_code, answer.headers["location"]) == (303, "/")
        assert signed_in(client) == ANA
        token = client.get("/sign-out").text.partition('name="csrf" value="')[2].partition('"')[0]
        assert client.post("/sign-out", data={"csrf": token}).status_code == 303
        assert signed_in(client) is None


@pytest.mark.parametrize(
    ("name", "password"), [(ANA, "the wrong horse"), ("bea", PASSWORD), ("", ""), (ANA, "x" * 5000)]
)
def test_a_wrong_name_or_password_is_told_the_same_and_signs_nobody_in(
    store: Database, tmp_path: Path, name: str, password: str
) -> None:
    with browser(app_of(store, access(tmp_path))) as client:
        answer = sign_in(client, name, password)
        assert answer.status_code == 401
        assert "no account with that name and that password" in answer.text
        assert signed_in(client) is None


def test_the_cookie_is_out_of_reach_of_scripts_and_of_other_sites(store: Database, tmp_path: Path) -> None:
    with browser(app_of(store, access(tmp_path))) as client:
        cookie = sign_in(client).headers["set-cookie"]

    assert cookie.startswith("dragoman=")
    assert {"Path=/", "HttpOnly", "SameSite=Strict"} <= set(cookie.split("; "))
    assert "Secure" not in cookie and "Domain" not in cookie


def test_with_tls_the_cookie_is_for_this_host_and_for_tls_alone(store: Database, tmp_path: Path) -> None:
    with browser(app_of(store, access(tmp_path)), base="https://localhost") as client:
        cookie = sign_in(client).headers["set-cookie"]

    assert cookie.startswith("__Host-dragoman=")
    assert "Secure" in cookie.split("; ")


def test_signing_in_begins_a_new_session(store: Database, tmp_path: Path) -> None:
    with browser(app_of(store, access(tmp_path))) as client:
        client.get("/sign-in")
        before = client.cookies["dragoman"]
        sign_in(client)
        assert client.cookies["dragoman"] != before


def test_a_session_that_was_signed_out_is_over_even_where_its_cookie_was_copied(
    store: Database, tmp_path: Path
) -> None:
    app = app_of(store, access(tmp_path))
    with browser(app) as client, browser(app) as thief:
        sign_in(client)
        thief.cookies.set("dragoman", client.cookies["dragoman"], domain="localhost.local", path="/")
        assert signed_in(thief) == ANA
        form = client.get("/sign-out").text.partition('name="csrf" value="')[2].partition('"')[0]
        client.post("/sign-out", data={"csrf": form})
        assert signed_in(thief) is None


def test_a_session_ends_with_the_account_or_with_its_password(store: Database, tmp_path: Path) -> None:
    found = access(tmp_path)
    with browser(app_of(store, found)) as client:
        sign_in(client)
        put_account(tmp_path / "accounts.txt", ANA, "another horse here")
        assert signed_in(client) is None
        assert sign_in(client, password="another horse here").status_code == 303
        remove_account(tmp_path / "accounts.txt", ANA)
        assert signed_in(client) is None


SESSION = Session(id="a", until=1000, name=ANA, proof="p")
KEY = b"k" * 32


def test_a_session_comes_back_from_its_cookie_until_it_is_over() -> None:
    assert unsealed(sealed(SESSION, KEY), KEY, now=999) == SESSION
    assert unsealed(sealed(SESSION, KEY), KEY, now=1000) is None


@pytest.mark.parametrize(
    "written",
    [
        None, "", ".", "a.b", sealed(SESSION, b"x" * 32), sealed(SESSION, KEY)[:-1], sealed(SESSION, KEY) + "a",
        sealed(SESSION, KEY).replace(".", ".."), "é.é", sealed(replace(SESSION, name="root"), KEY).partition(".")[0]
        + "." + sealed(SESSION, KEY).partition(".")[2], "a" * 100_000,
    ],
)  # fmt: skip
def test_a_cookie_that_we_did_not_sign_is_no_session(written: str | None) -> None:
    assert unsealed(written, KEY, now=0) is None


def test_a_proxy_says_who_is_signed_in() -> None:
    trusting = Access(public=True, vouched="X-Forwarded-User", proxies=(NETWORK,))

    assert trusting.viewer(asked(PROXY, x_forwarded_user="ana")) == Viewer(name="ana", whole_text=True)


@pytest.mark.parametrize(
    ("at", "headers"),
    [
        ("192.0.2.7", {"x_forwarded_user": "ana"}),
        ("10.0.1.1", {"x_forwarded_user": "ana"}),
        ("testclient", {"x_forwarded_user": "ana"}),
        (PROXY, {}),
        (PROXY, {"x_forwarded_user": ""}),
        (PROXY, {"x_forwarded_user": "a\x07b"}),
        (PROXY, {"x_forwarded_user": "a" * 101}),
    ],
)
def test_nobody_else_does_and_no_name_is_no_name(at: str, headers: dict[str, str]) -> None:
    trusting = Access(public=True, vouched="X-Forwarded-User", proxies=(NETWORK,))

    assert trusting.viewer(asked(at, **headers)).name is None


def test_two_names_are_none() -> None:
    request = asked(PROXY, x_forwarded_user="ana")
    request.scope["headers"].append((b"x-forwarded-user", b"bea"))

    assert Access(public=True, vouched="X-Forwarded-User", proxies=(NETWORK,)).viewer(request).name is None


def test_without_the_option_the_header_counts_for_nothing() -> None:
    assert Access(public=True, proxies=(NETWORK,)).viewer(asked(PROXY, x_forwarded_user="ana")).name is None


@pytest.mark.parametrize(
    ("at", "forwarded", "found"),
    [
        ("192.0.2.7", "203.0.113.9", "192.0.2.7"),
        (PROXY, "203.0.113.9", "203.0.113.9"),
        (PROXY, "198.51.100.1, 203.0.113.9", "203.0.113.9"),
        (PROXY, "198.51.100.1, 203.0.113.9, 10.0.0.2", "203.0.113.9"),
        (PROXY, "", PROXY),
        ("::ffff:10.0.0.1", "203.0.113.9", "203.0.113.9"),
    ],
)
def test_an_address_is_what_the_nearest_proxy_of_ours_saw(at: str, forwarded: str, found: str) -> None:
    assert Access(proxies=(NETWORK,)).address(asked(at, x_forwarded_for=forwarded)) == found


def test_only_a_proxy_of_ours_says_that_there_was_tls() -> None:
    known = Access(proxies=(NETWORK,))

    assert known.secure(asked(PROXY, x_forwarded_proto="https"))
    assert not known.secure(asked("192.0.2.7", x_forwarded_proto="https"))
    assert not known.secure(asked(PROXY, x_forwarded_proto="https, http"))


def test_a_bucket_is_empty_after_its_burst_and_fills_steadily() -> None:
    bucket = Buckets(burst=2, per_second=0.5)

    assert [bucket.wait("a", 0.0) for _ in range(3)] == [0, 0, 2]
    assert bucket.wait("b", 0.0) == 0
    assert [bucket.wait("a", 2.0), bucket.wait("a", 2.0)] == [0, 2]


def test_neighbours_of_an_ipv6_address_share_a_bucket() -> None:
    assert neighbourhood("2001:db8::1") == neighbourhood("2001:db8::ffff")
    assert neighbourhood("192.0.2.1") != neighbourhood("192.0.2.2")


def test_who_asks_a_public_site_too_fast_is_told_when_to_come_back(store: Database, tmp_path: Path) -> None:
    narrow = access(tmp_path, requests=Buckets(burst=3, per_second=0.1), now=lambda: 0.0)
    with browser(app_of(store, narrow)) as client, browser(app_of(store, narrow), at="192.0.2.8") as other:
        assert [client.get("/sign-out").status_code for _ in range(4)] == [200, 200, 200, 429]
        answer = client.get("/sign-out")
        assert answer.headers["retry-after"] == "10"
        assert client.get("/static/site.css").status_code == 200
        assert other.get("/sign-out").status_code == 200


def test_on_this_machine_alone_nobody_has_to_wait(store: Database) -> None:
    open_to_us = Access(requests=Buckets(burst=1, per_second=0.1), now=lambda: 0.0)
    with browser(app_of(store, open_to_us)) as client:
        assert {client.get("/sign-out").status_code for _ in range(5)} == {200}


@pytest.mark.parametrize("spread", ["addresses", "names"])
def test_passwords_are_not_tried_by_the_hundred(store: Database, tmp_path: Path, spread: str) -> None:
    few = access(tmp_path, tries=Buckets(burst=2, per_second=0.1), now=lambda: 0.0)
    app = app_of(store, few)
    found = []
    for nth in range(3):
        at = f"192.0.2.{nth if spread == 'addresses' else 1}"
        with browser(app, at=at) as client:
            found.append(sign_in(client, ANA if spread == "addresses" else f"n{nth}", "wrong horse here"))

    assert [one.status_code for one in found] == [401, 401, 429]
    assert found[-1].headers["retry-after"] == "10"


def test_a_form_that_is_too_large_is_not_read(store: Database, tmp_path: Path) -> None:
    with browser(app_of(store, access(tmp_path))) as client:
        assert client.post("/sign-in", data={"name": "x" * 300_000}).status_code == 413
        streamed = client.post(
            "/sign-in",
            content=(b"x" * 1000 for _ in range(400)),
            headers={"content-type": "application/x-www-form-urlencoded"},
        )
        assert streamed.status_code == 413


@pytest.mark.parametrize(
    "to", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "", "/a\r\nb", "/é"]
)
def test_signing_in_leads_to_no_other_site(to: str) -> None:
    assert here(to) == "/"


def test_signing_in_leads_back_to_the_page() -> None:
    assert here("/article/abc?x=1#record-r1") == "/article/abc?x=1#record-r1"


def test_a_file_of_accounts_is_for_its_owner_alone(tmp_path: Path) -> None:
    file = tmp_path / "accounts.txt"
    assert put_account(file, ANA, PASSWORD)
    assert not put_account(file, ANA, PASSWORD)
    assert file.stat().st_mode & 0o777 == 0o600
    assert Accounts(file).proof(ANA, PASSWORD)
    assert PASSWORD not in file.read_text()
    file.chmod(0o640)
    with pytest.raises(AccountError, match="chmod 600"):
        Accounts(file).kept()


@pytest.mark.parametrize(
    "line", ["ana", "ana:plain", "ana:scrypt$3$aa$aa", "ana:scrypt$99999999999$YQ==$YQ==", ":scrypt$2$YQ==$YQ=="]
)
def test_a_line_that_is_no_account_is_named(tmp_path: Path, line: str) -> None:
    file = tmp_path / "accounts.txt"
    file.touch(mode=0o600)
    file.write_text(f"# who\n{line}\n")
    with pytest.raises(AccountError, match=r"accounts\.txt:2: this is no account"):
        Accounts(file).kept()


@pytest.mark.parametrize("password", ["", "short", "x" * 1001])
def test_a_password_that_is_too_short_is_no_password(password: str) -> None:
    with pytest.raises(AccountError, match="12 to 1000"):
        hashed(password)


@pytest.mark.parametrize("name", ["", " ", "a:b", "#a", "a\nb", "x" * 101])
def test_a_name_is_visible_and_on_one_line(tmp_path: Path, name: str) -> None:
    with pytest.raises(AccountError, match="is no name"):
        put_account(tmp_path / "accounts.txt", name, PASSWORD)


def test_a_file_of_accounts_that_is_gone_lets_nobody_in_and_the_site_still_answers(
    store: Database, tmp_path: Path
) -> None:
    with browser(app_of(store, access(tmp_path))) as client:
        sign_in(client)
        (tmp_path / "accounts.txt").unlink()
        assert signed_in(client) is None
        answer = sign_in(client)
        assert answer.status_code == 503
        assert str(tmp_path) not in answer.text


def test_the_secret_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    file = tmp_path / "store.secret"
    made = secret_in(file)
    assert len(made) == 32
    assert secret_in(file) == made
    assert file.stat().st_mode & 0o777 == 0o600
    assert [one.name for one in tmp_path.iterdir()] == ["store.secret"]
    file.chmod(0o644)
    with pytest.raises(SecretError, match="others than its owner"):
        secret_in(file)


@pytest.mark.parametrize("text", ["", "abc", "zz" * 32])
def test_a_file_that_holds_no_secret_signs_nothing(tmp_path: Path, text: str) -> None:
    file = tmp_path / "store.secret"
    file.touch(mode=0o600)
    file.write_text(text)
    with pytest.raises(SecretError, match="no secret"):
        secret_in(file)


def test_what_somebody_signed_in_sees_is_kept_nowhere(store: Database, tmp_path: Path) -> None:
    with browser(app_of(store, access(tmp_path))) as client:
        assert client.get("/no-such-page").headers["cache-control"] == "private, no-cache"
        sign_in(client)
        assert client.get("/no-such-page").headers["cache-control"] == "no-store"


def test_a_network_of_proxies_is_one_of_numbers() -> None:
    assert Access(proxies=(ip_network("::1"),)).is_proxy("::1")
    assert not Access(proxies=(NETWORK,)).is_proxy("proxy.example")


def refused_starts() -> list[tuple[dict[str, Any], str]]:
    return [
        ({"host": "0.0.0.0"}, "nobody to let in"),
        ({"host": "192.0.2.1"}, "nobody to let in"),
        ({"host": "news.example"}, "nobody to let in"),
        ({"host": "127.0.0.1", "hosts": ("news.example",)}, "nobody to let in"),
        ({"host": "127.0.0.1", "header": "X-Forwarded-User"}, "trusted from nobody"),
        ({"host": "127.0.0.1", "header": "X User", "proxies": ("10.0.0.1",)}, "no header's name"),
        ({"host": "127.0.0.1", "header": "X-User", "proxies": ("proxy",)}, "no proxy's address"),
        ({"host": "::", "header": "X-User", "proxies": ("10.0.0.1",)}, "has no name of its own"),
        ({"host": "::1", "header": "X-User", "proxies": ("10.0.0.1",), "hosts": ("https://a/",)}, "no host's name"),
    ]


@pytest.mark.parametrize(("options", "why"), refused_starts())
def test_a_site_that_would_be_left_open_does_not_start(store: Database, options: dict[str, Any], why: str) -> None:
    import typer

    from dragoman.app.serving import Doors, access_of

    with pytest.raises(typer.BadParameter, match=why):
        access_of(Doors(**options), store)


def test_a_site_with_accounts_may_be_served_to_others(store: Database, tmp_path: Path) -> None:
    from dragoman.app.serving import Doors, access_of

    found = access_of(Doors(host="0.0.0.0", accounts=accounts(tmp_path).file, hosts=("News.Example",)), store)

    assert found.public
    assert found.hosts == {"news.example"}
    assert (tmp_path / "store.secret").exists()


def test_for_this_machine_alone_no_secret_is_left_behind(store: Database, tmp_path: Path) -> None:
    from dragoman.app.serving import Doors, access_of

    assert not access_of(Doors(host="localhost"), store).public
    assert not (tmp_path / "store.secret").exists()
