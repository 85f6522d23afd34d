"""`dragoman actors`: whom the articles of a store introduce, and whom the reader is to know from then on."""

from __future__ import annotations

from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.app.corrections.options import By, desk, person, tell
from dragoman.app.options import Address, Json, asked_day

if TYPE_CHECKING:
    from dragoman.app.actors.candidates import Candidate
    from dragoman.app.actors.deciding import Wished
    from dragoman.store import Act, Database, Person
    from dragoman.store.values.people import Decision

actors = typer.Typer(
    name="actors",
    help="People whom articles introduce with office and state: accept them, and the reader knows them.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
READ = "as the articles say"
"""The reason where nobody gives another."""

Name = Annotated[str, typer.Argument(metavar="NAME", help="Who it is, as review shows the name.")]
Office = Annotated[str | None, typer.Option(metavar="OFFICE", help="Which office, where several are told.")]
Of = Annotated[str | None, typer.Option("--of", metavar="CODE", help="Of which state or body, where several are told.")]
Reason = Annotated[str, typer.Option("--why", metavar="REASON", help="The reason, for whoever reads it later.")]
Since = Annotated[
    date | None,
    typer.Option("--since", parser=asked_day, metavar="YYYY-MM-DD", help="Only articles published since this day."),
]
Most = Annotated[int, typer.Option("--limit", min=1, max=10000, help="How many people at most.")]
Ask = Annotated[bool, typer.Option("--ask", help="Ask after each one whether to accept or to reject.")]
From = Annotated[
    date | None,
    typer.Option(
        "--from", parser=asked_day, metavar="YYYY-MM-DD", help="First day in office; without it, of the first article."
    ),
]
To = Annotated[date | None, typer.Option("--to", parser=asked_day, metavar="YYYY-MM-DD", help="Last day in office.")]
Alias = Annotated[
    list[str] | None, typer.Option("--alias", metavar="NAME", help="Another spelling. May be given several times.")
]
Beside = Annotated[
    bool,
    typer.Option("--beside", help="Whoever the rows have in the office stays in it; else they held it until then."),
]
Other = Annotated[
    bool, typer.Option("--as-other", help="Somebody else than the holder whose name is spelled much alike.")
]


def add_to(app: typer.Typer) -> None:
    """Adds the commands to the command line."""
    app.add_typer(actors)


@actors.command("review")
def review(
    since: Since = None,
    limit: Most = 20,
    ask: Ask = False,
    by: By = None,
    database: Address = None,
    as_json: Json = False,
) -> None:
    """Show whom articles introduce with office and state and whom no row knows; who is named most comes first.

    Exit code: 0, 2 for wrong usage, 3 when the store failed.
    """
    from dragoman.app.actors.candidates import candidates
    from dragoman.app.printing.actors import candidate

    if ask and as_json:
        raise typer.BadParameter("--ask asks people, --json is for programs: write one of the two")
    speaks, shown = person(by, READ) if ask else None, 0
    with desk(database) as store:
        for one in islice(candidates(store, since=since), limit):
            shown += 1
            tell(one, candidate(one), as_json=as_json)
            if speaks is not None and not _asked(store, one, speaks):
                break
    if not shown and not as_json:
        print("nobody whom the reader does not know is introduced with office and state")


def _asked(store: Database, one: Candidate, by: Person) -> bool:
    """Asks what to do with a candidate, and does it; whether to go on."""
    from dragoman.store import Act

    answer = typer.prompt("  accept, reject, next or quit? [a/r/n/q]", default="n", show_default=False).strip().lower()
    if answer.startswith(("a", "r")):
        act = Act.LEARNT if answer.startswith("a") else Act.DENIED
        _say(_decide(store, one, act, by), as_json=False)
    return not answer.startswith("q")


@actors.command("accept")
def accept(
    name: Name,
    office: Office = None,
    of: Of = None,
    begun: From = None,
    ended: To = None,
    alias: Alias = None,
    beside: Beside = False,
    as_other: Other = False,
    why: Reason = READ,
    by: By = None,
    database: Address = None,
    as_json: Json = False,
) -> None:
    """Have the reader know somebody from now on: by name alone, and by office on a day.

    Exit code: 0, 2 for wrong usage, 3 when the store failed.
    """
    from dragoman.app.actors.deciding import Wished
    from dragoman.store import Act

    wished = Wished(begun=begun, ended=ended, aliases=tuple(alias or ()), beside=beside, other=as_other)
    speaks = person(by, why)
    with desk(database) as store:
        made = _decide(store, _named(store, name, office, of), Act.LEARNT, speaks, wished)
    _say(made, as_json=as_json)


@actors.command("reject")
def reject(
    name: Name,
    office: Office = None,
    of: Of = None,
    why: Reason = READ,
    by: By = None,
    database: Address = None,
    as_json: Json = False,
) -> None:
    """Have somebody shown no more: it is nobody, or the office is wrong.

    Exit code: 0, 2 for wrong usage, 3 when the store failed.
    """
    from dragoman.store import Act

    speaks = person(by, why)
    with desk(database) as store:
        made = _decide(store, _named(store, name, office, of), Act.DENIED, speaks)
    _say(made, as_json=as_json)


@actors.command("list")
def list_all(database: Address = None, as_json: Json = False) -> None:
    """List who was accepted and who rejected, by whom, when and why, with the words that introduced them.

    Exit code: 0, 3 when the store failed.
    """
    from dragoman.app.printing.actors import decision
    from dragoman.store.corrections.people import decisions, quotes

    with desk(database) as store:
        for one in decisions(store):
            tell(one, decision(one, quotes(store, one.introduced.witnesses)), as_json=as_json)


@actors.command("undo")
def undo(
    name: Name, why: Reason = "decided again", by: By = None, database: Address = None, as_json: Json = False
) -> None:
    """Take a decision back: whom it was of is shown again.

    Exit code: 0, 2 for wrong usage, 3 when the store failed.
    """
    from dragoman.store import undo as undone
    from dragoman.store.corrections.people import decided

    speaks = person(by, why)
    with desk(database) as store:
        one = decided(store, name)
        said = undone(store, one.said.id, by=speaks)
    tell(said, [f"{one.introduced.row.name} is open again"], as_json=as_json)


def _named(store: Database, name: str, office: str | None, of: str | None) -> Candidate:
    """The one candidate of a name, of the office and the side where these are given."""
    from dragoman.app.actors.candidates import candidates
    from dragoman.store import CorrectionError

    found = list(candidates(store, name=name))
    fitting = [one for one in found if office in (None, one.office) and of in (None, one.code)]
    if len(fitting) == 1:
        return fitting[0]
    listed = ", ".join(f"--office {one.office} --of {one.code}" for one in fitting or found)
    if found:
        raise CorrectionError(f"{name} is introduced as one of several: write {listed}")
    raise CorrectionError(
        f"nobody called {name!r} is introduced whom the reader does not know: dragoman actors review shows who is, "
        "dragoman actors list who was decided"
    )


def _decide(store: Database, one: Candidate, act: Act, by: Person, wished: Wished | None = None) -> Decision:
    from dragoman.app.actors.deciding import Wished, introduced, turned_away
    from dragoman.store import Act as Acts
    from dragoman.store.corrections.people import decide
    from dragoman.store.values.people import Decision

    made = turned_away(one) if act is Acts.DENIED else introduced(one, wished or Wished())
    return Decision(introduced=made, said=decide(store, made, act, by=by))


def _say(made: Decision, *, as_json: bool) -> None:
    from dragoman.app.printing.actors import decision

    row = made.introduced.row
    since = f"dragoman recode --since {row.begun or '2000-01-01'}"
    after = [f"  the reader knows them from now on; {since} shows what that changes in what is stored"]
    tell(made, [*decision(made, []), *(after if made.accepted else [])], as_json=as_json)
