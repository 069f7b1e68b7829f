"""One hostile input through reading, cleaning, splitting and enrichment, with the processor time of each."""

from __future__ import annotations

import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from schemas.document import CleanPage, DecodedPage, Segment
from schemas.errors import SourceError
from schemas.settings import Settings
from tasks.clean import clean
from tasks.discover import discover
from tasks.enrich import enrich
from tasks.load import FinishedPage, check_rows, rows_of
from tasks.read import read
from tasks.rule import replay
from tasks.split import split
from tests.split.split_pages import clean_page

T = TypeVar("T")

HANG_SECONDS = 20.0
"""Processor time after which an input counts as a hang."""

SETTINGS = Settings()


class Hang(Exception):
    """An input took too long."""


@dataclass
class Spent:
    """What inputs have cost.

    Attributes:
        inputs: by stage, how many.
        worst: by stage, the most processor seconds per KB of UTF-8 (an input below 1 KB counts as 1 KB).
    """

    inputs: Counter[str] = field(default_factory=Counter)
    seconds: Counter[str] = field(default_factory=Counter)
    worst: dict[str, tuple[float, bytes]] = field(default_factory=dict)

    def stage(self, name: str, given: bytes, work: Callable[[], T]) -> T:
        """Do the work and count what it costs; what would be the worst is done twice, as the first may load tables."""
        done, taken = _timed(work)
        kilobytes = max(1.0, len(given) / 1000)
        worst = self.worst.get(name, (0.0, b""))[0]
        if taken / kilobytes > worst:
            taken = min(taken, _timed(work)[1])
        self.inputs[name] += 1
        self.seconds[name] += taken
        if taken / kilobytes > worst:
            self.worst[name] = taken / kilobytes, given
        return done


def _timed(work: Callable[[], T]) -> tuple[T, float]:
    started = time.process_time()
    return work(), time.process_time() - started


@contextmanager
def bounded() -> Iterator[None]:
    """Raise `Hang` when the processor time inside passes HANG_SECONDS."""

    def stop(*_: object) -> None:
        raise Hang

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, HANG_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def fuzz_file(data: bytes, folder: Path, spent: Spent) -> None:
    """Read a file and take its pages through all stages."""
    path = folder / "input"
    path.write_bytes(data)
    with bounded():
        for page in spent.stage("read", data, lambda: _pages(path)):
            _fuzz_page(page, spent)


def _pages(path: Path) -> tuple[DecodedPage, ...]:
    pages: list[DecodedPage] = []
    for source in discover([path], SETTINGS.read):
        with suppress(SourceError):
            pages += () if source.error_code else read(source, SETTINGS.read).pages
    return tuple(pages)


def fuzz_text(text: str, spent: Spent) -> None:
    """Take a text through cleaning, splitting and enrichment."""
    with bounded():
        _fuzz_page(DecodedPage("0-0", "0", 0, "text/plain", text, (Segment(0, 0, len(text), "utf-8"),)), spent)


def fuzz_lines(text: str, spent: Spent) -> None:
    """Take a text's lines as they are, as if they had been cleaned, through splitting and enrichment."""
    with bounded():
        _fuzz_clean(clean_page(text), text.encode("utf-8", "surrogatepass"), spent)


def _fuzz_page(page: DecodedPage, spent: Spent) -> None:
    given = page.raw_text.encode("utf-8", "surrogatepass")
    cleaned = spent.stage("clean", given, lambda: clean(page))
    assert replay(page.raw_text, cleaned.repairs) == cleaned.text
    _fuzz_clean(cleaned, given, spent)


def _fuzz_clean(cleaned: CleanPage, given: bytes, spent: Spent) -> None:
    parts = spent.stage("split", given, lambda: split(cleaned))
    articles = spent.stage("enrich", given, lambda: enrich(parts, SETTINGS.enrich))
    spent.stage("rows", given, lambda: check_rows(rows_of((), (FinishedPage(cleaned, parts, articles),), ())))
