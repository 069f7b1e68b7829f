"""Names: what is found in a text, of which kind, with which title."""

from __future__ import annotations

import pytest

from tasks.enrich.names import find_names
from tasks.enrich.text import NameFound, read_field


def names_in(text: str, field: str = "body") -> list[NameFound]:
    """The names of a text that is a page by itself."""
    return find_names([read_field(0, field, text, "auto")])[0]


def texts(text: str, kind: str, field: str = "body") -> list[str]:
    """The names of one kind as they are printed."""
    return [name.text for name in names_in(text, field) if name.kind == kind]


PEOPLE = {
    "after a title": ("副市长孟青禾到会讲话。", ["孟青禾"]),
    "given name of one character": ("县长邵岚表示，要抓紧春耕。", ["邵岚"]),
    "compound surname": ("校长欧阳清秋介绍说，学校今年扩建。", ["欧阳清秋"]),
    "list under one title": ("市领导孟青禾、邵岚、尹川柏参加活动。", ["孟青禾", "邵岚", "尹川柏"]),
    "cut by jieba with the next word": ("村民梁大庆说，地租涨了。", ["梁大庆"]),
    "minority name with dots": ("牧民阿依古丽·买买提送来了锦旗。", ["阿依古丽·买买提"]),
    "transcribed name": ("总统克里斯滕森在会上发言。", ["克里斯滕森"]),
    "Japanese name": ("日本首相高桥健一今天抵达。", ["高桥健一"]),
    "before a form of address": ("他向梅若兰女士表示感谢。", ["梅若兰"]),
    "between a title and a verb of saying": ("男排主教练余有为认为，拦网是关键。", ["余有为"]),
    "transcribed with rare characters": ("国防部长舍维内芒在会上宣布，协议已经签署。", ["舍维内芒"]),
    "Japanese name that the dictionary takes for a place": ("外相中山太郎今天到访。", ["中山太郎"]),
    "unknown words at the head of a clause": ("选手雉子牟田明子说，这场球不好打。", ["雉子牟田明子"]),
    "minority name of rare characters": ("代表司马义·赛福鼎来到会场。", ["司马义·赛福鼎"]),
    "inside a phrase": ("大家认真学习邓小平理论。", ["邓小平"]),
}


@pytest.mark.parametrize(("text", "expected"), PEOPLE.values(), ids=PEOPLE)
def test_people_are_found(text: str, expected: list[str]) -> None:
    assert texts(text, "person") == expected


NOBODY = {
    "everyday words that begin with a surname": "高水平建设，金融和时代方面成立任务，祝贺明白人弘扬文明。",
    "plants and animals": "梅花鹿养殖和水稻种植都有了起色，牛鼻子也牵住了。",
    "pronouns": "该书记说，她和双方都同意。",
    "a day behind a title": "市长今天下午在会上说，水够用了。",
    "adverbs behind a title": "市长多次强调，市长再三要求，要抓好春耕。",
    "rivers": "霍林河水位下降。",
    "brands": "他买了一辆桑塔纳和一部摩托罗拉手机。",
}


@pytest.mark.parametrize("text", NOBODY.values(), ids=NOBODY)
def test_nobody_is_made_up(text: str) -> None:
    assert texts(text, "person") == []


def test_names_in_a_byline_need_no_title() -> None:
    assert texts("青禾日报记者 柏舟 苗雨晴", "person", "byline") == ["柏舟", "苗雨晴"]


ORGANIZATIONS = {
    "body of a province": ("吉林省能源局相关负责人介绍。", ["吉林省能源局"]),
    "and inside the name": ("会议由白城市文化广播电视和旅游局承办。", ["白城市文化广播电视和旅游局"]),
    "party committee in a title": ("白城市委书记孟青禾讲话。", ["白城市委"]),
    "committee of one's own": ("省委、市政府联合召开会议。", ["省委", "市政府"]),
    "brackets inside the name": ("来到通榆县禾田机械（集团）有限公司。", ["通榆县禾田机械（集团）有限公司"]),
    "well known without a legal form": ("与国家电网、中国一汽签订协议。", ["国家电网", "中国一汽"]),
    "list summed up as companies": ("听取了禾沐、青岚等企业的意见。", ["禾沐", "青岚"]),
    "university": ("吉林大学的专家来了。", ["吉林大学"]),
    "preposition glued to the name": ("船厂同澜禾大学共建实验平台。", ["澜禾大学"]),
    "office of its body": ("市工业和信息化局局长孟青禾到会。", ["市工业和信息化局"]),
    "name of a party": ("中共白城市委召开全会。", ["中共白城市委"]),
}


