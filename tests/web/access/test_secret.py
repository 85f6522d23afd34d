"""The secret that signs sessions and forms."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.web.access.secret import SecretError, secret_in


def test_the_secret_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    file = tmp_path / "store.secret"
    made = secret_in(file)
    assert len(made) == 32
    assert secret_in(file) == made
    assert file.stat().st_mode & 0o777 == 0o600
    assert [one.name for one in tmp_path.iterdir()] == ["store.secret"]
    file.chmod(0o644)
    with pytest.raises(SecretError, match="others than its owner"):
        secret_in(file)


@pytest.mark.parametrize("text", ["", "abc", "zz" * 32])
def test_a_file_that_holds_no_secret_signs_nothing(tmp_path: Path, text: str) -> None:
    file = tmp_path / "store.secret"
    file.touch(mode=0o600)
    file.write_text(text)
    with pytest.raises(SecretError, match="no secret"):
        secret_in(file)
