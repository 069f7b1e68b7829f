"""The evidence of a gap: how much speaks for a new story in front of short lines that stand between texts.

A short line between two texts is a headline or a subhead. Three kinds of evidence are added as
log-odds: what the texts on both sides have in common (a story keeps its words), whether the line's
words come before or after it, and whether the line has sisters of its own length near by (subheads
come in sets). The constants were fitted by logistic regression on such lines of a development half
of newspaper pages and rounded; leaving a page out at a time, they decide four out of five cases by
themselves.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from tasks.split.cohesion_bits import PageBits, PairBits, likeness, page_bits, part_in
from tasks.split.cues import NO_CAPTION, TOP, UNMARKED, Cues
from tasks.split.datelines import Dateline
from tasks.split.evidence import Evidence
from tasks.split.photo_credits import NOTE, find_photo_credit
from tasks.split.places_named import names_new_place, tell_of_others

WINDOW = 3
"""Paragraphs compared on each side of a gap."""
TYPICAL_SIMILARITY = 0.075
"""Similarity at which a gap is as often inside a story as between two."""
SMALLEST_SIMILARITY = 0.006
"""Added to a similarity, so that texts without a shared pair don't decide alone."""
SIMILARITY_WEIGHT = -1.2
"""Log-odds per unit of log similarity."""
TYPICAL_TELLING = 0.055
"""The same of the pairs that tell the subject, SMALLEST_TELLING included."""
SMALLEST_TELLING = 0.02
"""Added to the similarity of such pairs."""
TELLING_WEIGHT = -1.0
"""Log-odds per unit of its log."""
AFTER_WEIGHT = 1.6
"""Log-odds per share of the lines' pairs found behind them."""
USUAL_AFTER = 0.3
"""Share of a line's pairs found behind it at which the line speaks neither way."""
BEFORE_WEIGHT = -1.0
"""Log-odds per share of the lines' pairs found before them."""
LONE, PARALLEL = 1.5, -1.2
"""Log-odds of a line without another candidate near by, and of one with a sister of its length."""
MOST_LINES = 4
"""Lines of a gap whose words are compared."""
NEAR = 6
"""Texts between two lines that are near each other."""
SAME_LENGTH = 1
"""Difference in characters up to which lines have one length."""
LEAD = 0.5
"""Log-odds of a text behind the lines that opens like a report, with a day or a time."""
PLACE_WINDOW = 4
"""Paragraphs above a gap whose places are compared with those below."""
NEW_PLACE, OTHER_PLACES = 2.0, 0.5
"""Log-odds of a line that names a place which only the text below names, and of texts that share no place."""
CAPTION_WINDOW = 8
"""Paragraphs before a caption in which its words are looked for."""
USUAL_CAPTION = 0.18
"""Share of a caption's pairs found before it at which it belongs to the story as often as not."""
CAPTION_WEIGHT = 20.0
"""Log-odds per share below that."""
SPREAD = 3
"""Captions one behind the other from which on they are one story's photos."""
SPANNING_WEIGHT = 2.0
"""How much more two texts with nothing but a caption between them say than two with lines between them."""
SELECTIVE = 0.6
"""Share of paragraphs with a blank line before them up to which blank lines tell anything."""
BLANK, NO_BLANK = 1.0, -0.7
"""Log-odds of a start behind a blank line, and of one without, where blank lines are selective."""
HEADING, NO_HEADING, RULE = 3.0, -1.5, 3.0
"""Log-odds of a start at a heading by markdown's marks, at a bare line on a page with headings, and behind a rule."""
WORDS_REASON = "words shared by the texts above and below, and by the line with each"
SISTERS_REASON = "lines of its length near by"
CAPTION_REASON = "words of the caption that stand in the story above"
FIRST_DATELINE = 4.0
"""Log-odds of a start at a dateline behind a story's text that has none itself."""
OTHER_DATELINE = 2.5
"""The same behind a dateline, where the new one tells neither place nor day, as those of a roundup's items do."""
LEADING_NOTE = 2
"""Texts below a headline that may be a note by the editors, before the story's dateline."""
DATELINE_REASON = "a dateline behind a text, and the words shared with that text"
LIMIT = 4.0
"""Most that this evidence may say, in log-odds."""

_LEAD = re.compile(
    r".{0,14}?(?:\d{1,2}[月日]|[一二三四五六七八九十]月|近日|日前|最近|今年|去年|昨|今[天日晨晚]|记者|截至)"
)


