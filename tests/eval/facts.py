"""How well dates and quantities are read, on references outside the repository.

`scores()` gives the figures; ``python -m tests.eval.facts`` prints them, with ``--errors NAME`` the misses of one set.
"""

from __future__ import annotations

import datetime
import json
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tasks.enrich.dates import DateFound, find_dates
from tasks.enrich.quantities import QuantityFound, find_quantities
from tests.eval import facts_peers as peers
from tests.eval import facts_subjects as told_by_hand
from tests.eval.facts_dumps import GOLD, gold_texts
from tests.eval.facts_peers import SHARED, Case, lines

KINDS = json.loads(Path(__file__).with_name("facts_kinds.json").read_text(encoding="utf-8"))
NEITHER = re.compile(r"近年来?|未来几年|不久前|当前|下午|2024(?=中国)|第.*|一批|一张图|市县两级|二期")
"""What the references call neither required nor wrong."""

Row = DateFound | QuantityFound


def placed(fact: dict[str, Any], text: str) -> tuple[int, int] | None:
    """Where a fact stands in its field."""
    at = text.find(fact["sentence"])
    start = at + fact["s_off"] if at >= 0 else text.find(fact["anchor"])
    start = text.find(fact["surface"], max(start, 0))
    return (start, start + len(fact["surface"])) if start >= 0 else None


def date_right(found: DateFound, norm: Any) -> bool:
    """Whether days or duration are those of the reference; 三年内 may end a day earlier."""
    if isinstance(norm, str):
        return found.duration == norm
    start, end = (datetime.date.fromisoformat(day) for day in norm)
    return found.start_on == start and found.end_on in (
        end,
        end - datetime.timedelta(days=1) if found.duration else end,
    )


def quantity_right(found: QuantityFound, fact: dict[str, Any]) -> bool:
    """Whether value and unit are those of the reference; 百亿级 may have the unit 级 or none."""
    unit = fact.get("contract_unit", fact["unit"])
    units = (None, "级") if unit is None else (unit,)
    return found.value == fact["value"] and found.unit in units


def facts_here(kind: str, article: str, field: str, text: str) -> list[tuple[tuple[int, int], dict[str, Any]]]:
    """The facts of one field with their places; those of captions and mastheads are neither required nor wrong."""
    here = []
    for fact in lines(GOLD / "facts.jsonl"):
        own = fact["article"] == article and fact["field"] == field
        loose = fact["article"] is None and article.startswith(fact["seed"]) and fact["sentence"] in text
        span = placed(fact, text) if fact["kind"] == kind and (own or loose) else None
        if span:
            here.append((span, fact | {"opt": True} if loose else fact))
    return here


def overlaps(row: Row, span: tuple[int, int]) -> bool:
    """Whether a row and a span share a character."""
    return row.char_start < span[1] and span[0] < row.char_end


def gold_rows(kind: str) -> tuple[list[Case], list[Case]]:
    """Recall cases and precision cases of one kind of fact."""
    recall: list[Case] = []
    precision: list[Case] = []
    for article, field, text, reference in gold_texts():
        here = facts_here(kind, article, field, text)
        dates = find_dates(text, reference)
        taken = [(d.char_start, d.char_end) for d in dates]
        rows: list[Row] = [*dates] if kind == "date" else [*find_quantities(text, taken)]
        for span, fact in here:
            if not fact.get("opt"):
                hit = any(overlaps(row, span) and right(row, fact) for row in rows)
                recall.append((f"{article} {fact['surface']} {fact.get('norm', fact.get('value'))}", hit))
        for row in rows:
            touched = [fact for span, fact in here if overlaps(row, span)]
            if not any(fact.get("opt") for fact in touched) and not NEITHER.fullmatch(row.text):
                precision.append((f"{article} {row}", any(right(row, fact) for fact in touched)))
    return recall, precision


def right(row: Row, fact: dict[str, Any]) -> bool:
    """Whether a row says what the fact says."""
    return date_right(row, fact["norm"]) if isinstance(row, DateFound) else quantity_right(row, fact)


