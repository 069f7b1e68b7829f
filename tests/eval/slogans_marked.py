"""How well slogans agree with an analyst's terms in fictional articles: slogans_made.txt.

The terms stand between ⟦ and ⟧, those on which analysts may differ between ⟨ and ⟩. They were marked before any rule
was changed on them. The articles headed "# dev" were looked at, those headed "# held" only scored.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator

from tests.eval.slogans_scores import HERE, Judged, figures_of, judged_text

MARKED = re.compile(r"⟦([^⟦⟧]+)⟧|⟨([^⟨⟩]+)⟩")
HALVES = ("dev", "held")


def read_made() -> Iterator[tuple[str, Judged]]:
    """The made articles, each with its half."""
    lots = re.split(r"^# (\w+)\n", (HERE / "slogans_made.txt").read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    for number, (half, lot) in enumerate(zip(lots[::2], lots[1::2], strict=True)):
        yield half, judged_article(number, lot)


def judged_article(number: int, lot: str) -> Judged:
    """An article from its lines "field: text"; lines without a field go on the body."""
    head, _, body = lot.partition("body: ")
    marked = dict(line.split(": ", 1) for line in head.splitlines()) | {"body": body.strip()}
    terms = [match for text in marked.values() for match in MARKED.finditer(text)]
    fields = {name: MARKED.sub(lambda m: m[1] or m[2], text) for name, text in marked.items()}
    required, optional = ({m[group] for m in terms if m[group]} for group in (1, 2))
    return judged_text(number, fields, (), required, optional)


def scores(show: bool = False) -> dict[str, float]:
    """The gate's figures, each half being a corpus of its own."""
    made = list(read_made())
    return {
        f"{half}_{name}": figure
        for half in HALVES
        for name, figure in figures_of([judged for of, judged in made if of == half], show and half == "dev").items()
    }


if __name__ == "__main__":
    for entry in scores("--errors" in sys.argv).items():
        print("{:34} {:.4f}".format(*entry))