class Context(NamedTuple):
    """What stands on one side of a gap: all pairs, and those that tell the subject."""

    pairs: PairBits
    telling: PairBits


@dataclass(frozen=True, slots=True)
class Gap:
    """Short lines between two texts.

    Attributes:
        first, behind: indexes of the first line and of the text behind the lines.
        order: position of the text before them among all texts.
        is_open: nothing else decides; a credit, a bullet, a row or a dateline would.
    """

    first: int
    behind: int
    order: int
    is_open: bool


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a page.

    Attributes:
        bits: pairs of the paragraphs, in order, then of the gaps' lines, then of the captions.
        lines: by a gap's first line, the place of its lines; `captions`: by paragraph, the place of its words.
    """

    bits: PageBits
    lines: dict[int, int]
    captions: dict[int, int]

    def context(self, places: Sequence[int]) -> Context:
        """All pairs of some paragraphs, and those of them that tell the subject."""
        pairs = self.bits.union(places)
        return Context(pairs, pairs & self.bits.telling)


def gap_evidence(cues: Sequence[Cues]) -> list[Evidence]:
    """What the gaps of a page say about where stories start."""
    if not cues:
        return []
    texts = [index for index, cue in enumerate(cues) if not cue.is_line]
    gaps = [_gap(cues, texts, order) for order in range(len(texts) - 1) if texts[order] + 1 < texts[order + 1]]
    noted = [index for index in texts if index and _may_be_caption(cues, index)]
    owned = [index for index in noted if not _may_be_headline(cues[index - 1])]
    words = _words_of(cues, gaps, owned)
    spreads, of_captions = _spreads(cues, noted), frozenset(owned)
    captions = {index: _caption_odds(index, words) for index in owned if index not in spreads}
    found = (
        *_at_lines(cues, texts, gaps, words),
        *_at_datelines(cues, words),
        *_behind_captions(cues, words),
        *_by_marks(cues),
        *_layout(cues),
    )
    return [
        *(item for item in found if item.at not in of_captions),
        *(Evidence(at, CAPTION_REASON, odds) for at, odds in captions.items()),
    ]


def _words_of(cues: Sequence[Cues], gaps: Sequence[Gap], captions: Sequence[int]) -> Words:
    """The words of a page, its gaps and its captions."""
    heads = [cue.unit.text for cue in cues]
    lines = ["\n".join(heads[gap.first : min(gap.behind, gap.first + MOST_LINES)]) for gap in gaps]
    noted = [_caption_of(heads[index]) for index in captions]
    return Words(
        page_bits((*heads, *lines, *noted)),
        {gap.first: len(heads) + place for place, gap in enumerate(gaps)},
        {index: len(heads) + len(lines) + place for place, index in enumerate(captions)},
    )


def _caption_of(text: str) -> str:
    """A caption without its credit and without notes in brackets."""
    credit = find_photo_credit(text)
    return NOTE.sub("", text[: credit[0]] if credit else text)


def _at_lines(cues: Sequence[Cues], texts: Sequence[int], gaps: Sequence[Gap], words: Words) -> Iterator[Evidence]:
    """What is said about lines that stand between texts."""
    for place, gap in enumerate(gaps):
        if not gap.is_open and _is_decided(cues, gap):
            continue
        items = [Evidence(gap.first, WORDS_REASON, _shared(texts, gap, words))]
        if gap.is_open:
            items.append(Evidence(gap.first, SISTERS_REASON, _sisters(cues, gaps, place)))
            items += _by_places(cues, gap)
            if _LEAD.match(cues[gap.behind].unit.text):
                items.append(Evidence(gap.first, "the text below opens with a day, as reports do", LEAD))
        odds = sum(item.odds for item in items)
        if abs(odds) > LIMIT:
            items.append(Evidence(gap.first, "more than words may say", math.copysign(LIMIT, odds) - odds))
        yield from items


def _at_datelines(cues: Sequence[Cues], words: Words) -> Iterator[Evidence]:
    """For texts that begin with a dateline right behind a text: the next report, its headline displaced, or a roundup's next item.

    A roundup's items all have their datelines; behind a story that has none, a dateline begins another,
    unless what stands above is so short that it may be a note that leads in (编者按).
    """
    lines_end: int = 0
    above: Dateline | None = None
    for index, cue in enumerate(cues):
        if cue.is_line:
            lines_end, above = index + 1, None
        if cue.dateline is None:
            continue
        if index - lines_end > LEADING_NOTE and cue.dateline.has_lead and cues[index - 1].is_plain:
            before = words.context([at for at in range(max(0, index - WINDOW), index) if cues[at].is_plain])
            after = words.context([at for at in range(index, min(len(cues), index + WINDOW)) if cues[at].is_plain])
            odds = _similarity_odds(before, after) + _new_dateline(above, cue.dateline)
            yield Evidence(index, DATELINE_REASON, max(-LIMIT, min(LIMIT, odds)))
        above = cue.dateline


def _new_dateline(above: Dateline | None, dateline: Dateline) -> float:
    """How much a dateline speaks for another story, by the one that the story above has."""
    if above is None:
        return FIRST_DATELINE
    is_like = dateline.place is not None or dateline.date_text is not None
    return 0.0 if is_like else OTHER_DATELINE


def _behind_captions(cues: Sequence[Cues], words: Words) -> Iterator[Evidence]:
    """For texts behind captions that stand between texts, whether the story before the captions goes on."""
    first = None
    for index, cue in enumerate(cues):
        if cue.is_photo_credit or _may_be_caption(cues, index):
            first = index if first is None else first
            continue
        if first and cue.is_plain and cue.dateline is None and cues[first - 1].is_plain:
            before = words.context([at for at in range(max(0, first - WINDOW), first) if cues[at].is_plain])
            after = words.context([at for at in range(index, min(len(cues), index + WINDOW)) if cues[at].is_plain])
            odds = max(-LIMIT, min(LIMIT, SPANNING_WEIGHT * _similarity_odds(before, after)))
            yield Evidence(index, "words shared with the text in front of the caption", odds)
        first = None


def _by_marks(cues: Sequence[Cues]) -> Iterator[Evidence]:
    """What markdown's marks say: a heading of the first rank starts a story, with the lines above it; so does a rule."""
    for index, cue in enumerate(cues):
        if cue.unit.behind_rule and index:
            yield Evidence(index, "a rule stands above", RULE)
        if cue.heading == TOP:
            first = index
            while first > 0 and _may_be_of_stack(cues[first - 1]) and cues[first - 1].heading != TOP:
                first -= 1
            yield from (Evidence(at, "marked as a heading", HEADING) for at in range(first, index + 1))
        elif cue.heading == UNMARKED and not _has_heading_near(cues, index):
            yield Evidence(index, "not marked, as headings of this page are", NO_HEADING)


