"""The canned questions: one SQL file each, with what a reader of the answer must know in its header.

A file of reports/ opens with comment lines: the question; then grain and caveats; then, where the answer makes a picture,
a line `Chart: bar x=column y=column`; then, where the question takes arguments, `Parameters:` with one line `name:
description` each. Their defaults stand in the query itself, in one line `WITH asked AS (SELECT 'x' AS name, 20 AS most)`,
so that the file runs as it is: `jianbao sql -f FILE`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from schemas.errors import SettingsError
from schemas.sql import literal

FOLDER = Path(__file__).parent / "reports"

MARKS = ("bar", "line", "point")
"""Kinds of charts."""

CHANNELS = ("x", "y", "color", "size")
"""What a chart shows by position, colour and size; each takes a column's name."""

_ASKED = re.compile(r"^WITH asked AS \(SELECT (?P<values>.*)\)(?=,?$)", re.MULTILINE)
_VALUE = re.compile(r"(?P<value>'(?:[^']|'')*'|-?\d+(?:\.\d+)?|DATE '\d{4}-\d\d-\d\d') AS (?P<name>\w+)")
_NUMBER = re.compile(r"-?\d{1,15}(?:\.\d{1,6})?")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class Chart:
    """How an answer is drawn.

    Attributes:
        mark: one of MARKS.
        columns: column by channel.
    """

    mark: str
    columns: dict[str, str]


@dataclass(frozen=True, slots=True)
class Report:
    """A canned question.

    Attributes:
        question: one sentence.
        caveats: grain, and what the answer can't know.
        parameters: descriptions by name.
        sql: the query with its defaults.
    """

    name: str
    question: str
    caveats: str
    chart: Chart | None
    parameters: dict[str, str]
    sql: str

    @property
    def defaults(self) -> dict[str, str]:
        """The parameters' defaults as SQL literals."""
        asked = _ASKED.search(self.sql)
        return {m["name"]: m["value"] for m in _VALUE.finditer(asked["values"])} if asked else {}

    def asking(self, arguments: Mapping[str, str]) -> str:
        """The query with these arguments in place of its defaults.

        Raises:
            SettingsError: there is no such parameter, or a value is not of its kind.
        """
        defaults = self.defaults
        for name in arguments:
            if name not in defaults:
                known = ", ".join(defaults) or "none"
                raise SettingsError(f"Report {self.name} has no parameter {name!r}; it takes: {known}.")
        given = {name: _literal(name, default, arguments.get(name)) for name, default in defaults.items()}
        values = ", ".join(f"{value} AS {name}" for name, value in given.items())
        return _ASKED.sub(lambda _: f"WITH asked AS (SELECT {values})", self.sql, count=1)


def _literal(name: str, default: str, value: str | None) -> str:
    """A value as an SQL literal of the default's kind."""
    if value is None:
        return default
    if default.startswith("'"):
        return literal(value)
    shape, kind = (_DAY, "a day like 2024-04-01") if default.startswith("DATE") else (_NUMBER, "a number")
    if not shape.fullmatch(value):
        raise SettingsError(f"{name} must be {kind}, not {value!r}.")
    return f"DATE '{value}'" if shape is _DAY else value


def names() -> list[str]:
    """The canned questions' names, in order."""
    return sorted(path.stem for path in FOLDER.glob("*.sql"))


def read_report(name: str) -> Report:
    """A canned question.

    Raises:
        SettingsError: there is none of that name.
    """
    if name not in names():
        raise SettingsError(f"There is no report {name!r}; take one of: {', '.join(names())}.")
    lines = (FOLDER / f"{name}.sql").read_text(encoding="utf-8").splitlines()
    end = next(i for i, line in enumerate(lines) if not line.startswith("--"))
    header = [line.removeprefix("--").strip() for line in lines[:end]]
    split = header.index("Parameters:") if "Parameters:" in header else len(header)
    prose = [line for line in header[:split] if not line.startswith("Chart:")]
    drawn = next((line for line in header[:split] if line.startswith("Chart:")), None)
    question, _, caveats = " ".join(prose).partition("? ")
    parameters = dict(line.split(": ", 1) for line in header[split + 1 :])
    sql = "\n".join(lines[end:]).strip().rstrip(";")
    return Report(name, f"{question.rstrip('?')}?", caveats, _chart(drawn) if drawn else None, parameters, sql)


def _chart(line: str) -> Chart:
    """`Chart: bar x=articles y=person`."""
    mark, *channels = line.removeprefix("Chart:").split()
    return Chart(mark, dict(channel.split("=", 1) for channel in channels))
