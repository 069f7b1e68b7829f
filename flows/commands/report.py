"""`jianbao report`."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console

from flows.config import load_settings
from flows.output import print_table, write_result
from schemas.errors import SettingsError, StoreError
from warehouse.connect import connect, run_select
from warehouse.reports import Report, names, read_report

_SNAPSHOT = "SELECT commit_id, committed_at, version FROM published"


def run_report(
    name: str | None,
    arguments: list[str],
    html: Path | None,
    format: str | None,
    output: Path | None,
    warehouse: Path | None,
) -> None:
    """List the canned questions, or answer one as a table, a file, or a page.

    Raises:
        SettingsError: there is no such report or parameter.
        StoreError: there is no warehouse, or the page can't be written.
    """
    if name is None:
        _list_reports()
        return
    report = read_report(name)
    given = dict(_pair(report, argument) for argument in arguments)
    sql = report.asking(given)
    with connect(load_settings(warehouse).warehouse) as connection:
        answer = run_select(connection, sql)
        snapshot = run_select(connection, _SNAPSHOT).to_pylist()[0]
    if html is None or output is not None:
        write_result(answer, format, output)
    if html is not None:
        from flows.report_page import Snapshot, page

        _write(html, page(report, given, answer, Snapshot(**snapshot)))


def _pair(report: Report, argument: str) -> tuple[str, str]:
    """A parameter and its value from `name=value`; a bare value is the first parameter's."""
    name, found, value = argument.partition("=")
    if found and name in report.defaults:
        return name, value
    if len(report.defaults) == 1 or (report.defaults and not found):
        return next(iter(report.defaults)), argument
    known = ", ".join(f"{parameter}=…" for parameter in report.defaults) or "no arguments"
    raise SettingsError(f"Report {report.name} takes {known}; {argument!r} is not of that form.")


def _list_reports() -> None:
    """Each canned question with its parameters and their defaults."""
    rows = []
    for report in map(read_report, names()):
        defaults = (f"{parameter}={default}" for parameter, default in report.defaults.items())
        rows.append((report.name, report.question, " ".join(defaults)))
    print_table(Console(highlight=False), ("report", "question", "arguments and defaults"), rows)


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise StoreError(f"{path} cannot be written ({error.strerror}); choose another place.") from error
    Console(stderr=True, highlight=False).print(
        f"{path}: {len(text) / 1024:,.0f} KiB, opens in any browser", style="dim"
    )
