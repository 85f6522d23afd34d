"""Hostile words in every field, in the real browser: nothing runs, nothing is asked, nothing but text is shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from shutil import copyfile
from urllib.parse import quote, urlencode

import pytest
from playwright.sync_api import Browser, Error
from tests.conftest import SOAK
from tests.e2e.census import broken_out, shown
from tests.e2e.chromium import Watch, looked_at
from tests.e2e.doors import held
from tests.e2e.furnished import EDITIONS, access, newsletter
from tests.e2e.hostile import SEED, TODAY, Page, pages
from tests.e2e.payloads import PAYLOADS
from tests.e2e.serving import served
from tests.web.doorways import ANA, PASSWORD

from dragoman.ledger.days import later
from dragoman.newsletter.issue import issue_of
from dragoman.newsletter.rendering import rendered
from dragoman.publish.wording import plain
from dragoman.store import Database, opened
from dragoman.store.calendar.meetings import all_meetings
from dragoman.store.mail.database import opened_mail
from dragoman.web.site import site

KINDS = ("statement", "event", "meeting", "position", "entity")
LISTS = (
    "/",
    f"/brief/{TODAY}?days=7",
    *(f"/brief/{TODAY}?part={part}" for part in ("new", "changed", "contradicted", "coming")),
    *("/dyad", "/calendar?month=2022-01", "/channels", "/map", "/search", "/sources", "/alerts?state=all"),
    *("/rejected", "/corrections", "/actor/ISL", "/actor/NOR", "/dyad/NOR/ISL"),
    *(f"/search?kind={kind}" for kind in KINDS),
)
MOST_LIST_PAGES = 40
FIELDS = ("words", "actor", "type", "channel", "place", "since", "until", "kind", "cursor")


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    base: str
    store: Database
    pages: tuple[Page, ...]
    meetings: tuple[str, ...]


@pytest.fixture(scope="module")
def hostile(hostile_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Press]:
    """The hostile press, served as it is to a reader who has signed in or may."""
    folder = tmp_path_factory.mktemp("served")
    address, several = str(copyfile(hostile_store, folder / "store.db")), pages()
    with opened(address) as store, opened_mail(address, create=True):
        met = tuple(one.id for one in all_meetings(store, today=TODAY))
        app = site(store, access=access(folder), today=lambda: TODAY, mail=address, newsletter=newsletter())
        with served(app) as base:
            yield Press(base=base, store=store, pages=several, meetings=met)


def look(seen: Watch, base: str, address: str) -> list[str]:
    """What is wrong with a page; a browser that refuses the address itself is right to."""
    seen.asked.clear()
    seen.troubles.clear()
    try:
        answer = seen.page.goto(base + address)
    except Error as error:
        return [str(error).splitlines()[0]]
    if answer is None:
        return ["no answer"]
    expected = f"the server responded with a status of {answer.status}"
    wrong = [one for one in broken_out(seen, base) if answer.status < 400 or expected not in one]
    return [*wrong, *([f"status {answer.status}"] if answer.status >= 500 else [])]


def told(wrong: dict[str, list[str]]) -> str:
    """How many pages are wrong in which way, then the pages."""
    counts = Counter(what for several in wrong.values() for what in several)
    lines = [f"{count} × {what}" for what, count in counts.most_common(25)]
    return "\n".join(
        [f"{len(wrong)} pages", *lines, *(f"{name[:120]}: {what}" for name, what in list(wrong.items())[:20])]
    )


def every(press: Press, browser: Browser, addresses: Iterable[str], **more: object) -> dict[str, list[str]]:
    with looked_at(browser, **more) as seen:
        found = {address: look(seen, press.base, address) for address in addresses}
    return {address: wrong for address, wrong in found.items() if wrong}


def paths(press: Press) -> Iterator[str]:
    """One page of each kind about each page of the press, and pages of what its names are."""
    for one in press.pages:
        yield f"/article/{one.article.id}"
        yield f"/story/{one.article.id}"
        yield f"/actor/{quote(one['name'], safe='')}"
        yield f"/channel/{quote(one['channel'], safe='')}"
        yield f"/dyad/{quote(one['actor'], safe='')}/{quote(one['recipient'], safe='')}"
    yield from (f"/meeting/{one}" for one in press.meetings)


def queries() -> Iterator[str]:
    """What a stranger's link may hold: each payload in a field of the search, and in the address of other pages."""
    some = PAYLOADS if SOAK else Random(SEED).sample(PAYLOADS, len(PAYLOADS) // 20)
    for at, payload in enumerate(some):
        yield f"/search?{urlencode({FIELDS[at % len(FIELDS)]: payload, 'kind': KINDS[at % 5]})}"
        yield f"/search?{urlencode({'words': payload})}"
        yield f"/brief/{TODAY}?{urlencode({('actor', 'channel', 'days', 'part')[at % 4]: payload})}"
        where = (
            "calendar?month=",
            "calendar?side=",
            "map?type=",
            "map?place=",
            "dyad?one=",
            "rejected?stage=",
            "sources?after=",
        )
        yield f"/{where[at % len(where)]}{quote(payload)}"
        door = ("article", "story", "meeting", "brief", "newsletter/confirm", "newsletter/sign-up", "actor")
        yield f"/{door[at % len(door)]}/{quote(payload, safe='')}"
        yield f"/sign-in?to={quote(payload)}"


def test_nothing_breaks_out_of_a_page_about_hostile_words(browser: Browser, hostile: Press) -> None:
    wrong = every(hostile, browser, paths(hostile))

    assert not wrong, told(wrong)


def test_nothing_breaks_out_of_a_list_of_hostile_words(browser: Browser, hostile: Press) -> None:
    """Every page of every list, by its own links to the next."""
    wrong: dict[str, list[str]] = {}
    with looked_at(browser) as seen:
        for start in LISTS:
            address: str | None = start
            for _ in range(MOST_LIST_PAGES):
                if address is None:
                    break
                if found := look(seen, hostile.base, address):
                    wrong[address] = found
                further = seen.page.locator("main a[rel=next], main a.more").first
                onward = further.count() and not start.startswith("/calendar")  # there is always a month more
                address = further.get_attribute("href") if onward else None

    assert not wrong, told(wrong)


def test_nothing_breaks_out_of_what_a_link_asks(browser: Browser, hostile: Press) -> None:
    wrong = every(hostile, browser, queries())

    assert not wrong, told(wrong)


def test_an_article_is_shown_sign_by_sign(browser: Browser, hostile: Press) -> None:
    """Its own words exactly, everybody's names as text on one line."""
    wrong: dict[str, list[str]] = {}
    with looked_at(browser, java_script_enabled=False) as seen:
        for one in hostile.pages:
            seen.page.goto(f"{hostile.base}/article/{one.article.id}")
            found = shown(seen)
            said = " ".join(plain(found.said).split())
            article = one.article
            asked = {"text": "\n\n".join(found.words[: len(article.text.split("\n\n"))]) == held(article.text)}
            asked |= {"left out": held(one["left_out"]) in found.words or not one["left_out"]}
            names = ("outlet", "byline", "name", "place", "channel", "topic", "issue", "actor", "holder")
            asked |= {name: plain(one[name]) in said for name in names}
            if lost := [name for name, there in asked.items() if not there]:
                wrong[f"{one.number}: {article.id}"] = lost

    assert not wrong, told(wrong)


def test_who_has_signed_in_marks_hostile_records_as_safely(browser: Browser, hostile: Press) -> None:
    """The forms of corrections repeat names, and what is written into them comes back as text."""
    some = hostile.pages if SOAK else hostile.pages[:5]
    wrong: dict[str, list[str]] = {}
    with looked_at(browser) as seen:
        seen.page.goto(f"{hostile.base}/sign-in")
        seen.page.fill("input[name=name]", ANA)
        seen.page.fill("input[name=password]", PASSWORD)
        seen.page.locator("main form button").click()
        for one in some:
            address = f"/article/{one.article.id}"
            found = look(seen, hostile.base, address)
            seen.page.locator(f"#record-{one.record('v')} details.judge summary").click()
            form = seen.page.locator(f"#record-{one.record('v')} details.judge form").first
            form.locator("input[value=right]").check()
            form.locator("input[name=why]").fill(one["why"][:500] or "so")
            form.locator("button").click()
            found += look(seen, hostile.base, address) + look(seen, hostile.base, "/corrections")
            if found:
                wrong[address] = found

    assert not wrong, told(wrong)


def test_an_issue_of_hostile_words_does_nothing_in_a_mail_program_that_lets_everything(
    browser: Browser, hostile: Press
) -> None:
    """No policy holds it back here: scripts may run, pictures may be fetched. There are none."""
    issue = rendered(issue_of(hostile.store, EDITIONS[0], later(TODAY, 1)), newsletter("https://news.example").settings)
    with looked_at(browser) as seen:
        seen.page.set_content(issue.html)
        seen.page.wait_for_timeout(300)

        assert [*seen.troubles, *seen.asked] == []
        assert seen.ran() is None
        assert seen.page.locator("script, img, iframe, object, embed, form, svg, math, base").count() == 0


def test_a_payload_that_ran_would_be_seen(browser: Browser, hostile: Press) -> None:
    """What looks for break-outs finds one: a page into which a payload is put as markup."""
    with looked_at(browser, bypass_csp=True) as seen:
        seen.page.goto(f"{hostile.base}/sign-in")
        seen.page.evaluate(
            "() => { const main = document.querySelector('main'); main.append("
            "document.createRange().createContextualFragment("
            "'<script>window.dragomanRan=1</script><img src=https://evil.invalid/x onerror=alert(1)>\u202e')) }"
        )
        seen.page.wait_for_timeout(500)
        found = " ".join(broken_out(seen, hostile.base))

    expected = (
        "a script of its own",
        "element img",
        "attribute onerror",
        "a script ran",
        "asked https://evil",
        "U+202E",
    )
    assert [one for one in expected if one not in found] == []
