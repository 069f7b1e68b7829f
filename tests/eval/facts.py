"""How well dates and quantities are read, on references outside the repository.

`scores()` gives the figures; run as a script it prints them, and with ``--errors NAME`` the misses of one set. Cases
of other projects whose convention a newspaper does not share are named by number in `facts_excluded.json`, each with
its reason; a case counts as right where every expected reading is found.
"""

from __future__ import annotations

import ast
import datetime
import json
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from opencc import OpenCC

from tasks.enrich.dates import DateFound, find_dates
from tasks.enrich.quantities import QuantityFound, find_quantities
from tasks.enrich.quantities_numbers import number_at
from tasks.lang.numerals import parse_number

SHARED = Path(__file__).resolve().parents[3] / "shared"
GOLD = SHARED / "corpus" / "gold"
PEERS = SHARED / "data" / "peer_cases"
SPECS = SHARED / "data" / "recognizers_text_specs" / "Specs"
EXCLUDED = json.loads(Path(__file__).with_name("facts_excluded.json").read_text(encoding="utf-8"))
KINDS = json.loads(Path(__file__).with_name("facts_kinds.json").read_text(encoding="utf-8"))
FIELDS = ("kicker", "headline", "deck", "dateline", "byline", "body")
NEITHER = re.compile(r"近年来?|未来几年|不久前|当前|下午|2024(?=中国)|第.*|一批|一张图|市县两级|二期")
"""What the references call neither required nor wrong."""

JIONLP_NOW = {"_ts_1": datetime.date(2021, 6, 14), "_ts_2": datetime.date(2021, 9, 1)}

Case = tuple[str, bool]
"""What a case is (for the listing of errors), and whether it was right."""


SIMPLIFY = OpenCC("t2s").convert
"""The finders read clean text, which is simplified."""


def lines(path: Path) -> list[dict[str, Any]]:
    """The objects of a JSONL file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def spec(name: str) -> list[dict[str, Any]]:
    """The cases of a Recognizers-Text file."""
    return json.loads((SPECS / f"{name}.json").read_text(encoding="utf-8-sig"))


# The five dumps


def gold_texts() -> Iterator[tuple[str, str, str, datetime.date]]:
    """Article (000-1), field, text and the issue's date as a user knows it."""
    references = {fact["seed"]: datetime.date.fromisoformat(fact["ref"]) for fact in lines(GOLD / "facts.jsonl")}
    counts: dict[str, int] = {}
    for article in lines(GOLD / "contract_articles.jsonl"):
        seed = article["seed"]
        counts[seed] = counts.get(seed, 0) + 1
        for field in FIELDS:
            if article[field]:
                yield f"{seed}-{counts[seed]}", field, article[field], references[seed]


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


def gold_rows(kind: str) -> tuple[list[Case], list[Case]]:
    """Recall cases and precision cases of one kind of fact."""
    facts = [fact for fact in lines(GOLD / "facts.jsonl") if fact["kind"] == kind]
    recall: list[Case] = []
    precision: list[Case] = []
    for article, field, text, reference in gold_texts():
        here = [(placed(f, text), f) for f in facts if f["article"] == article and f["field"] == field]
        dates = find_dates(text, reference)
        spans = [(d.char_start, d.char_end) for d in dates]
        rows: list[Any] = list(dates) if kind == "date" else list(find_quantities(text, spans))
        right: Callable[[Any, dict[str, Any]], bool] = (
            (lambda row, fact: date_right(row, fact["norm"])) if kind == "date" else quantity_right
        )
        hits = {
            id(row): f
            for row in rows
            for span, f in here
            if span and row.char_start < span[1] and span[0] < row.char_end and right(row, f)
        }
        reached = [id(f) for f in hits.values()]
        recall += [
            (f"{article} {f['surface']} {f.get('norm', f.get('value'))}", id(f) in reached)
            for _, f in here
            if not f.get("opt")
        ]
        precision += [
            (f"{article} {row}", id(row) in hits)
            for row in rows
            if id(row) in hits or not (_optional(row, here) or NEITHER.fullmatch(row.text))
        ]
    return recall, precision


