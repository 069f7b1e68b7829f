"""A canned question's answer as one HTML file that can be mailed: no scripts, nothing loaded from anywhere.

The chart is drawn here, once for wide and once for narrow screens, and stands in the page as an image. Every text of the
warehouse is escaped; a content security policy forbids what the page does not need.
"""

from __future__ import annotations

import base64
import datetime
import json
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import pyarrow as pa
import vl_convert

from flows.output import printable
from warehouse.reports import Chart, Report

MAX_PAGE_ROWS = 1000
"""Rows that the page's table shows."""

MAX_CHART_NAMES = 60
"""Names on a chart's axis; a longer list can't be read."""

MAX_CHART_ROWS = 2000
"""Rows that the chart shows; of more it shows every second, every third …"""

STATUS_COLORS = {
    "complete": "#3b8f5f",
    "no gap known": "#9fcbb0",
    "page numbers unknown": "#9aa5b1",
    "jump unresolved": "#5b8bb2",
    "broken": "#8e5ea2",
    "pages missing": "#e9a23b",
    "issue missing": "#c0392b",
}
"""Colours that say how bad it is, of the report coverage."""

WIDE, NARROW = 760, 250
"""Width of the chart's plot in CSS pixels, on wide and on narrow screens."""

NAME_WIDTH = {WIDE: 220, NARROW: 90}
"""Room for names beside the plot, in CSS pixels."""

CHARACTER_WIDTH = 12
"""Room for one Chinese character of a label, in CSS pixels."""

EDGE = 14
"""Room between points and the chart's edges, in CSS pixels."""

BREAKPOINT = 640
"""Screens of fewer CSS pixels are narrow."""

_FONTS = "system-ui, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Noto Sans SC', sans-serif"

_STYLE = f"""
:root {{ color-scheme: light; }}
body {{ font: 16px/1.6 {_FONTS}; color: #1d2733; background: #fff; margin: 0 auto; padding: 1.5rem; max-width: 1280px; }}
h1 {{ font-size: 1.5rem; line-height: 1.3; margin: 0 0 .5rem; }}
.asked, .caveats, footer {{ color: #52606d; }}
.asked b {{ color: #1d2733; }}
img {{ display: block; max-width: 100%; height: auto; margin: 1rem 0; }}
.rows {{ overflow-x: auto; }}
table {{ border-collapse: collapse; font-size: .875rem; width: 100%; }}
th {{ text-align: left; border-bottom: 2px solid #9aa5b1; padding: .375rem .625rem; white-space: nowrap; }}
td {{ border-bottom: 1px solid #e4e7eb; padding: .375rem .625rem; vertical-align: top; overflow-wrap: anywhere; min-width: 3.5rem; }}
td.number, th.number {{ text-align: right; font-variant-numeric: tabular-nums; }}
td.long {{ min-width: 16rem; }}
td.day {{ white-space: nowrap; }}
td.short {{ min-width: 5.5rem; }}
details {{ margin: 1rem 0; }}
pre {{ overflow-x: auto; background: #f5f7fa; padding: .75rem; font-size: .8125rem; line-height: 1.45; }}
footer {{ font-size: .8125rem; border-top: 1px solid #e4e7eb; padding-top: .75rem; }}
@media (max-width: {BREAKPOINT - 1}px) {{
  body {{ padding: 1rem; }}
  thead {{ position: absolute; left: -9999px; }}
  tr {{ display: block; border-bottom: 2px solid #cbd2d9; padding: .5rem 0; }}
  td, td.number, td.day, td.short, td.long {{ display: flex; gap: .75rem; text-align: left; border: 0; padding: .125rem 0; min-width: 0; }}
  td::before {{ content: attr(data-column); flex: 0 0 7.5rem; color: #52606d; }}
  td:empty {{ display: none; }}
}}
@media print {{ details {{ display: none; }} }}
"""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What an answer rests on: the commit, when it was made, and the version of jianbao."""

    commit_id: int
    committed_at: datetime.datetime | None
    version: str

    def __str__(self) -> str:
        """`commit 12 of 2024-04-01 08:00 UTC, jianbao 0.1.0`."""
        made = f" of {self.committed_at:%Y-%m-%d %H:%M} UTC" if self.committed_at else ""
        return f"commit {self.commit_id}{made}, jianbao {self.version}"


def _text(value: Any) -> str:
    """A value as text, escaped for HTML; null is empty, what a browser would obey becomes U+FFFD."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:,.4f}".rstrip("0").rstrip(".")
    if isinstance(value, (list, tuple)):
        return escape(printable(", ".join(str(item) for item in value)))
    if isinstance(value, dict):
        return escape(printable(json.dumps(value, ensure_ascii=False, default=str)))
    if isinstance(value, datetime.timedelta):
        return str(value.days)
    return escape(printable(f"{value:,}" if isinstance(value, int) else str(value)))


