"""What a run shows in the Prefect UI."""

from __future__ import annotations

import datetime

import pytest

from flows.artifacts import STEPS, progress_shown, to_calendar, to_markdown
from flows.progress import tell
from flows.summary import Problem, Summary
from warehouse.verify import Check, Hits

AT = datetime.datetime(2024, 4, 2, 3, 30)
CHECK = Check("rows_are_there", "fail", "Is every row there?", "A row is missing.", ())


def summary_of(**changes) -> Summary:
    return Summary("20240402T033000-abcdef", AT, "ingest", **changes)


def test_a_month_is_a_line_with_a_mark_a_day():
    days = [
        ("晨光日报", datetime.date(2024, 2, 28), "loaded", 4),
        ("晨光日报", datetime.date(2024, 2, 29), "missing", 0),
        ("晨光日报", datetime.date(2024, 3, 1), "no issue", 0),
        ("晨光日报", datetime.date(2024, 3, 2), "loaded", 4),
    ]
    lines = to_calendar(days).splitlines()
    assert lines[2] == f"| 晨光日报 | 2024-02 | `{'░' * 27}■□` | 1 | 1 |"
    assert lines[3] == f"| 晨光日报 | 2024-03 | `·■{'░' * 29}` | 1 | 0 |"


def test_a_calendar_of_nothing_says_so():
    assert "No page" in to_calendar([])


def test_a_summary_tells_reasons_issues_and_checks(tmp_path):
    summary = summary_of(problems=[Problem("a.pdf", "unsupported_format", "It is a PDF.")])
    loaded = [("晨光日报", datetime.date(2024, 4, 1), 4, 31), (None, None, 1, 2)]
    text = to_markdown(summary, tmp_path, loaded, [(CHECK, [])])
    assert "| `unsupported_format` | 1 |" in text
    assert "| 晨光日报 | 2024-04-01 | 4 | 31 |" in text
    assert "| unknown | unknown | 1 | 2 |" in text
    assert "All 1 checks" in text


def test_a_failed_check_is_told_first_by_its_number(tmp_path):
    text = to_markdown(summary_of(), tmp_path, [], [(CHECK, [Hits("words", 3, ())])])
    assert "**1 of 1 checks failed**" in text


@pytest.mark.parametrize("name", ["a|b", "<script>alert(1)</script>", "`x`", "[a](http://b)", "a\nb", "\x1b[31m"])
def test_a_newspapers_name_is_inert_in_markdown(name, tmp_path):
    text = to_markdown(summary_of(), tmp_path, [(name, None, 1, 1)], [])
    (line,) = [line for line in text.splitlines() if line.endswith("| unknown | 1 | 1 |")]
    told = line.split("|")[1]
    assert not set(told) & set("<>`[]\x1b")
    assert line.count("|") == 5


def test_progress_is_updated_about_twenty_times(monkeypatch):
    updates: list[float] = []
    monkeypatch.setattr("flows.artifacts.create_progress_artifact", lambda *_, **__: "0" * 32)
    monkeypatch.setattr("flows.artifacts.update_progress_artifact", lambda _, share, **__: updates.append(share))
    with progress_shown():
        tell("finding sources")
        for done in range(1, 1001):
            tell("loading", done, 1000)
    assert len(updates) == STEPS
    assert updates == sorted(updates)
    assert updates[-1] == 100.0
