"""Whose name a mention is: the title in force, the code of a place, the entity."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from tasks.enrich.places import provinces_of
from tasks.enrich.text import FieldText, NameFound
from tasks.enrich.titles import title_after, title_before
from tasks.lang.geography import ABBREVIATIONS
from tasks.lang.places import Division, choose, register
from tasks.lang.titles import NEWS_ROLES, title_head

READING_ORDER = ("kicker", "headline", "deck", "dateline", "body", "byline")
"""The order in which a reader meets the fields of an article."""

LIST_SEPARATORS = frozenset(("、", " ", "\u3000", "和", "与", "及", "以及"))
"""What stands between names that share the title of the first: 省领导甲、乙、丙."""

Names = list[list[NameFound]]


def resolve(fields: Sequence[FieldText], names: Names, newspaper: str | None) -> Names:
    """The names of a page with title, canonical name, code and entity."""
    printed = [_printed_titles(field, own) for field, own in zip(fields, names, strict=True)]
    titles = _in_force(fields, names, printed)
    provinces = _provinces(names, newspaper)
    entities = _Entities()
    out: Names = []
    for field, own, own_titles in zip(fields, names, titles, strict=True):
        out.append([])
        for name, title, (canonical, code) in zip(own, own_titles, _placed(own, provinces), strict=True):
            entity_id = entities.identify(field.article, name.kind, canonical, code, title)
            parts = tuple(_part(part, provinces) for part in name.parts) if name.parts else ()
            found = NameFound(name.kind, name.start, name.end, name.text, canonical, entity_id, code, title, parts)
            out[-1].append(found)
    return out


def _printed_titles(field: FieldText, names: Sequence[NameFound]) -> list[str | None]:
    """The title printed at each person, or shared with the one before in a list; None for other names."""
    starts = {n.start for n in names if n.kind == "person"}
    if not starts:
        return [None] * len(names)
    ends = {n.end: n.start for n in names if n.kind != "person"}
    titles: list[str | None] = []
    for name in names:
        if name.kind != "person":
            titles.append(None)
            continue
        titles.append(title_before(field, name.start, ends) or title_after(field, name.end, ends, starts))
    return titles


def _in_force(fields: Sequence[FieldText], names: Names, printed: list[list[str | None]]) -> list[list[str | None]]:
    """Each person's title: as printed there, else the last one printed before, else the next, else any of the page."""
    anywhere: dict[str, str] = {}
    order: defaultdict[int, list[int]] = defaultdict(list)
    for position, field in enumerate(fields):
        if not any(name.kind == "person" for name in names[position]):
            continue
        order[field.article].append(position)
        for name, title in zip(names[position], printed[position], strict=True):
            if title is not None:
                anywhere.setdefault(name.text, title)
    for position in (each for positions in order.values() for each in positions):
        _share_in_lists(fields[position], names[position], printed[position], anywhere)
    titles: list[list[str | None]] = [[None] * len(own) for own in names]
    for positions in order.values():
        positions.sort(key=lambda p: READING_ORDER.index(fields[p].field))
        first = _first_titles(names, printed, positions)
        last: dict[str, str] = {}
        for position in positions:
            for at, (name, title) in enumerate(zip(names[position], printed[position], strict=True)):
                if name.kind != "person":
                    continue
                if title is not None:
                    last[name.text] = title
                titles[position][at] = last.get(name.text) or first.get(name.text) or anywhere.get(name.text)
    return titles


def _first_titles(names: Names, printed: list[list[str | None]], positions: Iterable[int]) -> dict[str, str]:
    """The first title printed for each person in an article."""
    first: dict[str, str] = {}
    for position in positions:
        for name, title in zip(names[position], printed[position], strict=True):
            if title is not None:
                first.setdefault(name.text, title)
    return first


def _share_in_lists(
    field: FieldText, names: Sequence[NameFound], printed: list[str | None], anywhere: dict[str, str]
) -> None:
    """Give the title before a list of names to those of it that have none printed anywhere."""
    previous: tuple[int, str | None] | None = None
    for at, name in enumerate(names):
        if name.kind != "person":
            continue
        if printed[at] is None and previous is not None and name.text not in anywhere:
            end, title = previous
            if title is not None and field.text[end : name.start] in LIST_SEPARATORS:
                printed[at] = title
        previous = (name.end, printed[at])


