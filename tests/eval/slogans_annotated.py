"""How well slogans agree with an analyst's terms in articles of 1990 in ../shared/data/pages.

slogans_pages.json was annotated by hand before any rule was changed on it. Articles marked "dev" were looked at, those
marked "held" only scored.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from tests.eval.slogans_marked import HALVES
from tests.eval.slogans_scores import HERE, Judged, figures_of, judged_text

PAGES = HERE.parents[2] / "shared" / "data" / "pages"


def judged_article(number: int, entry: dict[str, Any]) -> Judged:
    """An article and its terms; the first line is its headline."""
    page = (PAGES / f"{entry['page']}.txt").read_text(encoding="utf-8")
    required, optional = ({page[start:end] for start, end in entry[name]} - {""} for name in ("required", "optional"))
    lines = [line.strip() for line in page[entry["start"] : entry["end"]].split("\n")]
    return judged_text(number, {"headline": lines[0], "body": "\n".join(lines[1:])}, (), required, optional)


def scores(show: bool = False) -> dict[str, float]:
    """The gate's figures, each half being a corpus of its own; none where ../shared is absent."""
    if not PAGES.exists():
        return {}
    entries = json.loads((HERE / "slogans_pages.json").read_text(encoding="utf-8"))["articles"]
    figures = {}
    for half in HALVES:
        judged = [judged_article(number, entry) for number, entry in enumerate(entries) if entry["half"] == half]
        figures |= {f"{half}_{name}": figure for name, figure in figures_of(judged, show and half == "dev").items()}
    return figures


if __name__ == "__main__":
    for each in scores("--errors" in sys.argv).items():
        print("{:34} {:.4f}".format(*each))
