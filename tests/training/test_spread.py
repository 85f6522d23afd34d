"""How far the figures of several seeds lie apart."""

from __future__ import annotations

import json
from pathlib import Path

from training.encoder.spread import spread


def test_every_figure_that_all_seeds_have_is_told_with_its_ends(tmp_path: Path) -> None:
    files = [tmp_path / "1.json", tmp_path / "2.json"]
    files[0].write_text(
        json.dumps({"pairs": 8, "by type": {"AID": 70.0, "AGREE": 80.0}, "confusions": {"AID > AGREE": 2}})
    )
    files[1].write_text(json.dumps({"pairs": 8, "by type": {"AID": 75.0, "AGREE": 79.0}, "confusions": {}}))

    head, *rows = spread(files).splitlines()

    assert head.endswith("of 2 seeds")
    assert [row.rsplit(maxsplit=4) for row in rows] == [
        ["pairs", "8.0", "8.0", "8.0", "0.0"],
        ["by type: AID", "72.5", "70.0", "75.0", "5.0"],
        ["by type: AGREE", "79.5", "79.0", "80.0", "1.0"],
    ]
