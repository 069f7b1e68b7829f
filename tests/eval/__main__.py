"""Score the pipeline: ``python -m tests.eval`` prints every figure beside its floor.

``--gate`` exits 1 if a figure is below its floor; ``--raise`` moves the floors up to the figures,
and down only with ``--because "reason"``, which floors.json keeps. What needs ``../shared`` is
skipped where that folder is absent.
"""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table

from tests.eval.gate import Line, LoweredError, Status, compare, load_floors, raised, save_floors

SCORERS = (
    "samples_scores",
    "clean_text",
    "damage",
    "damage_pairs",
    "damage_bytes",
    "split_scores",
    "pages_scores",
    "jumps_scores",
    "stories_scores",
    "slogans_scores",
    "slogans_marked",
    "slogans_annotated",
    "reprints_scores",
    "reprints_pages",
    "names",
    "says",
    "facts",
)
"""The modules with a scores() -> dict[str, float] each; higher is better in every figure."""

STYLES = {
    Status.BELOW: "bold red",
    Status.VANISHED: "bold red",
    Status.RISEN: "green",
    Status.NEW: "yellow",
    Status.SKIPPED: "dim",
}


@dataclass(frozen=True, slots=True)
class Measured:
    """What the scorers gave, and which of them had what they need."""

    figures: dict[str, float]
    ran: tuple[str, ...]


def measure(scorers: Sequence[str]) -> Measured:
    """Run scorers by name; a figure's name is "scorer.figure"."""
    figures: dict[str, float] = {}
    ran = []
    for scorer in scorers:
        scores = importlib.import_module(f"tests.eval.{scorer}").scores()
        figures |= {f"{scorer}.{name}": figure for name, figure in scores.items()}
        if scores:
            ran.append(scorer)
    return Measured(figures, tuple(ran))


def table_of(lines: Sequence[Line]) -> Table:
    """The report."""
    table = Table("figure", "measured", "floor", "")
    for line in lines:
        cells = ("" if number is None else f"{number:.4f}" for number in (line.figure, line.floor))
        table.add_row(line.name, *cells, line.status.value, style=STYLES.get(line.status))
    return table


def main(arguments: Sequence[str] | None = None) -> int:
    """Score, print, and gate or raise as asked; 1 if a figure stays below its floor."""
    parser = argparse.ArgumentParser(prog="python -m tests.eval", description=(__doc__ or "").splitlines()[0])
    parser.add_argument(
        "scorers", nargs="*", metavar="scorer", help=f"which to run, all by default: {' '.join(SCORERS)}"
    )
    parser.add_argument("--gate", action="store_true", help="exit 1 if a figure is below its floor")
    parser.add_argument("--raise", action="store_true", dest="raising", help="move the floors up to the figures")
    parser.add_argument("--because", help="why floors may fall; goes with --raise and stays on record")
    options = parser.parse_args(arguments)
    if unknown := set(options.scorers) - set(SCORERS):
        parser.error(f"no scorer named {', '.join(sorted(unknown))}; there are {', '.join(SCORERS)}")
    measured = measure(options.scorers or SCORERS)
    floors = load_floors()
    lines = tuple(compare(measured.figures, floors, measured.ran))
    Console().print(table_of(lines))
    if options.raising:
        try:
            save_floors(raised(floors, lines, options.because))
        except LoweredError as error:
            print(error, file=sys.stderr)
            return 1
        return 0
    return 1 if options.gate and any(line.fails for line in lines) else 0


if __name__ == "__main__":
    sys.exit(main())
