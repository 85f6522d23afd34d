"""dragoman.toml: where it is found, what stands in it, and what it makes the commands do without options."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from dragoman.app.config.rows import ALERTS, FILE, SETTINGS

if TYPE_CHECKING:
    from dragoman.newsletter.editions_toml import Newsletter

OURS = ("store", "serve")
"""Tables that are checked here; the newsletter checks its own."""


class WrongConfig(ValueError):
    """The file cannot be used: `file: key: what to write instead`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """What stands in *file*, and how that was found."""

    file: Path
    how: str
    values: Mapping[str, Any]

    def value(self, table: str, key: str) -> Any:
        """What the file says of a setting; none where it says nothing."""
        found: Any = self.values
        for part in table.split("."):
            found = found.get(part, {}) if isinstance(found, Mapping) else {}
        return found.get(key) if isinstance(found, Mapping) else None

    @property
    def alerts(self) -> Path | None:
        """The alerts' settings beside the file, where there are some."""
        beside = self.file.with_name(ALERTS)
        return beside if beside.is_file() else None

    @property
    def database(self) -> str | None:
        """The store as the file names it: a path is counted from the file's own folder."""
        written = self.value("store", "database")
        return None if written is None else _beside(self.file, written)


def found_config(named: Path | None, *, environment: Mapping[str, str], here: Path, store: Path) -> Config | None:
    """The file that is *named*, else of $DRAGOMAN_CONFIG, else in this folder, else in that of the usual *store*."""
    if named is not None:
        return read_config(named, how="--config")
    if environment.get("DRAGOMAN_CONFIG"):
        return read_config(Path(environment["DRAGOMAN_CONFIG"]), how="$DRAGOMAN_CONFIG")
    for file, how in ((here / FILE, "in this folder"), (store.with_name(FILE), "in your own data folder")):
        if file.is_file():
            return read_config(file, how=how)
    return None


def read_config(file: Path, *, how: str) -> Config:
    """What stands in *file*. Raises `WrongConfig`."""
    try:
        values = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise WrongConfig(f"{file}: it cannot be read ({reason}): dragoman init writes a new one") from None
    except tomllib.TOMLDecodeError as error:
        raise WrongConfig(f"{file}: this is no TOML ({error}): dragoman init shows how it is written") from None
    _check(file, values)
    return Config(file=file.absolute(), how=how, values=values)


def _check(file: Path, values: Mapping[str, Any]) -> None:
    """Raises for what no setting is called, and for values that the commands cannot take."""
    tables = list(dict.fromkeys(one.table.partition(".")[0] for one in SETTINGS))
    for name, table in values.items():
        if name not in tables:
            raise WrongConfig(f"{file}: there is no table [{name}]: {_instead(name, tables)}")
        if name in OURS:
            _check_table(file, name, table)


def _check_table(file: Path, name: str, table: Any) -> None:
    if not isinstance(table, dict):
        raise WrongConfig(f"{file}: {name}: this is no table: write [{name}]")
    rows = {one.key: one for one in SETTINGS if one.table == name}
    for key, value in table.items():
        if key not in rows:
            raise WrongConfig(f"{file}: {name}.{key}: there is no such setting: {_instead(key, list(rows))}")
        example = tomllib.loads(f"x = {rows[key].example}")["x"]
        several = isinstance(value, list) and all(isinstance(one, str) for one in value)
        if type(value) is not type(example) or (isinstance(value, list) and not several):
            raise WrongConfig(f"{file}: {name}.{key}: {value!r} is none: write it as {key} = {rows[key].example}")


def _instead(name: str, known: Sequence[str]) -> str:
    near = get_close_matches(name, known, n=1)
    return f"did you mean {near[0]}?" if near else f"there are {', '.join(known)}"


class Command(Protocol):
    """A command of the command line, or a group of them, as far as it is looked at here."""

    params: list[Any]


def defaults(command: Command, config: Config) -> dict[str, Any]:
    """What the file says for each option of every command below *command*, as the command line takes defaults.

    An option is known by the environment's variable that it follows; those of serve by their names.
    """
    by_variable = {
        "DRAGOMAN_DATABASE": config.database,
        "DRAGOMAN_SETTINGS": str(config.file) if "newsletter" in config.values else None,
        "DRAGOMAN_ALERTS": str(config.alerts) if config.alerts else None,
    }
    return _defaults(command, {key: value for key, value in by_variable.items() if value}, _of_serve(config))


def _defaults(command: Command, by_variable: Mapping[str, str], serve: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {
        one.name: by_variable[one.envvar] for one in command.params if getattr(one, "envvar", None) in by_variable
    }
    for name, below in getattr(command, "commands", {}).items():
        held = _defaults(below, by_variable, {}) | (dict(serve) if name == "serve" else {})
        found |= {name: held} if held else {}
    return found


def _of_serve(config: Config) -> dict[str, Any]:
    return dict(_serve_values(config))


def _serve_values(config: Config) -> Iterator[tuple[str, Any]]:
    for one in SETTINGS:
        value = config.value(one.table, one.key) if one.table == "serve" else None
        if value is not None:
            yield one.key, _beside(config.file, value) if one.key == "accounts" else value


def _beside(file: Path, written: str) -> str:
    """A path counted from the folder of *file*; an address of a server as it is."""
    return written if "://" in written else str(file.parent / Path(written).expanduser())


def newsletter_of_site(file: Path | None) -> Newsletter | None:
    """The newsletter that people may sign up for on the site; none where no file has one. Ends with 2 where it is wrong."""
    from dragoman.app.newsletter.desk import newsletter_at

    if file is None or "newsletter" not in read_config(file, how="").values:
        return None
    return newsletter_at(file)