def _is_number(field: pa.Field) -> bool:
    return bool(pa.types.is_integer(field.type) or pa.types.is_floating(field.type) or pa.types.is_decimal(field.type))


def _label(column: str) -> str:
    return escape(column.replace("_", " "))


def _table(answer: pa.Table) -> str:
    """The answer's first rows."""
    shown = answer.slice(0, MAX_PAGE_ROWS).to_pylist()
    numbers = {field.name for field in answer.schema if _is_number(field)}
    longs = {n for n in answer.column_names if any(isinstance(r[n], str) and len(r[n]) > 30 for r in shown)}
    days = {field.name for field in answer.schema if pa.types.is_temporal(field.type)}
    kinds = (("number", numbers), ("day", days), ("long", longs))
    kind = {n: next((name for name, columns in kinds if n in columns), "short") for n in answer.column_names}
    head = "".join(f'<th class="{kind[n]}">{_label(n)}</th>' for n in answer.column_names)
    body = "\n".join(
        "<tr>"
        + "".join(f'<td class="{kind[n]}" data-column="{_label(n)}">{_text(row[n])}</td>' for n in answer.column_names)
        + "</tr>"
        for row in shown
    )
    more = answer.num_rows - len(shown)
    note = f"<p class=caveats>{more:,} more rows are left off here.</p>" if more else ""
    return f'<div class="rows" lang="zh-Hans"><table><thead><tr>{head}</tr></thead>\n<tbody>{body}</tbody></table></div>{note}'


def _kind(answer: pa.Table, column: str) -> str:
    """How Vega-Lite calls the column's kind."""
    type_ = answer.schema.field(column).type
    if pa.types.is_temporal(type_):
        return "temporal"
    return "quantitative" if _is_number(answer.schema.field(column)) else "nominal"


def _plain(value: Any) -> Any:
    """A value as JSON has it; what a renderer would obey in a text becomes U+FFFD."""
    return printable(value) if isinstance(value, str) else str(value) if isinstance(value, datetime.date) else value


