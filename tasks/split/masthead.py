"""The masthead and imprint (报头、版权行): found on the page, whatever their order, and read as facts.

1. Every short paragraph is read for imprint fields. Where they cover most of it, it is an imprint line.
2. Lines that only a masthead has (CN number, 总第…期, publisher, date with weekday) are seeds; a page
   without one has no masthead.
3. From the seeds the block grows over neighbouring imprint lines, over those at the page's two ends,
   and over short odd pieces between them (a name, a bare number, a service's title).
4. The pieces of the block are read together: date pieces are joined and checked against weekday and
   lunar date, the newspaper's name is voted for by what is printed and by the register.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from tasks.lang.jump_marks import find_back, find_onward
from tasks.split.columns import is_column_name, is_digest_name
from tasks.split.credit_lines import read_credit_line
from tasks.split.furniture import read_issue
from tasks.split.imprint import NAME_ENDS, PAGE_NAMES, Field, coverage, read_fields
from tasks.split.units import Unit

IMPRINT_SHARE = 0.55
"""Share of a paragraph that its fields must cover to make it an imprint line; stories that mention a date stay below 0.3."""
REACH = 3
"""How many paragraphs apart two imprint lines of one masthead may stand."""
ODD_LENGTH = 14
"""Longest piece without a field that may stand inside a masthead, in characters; slogans and titles of services."""
LEADING_LENGTH = 8
"""Longest piece without a field that may stand before the first imprint line, in characters."""

LONGEST_JUMP = 36
"""Longest jump mark on a line of its own, in characters."""

SHORTEST_NAME = 4
"""Shortest name of a newspaper that is taken for one where it stands alone at the page's top, in characters."""

LONGEST_TITLE = 40
"""Longest line that is a paper's name, in characters, its Latin name beside it included."""

_HAN = r"\u3400-\u9fff"
_SEEDS = frozenset(("cn", "issn", "postal", "founded"))
_MINOR = frozenset(("month_day", "month", "year", "solar_term"))
_TRAILING = (
    "weekday",
    "lunar",
    "issue",
    "cn",
    "postal",
    "issn",
    "office",
    "office_before",
    "contact",
    "pages",
    "price",
    "url",
    "slogan",
    "year_month",
)
"""Kinds of fields at a page's end that are more than a story's last words; a day may sign a story."""
_LEADING = (*_TRAILING, "month_day", "year", "date")
"""Kinds of fields at a page's top."""
_NUMBER = re.compile(r"[1-3]?\d|二?十[一二三四五六七八九]?|三十一?|[一二三四五六七八九]")
_LATIN_TITLE = re.compile(r"[A-Z][A-Za-z]*(?: +[A-Za-z]+){1,6}|[A-Z]{6,24}")
_LATIN_WORD = re.compile(r"(?<!\S)[A-Z]{2,}(?!\S)")
_NAME = re.compile(rf"[{_HAN}]{{1,9}}(?:{'|'.join(NAME_ENDS)})")
_NAME_LAST = frozenset(end[-1] for end in NAME_ENDS)
_SPACED_HAN = re.compile(rf"(?<=[{_HAN}])[ \u3000]+(?=[{_HAN}])")
_SENTENCE = re.compile(r"[，。！？；、：“”《》]")


@dataclass(frozen=True, slots=True)
class ImprintLine:
    """A paragraph of the masthead.

    Attributes:
        unit: the paragraph.
        fields: what it states.
        rest: its words outside the fields.
    """

    unit: Unit
    fields: tuple[Field, ...]
    rest: tuple[str, ...]

    def has(self, *kinds: str) -> bool:
        """Whether a field of one of these kinds stands in it."""
        return any(field.kind in kinds for field in self.fields)


