"""People, organisations and places in the texts of one page.

1. Each field by itself: places, people, organisations; where two overlap, the better founded stays.
2. Over the page: a full name that was found once is a name wherever it stands, a company's name is
   known by its short forms, an unsure place counts beside a sure one of its province.
3. Each mention gets its title, the code of its place, and the entity that it names.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from operator import attrgetter

from tasks.enrich.firms import between_organizations, find_firms
from tasks.enrich.known import known_people, known_places, short_organizations, sure_places, without_followers
from tasks.enrich.organizations import find_organizations
from tasks.enrich.people import find_people
from tasks.enrich.people_speaking import Candidate
from tasks.enrich.places import PlaceSpan, find_places
from tasks.enrich.resolve import resolve
from tasks.enrich.text import FieldText, NameFound

STRONG_NAME = 5.0
"""Log odds from which a person's name outweighs a place that is shorter or only named like one."""


def find_names(fields: Sequence[FieldText], newspaper: str | None = None) -> list[list[NameFound]]:
    """The names in each field of a page, in order of their place.

    Args:
        fields: the text fields of all articles of the page.
        newspaper: its name, which says in which province homonymous places are sought first.
    """
    places = sure_places(fields, [find_places(field) for field in fields])
    candidates = [_of_field(field, own) for field, own in zip(fields, places, strict=True)]
    spans = without_followers([_without_overlaps(own) for own in candidates])
    for further in (known_people, short_organizations, known_places):
        more = further(fields, spans)
        spans = [_without_overlaps((*new, *own)) if new else own for new, own in zip(more, spans, strict=True)]
    spans = [_with_parts(own, every) for own, every in zip(spans, candidates, strict=True)]
    return resolve(fields, spans, newspaper)


def _of_field(field: FieldText, places: Sequence[PlaceSpan]) -> list[NameFound]:
    """The names of a field on its own evidence, those inside others too."""
    firms = find_firms(field)
    people, kept = _settle(find_people(field), places)
    found, inner = find_organizations(field, _by_end(kept), _by_end(people), {b: a for a, b in firms})
    organizations = sorted({*found, *firms})
    organizations += between_organizations(field, organizations)
    names = [_name(field, "organization", a, b) for a, b in organizations]
    names += (_name(field, "place", p.start, p.end) for p in kept)
    names += (_name(field, "person", p.start, p.end) for p in people)
    names += (_name(field, "organization", a, b) for a, b in inner)
    return names


def _with_parts(names: list[NameFound], candidates: Iterable[NameFound]) -> list[NameFound]:
    """The names of a field, organisations with the names that stand inside theirs."""
    if not any(name.kind == "organization" for name in names):
        return names
    inside = sorted({(n.start, n.end, n.kind, n.text) for n in candidates})
    starts = [part[0] for part in inside]
    out: list[NameFound] = []
    for name in names:
        if name.kind == "organization":
            within = inside[bisect_left(starts, name.start) : bisect_left(starts, name.end)]
            parts = tuple(
                NameFound(kind, a, b, text)
                for a, b, kind, text in within
                if b <= name.end and b - a < name.end - name.start
            )
            name = name._replace(parts=parts) if parts else name
        out.append(name)
    return out


def _by_end(spans: Sequence[Candidate | PlaceSpan]) -> dict[int, int]:
    """Where spans start, by where they end."""
    return {span.end: span.start for span in spans}


def _settle(people: Sequence[Candidate], places: Sequence[PlaceSpan]) -> tuple[list[Candidate], list[PlaceSpan]]:
    """People and places of which none overlap: of two that do, the better founded."""
    kept_people: list[Candidate] = []
    kept_places: list[PlaceSpan] = []
    at = 0
    for person in people:
        while at < len(places) and places[at].end <= person.start:
            kept_places.append(places[at])
            at += 1
        last = at
        while last < len(places) and places[last].start < person.end:
            last += 1
        if all(_outweighs(person, place) for place in places[at:last]):
            kept_people.append(person)
            at = last
    return kept_people, kept_places + list(places[at:])


def _outweighs(person: Candidate, place: PlaceSpan) -> bool:
    """Whether a person's name is better founded than a place with which it overlaps."""
    if place.may_be_person:
        return True
    if not place.is_known:
        return person.odds > STRONG_NAME
    if place.end - place.start > 2 and place.is_sure:
        return False
    return person.odds > STRONG_NAME and person.end - person.start > place.end - place.start


def _name(field: FieldText, kind: str, start: int, end: int) -> NameFound:
    return NameFound(kind, start, end, field.text[start:end])


_START = attrgetter("start")


def _without_overlaps(names: Sequence[NameFound]) -> list[NameFound]:
    """Of names that overlap the longest, of equally long ones the first given; in order."""
    if len(names) < 2:
        return list(names)
    kept: list[NameFound] = []
    for name in sorted(names, key=_START):
        if kept and kept[-1].end > name.start:
            if name.end - name.start > kept[-1].end - kept[-1].start:
                kept[-1] = name
            continue
        kept.append(name)
    return kept