def traps_silent() -> list[Case]:
    """Whether each trap of the dumps stays without a row."""
    cases: list[Case] = []
    fields = list(gold_texts())
    for seed, trap in json.loads((GOLD / "fact_traps.json").read_text(encoding="utf-8")):
        fired = []
        for article, _, text, reference in fields:
            if article.startswith(seed):
                rows: list[Row] = [*find_dates(text, reference), *find_quantities(text)]
                spans = [m.span() for m in re.finditer(re.escape(trap), text)]
                fired += [row.text for row in rows for span in spans if overlaps(row, span)]
        cases.append((f"{seed} {trap} {fired}", not fired))
    return cases


def kinds_told() -> list[Case]:
    """Whether target, result and change are told apart, by the reference of `facts_kinds.json`."""
    facts = {str(f["id"]): f for f in lines(GOLD / "facts.jsonl")}
    rows = {}
    for article, field, text, reference in gold_texts():
        taken = [(d.char_start, d.char_end) for d in find_dates(text, reference)]
        rows[article, field] = (text, find_quantities(text, taken))
    cases: list[Case] = []
    for number, kind in KINDS["facts"].items():
        fact = facts[number]
        text, found = rows[fact["article"], fact["field"]]
        span = placed(fact, text)
        hit = next((q for q in found if span and overlaps(q, span)), None)
        if hit:
            cases.append((f"{number} {kind} {hit}", told(hit.kind, kind)))
    return cases + page_kinds()


def told(found: str, kind: str) -> bool:
    """Whether a target is told from what is none; a change from a target, a result from a target."""
    return (found == "target") == (kind == "target")


def page_kinds() -> list[Case]:
    """The labelled quantities of the newspaper pages."""
    articles = [(row, part) for row in lines(SHARED / "data" / "pages" / "gold.jsonl") for part in row["articles"]]
    cases: list[Case] = []
    for place, kind in KINDS["pages"].items():
        page, offset = place.split(":")
        row, part = next((r, a) for r, a in articles if r["page_id"] == page and a["start"] <= int(offset) < a["end"])
        text = (SHARED / "data" / "pages" / f"{page}.txt").read_text(encoding="utf-8")[part["start"] : part["end"]]
        taken = [(d.char_start, d.char_end) for d in find_dates(text, datetime.date.fromisoformat(row["date"]))]
        found = {q.char_start + part["start"]: q for q in find_quantities(text, taken)}
        hit = found.get(int(offset))
        if hit:
            cases.append((f"{place} {kind} {hit}", told(hit.kind, kind)))
    return cases


SETS: dict[str, Callable[[], list[Case]]] = {
    "dates_recall": lambda: gold_rows("date")[0],
    "dates_precision": lambda: gold_rows("date")[1],
    "quantities_recall": lambda: gold_rows("quantity")[0],
    "quantities_precision": lambda: gold_rows("quantity")[1],
    "traps_silent": traps_silent,
    "kinds_told": kinds_told,
    "kind": lambda: told_by_hand.kinds("tuned") + told_by_hand.kinds("held_out"),
    "kind_held_out": lambda: told_by_hand.kinds("held_out"),
    "subject": lambda: told_by_hand.subjects("tuned"),
    "subject_held_out": lambda: told_by_hand.subjects("held_out"),
    "horizon": told_by_hand.horizons,
    "cn2an": peers.cn2an,
    "recognizers_number": peers.recognizers_numbers,
    "recognizers_percent": lambda: peers.recognized("recognizers_percent", "Number/Chinese/PercentModel"),
    "recognizers_dimension": lambda: peers.recognized("recognizers_dimension", "NumberWithUnit/Chinese/DimensionModel"),
    "recognizers_currency": lambda: peers.recognized("recognizers_currency", "NumberWithUnit/Chinese/CurrencyModel"),
    "recognizers_datetime": peers.recognizers_dates,
    "jionlp_time": peers.jionlp_times,
    "jionlp_money": peers.jionlp_money,
}


def scores() -> dict[str, float]:
    """The share of right cases of each set; {} where the references are absent."""
    if not GOLD.is_dir():
        return {}
    shares = {}
    for name, cases_of in SETS.items():
        cases = cases_of()
        shares[name] = sum(right for _, right in cases) / len(cases) if cases else 0.0
    return shares


def main(arguments: list[str]) -> None:
    """Print the figures, or with ``--errors NAME`` the wrong cases of a set."""
    if arguments[:1] == ["--errors"]:
        for what, right in SETS[arguments[1]]():
            if not right:
                print(what)
        return
    for name, share in scores().items():
        print(f"{name:24}{share:.4f}")


if __name__ == "__main__":
    main(sys.argv[1:])