def find_masthead(units: Sequence[Unit]) -> tuple[ImprintLine, ...]:
    """The paragraphs that make up the masthead, in page order; () if the page has none."""
    lines = {unit.order: line for unit in units if (line := _imprint_line(unit)) is not None}
    seeds = [index for index in lines if _is_seed(lines, index)]
    if not seeds:
        return ()
    block = _grow(lines, seeds)
    block |= _at_margins(units, lines)
    block |= _between(units, lines, block) | _leading(units, block)
    block |= _numbers_beside(units, block)
    return tuple(
        lines.get(index) or ImprintLine(units[index], (), _words(units[index].text, ())) for index in sorted(block)
    )


def squeezed(text: str) -> str:
    """A title without the spaces that set its characters apart; spaces between words stay.

    >>> squeezed("辽 源 日 报"), squeezed("城事 东河晚报"), squeezed("LIAO YUAN")
    ('辽源日报', '城事 东河晚报', 'LIAO YUAN')
    """
    return _SPACED_HAN.sub("", text) if max(map(len, text.split()), default=0) == 1 else text


def is_paper_name(text: str) -> bool:
    """Whether a text as a whole has the form of a newspaper's name.

    >>> is_paper_name("东河日报"), is_paper_name("及时上报情况")
    (True, False)
    """
    return bool(_NAME.fullmatch(text))


def _imprint_line(unit: Unit) -> ImprintLine | None:
    if unit.text[-1] in "。！？；":
        return None
    fields = read_fields(unit.text)
    if not fields and not _is_title(unit.text) and unit.text not in PAGE_NAMES:
        return None
    if _is_jump(unit.text) or read_issue(unit.text) is not None:
        return None
    if fields and _imprint_share(unit.text, fields) < IMPRINT_SHARE and not _is_date_with_name(unit.text, fields):
        return None
    if _is_author_with_address(unit.text, fields):
        return None
    return ImprintLine(unit, fields, _words(unit.text, fields))


def _is_author_with_address(text: str, fields: Sequence[Field]) -> bool:
    """Whether a line is an author's credit with nothing of an imprint but an address for mail."""
    if not fields or any(field.kind != "mail" for field in fields):
        return False
    credit, _ = read_credit_line(text)
    return credit is not None and bool(credit.authors)


def _is_jump(text: str) -> bool:
    """Whether a short text is a jump mark, which names a page as folio lines do."""
    return len(text) <= LONGEST_JUMP and (find_onward(text) is not None or find_back(text) is not None)


def _imprint_share(text: str, fields: tuple[Field, ...]) -> float:
    """The share of a text that fields, and a Latin title or a paper's name beside them, cover, 0 to 1."""
    share = coverage(text, fields)
    if not 0 < share < IMPRINT_SHARE:
        return share
    titles = [word for word in _words(text, fields) if _LATIN_WORD.fullmatch(word) or is_paper_name(word)]
    return share + sum(map(len, titles)) / sum(map(len, text.split()))


def _is_title(text: str) -> bool:
    """Whether a paragraph is a paper's name, in Chinese or as a Latin title."""
    if len(text) > LONGEST_TITLE:
        return False
    if _NAME_LAST.isdisjoint(text):
        return _LATIN_TITLE.fullmatch(text) is not None
    names = (squeezed(_LATIN_WORD.sub("", text).strip()), text.split()[-1])
    return any(map(is_paper_name, names)) and not is_column_name(text)


def _is_date_with_name(text: str, fields: tuple[Field, ...]) -> bool:
    """Whether the words beside a date are a paper's name or a page's: 东河日报 2024年4月1日 要闻."""
    kinds = {field.kind for field in fields}
    return (
        len(text) <= 60
        and "date" in kinds
        and not _SENTENCE.search(text)
        and bool(kinds & {"weekday", "folio", "issue"})
    )


def _words(text: str, fields: Sequence[Field]) -> tuple[str, ...]:
    """The words of a text that lie outside its fields."""
    pieces, at = [], 0
    for field in fields:
        pieces.append(text[at : field.start])
        at = field.end
    pieces.append(text[at:])
    words = [squeezed(piece).split() for piece in pieces]
    return tuple(
        word.strip("|｜·•-—()（）[]【】") for piece in words for word in piece if word.strip("|｜·•-—()（）[]【】")
    )


