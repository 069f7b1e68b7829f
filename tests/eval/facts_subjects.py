"""Whether quantities say what is counted, whether it was promised, and by when: a reference told by hand.

`facts_subjects.json` holds places and offsets only; the texts are those of the dumps and of the newspaper pages.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tasks.enrich.dates import find_dates
from tasks.enrich.quantities import QuantityFound, find_quantities
from tests.eval.facts_dumps import gold_texts
from tests.eval.facts_peers import SHARED, Case, lines

REFERENCE = json.loads(Path(__file__).with_name("facts_subjects.json").read_text(encoding="utf-8"))
PAGES = SHARED / "data" / "pages"

Found = tuple[str, QuantityFound]
"""A text, and a quantity in it."""


def quantities_of(text: str, reference: datetime.date) -> list[QuantityFound]:
    """The quantities of a text that are no dates."""
    return find_quantities(text, [(d.char_start, d.char_end) for d in find_dates(text, reference)])


@cache
def _page(page: str) -> str:
    return (PAGES / f"{page}.txt").read_text(encoding="utf-8")


def _places() -> Iterator[tuple[str, int, str, datetime.date]]:
    """The place of each text of the dumps and pages, its offset there, the text, the issue's date."""
    for article, field, text, reference in gold_texts():
        yield f"{article}/{field}", 0, text, reference
    wanted = {place.partition(":")[0] for half in ("tuned", "held_out") for place in REFERENCE[half]}
    for row in lines(PAGES / "gold.jsonl"):
        for part in row["articles"] if row["page_id"] in wanted else ():
            text = _page(row["page_id"])[part["start"] : part["end"]]
            yield row["page_id"], part["start"], text, datetime.date.fromisoformat(row["date"])


@cache
def rows() -> dict[str, Found]:
    """Each quantity by its place, with the text that its reference's offsets count in."""
    found = {}
    for place, offset, text, reference in _places():
        whole = text if "/" in place else _page(place)
        for quantity in quantities_of(text, reference):
            found[f"{place}:{offset + quantity.char_start}"] = (whole, quantity)
    return found


def names_it(text: str, subject: str | None, readings: list[list[int] | None]) -> bool:
    """Whether a subject holds the core of a reading and lies within its longest form."""
    if subject is None:
        return None in readings
    return any(text[r[0] : r[1]] in subject and subject in text[r[2] : r[3]] for r in readings if r)


def subjects(half: str) -> list[Case]:
    """Whether what is counted is named; a quantity that is not found counts as wrong."""
    cases: list[Case] = []
    for place, wanted in REFERENCE[half].items():
        text, found = rows().get(place, ("", None))
        shown = [r and text[r[2] : r[3]] for r in wanted["subject"]]
        right = found is not None and names_it(text, found.subject, wanted["subject"])
        context = text[found.char_start - 40 : found.char_end + 20] if found and "/" in place else ""
        cases.append((f"{place} {found and (found.text, found.subject)} {shown} {context}", right))
    return cases


def kinds(half: str) -> list[Case]:
    """Whether target, change and what is neither are told apart."""
    cases: list[Case] = []
    for place, wanted in REFERENCE[half].items():
        _, found = rows().get(place, ("", None))
        if found and "kind" in wanted:
            kind = found.kind if found.kind in ("target", "change") else "none"
            cases.append((f"{place} {found.text} {found.kind} {wanted['kind']}", kind == wanted["kind"]))
    return cases


def horizons() -> list[Case]:
    """Whether a target says by when."""
    cases: list[Case] = []
    for place, wanted in {**REFERENCE["tuned"], **REFERENCE["held_out"]}.items():
        text, found = rows().get(place, ("", None))
        if "horizon" in wanted:
            shown = [h and text[h[0] : h[1]] for h in wanted["horizon"]]
            cases.append(
                (f"{place} {found and (found.text, found.horizon)} {shown}", bool(found and _by(found, shown)))
            )
    return cases


def _by(found: QuantityFound, wanted: list[str | None]) -> bool:
    """Whether the horizon is one of those wanted; 到 before it may be kept."""
    return (found.horizon and found.horizon.lstrip("到至")) in wanted
