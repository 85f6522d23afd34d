"""What stands of what people said: pure folds, in order of time and then of id, whatever order things come in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dragoman.store.values.corrections import Act, Correction, Judged, Part

Key = tuple[str, str]
"""An article and a record's id: a record's id alone may stand in two articles."""


def in_order(said: Iterable[Correction]) -> list[Correction]:
    """Each correction once, by time and then by id."""
    return sorted({one.id: one for one in said}.values(), key=lambda one: one.place)


def taken_back(said: Iterable[Correction]) -> frozenset[str]:
    """The ids of the corrections that do not hold: each is undone by one that is not itself undone."""
    undoing: dict[str, list[str]] = {}
    for one in in_order(said):
        if one.undoes is not None:
            undoing.setdefault(one.undoes, []).append(one.id)
    void: dict[str, bool] = {}
    for target in sorted(undoing):
        _settle(target, undoing, void)
    return frozenset(id for id, is_void in void.items() if is_void)


def _settle(target: str, undoing: dict[str, list[str]], void: dict[str, bool]) -> None:
    """Works out whether *target* is void, after those that undo it; a ring of them undoes nothing."""
    path = [target]
    while path:
        id = path[-1]
        unknown = [one for one in undoing.get(id, ()) if one not in void and one not in path]
        if unknown:
            path.append(unknown[0])
            continue
        void[id] = any(not void[one] for one in undoing.get(id, ()) if one in void)
        path.pop()


def judged(said: Iterable[Correction]) -> Judged:
    """What stands of a record by all that was *said* of it.

    The last word stands. *Right* and *wrong* sweep away the parts that were named before them; a part stays beside
    the other parts.
    """
    every = in_order(said)
    void = taken_back(every)
    verdict: Act | None = None
    parts: dict[str, Part] = {}
    for one in every:
        if one.id in void or one.act not in (Act.RIGHT, Act.WRONG, Act.PART):
            continue
        if one.act is not Act.PART or verdict is Act.WRONG:
            parts = {}
        verdict = one.act
        if one.act is Act.PART and one.part is not None:
            parts.pop(one.part, None)
            parts[one.part] = Part(name=one.part, value=one.value, correction=one.id)
    ids = {one.id for one in every}
    return Judged(verdict=verdict, parts=tuple(parts.values()), said=tuple(every), taken_back=void & ids)


def by_record(said: Iterable[Correction]) -> dict[Key, Judged]:
    """What stands of every record; what takes a correction back belongs to the record of that one."""
    every = in_order(said)
    by_id = {one.id: one for one in every}
    found: dict[Key, list[Correction]] = {}
    for one in every:
        root = _root(one, by_id)
        if root.act in (Act.RIGHT, Act.WRONG, Act.PART, Act.ADDED) and root.article and root.record:
            found.setdefault((root.article, root.record), []).append(one)
    return {key: judged(some) for key, some in found.items()}


def _root(one: Correction, by_id: dict[str, Correction]) -> Correction:
    """The correction at the end of a chain of undoing."""
    seen = set()
    while one.undoes in by_id and one.id not in seen:
        seen.add(one.id)
        one = by_id[one.undoes]
    return one


def added(said: Iterable[Correction]) -> list[Correction]:
    """The records that people added and nobody took back."""
    every = in_order(said)
    void = taken_back(every)
    return [one for one in every if one.act is Act.ADDED and one.id not in void]


def groups(said: Iterable[Correction], kind: str) -> dict[str, tuple[str, ...]]:
    """What is one by mergers of this *kind*: each member → the whole group in order; its first stands for all.

    A split takes one member out of its group; what was merged through it stays together.
    """
    every = in_order(said)
    void = taken_back(every)
    found: dict[str, frozenset[str]] = {}
    for one in every:
        if one.id in void or one.kind != kind or one.record is None:
            continue
        if one.act is Act.MERGED and one.other is not None:
            both = found.get(one.record, frozenset([one.record])) | found.get(one.other, frozenset([one.other]))
            found |= dict.fromkeys(both, both)
        elif one.act is Act.SPLIT:
            rest = found.pop(one.record, frozenset([one.record])) - {one.record}
            found |= dict.fromkeys(rest, rest)
    return {member: tuple(sorted(group)) for member, group in found.items() if len(group) > 1}


def representative(member: str, grouped: dict[str, Sequence[str]] | dict[str, tuple[str, ...]]) -> str:
    """The one that stands for *member* and all that it was merged with."""
    return grouped[member][0] if member in grouped else member
