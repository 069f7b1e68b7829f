"""Activities: who did what, with whom, where and when."""

from __future__ import annotations

import datetime
import time

import pytest

from schemas.enrichment import DateMention
from tasks.enrich.activities import ActivityFound, find_activities
from tasks.enrich.dates import find_dates
from tasks.enrich.names import find_names
from tasks.enrich.statements import find_statements
from tasks.enrich.statements_reading import read_names
from tasks.enrich.text import read_field

ISSUE = datetime.date(2031, 5, 8)


def activities(text: str, field: str = "body") -> list[ActivityFound]:
    """The activities in a text of an issue of 8 May 2031."""
    words = read_field(0, field, text, "auto")
    names = find_names([words])[0]
    dates = [
        DateMention("a", "s", field, d.text, d.start_on, d.end_on, d.duration, d.granularity, d.is_relative, d.calendar, d.char_start, d.char_end)
        for d in find_dates(text, ISSUE)
    ]  # fmt: skip
    reading = read_names(words, names)
    return find_activities(reading, find_statements(reading), dates)


def done(text: str, field: str = "body") -> list[tuple[str, str, str | None]]:
    """Person, action, object."""
    return [(a.person.text, a.action, a.object) for a in activities(text, field)]


FOUND = {
    "each_of_those_who_acted_together": (
        "市委书记孟青禾，市委副书记、市长邵岚到青山村调研。",
        [("孟青禾", "调研", None), ("邵岚", "调研", None)],
    ),
    "a_list_under_one_title": (
        "市领导孟青禾、邵岚、周牧参加活动。",
        [("孟青禾", "参加", "活动"), ("邵岚", "参加", "活动"), ("周牧", "参加", "活动")],
    ),
    "two_acts_one_without_object": (
        "市长孟青禾出席会议并讲话。",
        [("孟青禾", "出席", "会议"), ("孟青禾", "讲话", None)],
    ),
    "two_acts_on_one_object": (
        "市长孟青禾会见和宴请了邵岚一行。",
        [("孟青禾", "会见", "邵岚一行"), ("孟青禾", "宴请", "邵岚一行")],
    ),
    "an_occasion_that_somebody_led": (
        "座谈会由市委书记孟青禾同志主持，仪式由市长邵岚主持。",
        [("孟青禾", "主持", "座谈会"), ("邵岚", "主持", "仪式")],
    ),
    "two_acts_in_one_word_s_place": (
        "市长孟青禾看望慰问了老党员邵大川。",
        [("孟青禾", "看望", "老党员邵大川"), ("孟青禾", "慰问", "老党员邵大川")],
    ),
    "somebody_else_s_people": ("展览由市长孟青禾的同学主持。", []),
    "the_object_before_the_act": (
        "市长孟青禾同副市长邵岚就水利问题举行会谈。",
        [("孟青禾", "会谈", "副市长邵岚")],
    ),
    "the_subject_clauses_before": (
        "市长孟青禾先后走进两个村庄，察看育秧大棚，听取汇报。",
        [("孟青禾", "走进", "两个村庄"), ("孟青禾", "察看", "育秧大棚"), ("孟青禾", "听取", "汇报")],
    ),
    "the_way_to_an_act": ("市长孟青禾深入青山村调研。", [("孟青禾", "调研", None)]),
    "those_behind_the_act": (
        "陪同调研的还有，副市长邵岚、秘书长周牧等。",
        [("邵岚", "陪同", None), ("周牧", "陪同", None)],
    ),
    "those_who_were_there": ("副市长邵岚会见时在座。", [("邵岚", "在座", "会见")]),
    "in_company": ("在副市长邵岚陪同下，客人们参观了水库。", [("邵岚", "陪同", None)]),
    "by_invitation": ("市长孟青禾应县委邀请出席开幕式。", [("孟青禾", "出席", "开幕式")]),
    "behind_a_dateline": ("本报讯（记者周牧）市长孟青禾出席开幕式。", [("孟青禾", "出席", "开幕式")]),
}


@pytest.mark.parametrize(("text", "expected"), FOUND.values(), ids=FOUND.keys())
def test_acts_go_to_those_who_did_them(text: str, expected: list[tuple[str, str, str | None]]) -> None:
    assert done(text) == expected


NONE = {
    "left_undone": "市长孟青禾因病未能出席会议。",
    "planned": "市长孟青禾将于下周访问青河市。",
    "asked_for": "市长孟青禾要求周牧出席会议。",
    "said": "市长孟青禾说，周牧去年参加过会议。",
    "quoted": "“邵岚出席会议”的消息传开了。",
    "a_noun": "全市认真学习孟青禾的讲话精神。",
    "nobody_named": "市领导出席会议。",
    "learned": "孟青禾了解到水库还没有完工。",
}


@pytest.mark.parametrize("text", NONE.values(), ids=NONE.keys())
def test_nobody_acts(text: str) -> None:
    assert done(text) == []


def test_a_headline_tells_an_act_up_to_the_space() -> None:
    assert done("孟青禾会见青河客人 邵岚参加", "headline") == [
        ("孟青禾", "会见", "青河客人"),
        ("邵岚", "参加", None),
    ]


DAYS = {
    "in_the_sentence": ("5月6日至7日，市长孟青禾到长春调研。", (datetime.date(2031, 5, 6), datetime.date(2031, 5, 7))),
    "counted_from_the_issue": ("市长孟青禾昨天到长春调研。", (datetime.date(2031, 5, 7), datetime.date(2031, 5, 7))),
    "in_the_sentence_before": (
        "5月6日，会议在长春召开。市长孟青禾出席会议。",
        (datetime.date(2031, 5, 6), datetime.date(2031, 5, 6)),
    ),
    "in_another_paragraph": ("5月6日，会议在长春召开。\n市长孟青禾出席会议。", (None, None)),
}


@pytest.mark.parametrize(("text", "expected"), DAYS.values(), ids=DAYS.keys())
def test_an_act_has_the_day_that_the_text_gives_it(text: str, expected: tuple[object, object]) -> None:
    (found,) = activities(text)
    assert (found.start_on, found.end_on) == expected


PLACES = {
    "introduced": ("市长孟青禾到长春调研。", "长春"),
    "the_object": ("市长孟青禾访问越南。", "越南"),
    "of_the_occasion_before": ("会议在长春召开。市长孟青禾出席会议。", "长春"),
    "of_somebody_else": ("市长孟青禾会见长春客人。", None),
}


@pytest.mark.parametrize(("text", "expected"), PLACES.values(), ids=PLACES.keys())
def test_an_act_has_the_place_that_the_text_gives_it(text: str, expected: str | None) -> None:
    (found,) = activities(text)
    assert (found.place and found.place.text) == expected


@pytest.mark.parametrize("piece", ["出席", "市长孟青禾出席", "孟青禾、", "在孟青禾陪同", "会见和", "5月6日在长春会见"])
def test_acts_without_end_take_linear_time(piece: str) -> None:
    def seconds(times: int) -> float:
        words = read_field(0, "body", piece * times, "auto")
        names = find_names([words])[0]
        started = time.process_time()
        find_activities(read_names(words, names), (), ())
        return time.process_time() - started

    seconds(100)
    short, long = (min(seconds(times) for _ in range(3)) for times in (500, 4_000))
    assert long < 24 * max(short, 0.01)


@pytest.mark.parametrize("text", ["市委书记孟青禾出席并讲话", "市长邵岚主持", "县委书记孟青禾到青山村调研"])
def test_an_act_at_the_end_of_a_field_ends_there(text: str) -> None:
    found = activities(text, "deck")
    assert found
    assert max(act.end for act in found) == len(text)
