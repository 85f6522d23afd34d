"""The file of accounts: for its owner alone, and read strictly."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.web.doorways import ANA, PASSWORD

from dragoman.web.access.accounts import AccountError, Accounts, hashed, put_account


def test_a_file_of_accounts_is_for_its_owner_alone(tmp_path: Path) -> None:
    file = tmp_path / "accounts.txt"
    assert put_account(file, ANA, PASSWORD)
    assert not put_account(file, ANA, PASSWORD)
    assert file.stat().st_mode & 0o777 == 0o600
    assert Accounts(file).proof(ANA, PASSWORD)
    assert PASSWORD not in file.read_text()
    file.chmod(0o640)
    with pytest.raises(AccountError, match="chmod 600"):
        Accounts(file).kept()


@pytest.mark.parametrize(
    "line", ["ana", "ana:plain", "ana:scrypt$3$aa$aa", "ana:scrypt$99999999999$YQ==$YQ==", ":scrypt$2$YQ==$YQ=="]
)
def test_a_line_that_is_no_account_is_named(tmp_path: Path, line: str) -> None:
    file = tmp_path / "accounts.txt"
    file.touch(mode=0o600)
    file.write_text(f"# who\n{line}\n")
    with pytest.raises(AccountError, match=r"accounts\.txt:2: this is no account"):
        Accounts(file).kept()


@pytest.mark.parametrize("password", ["", "short", "x" * 1001])
def test_a_password_that_is_too_short_is_no_password(password: str) -> None:
    with pytest.raises(AccountError, match="12 to 1000"):
        hashed(password)


@pytest.mark.parametrize("name", ["", " ", "a:b", "#a", "a\nb", "x" * 101])
def test_a_name_is_visible_and_on_one_line(tmp_path: Path, name: str) -> None:
    with pytest.raises(AccountError, match="is no name"):
        put_account(tmp_path / "accounts.txt", name, PASSWORD)