def _drawn_rows(answer: pa.Table, chart: Chart) -> list[dict[str, Any]]:
    """The rows that are drawn: those in which every column of the chart has a value, of the first names on an axis."""
    plain = ({n: _plain(row[n]) for n in chart.columns.values()} for row in answer.to_pylist())
    rows = [row for row in plain if None not in row.values()]
    for channel in ("x", "y"):
        column = chart.columns.get(channel)
        if column is not None and _kind(answer, column) == "nominal":
            names = set(list(dict.fromkeys(row[column] for row in rows))[:MAX_CHART_NAMES])
            rows = [row for row in rows if row[column] in names]
    return rows[:: 1 + (len(rows) - 1) // MAX_CHART_ROWS] if rows else []


def _axis(kind: str, rows: Sequence[dict[str, Any]], column: str, width: int) -> dict[str, Any]:
    """Titles and labels; room for names is computed, so that the fonts of the machine do not matter."""
    axis: dict[str, Any] = {"title": column.replace("_", " ")}
    if kind == "nominal":
        longest = max(len(str(row[column])) for row in rows) * CHARACTER_WIDTH
        axis |= {"labelLimit": NAME_WIDTH[width], "minExtent": min(longest, NAME_WIDTH[width]), "title": None}
    if kind == "temporal":
        axis |= {"format": "%Y-%m-%d", "labelOverlap": True, "tickCount": max(2, width // 130)}
    return axis


def _channel(
    name: str, column: str, mark: str, answer: pa.Table, rows: Sequence[dict[str, Any]], width: int
) -> dict[str, Any]:
    """One channel of the chart, as Vega-Lite has it."""
    kind = _kind(answer, column)
    channel: dict[str, Any] = {"field": column, "type": kind}
    steps = {"tickMinStep": 1} if pa.types.is_integer(answer.schema.field(column).type) else {}
    if kind == "nominal":
        channel["sort"] = None
    elif mark == "point" and name != "size":
        channel["scale"] = {"padding": EDGE, "zero": False} if kind == "quantitative" else {"padding": EDGE}
    if name in ("x", "y"):
        # Bars of one name are never added up: a sum of shares would look like a share.
        channel |= {"stack": None} if kind == "quantitative" else {}
        return channel | {"axis": _axis(kind, rows, column, width) | steps}
    legend = {"title": column.replace("_", " "), "orient": "bottom"}
    if name == "color" and {row[column] for row in rows} <= set(STATUS_COLORS):
        shown = [status for status in STATUS_COLORS if any(row[column] == status for row in rows)]
        channel["scale"] = {"domain": shown, "range": [STATUS_COLORS[status] for status in shown]}
    return channel | {"legend": legend | (steps | {"tickCount": 3} if kind == "quantitative" else {})}


def draw(answer: pa.Table, chart: Chart, width: int) -> str | None:
    """The chart as SVG; None where no row has a value in each of its columns."""
    rows = _drawn_rows(answer, chart)
    if not rows:
        return None
    encoding = {name: _channel(name, column, chart.mark, answer, rows, width) for name, column in chart.columns.items()}
    mark: dict[str, Any] = {"type": chart.mark, "color": "#0b6e99"}
    if chart.mark == "point":
        mark |= {"filled": True, "size": 70, "opacity": 0.85}
    spec = {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "width": width,
        "data": {"values": rows},
        "mark": mark,
        "encoding": encoding,
        "config": {"font": "sans-serif", "view": {"stroke": None}, "axis": {"labelFontSize": 12, "titleFontSize": 12}},
    }
    return str(vl_convert.vegalite_to_svg(spec, allowed_base_urls=[]))


def _picture(answer: pa.Table, chart: Chart | None) -> str:
    """The chart for wide and for narrow screens, as images within the page."""
    drawn = [draw(answer, chart, width) for width in (WIDE, NARROW)] if chart else [None]
    if chart is None or drawn[0] is None:
        return ""
    wide, narrow = (f"data:image/svg+xml;base64,{base64.b64encode((svg or '').encode()).decode()}" for svg in drawn)
    shown = len(_drawn_rows(answer, chart))
    described = escape(
        f"{' by '.join(chart.columns.values())}, {shown} of {answer.num_rows} rows; the table has them all"
    )
    return (
        f'<picture><source media="(max-width: {BREAKPOINT - 1}px)" srcset="{narrow}">'
        f'<img src="{wide}" alt="{described}"></picture>'
        + (
            f'<p class="caveats">The chart shows {shown:,} of {answer.num_rows:,} rows.</p>'
            if shown < answer.num_rows
            else ""
        )
    )


def page(report: Report, arguments: dict[str, str], answer: pa.Table, snapshot: Snapshot) -> str:
    """The whole file.

    Args:
        arguments: those given; the others have their defaults.
        answer: what the query gave.
    """
    defaults = {name: value.strip("'") for name, value in report.defaults.items()}
    asked = ", ".join(f"{_label(n)}: <b>{_text(v)}</b>" for n, v in (defaults | arguments).items() if v)
    rows = f"{answer.num_rows:,} row{'s' * (answer.num_rows != 1)}"
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(report.question)}</title>
<style>{_STYLE}</style>
</head>
<body>
<h1>{escape(report.question)}</h1>
{f"<p class=asked>{asked}</p>" if asked else ""}
{_picture(answer, report.chart)}
<p class="caveats">{escape(report.caveats)}</p>
<p class="caveats">{rows}.</p>
{_table(answer)}
<details><summary>The query</summary><pre>{escape(printable_lines(report.asking(arguments)))}</pre></details>
<footer>{escape(str(snapshot))} · jianbao report {escape(report.name)}</footer>
</body>
</html>
"""


def printable_lines(text: str) -> str:
    """Text of several lines without what a browser would obey."""
    return "\n".join(printable(line) for line in text.split("\n"))
