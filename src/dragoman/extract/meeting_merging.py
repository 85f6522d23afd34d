"""Reports of meetings → one record for each meeting, however many sentences tell it."""

from __future__ import annotations

from dataclasses import replace

from dragoman.model import Interval, Meeting, MeetingStatus, digest

# How sure a status is: the stronger one of two reports of a meeting is its status.
STRENGTH = {
    MeetingStatus.PROPOSED: 0,
    MeetingStatus.AGREED: 1,
    MeetingStatus.SCHEDULED: 2,
    MeetingStatus.UNDER_WAY: 3,
    MeetingStatus.HELD: 4,
    MeetingStatus.POSTPONED: 5,
    MeetingStatus.CANCELLED: 6,
    MeetingStatus.REFUSED: 7,
}
# Those who speak from afar are in no place together.
REMOTE = frozenset({"talk.phone", "phone.verb", "phone.tell", "phonecall.noun", "call.noun"})
TO_COME = frozenset({MeetingStatus.PROPOSED, MeetingStatus.AGREED, MeetingStatus.SCHEDULED})


def merged(drafts: list[Meeting]) -> tuple[Meeting, ...]:
    """One record for each meeting, however many sentences tell it."""
    kept: list[Meeting] = []
    for draft in drafts:
        at = next((at for at, other in enumerate(kept) if _same(draft, other)), None)
        if at is None:
            kept.append(draft)
        else:
            kept[at] = _joined(kept[at], draft)
    return tuple(_with_id(one) for one in kept)


def _same(one: Meeting, other: Meeting) -> bool:
    if one.channel != other.channel and (one.channel and other.channel or "venue" in (one.by.rule, other.by.rule)):
        return False
    if any(
        one.by.rule in REMOTE and two.by.rule not in REMOTE and two.place for one, two in ((one, other), (other, one))
    ):
        return False
    common = len({*one.parties} & {*other.parties}) / len({*one.parties} | {*other.parties})
    if (
        common <= 0.5
        or (one.status in TO_COME) != (other.status in TO_COME)
        and one.status != other.status
        and (one.date or other.date)
    ):
        return False
    return may_coincide(one.date, other.date) and (
        one.place is None or other.place is None or one.place.name == other.place.name
    )


def may_coincide(one: Interval | None, other: Interval | None) -> bool:
    """Whether two dates have a day in common, as far as they are known."""
    if one is None or other is None or None in (one.earliest, one.latest, other.earliest, other.latest):
        return True
    assert one.earliest and one.latest and other.earliest and other.latest
    return one.earliest <= other.latest and other.earliest <= one.latest


def _joined(first: Meeting, second: Meeting) -> Meeting:
    """The first report's record with what the second adds; the passage that tells more is the evidence."""
    told = {True: second, False: first}[_details(second) > _details(first)]
    status = max(first.status, second.status, key=lambda status: STRENGTH[status])
    narrow = _narrower(first.date, second.date)
    return replace(
        told,
        parties=tuple(dict.fromkeys((*told.parties, *first.parties, *second.parties)))
        if len(told.parties) < 2
        else told.parties,
        channel=first.channel or second.channel,
        place=first.place or second.place,
        date=narrow,
        status=status,
        topic=first.topic or second.topic,
    )


def _details(one: Meeting) -> int:
    return (one.date is not None) + (one.place is not None) + (one.channel is not None) + len(one.parties)


def _narrower(one: Interval | None, other: Interval | None) -> Interval | None:
    if one is None or other is None:
        return one or other
    return one if one.within(other) else other


def _with_id(one: Meeting) -> Meeting:
    return replace(one, id=digest("meeting", one.evidence, one.parties, one.channel, one.date, one.status))
