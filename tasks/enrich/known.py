"""What one part of a page says about names in another."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate

from tasks.enrich.places import PlaceSpan, provinces_of
from tasks.enrich.text import ACRONYM, FieldText, NameFound
from tasks.lang.organizations import LEGAL_FORMS, NOT_ORGANIZATIONS
from tasks.lang.people import MIDDLE_DOTS
from tasks.lang.places import match_at
from tasks.lang.words import UNKNOWN_TAG, dictionary

SHORTEST_FREE = 3
"""Characters from which a known name is one wherever it stands; a shorter one must be whole words."""

EVERYDAY = 20
"""Occurrences in jieba's dictionary from which a two-character name may as well be a word."""

SHORTEST_FULL = 4
"""Characters from which an organisation's name is one wherever it stands."""

SHORTEST_FIRM = 2
"""Characters of the shortest short form of an organisation."""


def sure_places(fields: Sequence[FieldText], found: Sequence[Sequence[PlaceSpan]]) -> list[list[PlaceSpan]]:
    """The places that stand on their own, and those that a place of their province on the page vouches for."""
    provinces: set[str] = set()
    for field, spans in zip(fields, found, strict=True):
        for span in spans:
            if span.is_sure and span.is_known:
                own = provinces_of(field.text[span.start : span.end])
                provinces |= own if len(own) == 1 else frozenset()
    return [
        [s for s in spans if s.is_sure or not provinces.isdisjoint(provinces_of(field.text[s.start : s.end]))]
        for field, spans in zip(fields, found, strict=True)
    ]


def known_people(fields: Sequence[FieldText], found: Sequence[Sequence[NameFound]]) -> list[list[NameFound]]:
    """The further places where full names stand that were found somewhere on the page, or the last parts of dotted ones."""
    full = sorted({n.text for own in found for n in own if n.kind == "person"})
    names: dict[str, str | None] = dict.fromkeys(full)
    for name in full:
        for short in last_parts(name):
            names.setdefault(short, name)
    everywhere = _Finder(n for n in names if len(n) >= SHORTEST_FREE or dictionary().frequency.get(n, 0) < EVERYDAY)
    return [
        _people_at(field, spans, names, own) if spans else []
        for field, spans, own in zip(fields, everywhere.spans(fields), found, strict=True)
    ]


def _people_at(
    field: FieldText, spans: Iterable[tuple[int, int]], full: Mapping[str, str | None], own: Iterable[NameFound]
) -> list[NameFound]:
    """The people at some spans of a field that are none of its own names."""
    known = {(name.start, name.end) for name in own}
    texts = ((a, b, field.text[a:b]) for a, b in spans if (a, b) not in known)
    return [NameFound("person", a, b, text, full[text]) for a, b, text in texts]


def last_parts(name: str) -> Iterator[str]:
    """The forms to which a dotted name is shortened after its first mention.

    >>> list(last_parts("赛力·阿德·卡罗夫")), list(last_parts("赵青禾"))
    (['阿德·卡罗夫', '卡罗夫'], [])
    """
    parts = re.split(f"([{MIDDLE_DOTS}])", name)
    for at in range(2, len(parts), 2):
        short = "".join(parts[at:])
        if len(short) >= SHORTEST_PART:
            yield short


SHORTEST_PART = 2
"""Characters of the shortest last part of a dotted name that stands for the whole."""


def without_followers(found: Sequence[Sequence[NameFound]]) -> list[list[NameFound]]:
    """The same names, where one of three characters that stands once is shortened to one of two that stands oftener.

    The third character then belongs to what follows: 邝月/蹲.
    """
    counts = Counter(n.text for own in found for n in own if n.kind == "person")
    longer = {text for text, count in counts.items() if len(text) == 3 and count == 1 < counts[text[:2]]}
    if not longer:
        return [list(own) for own in found]
    return [
        [n._replace(end=n.end - 1, text=n.text[:-1]) if n.kind == "person" and n.text in longer else n for n in own]
        for own in found
    ]


def known_places(fields: Sequence[FieldText], found: Sequence[Sequence[NameFound]]) -> list[list[NameFound]]:
    """The further places where one stands by its stem that is named in full on the page and in no register."""
    names = {n.text for own in found for n in own if n.kind == "place"}
    stems = {n[:-1]: n for n in sorted(names) if len(n) == 3 and n[-1] in DIVISION_SUFFIXES}
    finder = _Finder(s for s in (*stems, *stems.values()) if s not in dictionary().frequency and not _is_place(s))
    return [
        [NameFound("place", a, b, field.text[a:b], stems.get(field.text[a:b], field.text[a:b])) for a, b in spans]
        for field, spans in zip(fields, finder.spans(fields), strict=True)
    ]


DIVISION_SUFFIXES = frozenset("省市县镇乡")
"""Last characters of divisions that leave a stem by which they are named."""


def short_organizations(fields: Sequence[FieldText], found: Sequence[Sequence[NameFound]]) -> list[list[NameFound]]:
    """The further places where organisations stand under their full or a short name; canonical is the full one."""
    full: dict[str, str] = {}
    names = sorted({n.text for own in found for n in own if n.kind == "organization"}, key=lambda n: (-len(n), n))
    for name in names:
        if len(name) >= SHORTEST_FULL:
            full.setdefault(name, name)
        for short in short_forms(name):
            full.setdefault(short, name)
    by_first: defaultdict[str, list[str]] = defaultdict(list)
    for name in names:
        if len(name) >= SHORTEST_SPELT_OUT:
            by_first[name[0]].append(name)
    for field in fields if by_first else ():
        full |= {word: name for word, name in _acronyms(field, by_first) if word not in full}
    finder = _Finder(full)
    return [
        [NameFound("organization", a, b, field.text[a:b], full[field.text[a:b]]) for a, b in spans]
        for field, spans in zip(fields, finder.spans(fields), strict=True)
    ]


