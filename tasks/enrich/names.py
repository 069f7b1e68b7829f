"""People, organisations and places in the texts of one page.

1. Each field by itself: places, people, organisations; the longer name holds the shorter one.
2. Over the page: a full name that was found once is a name wherever it stands, a company's name
   is known by its short form, an unsure place counts beside a sure one of its province.
3. Each mention gets its title, the code of the place, and the entity that it names.
"""

from __future__ import annotations

from collections.abc import Sequence

from tasks.enrich.organizations import find_organizations
from tasks.enrich.people import find_people
from tasks.enrich.places import find_places
from tasks.enrich.text import FieldText, NameFound
from tasks.enrich.titles import title_before


def find_names(fields: Sequence[FieldText]) -> list[list[NameFound]]:
    """The names in each field of a page, in order of their place."""
    return [_of_field(field) for field in fields]


def _of_field(field: FieldText) -> list[NameFound]:
    """The names of a field on its own evidence."""
    places = find_places(field)
    people = [p for p in find_people(field) if not any(a < p.end and p.start < b for a, b, *_ in places)]
    place_ends = {b: a for a, b, *_ in places}
    organizations = find_organizations(field, place_ends, {p.end: p.start for p in people})
    ends = place_ends | {b: a for a, b in organizations}
    names = []
    for p in people:
        if any(a < p.end and p.start < b for a, b in organizations):
            continue
        start = title_before(field, field.word_at(p.start), ends)
        text = field.text[p.start : p.end]
        names.append(
            NameFound(
                "person",
                p.start,
                p.end,
                text,
                text,
                title=field.text[start : p.start].strip() if start is not None else None,
            )
        )
    for a, b, *_ in places:
        if not any(c <= a and b <= d for c, d in organizations):
            names.append(NameFound("place", a, b, field.text[a:b], field.text[a:b]))
    for a, b in organizations:
        names.append(NameFound("organization", a, b, field.text[a:b], field.text[a:b]))
    return sorted(names, key=lambda n: n.start)