def _may_be_of_stack(cue: Cues) -> bool:
    """Whether a line may stand in a headline stack: no credit, no caption, no jump mark."""
    is_other = cue.credit is not None or cue.is_photo_credit or cue.caption > NO_CAPTION
    return cue.is_line and not (is_other or cue.is_jump_only or cue.tail is not None)


def _has_heading_near(cues: Sequence[Cues], index: int) -> bool:
    """Whether a line stands in one run of lines with a heading of the first rank."""
    for step in (-1, 1):
        at = index
        while 0 <= at + step < len(cues) and _may_be_of_stack(cues[at + step]):
            at += step
            if cues[at].heading == TOP:
                return True
    return False


def _layout(cues: Sequence[Cues]) -> Iterator[Evidence]:
    """What blank lines say, on a page that has them before some paragraphs and not before most."""
    blanks = [cue.unit.blank_before > 0 for cue in cues]
    if not any(blanks[1:]) or sum(blanks[1:]) > SELECTIVE * (len(blanks) - 1):
        return
    for at, blank in enumerate(blanks):
        yield (
            Evidence(at, "a blank line stands above", BLANK) if blank else Evidence(at, "no blank line above", NO_BLANK)
        )


def _may_be_headline(cue: Cues) -> bool:
    """Whether a line may be the headline of the photo behind it."""
    return cue.is_line and cue.credit is None and not cue.is_photo_credit and cue.unit.text[0] not in "（("


def _may_be_caption(cues: Sequence[Cues], index: int) -> bool:
    return cues[index].caption > 0 or (index + 1 < len(cues) and cues[index + 1].is_photo_credit)


def _spreads(cues: Sequence[Cues], captions: Sequence[int]) -> frozenset[int]:
    """Those of some captions that follow one another with nothing but photo credits between: one story's photos.

    Two are enough if one photographer took both.
    """
    runs: list[list[int]] = []
    for index in captions:
        if runs and all(cue.is_photo_credit for cue in cues[runs[-1][-1] + 1 : index]):
            runs[-1].append(index)
        else:
            runs.append([index])
    return frozenset(index for run in runs if len(run) >= SPREAD or _is_of_one_hand(cues, run) for index in run)


