"""The commands of corrections: a record is right, wrong, or wrong in a part; one was missed; two are one."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from dragoman.app.corrections import (
    desk_commands,
    forget_commands,
)
from dragoman.app.corrections.options import By, Why, desk, person, tell
from dragoman.app.options import Address, Json, writable

corrections = typer.Typer(
    name="corrections",
    help="What people say of records: right, wrong, wrong in a part, missed, the same. Nothing is edited.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


class Verdict(StrEnum):
    """What a person says of a record."""

    RIGHT = "right"
    WRONG = "wrong"
    PART = "part"


class Kind(StrEnum):
    """Kinds of records, as a user names them."""

    STATEMENT = "statement"
    EVENT = "event"
    MEETING = "meeting"
    POSITION = "position"
    ENTITY = "entity"


class Mergeable(StrEnum):
    """What can be the same as another."""

    ENTITY = "entity"
    MEETING = "meeting"


RecordId = Annotated[
    str,
    typer.Argument(metavar="RECORD", help="A record's id or its beginning; search shows the ids. Else ARTICLE/RECORD."),
]
Says = Annotated[Verdict, typer.Argument(metavar="right|wrong|part", help="What is to be said of it.")]
Part = Annotated[
    str | None, typer.Option(metavar="PART", help="Which part is wrong: type, actors, date, speaker.code.")
]
Value = Annotated[
    str | None,
    typer.Option(
        metavar="VALUE", help="What it should be: ACCUSE, RUS,BLR, 2022-03-01/2022-03-31, Geneva (CHE), none."
    ),
]
Page = Annotated[str, typer.Argument(metavar="URL|PATH", help="The page, by its address as the store has it.")]
OfPage = Annotated[str | None, typer.Option("--on", metavar="URL|PATH", help="Only what was said of this page.")]
OfKind = Annotated[Kind, typer.Option("--kind", help="What the words tell.")]
Words = Annotated[
    str, typer.Option(metavar='"WORDS"', help="The words that it rests on, as they stand in the article.")
]
Nth = Annotated[int | None, typer.Option(min=1, help="Which of several places where the words stand, counted from 1.")]
Trigger = Annotated[
    str | None, typer.Option(metavar='"WORDS"', help="Those among them that tell an event: threatened.")
]
Set = Annotated[
    list[str] | None,
    typer.Option(
        "--set", metavar="PART=VALUE", help="What they tell: type=THREATEN, actors=RUS. May be given several times."
    ),
]
One = Annotated[str, typer.Argument(metavar="NAME|RECORD", help="A name or code of an entity, or a meeting's id.")]
Other = Annotated[str, typer.Argument(metavar="NAME|RECORD", help="What it is the same as.")]
OfThem = Annotated[Mergeable, typer.Option("--kind", help="entity: two names. meeting: two records.")]
Said = Annotated[str, typer.Argument(metavar="CORRECTION", help="The id of a correction or its beginning.")]
Out = Annotated[
    Path | None,
    typer.Option(callback=writable, metavar="FILE", help="Write here instead; the file is there whole or not at all."),
]


def add_to(app: typer.Typer) -> None:
    """Adds the commands to the command line."""
    app.add_typer(corrections)
    desk_commands.add_to(app)
    forget_commands.add_to(app)


@corrections.command("mark")
def mark(
    record: RecordId,
    says: Says,
    why: Why,
    part: Part = None,
    value: Value = None,
    by: By = None,
    database: Address = None,
    as_json: Json = False,
) -> None:
    """Say that a record is right, wrong, or wrong in a part; it stays as it is, and this beside it.

    Exit code: 0, 2 for wrong usage, 3 when the store failed.
    """
    from dragoman.app.printing.corrections import correction_line
    from dragoman.store import Act, reviewed
    from dragoman.store import mark as marked
    from dragoman.store.corrections.parts import known_part, value_of

    if (says is Verdict.PART) != (part is not None) or (part is None) != (value is None):
        raise typer.BadParameter("write part --part NAME --value VALUE, or right or wrong without them")
    speaks = person(by, why)
    with desk(database) as store:
        wanted = None
        if part is not None and value is not None:
            kind = reviewed(store, record).found.kind
            part = known_part(kind, part)
            wanted = value_of(value, kind, part)
        one = marked(store, record, Act(says), by=speaks, part=part, value=wanted)
    tell(one, [correction_line(one)], as_json=as_json)


@corrections.command("add")
def add(
    page: Page,
    kind: OfKind,
    words: Words,
    why: Why,
    set: Set = None,
    nth: Nth = None,
    trigger: Trigger = None,
    by: By = None,
    database: Address = None,
    as_json: Json = False,
) -> None:
    """Add a record that the reader missed, on the words of a page's newest version.

    Exit code: 0, 2 for wrong usage, 3 when the store failed.
    """
    from dragoman.app.printing.corrections import correction_line
    from dragoman.store import add_record

    said = dict(map(_pair, set or []))
    speaks = person(by, why)
    with desk(database) as store:
        one = add_record(store, page, kind, words=words, said=said, by=speaks, nth=nth, trigger=trigger)
    tell(one, [correction_line(one)], as_json=as_json)


def _pair(written: str) -> tuple[str, str]:
    name, sign, value = written.partition("=")
    if not sign or not name.strip():
        raise typer.BadParameter(f"{written!r} sets nothing: write PART=VALUE, such as type=THREATEN")
    return name.strip(), value.strip()


@corrections.command("list")
def list_all(on: OfPage = None, database: Address = None, as_json: Json = False) -> None:
    """List all that people said, oldest first.

    Exit code: 0, 2 for an unknown page, 3 when the store failed.
    """
    from dragoman.app.printing.corrections import correction_line
    from dragoman.store import all_corrections

    with desk(database) as store:
        found = all_corrections(store, page=on)
    for one in found:
        tell(one, [correction_line(one)], as_json=as_json)


@corrections.command("show")
def show(record: RecordId, database: Address = None, as_json: Json = False) -> None:
    """Show a record, all that was said of it, and what stands.

    Exit code: 0, 2 for an unknown record, 3 when the store failed.
    """
    from dragoman.app.printing.corrections import review
    from dragoman.store import reviewed

    with desk(database) as store:
        found = reviewed(store, record)
    shown = {
        "kind": found.found.kind,
        "record": found.found.record,
        "quote": found.found.quote,
        "article": found.found.article.id,
        "source": found.found.article.source,
        "verdict": found.judged.verdict,
        "said": found.judged.said,
        "taken_back": sorted(found.judged.taken_back),
        "disputed": found.judged.disputed,
        "right": found.right,
    }
    tell(shown, review(found), as_json=as_json)


@corrections.command("undo")
def undo(correction: Said, why: Why, by: By = None, database: Address = None, as_json: Json = False) -> None:
    """Take a correction back; undo that to bring it back.

    Exit code: 0, 2 for wrong usage, 3 when the store failed.
    """
    from dragoman.app.printing.corrections import correction_line
    from dragoman.store import undo as undone

    speaks = person(by, why)
    with desk(database) as store:
        one = undone(store, correction, by=speaks)
    tell(one, [correction_line(one)], as_json=as_json)


@corrections.command("merge")
def merge(
    one: One,
    other: Other,
    why: Why,
    kind: OfThem = Mergeable.ENTITY,
    by: By = None,
    database: Address = None,
    as_json: Json = False,
) -> None:
    """Say that two names are one entity, or two records one meeting.

    Exit code: 0, 2 for wrong usage, 3 when the store failed.
    """
    from dragoman.app.printing.corrections import correction_line
    from dragoman.store import merge as merged

    speaks = person(by, why)
    with desk(database) as store:
        said = merged(store, one, other, kind=kind, by=speaks)
    tell(said, [correction_line(said)], as_json=as_json)


@corrections.command("split")
def split(
    one: One, why: Why, kind: OfThem = Mergeable.ENTITY, by: By = None, database: Address = None, as_json: Json = False
) -> None:
    """Say that a name or a meeting is apart from what it was merged with.

    Exit code: 0, 2 for wrong usage, 3 when the store failed.
    """
    from dragoman.app.printing.corrections import correction_line
    from dragoman.store import split as apart

    speaks = person(by, why)
    with desk(database) as store:
        said = apart(store, one, kind=kind, by=speaks)
    tell(said, [correction_line(said)], as_json=as_json)


@corrections.command("export")
def export(out: Out = None, database: Address = None) -> None:
    """Write what stands as a training set: a line of JSON each, with the text, the record as read and as it should be.

    Exit code: 0, 3 when the store failed.
    """
    import msgspec

    from dragoman.app.printing.output import output
    from dragoman.store import exported

    with desk(database) as store, output(out) as sink:
        for example in exported(store):
            sink.write(msgspec.json.encode(example) + b"\n")