def short_forms(name: str) -> Iterator[str]:
    """The full name of a company and the forms to which it is shortened after its first mention.

    >>> list(short_forms("青禾乳业集团有限公司"))
    ['青禾乳业集团', '青禾乳业']
    >>> list(short_forms("市教育局"))
    []
    """
    short = name
    while True:
        form = next((f for f in LEGAL_FORMS if short.endswith(f) and short != f), "")
        if not form:
            break
        short = short.removesuffix(form)
        if len(short) > SHORTEST_FIRM and not _is_place(short) and short not in NOT_ORGANIZATIONS:
            yield short
    if name.startswith("中国") and len(name) == 4 and name[2:] not in dictionary().tags:
        yield name[2:]


def _is_place(text: str) -> bool:
    return bool(match_at(text, 0) == text)


SHORTEST_SPELT_OUT = 7
"""Characters of the shortest name that an acronym is made of."""


def _acronyms(field: FieldText, by_first: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str]]:
    """Unknown words that pick characters of an organisation named on the page, its first and one of its last; with its name."""
    for index in field.indexes(ACRONYM):
        word = field.words[index]
        of = next((name for name in by_first.get(word[0], ())[:MOST_NAMES] if abbreviates(word, name)), None)
        if of is not None:
            yield word, of


MOST_NAMES = 200
"""Names with the same first character that an acronym is compared with."""

TAIL = 4
"""Characters at the end of a name of which an acronym takes its last."""


def abbreviates(word: str, name: str) -> bool:
    """Whether a word takes characters of a name in their order, beginning with its first, ending near its end.

    >>> abbreviates("中体联", "中国体育用品业联合会"), abbreviates("中联体", "中国体育用品业联合会")
    (True, False)
    """
    if word in name or word[0] != name[0] or word[-1] not in name[-TAIL:]:
        return False
    rest = iter(name)
    return all(char in rest for char in word)


MOST_SOUGHT = 300
"""Names that are looked for one by one; for more of them a page is read character by character."""


class _Finder:
    """Finds known names in a field, in time that does not grow with their number."""

    def __init__(self, names: Iterable[str]) -> None:
        self._by_first: defaultdict[str, set[str]] = defaultdict(set)
        for name in names:
            self._by_first[name[0]].add(name)
        self._lengths = {first: sorted({len(n) for n in each}, reverse=True) for first, each in self._by_first.items()}

    def spans(self, fields: Sequence[FieldText]) -> list[list[tuple[int, int]]]:
        """Where the names stand in each field, in order; a short one only as whole words."""
        found: list[list[tuple[int, int]]] = [[] for _ in fields]
        for position, begins in self._begins(fields).items():
            found[position] = list(self._spans(fields[position], begins))
        return found

    def _spans(self, field: FieldText, begins: Iterable[int]) -> Iterator[tuple[int, int]]:
        """Where names stand in a field, of those that begin at some offsets and overlap the first."""
        done = 0
        for start in sorted(begins):
            if start < done:
                continue
            end = self._end(field, start)
            if end:
                yield start, end
                done = end

    def _begins(self, fields: Sequence[FieldText]) -> dict[int, set[int]]:
        """Where names may begin, by the position of the field: looked for in all fields together."""
        begins: defaultdict[int, set[int]] = defaultdict(set)
        if not self._by_first:
            return begins
        text = "\0".join(field.text for field in fields)
        starts = list(accumulate((len(field.text) + 1 for field in fields), initial=0))
        for at in self._begins_in(text):
            field = bisect_right(starts, at) - 1
            begins[field].add(at - starts[field])
        return begins

    def _begins_in(self, text: str) -> Iterator[int]:
        """Where the names stand in a text; of more than MOST_SOUGHT where their first characters do, in any order."""
        if sum(map(len, self._by_first.values())) > MOST_SOUGHT:
            yield from (at for at, char in enumerate(text) if char in self._by_first)
            return
        for names in self._by_first.values():
            for name in names:
                at = text.find(name)
                while at >= 0:
                    yield at
                    at = text.find(name, at + 1)

    def _end(self, field: FieldText, start: int) -> int:
        names = self._by_first[field.text[start]]
        for length in self._lengths[field.text[start]]:
            end = start + length
            if (
                end <= len(field.text)
                and field.text[start:end] in names
                and (length >= SHORTEST_FREE or _is_whole(field, start, end))
            ):
                return end
        return 0


def _is_whole(field: FieldText, start: int, end: int) -> bool:
    """Whether a span begins and ends with words, or with nothing behind it in an unknown word but an adverb: 科伦还/说."""
    first, last = field.word_at(start), field.word_at(end)
    if field.starts[first] != start:
        return False
    is_glued = (
        first == last < len(field.words) and field.tags[last] == UNKNOWN_TAG and field.starts[last + 1] == end + 1
    )
    return field.starts[last] == end or (is_glued and field.text[end] in GLUED_ADVERBS)


GLUED_ADVERBS = frozenset("还也又都曾则再")
"""Adverbs that jieba's HMM glues to the name before them."""
