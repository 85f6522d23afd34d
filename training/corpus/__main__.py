"""The corpus's tools: `python -m training.corpus check|report|view|agreement|generate`."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rich.console import Console

from training.corpus.files import HERE, files, good_passages, items
from training.corpus.frames import BadFrame
from training.corpus.markup import BadMarkup, Passage, passages

README = HERE / "README.md"
SECOND = HERE / "agreement" / "second.txt"


def main() -> int:
    """Runs a command; the exit status."""
    arguments = _parser().parse_args()
    status: int = arguments.run(arguments)
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m training.corpus", description="The Dragoman corpus's tools.")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)

    check_ = commands.add_parser("check", help="parse passages and frames, and say what is wrong with file and line")
    check_.add_argument("files", nargs="*", metavar="FILE")
    check_.set_defaults(run=check)

    report = commands.add_parser("report", help="coverage and near-duplicates")
    report.add_argument("files", nargs="*", metavar="FILE")
    how = report.add_mutually_exclusive_group()
    how.add_argument("--json", action="store_true", help="every figure as JSON")
    how.add_argument("--readme", action="store_true", help="write the figures in README.md anew")
    report.set_defaults(run=_report)

    view = commands.add_parser("view", help="a page of HTML to look through")
    view.add_argument("files", nargs="+", metavar="FILE")
    view.add_argument("--out", required=True, type=Path, metavar="PAGE.html")
    view.set_defaults(run=_view)

    agreement = commands.add_parser("agreement", help="a second coder's passages against the corpus's")
    agreement.add_argument("second", type=Path, metavar="SECOND.txt")
    how = agreement.add_mutually_exclusive_group()
    how.add_argument("--json", action="store_true", help="every figure as JSON")
    how.add_argument("--differences", action="store_true", help="each difference, in words")
    agreement.set_defaults(run=_agreement)

    generate = commands.add_parser("generate", help="passages filled from the frames, as mark-up")
    generate.add_argument("--seed", type=int, default=1)
    generate.add_argument("--count", type=int, default=20)
    generate.set_defaults(run=_generate)
    return parser


def check(arguments: argparse.Namespace) -> int:
    """Prints what is wrong, and a count a file."""
    bad = 0
    for path in files(arguments.files):
        found = items(path)
        errors = [item for item in found if isinstance(item, BadFrame | BadMarkup)]
        for error in errors:
            print(error, file=sys.stderr)
        print(f"{path}: {len(found) - len(errors)} good, {len(errors)} bad")
        bad += len(errors)
    return 1 if bad else 0


def _report(arguments: argparse.Namespace) -> int:
    from training.corpus.report import figures
    from training.corpus.report_pages import page

    found = figures(files(arguments.files))
    if arguments.json:
        print(json.dumps(found, ensure_ascii=False, indent=1))
    elif arguments.readme:
        corpus = [one for _, one in good_passages(files())]
        README.write_text(readme(README.read_text(encoding="utf-8"), found, corpus), encoding="utf-8")
    else:
        Console().print(page(found))
    return 0


def readme(text: str, figures: dict[str, Any], corpus: Iterable[Passage]) -> str:
    """The README with the corpus's figures and those of its second coding."""
    from training.corpus.agreement import Compared, comparisons
    from training.corpus.agreement_figures import markdown as agreement
    from training.corpus.report_pages import markdown, written

    second = [one for _, one in good_passages([SECOND])]
    pairs = [one for one in comparisons(corpus, second) if isinstance(one, Compared)]
    return written(written(text, "figures", markdown(figures)), "agreement", agreement(pairs))


def _view(arguments: argparse.Namespace) -> int:
    from training.corpus.view import page

    paths = files(arguments.files)
    shown = [one for _, one in good_passages(paths)]
    if not shown:
        print(f"view: no passages in {', '.join(map(str, paths))}", file=sys.stderr)
        return 1
    title = f"The Dragoman corpus: {', '.join(path.stem for path in paths)}"
    arguments.out.write_text(page(shown, title), encoding="utf-8")
    print(f"{arguments.out}: {len(shown)} passages")
    return 0


def _agreement(arguments: argparse.Namespace) -> int:
    from training.corpus.agreement import Compared, comparisons, differences
    from training.corpus.agreement_figures import confusions, figures, table

    read = list(passages(arguments.second))
    corpus = [one for _, one in good_passages(files())]
    told = list(comparisons(corpus, [one for one in read if not isinstance(one, BadMarkup)]))
    bad = [str(one) for one in (*read, *told) if isinstance(one, BadMarkup | str)]
    pairs = [one for one in told if isinstance(one, Compared)]
    for complaint in bad:
        print(complaint, file=sys.stderr)
    if arguments.json:
        print(
            json.dumps(
                {"passages": len(pairs), "figures": [asdict(row) for row in figures(pairs)]},
                ensure_ascii=False,
                indent=1,
            )
        )
    elif arguments.differences:
        print("\n".join(line for pair in pairs for line in differences(pair)))
    else:
        print(f"{len(pairs)} passages coded twice, {len(bad)} not comparable\n")
        Console().print(table(figures(pairs)))
        apart = [f"{first}/{second} {count}" for first, second, count in confusions(pairs)[:8]]
        print(f"\ntypes chosen apart: {', '.join(apart) or 'none'}")
    return 1 if bad else 0


def _generate(arguments: argparse.Namespace) -> int:
    from training.corpus.generate import all_frames, blocks

    for block in blocks(all_frames(), arguments.seed, arguments.count):
        print("\n".join(block), end="\n\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