def _optional(row: Any, here: list[tuple[tuple[int, int] | None, dict[str, Any]]]) -> bool:
    return any(s and f.get("opt") and row.char_start < s[1] and s[0] < row.char_end for s, f in here)


def traps_silent() -> list[Case]:
    """Whether each trap of the dumps stays without a row."""
    cases: list[Case] = []
    fields = list(gold_texts())
    for seed, trap in json.loads((GOLD / "fact_traps.json").read_text(encoding="utf-8")):
        fired = []
        for article, _, text, reference in fields:
            if article.startswith(seed):
                rows = [*find_dates(text, reference), *find_quantities(text)]
                at = [m.start() for m in re.finditer(re.escape(trap), text)]
                fired += [r.text for r in rows for a in at if r.char_start < a + len(trap) and a < r.char_end]
        cases.append((f"{seed} {trap} {fired}", not fired))
    return cases


def kinds_told() -> list[Case]:
    """Whether target, result and change are told apart, by the reference of `facts_kinds.json`."""
    facts = {str(f["id"]): f for f in lines(GOLD / "facts.jsonl")}
    rows = {}
    for article, field, text, reference in gold_texts():
        spans = [(d.char_start, d.char_end) for d in find_dates(text, reference)]
        rows[article, field] = (text, find_quantities(text, spans))
    cases: list[Case] = []
    for number, kind in KINDS["facts"].items():
        fact = facts[number]
        text, found = rows[fact["article"], fact["field"]]
        span = placed(fact, text)
        hit = next((q for q in found if span and q.char_start < span[1] and span[0] < q.char_end), None)
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
        spans = [(d.char_start, d.char_end) for d in find_dates(text, datetime.date.fromisoformat(row["date"]))]
        found = {q.char_start + part["start"]: q for q in find_quantities(text, spans)}
        hit = found.get(int(offset))
        if hit:
            cases.append((f"{place} {kind} {hit}", told(hit.kind, kind)))
    return cases


# Other people's cases


def kept(name: str, cases: list[Any]) -> list[tuple[int, Any]]:
    """The cases that are not excluded, with their numbers; at most a fifth may be."""
    out = {number for numbers in EXCLUDED.get(name, {}).values() for number in numbers}
    assert len(out) * 5 <= len(cases), f"{name}: {len(out)} of {len(cases)} excluded"
    return [(i, case) for i, case in enumerate(cases) if i not in out]


def close(one: float | None, other: float) -> bool:
    """Equal within a rounding of the fifth digit."""
    return (
        one is not None and abs(one - other) <= 1e-5 * max(1.0, abs(other))
        if abs(other) > 1e-3
        else one is not None and abs(one - other) < 1e-9
    )


def cn2an() -> list[Case]:
    """cn2an's own cases of reading numbers."""
    cases = [c for c in lines(PEERS / "cn2an_cn2an_test.jsonl") if c["var"] != "self.direct_data_dict"]
    money = re.compile(r"[元圆](?=.)|[元圆]")

    def read(text: str) -> float | None:
        if money.search(text):
            found = find_quantities(text)
            return found[0].value if len(found) == 1 and found[0].text == text else None
        return parse_number(text)

    return [
        (f"{i} {c['in']} {c['out']} {read(c['in'])}", close(read(c["in"]), c["out"])) for i, c in kept("cn2an", cases)
    ]


def read_numeral(text: str) -> float | None:
    """A numeral by itself, with 多, 余 or a dozen's 打 as quantities have them."""
    value = parse_number(text)
    if value is None:
        compact = SIMPLIFY(re.sub(r"\s", "", text))
        number = number_at(compact, 0)
        if number and compact[number.end :] in ("", "打"):
            value = number.low * (12 if compact.endswith("打") else 1)
    return value


def recognizers_numbers() -> list[Case]:
    """Each number that the specification marks, read by itself."""
    out: list[Case] = []
    for i, case in kept("recognizers_number", spec("Number/Chinese/NumberModel")):
        for result in case["Results"]:
            value = read_numeral(result["Text"])
            out.append(
                (
                    f"{i} {result['Text']} {result['Resolution']['value']} {value}",
                    close(value, float(result["Resolution"]["value"])),
                )
            )
    return out


