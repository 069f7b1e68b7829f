"""Reports: canned questions with arguments, as tables and as pages that can be mailed."""

from __future__ import annotations

import datetime
from html.parser import HTMLParser

import pyarrow as pa
import pytest
from typer.testing import CliRunner

from flows.cli import app
from flows.report_page import (
    MAX_CHART_NAMES,
    MAX_CHART_ROWS,
    MAX_PAGE_ROWS,
    STATUS_COLORS,
    WIDE,
    Snapshot,
    _drawn_rows,
    draw,
    page,
)
from schemas.errors import SettingsError
from warehouse.connect import connect, run_select
from warehouse.reports import CHANNELS, MARKS, Chart, Report, names, read_report

SNAPSHOT = Snapshot(7, datetime.datetime(2024, 4, 1, 8), "0.1.0")
HOSTILE = "\"'><script>alert(1)</script><img src=http://evil.example/x onerror=alert(2)>\u202e{{1+1}}"
LOADING = {"script", "iframe", "object", "embed", "link", "form", "base", "video", "audio"}


class Page(HTMLParser):
    """The tags, attributes and texts of a page."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.values, self.texts = set(), [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.values += [(name, value or "") for name, value in attrs]

    def handle_data(self, data):
        self.texts.append(data)


def report(**given):
    plain = {
        "name": "made_up",
        "question": "What?",
        "caveats": "None.",
        "chart": None,
        "parameters": {},
        "sql": "SELECT 1",
    }
    return Report(**plain | given)


@pytest.fixture(scope="module")
def answers(sample_warehouse):
    with connect(sample_warehouse) as connection:
        return {name: run_select(connection, read_report(name).sql) for name in names()}


@pytest.mark.parametrize("name", names())
def test_a_reports_header_speaks_of_its_own_columns_and_parameters(name, answers):
    asked = read_report(name)
    assert asked.chart is not None
    assert asked.chart.mark in MARKS
    assert set(asked.chart.columns) <= set(CHANNELS)
    assert set(asked.chart.columns.values()) <= set(answers[name].column_names)
    assert set(asked.parameters) == set(asked.defaults)
    assert asked.question.endswith("?")
    assert asked.caveats


@pytest.mark.parametrize("name", names())
def test_a_page_holds_its_answer_and_loads_nothing(name, answers):
    found = Page(page(read_report(name), {}, answers[name], SNAPSHOT))
    assert not found.tags & LOADING
    assert [
        v for n, v in found.values if n in ("src", "srcset", "href") and not v.startswith("data:image/svg+xml")
    ] == []
    assert [n for n, _ in found.values if n.startswith("on")] == []
    text = "".join(found.texts)
    assert "commit 7 of 2024-04-01 08:00 UTC" in text
    assert read_report(name).sql in text


def test_the_answer_stands_in_the_page(answers):
    texts = Page(page(read_report("first_use"), {}, answers["first_use"], SNAPSHOT)).texts
    assert {"沧澜日报", "2024-03-04", "新质生产力"} <= set(texts)


def test_hostile_text_is_shown_and_does_nothing():
    answer = pa.table({"newspaper": [HOSTILE], "articles": [3]})
    asked = report(chart=Chart("bar", {"x": "articles", "y": "newspaper"}))
    found = Page(page(asked, {}, answer, SNAPSHOT))
    assert not found.tags & LOADING
    assert [n for n, _ in found.values if n.startswith("on")] == []
    assert HOSTILE.replace("\u202e", "\N{REPLACEMENT CHARACTER}") in found.texts


def test_hostile_text_is_inert_in_the_chart():
    drawn = draw(
        pa.table({"newspaper": [HOSTILE], "articles": [3]}), Chart("bar", {"x": "articles", "y": "newspaper"}), WIDE
    )
    assert not Page(drawn).tags & {"script", "image", "img", "a", "foreignobject"}


def test_rows_that_cannot_be_drawn_leave_the_chart_out():
    answer = pa.table({"subject": ["泵站"], "share": pa.array([None], pa.float64())})
    asked = report(chart=Chart("bar", {"x": "share", "y": "subject"}))
    found = Page(page(asked, {}, answer, SNAPSHOT))
    assert "img" not in found.tags
    assert "泵站" in found.texts


def test_a_chart_over_time_reaches_to_its_end():
    days = [datetime.date(2024, 1, 1) + datetime.timedelta(n) for n in range(5000)]
    answer = pa.table({"day": days, "share": [0.5] * 5000})
    asked = report(chart=Chart("point", {"x": "day", "y": "share"}))
    drawn = [row["day"] for row in _drawn_rows(answer, asked.chart)]
    assert len(drawn) <= MAX_CHART_ROWS
    assert drawn[-1] >= str(days[-5])
    assert "The chart shows 1,667 of 5,000 rows." in Page(page(asked, {}, answer, SNAPSHOT)).texts


def test_a_chart_of_names_keeps_all_rows_of_the_names_that_it_shows():
    names_ = [f"报{n:03}" for n in range(200)] * 2
    chart = Chart("point", {"x": "articles", "y": "newspaper"})
    drawn = _drawn_rows(pa.table({"newspaper": names_, "articles": list(range(400))}), chart)
    assert len(drawn) == 2 * MAX_CHART_NAMES
    assert {row["newspaper"] for row in drawn} == set(names_[:MAX_CHART_NAMES])


def test_a_status_has_its_colour():
    answer = pa.table({"day": [datetime.date(2024, 1, 1)], "newspaper": ["云岭日报"], "status": ["issue missing"]})
    drawn = draw(answer, Chart("point", {"x": "day", "y": "newspaper", "color": "status"}), WIDE)
    assert STATUS_COLORS["issue missing"] in drawn


def test_a_long_answer_says_how_much_is_left_off():
    answer = pa.table({"n": list(range(MAX_PAGE_ROWS + 5))})
    assert "5 more rows are left off here." in Page(page(report(), {}, answer, SNAPSHOT)).texts


def test_an_argument_stands_in_the_query_as_a_literal():
    sql = read_report("first_use").asking({"phrase": "'; DROP TABLE x; --"})
    assert sql.startswith("WITH asked AS (SELECT '''; DROP TABLE x; --' AS phrase),\n")


@pytest.mark.parametrize(
    ("name", "arguments", "words"),
    [
        ("first_use", {"word": "x"}, "it takes: phrase"),
        ("front_page_people", {"most": "20; DROP"}, "must be a number"),
        ("coverage", {"most": "1"}, "it takes: none"),
    ],
    ids=["unknown", "no number", "takes nothing"],
)
def test_wrong_arguments_are_refused_with_what_fits(name, arguments, words):
    with pytest.raises(SettingsError, match=words):
        read_report(name).asking(arguments)


def test_the_command_answers_with_other_arguments_and_writes_a_page(sample_warehouse, tmp_path):
    options = ["-w", str(sample_warehouse), "--html", str(tmp_path / "a.html")]
    asked = CliRunner().invoke(app, ["report", "first_use", "phrase=海洋", *options, "-o", str(tmp_path / "a.csv")])
    assert asked.exit_code == 0
    assert (tmp_path / "a.csv").read_text(encoding="utf-8").startswith("newspaper,first_on,days_behind")
    assert "海洋" in (tmp_path / "a.html").read_text(encoding="utf-8")


def test_a_bare_value_is_the_first_parameters(sample_warehouse):
    words = ["-w", str(sample_warehouse), "--format", "csv"]
    bare = CliRunner().invoke(app, ["report", "targets", "海洋生产总值", *words]).output
    assert bare == CliRunner().invoke(app, ["report", "targets", "about=海洋生产总值", *words]).output
    assert "海洋生产总值" in bare


def test_without_a_name_every_question_is_listed():
    listed = CliRunner().invoke(app, ["report"], env={"COLUMNS": "200"}).output
    assert [name for name in names() if name not in listed] == []