def _is_seed(lines: dict[int, ImprintLine], index: int) -> bool:
    line = lines[index]
    if line.unit.order == 0 and len(line.unit.text) >= SHORTEST_NAME and is_paper_name(squeezed(line.unit.text)):
        return True
    if any(field.kind in _SEEDS for field in line.fields):
        return True
    if any(field.kind == "issue" and (field.value.startswith("总") or "总" in field.value) for field in line.fields):
        return True
    if any(
        field.kind == "office" and re.search(r"(?:报社?|集团|编辑部|委|社)(?:主管|主办|、|出版|编辑)", field.value)
        for field in line.fields
    ):
        return True
    if line.has("date") and line.has("weekday", "folio", "issue", "pages"):
        return True
    near = [lines[at] for at in range(index - 2, index + 3) if at in lines and at != index]
    return line.has("date", "year_month") and any(
        other.has("weekday", "folio", "issue", "pages", "lunar") for other in near
    )


def _grow(lines: dict[int, ImprintLine], seeds: Sequence[int]) -> set[int]:
    """Everything that hangs together with a seed through imprint lines at most REACH apart."""
    block = set(seeds)
    frontier = list(seeds)
    while frontier:
        at = frontier.pop()
        for near in range(at - REACH, at + REACH + 1):
            if near in lines and near not in block and _may_join(lines[near]):
                block.add(near)
                frontier.append(near)
    return block


def _at_margins(units: Sequence[Unit], lines: dict[int, ImprintLine]) -> set[int]:
    """Imprint lines in the runs at the page's two ends: a masthead may be parted by all the stories."""
    out: set[int] = set()
    for ordered, kinds in ((units, _LEADING), (list(reversed(units)), _TRAILING)):
        for unit in ordered:
            line = lines.get(unit.order)
            if _NUMBER.fullmatch(unit.text) is None and (line is None or not _is_marginal(line, kinds)):
                break
            out.add(unit.order)
    return out


def _is_marginal(line: ImprintLine, kinds: tuple[str, ...]) -> bool:
    """Whether an imprint line at a page's end belongs to the masthead: by its kinds, a title, several editors."""
    return not line.fields or line.has(*kinds) or sum(field.kind == "role" for field in line.fields) > 1


def _numbers_beside(units: Sequence[Unit], block: set[int]) -> set[int]:
    """Bare numbers next to the block's lines: the day of a date that is spread over lines."""
    beside = {at + step for at in block for step in (-1, 1) if 0 <= at + step < len(units)} - block
    return {at for at in beside if _NUMBER.fullmatch(units[at].text)}


def _may_join(line: ImprintLine) -> bool:
    """Whether an imprint line is more than a date that a story may have as a subhead."""
    return not line.fields or any(field.kind not in _MINOR for field in line.fields) or len(line.unit.text) <= 6


def _between(units: Sequence[Unit], lines: dict[int, ImprintLine], block: set[int]) -> set[int]:
    """Short odd pieces that stand between two lines of the block."""
    out: set[int] = set()
    ordered = sorted(block)
    for left, right in itertools.pairwise(ordered):
        gap = range(left + 1, right)
        if len(gap) <= REACH and all(_is_odd_piece(units[index].text, ODD_LENGTH) for index in gap):
            out.update(gap)
    return out


def _leading(units: Sequence[Unit], block: set[int]) -> set[int]:
    """Short odd pieces at the page's top, before the block."""
    first = min(block)
    gap = range(first)
    return set(gap) if len(gap) <= REACH and all(_is_odd_piece(units[i].text, LEADING_LENGTH) for i in gap) else set()


def _is_odd_piece(text: str, longest: int) -> bool:
    return len(squeezed(text)) <= longest and not (_SENTENCE.search(text) or _is_jump(text) or is_digest_name(text))
