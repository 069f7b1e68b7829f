"""The register of policy formulas (提法): what a reader of Chinese newspapers knows without having counted anything.

It helps and decides nothing on its own: a formula that it lacks is found by its form and its company. The formulas stand
in policy_terms.csv beside this module; its header says where they come from.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import chain
from pathlib import Path
from typing import NamedTuple

REGISTER_FILE = Path(__file__).with_name("policy_terms.csv")

MARKS = re.compile("[、，]")
"""What stands between the parts of a form."""

OTHER_MARKS = ("、", "，", " ", "")
"""What may stand there instead in print."""


class PolicyTerm(NamedTuple):
    """A formula.

    Attributes:
        canonical: the form under which it counts.
        subject: field of policy.
        from_year: year in which it became the national formula; None if not known.
    """

    canonical: str
    subject: str
    from_year: int | None


class PolicyTerms(NamedTuple):
    """Formulas, to be looked up by what is printed.

    Attributes:
        of_form: formulas by each way of writing them.
        plain: the forms that count without quotation marks too.
    """

    of_form: Mapping[str, PolicyTerm]
    plain: frozenset[str]


def ways_of_writing(form: str) -> tuple[str, ...]:
    """A form with other marks between its parts, the form first.

    >>> ways_of_writing("甲乙、丙丁")
    ('甲乙、丙丁', '甲乙，丙丁', '甲乙 丙丁', '甲乙丙丁')
    >>> ways_of_writing("甲乙")
    ('甲乙',)
    """
    return tuple(dict.fromkeys((form, *(MARKS.sub(mark, form) for mark in OTHER_MARKS))))


def _rows(lines: Iterable[str]) -> Iterator[tuple[PolicyTerm, list[str]]]:
    """Formulas with their forms, those in quotation marks with these."""
    for row in csv.DictReader(line for line in lines if not line.startswith("#")):
        forms = row["forms"].split("|")
        year = int(row["from_year"]) if row["from_year"] else None
        yield PolicyTerm(forms[0].strip("“”"), row["subject"], year), forms


def read_policy_terms(*paths: Path) -> PolicyTerms:
    """Read register files in the form of policy_terms.csv; a later file's rows win.

    Raises:
        OSError: a file can't be read.
        KeyError, ValueError: a column is missing, or a year is no number.
    """
    of_form: dict[str, PolicyTerm] = {}
    plain: set[str] = set()
    for path in paths:
        with path.open(encoding="utf-8", newline="") as lines:
            for term, forms in _rows(lines):
                of_form |= dict.fromkeys(chain.from_iterable(ways_of_writing(f.strip("“”")) for f in forms), term)
                plain.update(way for form in forms if not form.startswith("“") for way in ways_of_writing(form))
    return PolicyTerms(of_form, frozenset(plain))


@cache
def policy_terms() -> PolicyTerms:
    """The register that ships, read once per process.

    >>> policy_terms().of_form["第一个五年计划"].canonical, "“双创”" in policy_terms().plain
    ('一五计划', False)
    """
    return read_policy_terms(REGISTER_FILE)
