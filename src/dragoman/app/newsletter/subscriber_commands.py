"""The commands of the newsletter's subscribers: who is added, listed, exported and forgotten."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.app.collect.desk import complain, say
from dragoman.app.options import Address, Json, writable
from dragoman.app.store.commands import ToFile, explained, print_json

if TYPE_CHECKING:
    from dragoman.newsletter.subscribers import Address as MailAddress
    from dragoman.newsletter.subscribers_lists import Line
    from dragoman.store import Database
    from dragoman.store.mail.importing import Brought, Listed

subscribers = typer.Typer(
    name="subscribers",
    help="Who gets the newsletter, and how they agreed to it.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Who = Annotated[str, typer.Argument(metavar="ADDRESS", help="A mail address.")]
Anybody = Annotated[
    str | None, typer.Argument(metavar="ADDRESS", help="A mail address. Without it, everybody, as a list in CSV.")
]
Edition = Annotated[str, typer.Argument(metavar="EDITION", help="The name of an edition.")]
OfEdition = Annotated[str | None, typer.Option("--edition", metavar="EDITION", help="For lines that name none.")]
OnlyEdition = Annotated[str | None, typer.Option("--edition", metavar="EDITION", help="The subscribers of this alone.")]
ConfirmedBy = Annotated[
    str | None,
    typer.Option(
        metavar="WHY",
        help="How you know that they agreed, kept with each consent. Without it each is asked by mail first.",
    ),
]
Lift = Annotated[
    bool, typer.Option("--lift", help="Send to this address again, although mail came back or they complained.")
]
File = Annotated[
    Path,
    typer.Argument(
        metavar="FILE",
        exists=True,
        dir_okay=False,
        help="A list in CSV with a head: address; also edition, asked, confirmed, wording, wording_version, status.",
    ),
]
Out = Annotated[Path | None, typer.Option(callback=writable, metavar="FILE", help="Write here instead.")]


def add_to(app: typer.Typer) -> None:
    """Adds the commands to the command line."""
    app.add_typer(subscribers)


@contextmanager
def opened_subscribers(address: str | None, *, create: bool = False) -> Iterator[Database]:
    """The subscribers beside the store at *address*; a store that fails ends with 3."""
    from dragoman.app.settings import default_database
    from dragoman.store.mail.database import opened_mail

    default = default_database(platform=sys.platform, environment=os.environ, home=Path.home())
    with explained(), opened_mail(address or str(default), create=create) as mail:
        yield mail


@subscribers.command("add")
def add(
    address: Who,
    edition: Edition,
    confirmed_by: ConfirmedBy = None,
    lift: Lift = False,
    database: Address = None,
    as_json: Json = False,
) -> None:
    """Add a subscriber. A mail asks them first, unless you say how you know that they agreed.

    Exit code: 0 when it is added or there already, 1 when it may not be, 2 for wrong usage, 3 when the store failed.
    """
    from dragoman.store.mail.importing import Brought, bring
    from dragoman.store.mail.keys import keys_of
    from dragoman.store.mail.suppression import lift_suppression

    found = _address(address)
    with opened_subscribers(database, create=True) as mail:
        keys = keys_of(mail, now=_now())
        if lift:
            lift_suppression(mail, keys, found.key)
        wanted = _by_command(found, _slug(edition), confirmed_by)
        (brought,) = bring(mail, keys, [wanted], confirmed=confirmed_by is not None, now=_now())
    if as_json:
        print_json({"address": found.written, "edition": edition, "result": brought})
    else:
        say(f"{found.written}: {_told(brought, confirmed=confirmed_by is not None)}")
    if brought in (Brought.LEFT, Brought.SUPPRESSED):
        raise typer.Exit(1)


def _by_command(address: MailAddress, edition: str, why: str | None) -> Listed:
    from dragoman.store.mail.importing import Listed
    from dragoman.store.mail.subscribers import Asking
    from dragoman.store.mail.values import Door, Origin, Wording

    said = f"added by the operator, confirmed by: {why}" if why else "added by the operator"
    origin = Origin(wording=Wording(text=said, version="none"), door=Door.COMMAND)
    return Listed(asking=Asking(address=address.written, address_key=address.key, edition=edition, origin=origin))


def _told(brought: Brought, *, confirmed: bool) -> str:
    how = "gets the next issue" if confirmed else "a mail asks them to confirm"
    return {
        "added": f"added; {how}",
        "known": "is there already",
        "left": "left this edition and must sign up by themselves",
        "suppressed": "nothing may be sent there; --lift sends again",
    }[brought]


@subscribers.command("import")
def import_list(
    file: File,
    edition: OfEdition = None,
    confirmed_by: ConfirmedBy = None,
    database: Address = None,
    as_json: Json = False,
) -> None:
    """Add the subscribers of a list. Those who left, complained or were erased stay out.

    Exit code: 0 when every line is added or known, 1 when some are wrong (each with a line), 2 for wrong usage,
    3 when the store failed.
    """
    from dragoman.newsletter.subscribers_lists import BadList, is_edition, lines_of
    from dragoman.store.mail.importing import bring
    from dragoman.store.mail.keys import keys_of

    told: Counter[str] = Counter()
    with opened_subscribers(database, create=True) as mail, file.open(encoding="utf-8-sig", newline="") as written:
        try:
            lines = lines_of(written, is_edition, edition=edition and _slug(edition), why=confirmed_by)
            for batch in _batches(_counted(lines, told, file)):
                told.update(bring(mail, keys_of(mail, now=_now()), batch, confirmed=bool(confirmed_by), now=_now()))
        except (BadList, UnicodeDecodeError) as error:
            raise typer.BadParameter(f"{file}: {error}") from None
    if as_json:
        print_json(told)
    else:
        say(", ".join(f"{told[name]} {name}" for name in ("added", "known", "left", "suppressed", "wrong")))
    if told["wrong"]:
        raise typer.Exit(1)


def _counted(lines: Iterable[Line], told: Counter[str], file: Path) -> Iterator[Listed]:
    """Who is on the list; what is wrong with a line goes to standard error."""
    for line in lines:
        if line.wrong:
            told["wrong"] += 1
            complain(f"{file}:{line.number}: {line.wrong}")
        elif line.listed:
            yield line.listed
        else:
            told["left"] += 1


def _batches(several: Iterable[Listed]) -> Iterator[list[Listed]]:
    from itertools import islice

    from dragoman.store.mail.importing import BATCH

    rest = iter(several)
    while batch := list(islice(rest, BATCH)):
        yield batch


@subscribers.command("export")
def export(
    address: Anybody = None,
    edition: OnlyEdition = None,
    out: Out = None,
    database: Address = None,
    as_json: Json = False,
) -> None:
    """Write all that is held about one address, as JSON; or everybody, as a list that import takes.

    Exit code: 0, 1 when nothing is held about the address, 2 for wrong usage, 3 when the store failed.
    """
    from dragoman.app.printing.output import output

    with opened_subscribers(database) as mail, output(out) as sink:
        if address is None:
            for line in _everybody(mail, edition, as_json=as_json):
                sink.write(line)
            return
        held = _held(mail, _address(address))
        sink.write(held[0])
    if not held[1]:
        complain(f"{address}: nothing is held")
        raise typer.Exit(1)


def _everybody(mail: Database, edition: str | None, *, as_json: bool) -> Iterator[bytes]:
    import csv
    import io

    import msgspec

    from dragoman.newsletter.subscribers_lists import list_lines
    from dragoman.store.mail.importing import all_subscriptions

    rows = all_subscriptions(mail, edition=edition)
    if as_json:
        yield from (msgspec.json.encode(row) + b"\n" for row in rows)
        return
    for cells in list_lines(rows):
        line = io.StringIO()
        csv.writer(line, lineterminator="\r\n").writerow(cells)
        yield line.getvalue().encode("utf-8")


def _held(mail: Database, found: MailAddress) -> tuple[bytes, bool]:
    """What is held, as JSON, and whether it is anything."""
    import msgspec

    from dragoman.store.mail.erasing import held_about
    from dragoman.store.mail.keys import keys_of

    held = held_about(mail, keys_of(mail, now=_now()), found.written, found.key)
    written = msgspec.json.format(msgspec.json.encode(held), indent=2) + b"\n"
    return written, held.subscriber is not None or held.suppression is not None


@subscribers.command("erase")
def erase(address: Who, database: Address = None, as_json: Json = False) -> None:
    """Forget all that is held about an address. What stays is a keyed digest, so that no list brings it back.

    Exit code: 0, also when nothing was held; 1 when files still hold what was deleted; 2 for wrong usage,
    3 when the store failed.
    """
    from dragoman.store.mail.erasing import erase_address, swept
    from dragoman.store.mail.keys import keys_of

    found = _address(address)
    with opened_subscribers(database) as mail:
        gone = erase_address(mail, keys_of(mail, now=_now()), found.key, now=_now())
        rest = swept(mail)
    if as_json:
        print_json({"erased": gone, "rest": rest})
    else:
        say("erased" if gone else "nothing was held")
    if rest:
        complain(rest)
        raise typer.Exit(1)
    if gone:
        complain("copies of the file that were made before keep it: make a new one and delete those")


@subscribers.command("stats")
def stats(database: Address = None, as_json: Json = False) -> None:
    """Count the subscribers of each edition, and the addresses that nothing may be sent to.

    Exit code: 0, 3 when the store failed.
    """
    from dragoman.store.mail.importing import suppression_tally
    from dragoman.store.mail.subscribers import tally

    with opened_subscribers(database) as mail:
        editions, stopped = tally(mail), suppression_tally(mail)
    if as_json:
        print_json({"editions": editions, "suppressed": stopped})
        return
    for edition, counts in editions.items():
        say(f"{edition}: " + ", ".join(f"{count} {status}" for status, count in sorted(counts.items())))
    if stopped:
        say("nothing is sent to: " + ", ".join(f"{count} {reason}" for reason, count in stopped.items()))
    if not editions:
        complain("nobody has subscribed yet: dragoman subscribers add ADDRESS EDITION")


@subscribers.command()
def backup(file: ToFile, database: Address = None) -> None:
    """Copy the subscribers and their keys into a new file. Put it in the place of the old one to restore it.

    Without its keys no link in a mail that was sent works any more, not even those to unsubscribe.

    Exit code: 0, 2 for wrong usage, 3 when the store failed.
    """
    from dragoman.store.mail.database import copy_mail

    with opened_subscribers(database) as mail:
        copy_mail(mail, file)
    say(f"the subscribers are copied into {file}")


@subscribers.command("rotate-keys")
def rotate(database: Address = None) -> None:
    """Sign new links with a new key. Links in mails that are out hold as before.

    Exit code: 0, 3 when the store failed.
    """
    from dragoman.store.mail.keys import rotate_keys

    with opened_subscribers(database) as mail:
        keys = rotate_keys(mail, now=_now())
    say(f"new links are signed with the key {keys.current.id}; {len(keys.old)} older ones still hold")


def _address(written: str) -> MailAddress:
    from dragoman.newsletter.subscribers import BadAddress, address_of

    try:
        return address_of(written)
    except BadAddress as error:
        raise typer.BadParameter(f"{written!r}: {error}") from None


def _slug(written: str) -> str:
    from dragoman.newsletter.subscribers_lists import is_edition

    if not is_edition(written):
        raise typer.BadParameter(f"{written!r} is no edition's name: it is lower-case words with hyphens between")
    return written


def _now() -> datetime:
    return datetime.now(UTC)
