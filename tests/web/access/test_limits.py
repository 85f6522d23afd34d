"""How much one may ask in how much time."""

from __future__ import annotations

from dragoman.web.access.limits import Buckets, neighbourhood


def test_a_bucket_is_empty_after_its_burst_and_fills_steadily() -> None:
    bucket = Buckets(burst=2, per_second=0.5)

    assert [bucket.wait("a", 0.0) for _ in range(3)] == [0, 0, 2]
    assert bucket.wait("b", 0.0) == 0
    assert [bucket.wait("a", 2.0), bucket.wait("a", 2.0)] == [0, 2]


def test_neighbours_of_an_ipv6_address_share_a_bucket() -> None:
    assert neighbourhood("2001:db8::1") == neighbourhood("2001:db8::ffff")
    assert neighbourhood("192.0.2.1") != neighbourhood("192.0.2.2")
