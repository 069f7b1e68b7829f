"""How numbers, times and money of other projects' cases are read.

Cases whose convention a newspaper does not share are named by number in `facts_excluded.json`, each class with its
reason; at most a fifth of a set may be. A case is right where every expected reading is found, and no other.
"""

from __future__ import annotations

import ast
import datetime
import json
import re
from pathlib import Path
from typing import Any

from opencc import OpenCC

from tasks.enrich.dates import DateFound, find_dates
from tasks.enrich.quantities import find_quantities
from tasks.enrich.quantities_numbers import number_at
from tasks.lang.numerals import parse_number

SHARED = Path(__file__).resolve().parents[3] / "shared"
PEERS = SHARED / "data" / "peer_cases"
SPECS = SHARED / "data" / "recognizers_text_specs" / "Specs"
EXCLUDED = json.loads(Path(__file__).with_name("facts_excluded.json").read_text(encoding="utf-8"))
JIONLP_NOW = {"_ts_1": datetime.date(2021, 6, 14), "_ts_2": datetime.date(2021, 9, 1)}

SIMPLIFY = OpenCC("t2s").convert
"""The finders read clean text, which is simplified."""

Case = tuple[str, bool]
"""What a case is (for the listing of errors), and whether it was right."""


def lines(path: Path) -> list[dict[str, Any]]:
    """The objects of a JSONL file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def spec(name: str) -> list[dict[str, Any]]:
    """The cases of a Recognizers-Text file."""
    cases: list[dict[str, Any]] = json.loads((SPECS / f"{name}.json").read_text(encoding="utf-8-sig"))
    return cases


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
    """cn2an's own cases of reading numbers, and what it writes for them read back."""
    money = re.compile(r"[元圆]")

    def read(text: str) -> float | None:
        if money.search(text):
            found = find_quantities(text)
            return found[0].value if len(found) == 1 and found[0].text == text else None
        return parse_number(text)

    asked = [(c["in"], c["out"]) for _, c in kept("cn2an", lines(PEERS / "cn2an_cn2an_test.jsonl"))]
    for case in lines(PEERS / "cn2an_an2cn_test.jsonl"):
        written = case["out"] if isinstance(case["out"], str) else case["out"][0]
        asked.append((written, case["in"]))
    return [(f"{text} {value} {read(text)}", close(read(text), value)) for text, value in asked]


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


def recognized(name: str, file: str) -> list[Case]:
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
        return row.duration == value["timex"] or (kind == "set" and row.duration == "P1W" and "WXX" in value["timex"])
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
