"""`jianbao sql` without a query: a prompt with history and completion.

A statement ends with a semicolon and may take several lines; lines that start with a dot are commands of the prompt.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
from prompt_toolkit import PromptSession
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.filters import Condition, is_searching
from prompt_toolkit.history import FileHistory, InMemoryHistory
from prompt_toolkit.input import Input
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.lexers import PygmentsLexer
from prompt_toolkit.output import Output
from pygments.lexers.sql import SqlLexer
from rich.console import Console

from flows.commands.tables import Entry, entries, show_tables
from flows.output import MIN_COLUMN, print_result
from schemas.errors import PipelineError
from warehouse.connect import run_select

PROMPT, CONTINUED = "jianbao> ", "    ...> "

DOT_COMMANDS = {
    ".tables": "all tables, views and macros",
    ".tables NAME": "one of them: its columns and an example",
    ".help": "this",
    ".quit": "end, as Ctrl-D does",
}

KEYWORDS = (
    "SELECT", "FROM", "WHERE", "GROUP BY", "ORDER BY", "LIMIT", "JOIN", "LEFT JOIN", "USING", "HAVING", "QUALIFY", "WITH",
    "DISTINCT", "COUNT", "COALESCE", "DESCRIBE", "SUMMARIZE", "SHOW TABLES", "PIVOT", "UNNEST", "CONTAINS", "BETWEEN",
)  # fmt: skip
"""Words of SQL that are completed, besides all names."""

PAGER_CELL = 40
"""Screen cells a column gets in the pager, where lines may be longer than the screen."""

_WORD = re.compile(r"[.\w]+")
_NAME = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Names:
    """What can be completed.

    Attributes:
        kinds: table, view or macro, by name.
        columns: descriptions of its columns, by name.
    """

    kinds: dict[str, str]
    columns: dict[str, dict[str, str]]

    @staticmethod
    def of(listed: Iterable[Entry]) -> Names:
        """The names of tables, views and macros, and of their columns."""
        found = list(listed)
        columns = {entry.name: {name: told for name, _, told in entry.columns} for entry in found}
        return Names({entry.name: entry.kind for entry in found}, columns)


class SqlCompleter(Completer):
    """Completes names and keywords; columns of the tables that the statement names come first."""

    def __init__(self, names: Names) -> None:
        self._names = names

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterator[Completion]:
        """What the word before the cursor may become."""
        before = document.text_before_cursor
        word = document.get_word_before_cursor(pattern=_WORD)
        if before.startswith("."):
            known = (*(name for name in DOT_COMMANDS if " " not in name), *(f".tables {n}" for n in self._names.kinds))
            yield from (Completion(name, -len(before)) for name in known if name.startswith(before))
            return
        table, dot, start = word.rpartition(".")
        for text, told in self._columns(table) if dot else self._everything(document.text):
            if text.lower().startswith(start.lower()) and (start or dot):
                yield Completion(text, -len(start), display_meta=told)

    def _columns(self, table: str) -> Iterable[tuple[str, str]]:
        return self._names.columns.get(table, {}).items()

    def _everything(self, statement: str) -> Iterator[tuple[str, str]]:
        """Columns of tables that are named, tables, keywords, then all other columns; each once."""
        named = [name for name in dict.fromkeys(_NAME.findall(statement)) if name in self._names.columns]
        found: dict[str, str] = {}
        for table in named:
            found.update(self._columns(table))
        for name, kind in self._names.kinds.items():
            found.setdefault(f"{name}(" if kind == "macro" else name, kind)
        found.update(dict.fromkeys(KEYWORDS, ""))
        for columns in self._names.columns.values():
            for name, told in columns.items():
                found.setdefault(name, told)
        yield from found.items()


def is_complete(text: str) -> bool:
    """Whether Enter sends what has been typed, instead of beginning a new line.

    >>> is_complete("SELECT 1;"), is_complete("SELECT 1"), is_complete(".help"), is_complete("  ")
    (True, False, True, True)
    """
    typed = text.strip()
    return not typed or typed.endswith(";") or (typed.startswith(".") and "\n" not in typed)


def session(history: Path | None, source: Input | None = None, screen: Output | None = None) -> PromptSession[str]:
    """A prompt of several lines.

    Args:
        history: file that keeps what was typed; None keeps it in memory.
        source, screen: other than the terminal.
    """
    keys = KeyBindings()

    @keys.add("enter", filter=~is_searching)
    def _(event: KeyPressEvent) -> None:
        buffer = event.current_buffer
        if is_complete(buffer.text):
            buffer.validate_and_handle()
        else:
            buffer.insert_text("\n")

    return PromptSession(
        PROMPT,
        multiline=Condition(lambda: True),
        prompt_continuation=CONTINUED,
        lexer=PygmentsLexer(SqlLexer),
        completer=SqlCompleter(Names.of(entries())),
        complete_while_typing=True,
        history=FileHistory(str(history)) if history else InMemoryHistory(),
        key_bindings=keys,
        input=source,
        output=screen,
    )


def history_file() -> Path:
    """Where statements are kept: in $XDG_STATE_HOME/jianbao, by default ~/.local/state/jianbao; the folder is made."""
    folder = Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state") / "jianbao"
    folder.mkdir(parents=True, exist_ok=True)
    return folder / "history"


def converse(connection: duckdb.DuckDBPyConnection, asked: PromptSession[str], console: Console) -> None:
    """Answer statement after statement until the input ends (Ctrl-D) or says .quit.

    A statement that is refused is told in a sentence; Ctrl-C drops what was typed, or stops a query.
    """
    console.print("End a statement with ; · .help tells more · Ctrl-D ends", style="dim")
    while True:
        try:
            typed = asked.prompt().strip()
            if typed == ".quit":
                return
            if typed:
                _answer(connection, typed, console)
        except KeyboardInterrupt:
            console.print("stopped", style="yellow")
        except EOFError:
            return
        except PipelineError as error:
            console.print(in_one_line(str(error)), style="red", markup=False)


def in_one_line(message: str) -> str:
    """An error without the statement that DuckDB repeats: it stands right above.

    >>> in_one_line("No table x!\\nDid you mean y?\\n\\nLINE 1: FROM x\\n             ^")
    'No table x! Did you mean y?'
    """
    return " ".join(message.split("\nLINE ")[0].split())


def _answer(connection: duckdb.DuckDBPyConnection, typed: str, console: Console) -> None:
    """One statement, or one command of the prompt."""
    command, _, argument = typed.partition(" ")
    if command == ".tables":
        show_tables(argument.strip() or None, console)
    elif typed.startswith("."):
        for name, told in DOT_COMMANDS.items():
            console.print(f"{name:14} {told}", markup=False)
        console.print(
            "Statements end with ; and may take several lines. Tab completes, arrows and Ctrl-R go back.", style="dim"
        )
    else:
        _show_rows(connection, typed, console)


def _show_rows(connection: duckdb.DuckDBPyConnection, statement: str, console: Console) -> None:
    """A statement's rows: on the screen if they fit, otherwise in a pager, where they may be wider than it."""
    started = time.perf_counter()
    result = run_select(connection, statement)
    seconds = time.perf_counter() - started
    fits = result.num_rows < console.height - 6 and result.num_columns * MIN_COLUMN <= console.width
    if fits or not console.is_terminal:
        print_result(result, console)
    else:
        os.environ.setdefault("LESS", "-RSFX")
        wide = Console(width=max(console.width, result.num_columns * PAGER_CELL), force_terminal=True, highlight=False)
        with wide.pager(styles=True):
            print_result(result, wide)
    console.print(f"{seconds:.2f} s", style="dim")
