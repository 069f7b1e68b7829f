"""The frame of cleaning: rules applied in order, lines followed to where they end up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from schemas.audit import Rejection
from schemas.document import CleanPage, DecodedPage, Edit, Paragraph, PrintedLine
from tasks.clean.lines import Line, measure_lines
from tasks.clean.order import BYTES, CHARACTERS, LAYOUT
from tasks.clean.suspicious import find_suspicious
from tasks.lang.script import script_of
from tasks.rule import OffsetMap, Rewriter, to_rows


def clean(page: DecodedPage) -> CleanPage:
    """Clean one page.

    1. The reader's extraction (markup reduced to text) is applied as step 0.
    2. The rules of `BYTES` undo wrong decoding; what still looks damaged becomes rejections.
    3. The rules of `CHARACTERS` restore characters; printed lines are still as they stood.
    4. The lines are measured, then the rules of `LAYOUT` join them to paragraphs.
    5. Every line is followed through the edits of step 4 to its place in the clean text.

    Total: any text gives a page; one with nothing but white space gives the text '' and no
    paragraphs. Replaying the repairs on raw_text gives the text.
    """
    rewriter = Rewriter(page.raw_text, page.page_id, page.source_id)
    rewriter.apply("extract_markup", page.extraction)
    rewriter.run(BYTES)
    rejections = tuple(_rejections(rewriter, page))
    rewriter.run(CHARACTERS)
    lines = measure_lines(rewriter.text)
    raw_map = rewriter.offset_map
    places = [place for line in lines for place in (line.start, line.end)]
    script = script_of(rewriter.text)
    for rule in LAYOUT:
        edits = list(rule(rewriter.text))
        places = follow(places, edits)
        rewriter.apply(rule.__name__, edits)
    return CleanPage(
        page=page,
        text=rewriter.text,
        offset_map=to_rows(rewriter.offset_map),
        paragraphs=tuple(_paragraphs(rewriter.text, _printed(lines, places, raw_map))),
        script=script,
        repairs=tuple(rewriter.repairs),
        rejections=rejections,
    )


def _rejections(rewriter: Rewriter, page: DecodedPage) -> Iterator[Rejection]:
    """The places of the present text that look damaged and stay as they are, at their places in the raw text."""
    for start, end, reason in find_suspicious(rewriter.text):
        low, high = rewriter.offset_map.to_old(start, end)
        yield Rejection(page.source_id, page.page_id, "clean", reason, rewriter.text[start:end], low, high)


def follow(places: Sequence[int], edits: Sequence[Edit]) -> list[int]:
    """Where places of a text, sorted, are after sorted edits; one within an edit stays within it.

    >>> follow([0, 3, 5, 9], [Edit(1, 2, ""), Edit(3, 5, "-")])
    [0, 2, 3, 7]
    """
    out: list[int] = []
    at = shift = 0
    for start, end, after, _ in edits:
        growth = len(after) - (end - start)
        if not growth:
            continue
        while at < len(places) and places[at] <= start:
            out.append(places[at] + shift)
            at += 1
        while at < len(places) and places[at] < end:
            out.append(start + shift + min(places[at] - start, len(after)))
            at += 1
        shift += growth
    return out + [place + shift for place in places[at:]] if shift or out else list(places)


def _printed(lines: Sequence[Line], places: Sequence[int], raw_map: OffsetMap) -> Iterator[PrintedLine]:
    """The lines with their places in the clean and in the raw text; lines with nothing left are skipped."""
    raw = raw_map.all_to_old((line.start, line.end) for line in lines)
    for line, start, end, (raw_start, raw_end) in zip(lines, places[::2], places[1::2], raw, strict=True):
        if start < end:
            yield PrintedLine(start, end, raw_start, raw_end, line.width, line.indent, line.blank_before)


def _paragraphs(text: str, lines: Iterator[PrintedLine]) -> Iterator[Paragraph]:
    """The paragraphs of a clean text, each with its lines."""
    if not text:
        return
    line = next(lines, None)
    start = 0
    for row in text.split("\n"):
        end = start + len(row)
        inside: list[PrintedLine] = []
        while line is not None and line.clean_start < end:
            inside.append(line)
            line = next(lines, None)
        yield Paragraph(start, end, tuple(inside))
        start = end + 1
