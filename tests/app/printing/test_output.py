"""A file is there whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.app.printing.output import output


def test_a_file_takes_its_name_when_all_is_written(tmp_path: Path) -> None:
    target = tmp_path / "out.json"
    with output(target) as sink:
        sink.write(b"all of it")
        assert not target.exists()

    assert target.read_bytes() == b"all of it"
    assert list(tmp_path.iterdir()) == [target]


def test_an_older_file_stays_when_writing_breaks_off(tmp_path: Path) -> None:
    target = tmp_path / "out.json"
    target.write_bytes(b"older")
    with pytest.raises(KeyboardInterrupt), output(target) as sink:
        sink.write(b"half")
        raise KeyboardInterrupt

    assert target.read_bytes() == b"older"
    assert list(tmp_path.iterdir()) == [target]


def test_a_device_is_written_into_and_stays_one() -> None:
    with output(Path("/dev/null")) as sink:
        sink.write(b"gone")

    assert Path("/dev/null").is_char_device()


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "target")
    with output(tmp_path / "link") as sink:
        sink.write(b"words")

    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "target").read_bytes() == b"words"