def _provinces(names: Names, newspaper: str | None) -> tuple[str, ...]:
    """The provinces in which to seek a homonymous place, likeliest first: the paper's own, then the most named."""
    counts: Counter[str] = Counter()
    own: list[str] = []
    known = register()
    if newspaper:
        own = [d.province for n in range(len(newspaper), 1, -1) for d in known.meanings(newspaper[:n])[:1]]
    for each in names:
        for name in each:
            if name.kind == "place":
                provinces = provinces_of(name.text)
                if len(provinces) == 1:
                    counts.update(provinces)
    return *own[:1], *(province for province, _ in sorted(counts.items(), key=lambda c: (-c[1], c[0])))


ADJACENT = 1
"""Characters that may stand between a place and the larger one that it lies in."""


def _placed(names: Iterable[NameFound], provinces: tuple[str, ...]) -> Iterator[tuple[str | None, str | None]]:
    """The canonical form of each name, and the code of a place."""
    within, end = "", -2
    for name in names:
        if name.kind != "place":
            yield name.canonical or name.text, None
            continue
        division = _division(name.text, provinces, within if name.start - end <= ADJACENT else "")
        if division is not None:
            within, end = division.code, name.end
            yield division.name, division.code or None
        else:
            ambiguous = bool(register().meanings(name.text))
            yield None if ambiguous else name.canonical or ABBREVIATIONS.get(name.text, name.text), None


def _part(part: NameFound, provinces: tuple[str, ...]) -> NameFound:
    """A name inside an organisation's, a place with its code."""
    division = _division(part.text, provinces, "") if part.kind == "place" else None
    return part if division is None else part._replace(canonical=division.name, code=division.code or None)


DIVISIONS_KEPT = 20_000
"""Places whose division a process keeps."""


@lru_cache(maxsize=DIVISIONS_KEPT)
def _division(text: str, provinces: tuple[str, ...], within: str) -> Division | None:
    """The division that a mention names."""
    return choose(register().meanings(ABBREVIATIONS.get(text, text)), provinces, within)


class _Entities:
    """Numbers the bearers of each name on a page."""

    def __init__(self) -> None:
        self._bearers: defaultdict[str, list[tuple[set[int], set[str]]]] = defaultdict(list)
        self._known: dict[tuple[int, str, str | None], str] = {}

    def identify(
        self, article: int, kind: str, canonical: str | None, code: str | None, title: str | None
    ) -> str | None:
        """The entity_id of a name; None for an unresolved one."""
        if canonical is None:
            return None
        if kind != "person":
            return f"{kind}:{code or canonical}"
        key = article, canonical, title
        if key not in self._known:
            number = self._bearer(*key)
            self._known[key] = f"person:{canonical}" + (f"/{number + 1}" if number else "")
        return self._known[key]

    def _bearer(self, article: int, name: str, title: str | None) -> int:
        """Which bearer of the name this is: one of the same article, or one with a title that agrees."""
        bearers = self._bearers[name]
        for number, (articles, titles) in enumerate(bearers):
            if article in articles or all(agree(title, other) for other in titles):
                articles.add(article)
                titles |= {title} if title else set()
                return number
        bearers.append(({article}, {title} if title else set()))
        return len(bearers) - 1


def agree(one: str | None, other: str | None) -> bool:
    """Whether two titles may be one person's.

    A reporter and an official of the same name are two; so are holders of the same office in two places.

    >>> agree("市长", "甲市市长"), agree("记者", "市长"), agree("甲县县长", "乙县县长"), agree("省委书记", None)
    (True, False, False, True)
    """
    if one is None or other is None or one in other or other in one:
        return True
    heads = title_head(one), title_head(other)
    if (heads[0] in NEWS_ROLES) != (heads[1] in NEWS_ROLES):
        return False
    return heads[0] != heads[1]