@pytest.mark.parametrize(("text", "expected"), ORGANIZATIONS.values(), ids=ORGANIZATIONS)
def test_organisations_are_found_whole(text: str, expected: list[str]) -> None:
    assert texts(text, "organization") == expected


NO_ORGANIZATION = {
    "kind alone": "这家公司和那所大学都办了医院，各级机关和企业参加。",
    "everyday ends": "产业布局和发展格局变了，全部干部都来了，大厅坐满了。",
    "trades summed up": "农业、制造业等企业受益。",
    "country and government": "美国政府表示欢迎。",
}


@pytest.mark.parametrize("text", NO_ORGANIZATION.values(), ids=NO_ORGANIZATION)
def test_no_organisation_is_made_up(text: str) -> None:
    assert texts(text, "organization") == []


PLACES = {
    "full and short": ("吉林省和辽宁交界处", ["吉林省", "辽宁"]),
    "autonomous prefecture by its short form": ("要求延边州和敦化市加快建设。", ["延边州", "敦化市"]),
    "county that jieba takes for a name": ("项目在白城通榆落地。", ["白城", "通榆"]),
    "river with a direction": ("东辽河两岸绿树成荫。", ["东辽河"]),
    "park": ("统筹改造碧禾湖公园。", ["碧禾湖公园"]),
    "two countries in one word": ("中美关系持续发展。", ["中", "美"]),
    "abbreviation in a set phrase": ("代表团结束访华行程。", ["华"]),
    "region without its 地区": ("东北地区迎来降雪。", ["东北"]),
    "city of the world": ("他在日内瓦和莫斯科工作过。", ["日内瓦", "莫斯科"]),
}


@pytest.mark.parametrize(("text", "expected"), PLACES.values(), ids=PLACES)
def test_places_are_found(text: str, expected: list[str]) -> None:
    assert texts(text, "place") == expected


NOWHERE = {
    "words that are short forms too": "要加强合作，建设公园，和平发展，资源丰富，富裕文明。",
    "words that jieba takes for places": "城市和农村的英雄，东西南北的海洋和大桥。",
    "pointed at, not named": "这座岛和那个村，每座桥，各幢大厦。",
    "a rich county, not Fu county": "建设农业强县、工业富县、文旅名县。",
}


@pytest.mark.parametrize("text", NOWHERE.values(), ids=NOWHERE)
def test_no_place_is_made_up(text: str) -> None:
    assert texts(text, "place") == []


TITLES = {
    "with its body": ("吉林省科技厅厅长孟青禾说", "吉林省科技厅厅长"),
    "two offices": ("省委副书记、省长孟青禾主持会议", "省委副书记、省长"),
    "joined by 兼": ("青禾协会副主席兼秘书长孟青禾出席", "青禾协会副主席兼秘书长"),
    "former": ("国家体育总局原司长孟青禾出席", "国家体育总局原司长"),
    "after the name": ("要贯彻孟青禾书记的讲话精神", "书记"),
    "apposition": ("孟青禾，白城市副市长，出席会议", "白城市副市长"),
    "body that ends inside the title's word": ("市工业和信息化局局长孟青禾到会", "市工业和信息化局局长"),
    "bare word for the body left out": ("该公司董事长孟青禾介绍", "董事长"),
    "quoted paper": ("《青禾》新闻周刊记者 孟青禾", "《青禾》新闻周刊记者"),
    "sentence before it kept out": ("会上，市长孟青禾宣布开幕", "市长"),
}


@pytest.mark.parametrize(("text", "title"), TITLES.values(), ids=TITLES)
def test_the_title_is_taken_whole(text: str, title: str) -> None:
    assert [n.title for n in names_in(text) if n.kind == "person"] == [title]