def _recognized(name: str, file: str) -> list[Case]:
    """Cases of numbers with units: the values found must be those expected, no more and no less."""
    out: list[Case] = []
    for i, case in kept(name, spec(file)):
        want = [_spec_number(r["Resolution"]["value"]) for r in case["Results"] if r.get("Resolution", {}).get("value")]
        rows = find_quantities(SIMPLIFY(case["Input"]))
        if name != "recognizers_percent":
            rows = [q for q in rows if q.dimension in SPEC_DIMENSIONS[name]]
        else:
            rows = [q for q in rows if q.dimension in ("share", "growth")]
        got = [q.base_value if q.dimension == "share" else q.value for q in rows]
        right = len(want) == len(got) and all(close(g, w) or close(g, w * 1000) for g, w in zip(got, want, strict=True))
        out.append((f"{i} {case['Input']} {want} {got}", right))
    return out


SPEC_DIMENSIONS = {
    "recognizers_dimension": ("area", "mass", "length", "volume", "power", "energy", "speed", "data", "frequency"),
    "recognizers_currency": ("money",),
}


def _spec_number(text: str) -> float:
    return float(text.rstrip("%"))


def recognizers_dates() -> list[Case]:
    """Cases of dates that the Python port supports, resolved to days or durations."""
    supported = [
        c
        for c in spec("DateTime/Chinese/DateTimeModel")
        if "python" not in (c.get("NotSupported", "") + c.get("NotSupportedByDesign", "")).lower()
    ]
    out: list[Case] = []
    for i, case in kept("recognizers_datetime", supported):
        reference = case.get("Context", {}).get("ReferenceDateTime", "2018-01-01")[:10]
        rows = find_dates(SIMPLIFY(case["Input"]), datetime.date.fromisoformat(reference))
        wanted = case["Results"]
        right = len(rows) == len(wanted) and all(_one_of(row, r) for row, r in zip(rows, wanted, strict=True))
        shown = [(r["Text"], r["Resolution"]["values"]) for r in wanted]
        out.append(
            (
                f"{i} {case['Input']} | {reference} | {shown} | {[(d.text, str(d.start_on), str(d.end_on), d.duration) for d in rows]}",
                right,
            )
        )
    return out


def _one_of(row: DateFound, result: dict[str, Any]) -> bool:
    """Whether a row agrees with one of the readings that the specification allows."""
    return any(_agrees(row, value) for value in result["Resolution"]["values"])


def _agrees(row: DateFound, value: dict[str, Any]) -> bool:
    kind = value["type"]
    if kind in ("duration", "set"):
        return row.duration == value["timex"].replace("P0.5Y", "P0.5Y") or (
            kind == "set" and row.duration == "P1W" and "WXX" in value["timex"]
        )
    if kind in ("time", "timerange"):
        return row.granularity == "time"
    if value.get("value") == "not resolved":
        return row.start_on is None or value["timex"].endswith("-SU")
    if "value" in value:
        return str(row.start_on) == value["value"][:10] and row.end_on == row.start_on
    start, end = value.get("start", "None")[:10], value.get("end")
    return str(row.start_on) == start and end is not None and _ends(row, end)


def _ends(row: DateFound, end: str) -> bool:
    """The specification's ends are exclusive for whole periods and inclusive for ranges of days."""
    last = datetime.date.fromisoformat(end[:10])
    return row.end_on in (last, last - datetime.timedelta(days=1)) or (
        row.granularity in ("year", "month") and row.end_on is not None and row.end_on > last
    )


def jionlp_times() -> list[Case]:
    """JioNLP's own cases of parsing times, compared by the day."""
    out: list[Case] = []
    for i, case in kept("jionlp_time", lines(PEERS / "jionlp_time_parser.jsonl")):
        text, now, want = case["case"][:3]
        reference = jionlp_reference(now)
        rows = find_dates(text, reference)
        row = max(rows, key=lambda d: d.char_end - d.char_start, default=None)
        right = row is not None and isinstance(want, dict) and _as_jionlp(row, want, reference)
        out.append(
            (
                f"{i} {text} | {now} | {want} | {[(d.text, str(d.start_on), str(d.end_on), d.duration) for d in rows]}",
                right,
            )
        )
    return out


