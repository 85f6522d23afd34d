"""`dragoman watch` with a heart that reads at once and no long nap: to be killed while others watch beside it."""

from __future__ import annotations

import sys
from datetime import timedelta
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[2])]

from tests.store import ingest_quickly  # noqa: E402

from dragoman.app.collect import fetching  # noqa: E402
from dragoman.app.main import main  # noqa: E402
from dragoman.app.watch import rounds as watch_rounds  # noqa: E402
from dragoman.collect import politeness  # noqa: E402

if __name__ == "__main__":
    assert ingest_quickly.heart
    politeness.GAP = timedelta(0)
    fetching.LONGEST_NAP = watch_rounds.LONGEST_NAP = timedelta(milliseconds=100)
    main()