def _is_of_one_hand(cues: Sequence[Cues], captions: Sequence[int]) -> bool:
    """Whether several captions have one and the same credit on the line below."""
    below = {cues[index + 1].unit.text for index in captions if index + 1 < len(cues)}
    return len(captions) > 1 and len(below) == 1 and cues[captions[0] + 1].is_photo_credit


def _caption_odds(index: int, words: Words) -> float:
    """A caption whose words don't occur before it is a photo's own item."""
    story = words.context(range(max(0, index - CAPTION_WINDOW), index)).telling
    caption = words.context([words.captions[index]]).telling
    odds = CAPTION_WEIGHT * (USUAL_CAPTION - part_in(caption, story))
    return max(-LIMIT, min(LIMIT, odds))


def _gap(cues: Sequence[Cues], texts: Sequence[int], order: int) -> Gap:
    first, behind = texts[order] + 1, texts[order + 1]
    decided = cues[behind].dateline is not None or cues[first - 1].tail is not None
    decided = decided or any(_is_marked(cues[index]) for index in range(first, behind))
    return Gap(first, behind, order, not decided)


def _is_decided(cues: Sequence[Cues], gap: Gap) -> bool:
    """Whether credits or a dateline settle the gap, so that its words need not be compared."""
    if cues[gap.behind].dateline is not None or cues[gap.first - 1].tail is not None:
        return True
    return any(cues[index].has_role for index in range(gap.first, gap.behind))


def _is_marked(cue: Cues) -> bool:
    return (
        (cue.is_enumerated and not cue.is_bullet)
        or cue.is_row
        or cue.is_photo_credit
        or cue.credit is not None
        or cue.unit.text[0] in "（("
    )


def _by_places(cues: Sequence[Cues], gap: Gap) -> Iterator[Evidence]:
    """What the places named in the lines and on both sides say."""
    texts = [cue.unit.text for cue in cues[max(0, gap.first - CAPTION_WINDOW) : gap.behind + WINDOW]]
    first = min(gap.first, CAPTION_WINDOW)
    behind = first + gap.behind - gap.first
    if names_new_place(texts[first:behind], texts[behind], texts[:first]):
        yield Evidence(
            gap.first, "the line names the place that the text below tells of, and none above does", NEW_PLACE
        )
    if tell_of_others(texts[max(0, first - PLACE_WINDOW) : first], texts[behind:]):
        yield Evidence(gap.first, "the texts above and below name other places", OTHER_PLACES)


def _shared(texts: Sequence[int], gap: Gap, words: Words) -> float:
    """What the words on both sides say."""
    before = words.context(texts[max(0, gap.order + 1 - WINDOW) : gap.order + 1])
    after = words.context(texts[gap.order + 1 : gap.order + 1 + WINDOW])
    lines = words.bits.union([words.lines[gap.first]])
    odds = AFTER_WEIGHT * (part_in(lines, after.pairs) - USUAL_AFTER) + BEFORE_WEIGHT * part_in(lines, before.pairs)
    return _similarity_odds(before, after) + odds


def _similarity_odds(before: Context, after: Context) -> float:
    """Log-odds of a start between two texts by what they have in common: all words, and those that tell the subject."""
    closeness = math.log((likeness(before.pairs, after.pairs) + SMALLEST_SIMILARITY) / TYPICAL_SIMILARITY)
    telling_closeness = math.log((likeness(before.telling, after.telling) + SMALLEST_TELLING) / TYPICAL_TELLING)
    return SIMILARITY_WEIGHT * closeness + TELLING_WEIGHT * telling_closeness


def _sisters(cues: Sequence[Cues], gaps: Sequence[Gap], place: int) -> float:
    """Whether single lines near by look like this one's sisters."""
    gap = gaps[place]
    near = [
        other
        for other in (*gaps[max(0, place - 2) : place], *gaps[place + 1 : place + 3])
        if other.is_open and abs(other.order - gap.order) <= NEAR and other.behind - other.first == 1
    ]
    if not near:
        return LONE
    if gap.behind - gap.first > 1:
        return 0.0
    length = len(cues[gap.first].unit.text)
    alike = any(abs(len(cues[other.first].unit.text) - length) <= SAME_LENGTH for other in near)
    return PARALLEL if alike else 0.0