def jionlp_reference(now: Any) -> datetime.date | None:
    """The day to which a case's times refer."""
    if isinstance(now, dict) and "expr" not in now:
        return datetime.date(now["year"], now.get("month", 7), now.get("day", 1))
    if isinstance(now, dict):
        name = now["expr"]
        if name.startswith("datetime"):
            return datetime.date(*ast.literal_eval(name[name.index("(") :])[:3])
        return JIONLP_NOW.get(name)
    if isinstance(now, list):
        return datetime.date(*[*now, 1, 1][:3])
    if isinstance(now, int | float):
        return datetime.datetime.fromtimestamp(now, datetime.UTC).date()
    return None


JIONLP_UNITS = {"year": "Y", "month": "M", "day": "D", "workday": "D", "hour": "TH", "minute": "TM", "second": "TS"}


def _as_jionlp(row: DateFound, want: dict[str, Any], reference: datetime.date | None) -> bool:
    time = want["time"]
    if want["type"] == "time_delta":
        return _same_duration(row.duration, time[0] if isinstance(time, list) else time)
    if want["type"] == "time_period":
        return _same_duration(row.duration, time["delta"])
    start, end = (None if t in ("inf", "-inf") else t[:10] for t in time)
    if row.granularity == "time" and row.start_on is None:
        return reference is None or start == str(reference)
    return (str(row.start_on) if row.start_on else None, str(row.end_on) if row.end_on else None) == (start, end)


def _same_duration(iso: str | None, delta: dict[str, float]) -> bool:
    if iso is None:
        return False
    date, _, clock = iso[1:].partition("T")
    total = {"Y": 365.25, "M": 30.4375, "W": 7.0, "D": 1.0}
    days = sum(float(n) * total[u] for n, u in re.findall(r"([\d.]+)([YMWD])", date))
    days += sum(
        float(n) * {"H": 1 / 24, "M": 1 / 1440, "S": 1 / 86400}[u] for n, u in re.findall(r"([\d.]+)([HMS])", clock)
    )
    sizes = {
        "year": 365.25,
        "month": 30.4375,
        "day": 1.0,
        "workday": 1.0,
        "hour": 1 / 24,
        "minute": 1 / 1440,
        "second": 1 / 86400,
    }
    return abs(days - sum(sizes[k] * v for k, v in delta.items() if k in sizes)) < 1e-6 + days * 1e-6


def jionlp_money() -> list[Case]:
    """JioNLP's own cases of parsing money: amount (the lower bound) and currency."""
    out: list[Case] = []
    for i, case in kept("jionlp_money", lines(PEERS / "jionlp_money_parser.jsonl")):
        text, want = case["case"]
        rows = find_quantities(text)
        bounds = want["num"] if isinstance(want["num"], list) else [want["num"]]
        row = rows[0] if len(rows) == 1 else None
        right = row is not None and close(row.value, float(bounds[0])) and (row.base_unit or "元") == want["case"]
        if right and row and row.value_high is not None and len(bounds) == 2:
            right = close(row.value_high, float(bounds[1]))
        out.append((f"{i} {text} {want} {[(q.text, q.value, q.value_high, q.unit) for q in rows]}", right))
    return out


SETS: dict[str, Callable[[], list[Case]]] = {
    "dates_recall": lambda: gold_rows("date")[0],
    "dates_precision": lambda: gold_rows("date")[1],
    "quantities_recall": lambda: gold_rows("quantity")[0],
    "quantities_precision": lambda: gold_rows("quantity")[1],
    "traps_silent": traps_silent,
    "kinds_told": kinds_told,
    "cn2an": cn2an,
    "recognizers_number": recognizers_numbers,
    "recognizers_percent": lambda: _recognized("recognizers_percent", "Number/Chinese/PercentModel"),
    "recognizers_dimension": lambda: _recognized("recognizers_dimension", "NumberWithUnit/Chinese/DimensionModel"),
    "recognizers_currency": lambda: _recognized("recognizers_currency", "NumberWithUnit/Chinese/CurrencyModel"),
    "recognizers_datetime": recognizers_dates,
    "jionlp_time": jionlp_times,
    "jionlp_money": jionlp_money,
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
