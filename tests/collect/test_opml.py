"""Subscription lists come in and go out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.collect import Outline, opml, outlines
from dragoman.model import Unreadable

GAZETTE = Outline(feed="https://gazette.example/rss", title="Harbour Gazette", home="https://gazette.example/")


def listed(body: str) -> bytes:
    return (
        f'<?xml version="1.0"?><opml version="2.0"><head><title>Press</title></head><body>{body}</body></opml>'.encode()
    )


def test_a_subscription_states_title_feed_and_home() -> None:
    one = '<outline text="Harbour Gazette" xmlUrl="https://gazette.example/rss" htmlUrl="https://gazette.example/"/>'

    assert outlines(listed(one)) == (GAZETTE,)


def test_folders_nest() -> None:
    nested = '<outline text="World"><outline title="East" text="e"><outline xmlUrl="https://a.example/"/></outline></outline>'

    assert outlines(listed(nested)) == (Outline(feed="https://a.example/", folder=("World", "East")),)


def test_a_subscription_below_another_is_found() -> None:
    nested = '<outline xmlUrl="https://a.example/"><outline xmlurl="https://b.example/"/></outline>'

    assert [one.feed for one in outlines(listed(nested))] == ["https://a.example/", "https://b.example/"]


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("feed://a.example/rss", "http://a.example/rss"),
        ("feed:https://a.example/rss", "https://a.example/rss"),
        ("https://a.example/feed:x", "https://a.example/feed:x"),
    ],
)
def test_a_feed_scheme_means_http(said: str, meant: str) -> None:
    assert outlines(listed(f'<outline xmlUrl="{said}"/>'))[0].feed == meant


def test_a_bare_ampersand_loses_nothing() -> None:
    broken = '<outline text="Port & Quay" xmlUrl="https://a.example/?a=1&b=2"/><outline xmlUrl="https://b.example/"/>'

    assert [one.feed for one in outlines(listed(broken))] == ["https://a.example/?a=1&b=2", "https://b.example/"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"<rss/>", "no subscription list"),
        (b"<html><title>Log in</title></html>", "this is HTML"),
        (b"", "no subscription list"),
        (listed("<outline>" * 300), "more than 256 deep"),
        (b'<!DOCTYPE opml [<!ENTITY a SYSTEM "file:///etc/passwd">]><opml/>', "may be a trap"),
    ],
)
def test_other_files_are_refused(content: bytes, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        outlines(content)


def test_a_list_without_body_is_empty() -> None:
    assert outlines(b"<opml><head/></opml>") == ()


def test_a_folder_is_written_once() -> None:
    folder = ("World",)
    written = opml([Outline(feed=f"https://{name}.example/", folder=folder) for name in "abc"], "Press")

    assert written.count(b'text="World"') == 1


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
subscriptions = st.builds(
    Outline,
    feed=st.from_regex(r"https://[a-z]{1,8}\.example/[a-z?&=<>\"']{0,8}", fullmatch=True),
    title=st.none() | texts,
    home=st.none() | st.just("https://a.example/?a&b"),
    folder=st.lists(texts, max_size=3).map(tuple),
)


@given(st.lists(subscriptions, max_size=8), texts)
def test_what_goes_out_comes_back(chosen: list[Outline], title: str) -> None:
    once = outlines(opml(chosen, title))

    assert sorted(one.feed for one in once) == sorted(one.feed for one in chosen)
    assert outlines(opml(once, title)) == once


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from([(), ("World",), ("World", "East")])), max_size=8))
def test_a_tidy_list_comes_back_in_full(chosen: list[tuple[str, tuple[str, ...]]]) -> None:
    given_out = [Outline(feed=f"https://{name}.example/", title=name, folder=folder) for name, folder in chosen]

    assert sorted(outlines(opml(given_out, "Press")), key=repr) == sorted(given_out, key=repr)
