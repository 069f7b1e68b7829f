"""Why a page was split as it was: each paragraph with its label, each start with the evidence for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from schemas.document import CleanPage
from tasks.split.cohesion import pairs_of, telling
from tasks.split.columns import is_column_name
from tasks.split.cues import NO_CAPTION, Cues
from tasks.split.evidence import Evidence
from tasks.split.fits import fits_of
from tasks.split.gaps import WORDS_REASON
from tasks.split.labels import BETWEEN, START, Label
from tasks.split.page import ReadLines, read_lines

LABEL_NAMES = {
    Label.STACK: "headline",
    Label.TOP_CREDIT: "byline",
    Label.STACK_CAPTION: "caption",
    Label.OPENING: "first paragraph",
    Label.BODY: "body",
    Label.SUBHEAD: "subhead",
    Label.END_CREDIT: "end credit",
    Label.CAPTION: "caption",
    Label.PHOTO: "photo",
}
"""What a person reads for a label."""

DOUBTFUL = 2.0
"""Margin, in log-odds, below which a paragraph that starts no story is explained, too."""
MOST_SHARED = 5
"""Shared words that are named."""


@dataclass(frozen=True, slots=True)
class ExplainedLine:
    """A paragraph of the page, and what was thought of it.

    Attributes:
        clean_start: its offset in clean_text.
        label: what it is in its story; masthead, highlight, jump mark, or why it was set aside.
        starts: whether a story starts at it.
        margin: by how much a start at it beats none, in log-odds; None where nothing was weighed.
        evidence: the reasons with their weights, the weightiest first; for starts and for doubtful cases.
    """

    clean_start: int
    text: str
    label: str
    starts: bool = False
    margin: float | None = None
    evidence: tuple[Evidence, ...] = ()


def explain(page: CleanPage) -> tuple[ExplainedLine, ...]:
    """The page's paragraphs in page order with the evidence on which it was split."""
    read = read_lines(page)
    reasons: defaultdict[int, list[Evidence]] = defaultdict(list)
    for item in read.evidence:
        reasons[item.at].append(item)
    lines = [
        *(ExplainedLine(unit.start, unit.text, "masthead") for unit in read.masthead),
        *(ExplainedLine(unit.start, unit.text, "highlight") for unit in read.highlights),
        *(ExplainedLine(mark.unit.start, mark.unit.text, "jump mark") for mark in read.marks),
        *(ExplainedLine(start, page.text[start:end], reason) for (start, end), reason in read.aside),
        *(_explained(read, at, reasons[at]) for at in range(len(read.cues))),
    ]
    return tuple(sorted(lines, key=lambda line: line.clean_start))


def _explained(read: ReadLines, at: int, reasons: Sequence[Evidence]) -> ExplainedLine:
    cue, reading = read.cues[at], read.reading
    label, starts, margin = reading.labels[at], reading.starts[at], reading.margins[at]
    doubtful = at > 0 and not starts and margin > -DOUBTFUL
    evidence: list[Evidence] = []
    if starts or doubtful:
        named = (item._replace(reason=_named(read.cues, at, item.reason)) for item in reasons)
        evidence = sorted((*named, *_of_labels(read, at)), key=lambda item: -abs(item.odds))
    shown = tuple(item for item in evidence if abs(item.odds) >= 0.05)
    return ExplainedLine(cue.unit.start, cue.unit.text, LABEL_NAMES[label], starts, margin if at else None, shown)


def _of_labels(read: ReadLines, at: int) -> Iterator[Evidence]:
    """What the paragraph itself says, and what stands in front of it."""
    label = read.reading.labels[at]
    signs = _signs(read.cues[at])
    reads = f"reads as {LABEL_NAMES[label]}" + (f": {', '.join(signs)}" if signs else "")
    yield Evidence(at, reads, fits_of(read.cues, at)[label])
    if not read.reading.starts[at]:
        return
    below = next((i for i in range(at + 1, len(read.cues)) if read.reading.labels[i] is not Label.STACK), at)
    if below > at and (seen := _signs(read.cues[below])):
        odds = fits_of(read.cues, below)[read.reading.labels[below]]
        yield Evidence(at, f"below it {LABEL_NAMES[read.reading.labels[below]]}: {', '.join(seen)}", odds)
    if at == 0:
        yield Evidence(at, f"a page that begins with {LABEL_NAMES[label]}", START.get(label, 0.0))
    else:
        last = read.reading.labels[at - 1]
        odds = BETWEEN.get((last, label), 0.0)
        yield Evidence(at, f"a story that begins with {LABEL_NAMES[label]} behind {LABEL_NAMES[last]}", odds)


def _signs(cue: Cues) -> list[str]:
    """What is seen in a paragraph, in words."""
    text = cue.unit.text
    found = (
        (cue.back is not None or cue.onward is not None, "jump mark"),
        (cue.dateline is not None, f"dateline {text[: cue.dateline.end] if cue.dateline else ''}"),
        (cue.credit is not None, "names with their role" if cue.has_role else "names"),
        (cue.is_line and is_column_name(text), "name of a column"),
        (cue.caption > NO_CAPTION or cue.is_photo_credit, "wording of a caption"),
        (cue.is_enumerated, "number or bullet"),
        (cue.is_line and cue.credit is None, f"a line of {len(text)} characters"),
    )
    return [name for seen, name in found if seen]


def _named(cues: Sequence[Cues], at: int, reason: str) -> str:
    """A reason with the words that the lines share with the text below them."""
    below = next((cue.unit.text for cue in cues[at:] if not cue.is_line), "")
    if reason != WORDS_REASON or not below:
        return reason
    line = cues[at].unit.text
    shared = telling(pairs_of(line)) & telling(pairs_of(below))
    words = [line[i : i + 2] for i in range(len(line) - 1) if line[i : i + 2] in shared][:MOST_SHARED]
    return f"{reason} (with the text below: {'、'.join(words)})" if words else reason
