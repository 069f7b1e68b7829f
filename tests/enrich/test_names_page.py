"""Names over a page: what one mention says about another."""

from __future__ import annotations

import pytest

from tasks.enrich.known import abbreviates, known_people, short_forms, without_followers
from tasks.enrich.names import find_names
from tasks.enrich.resolve import agree
from tasks.enrich.text import NameFound, read_field


def page(*articles: dict[str, str], newspaper: str | None = None) -> list[list[NameFound]]:
    """The names of a page of articles, all fields of an article in one list."""
    fields = [read_field(n, name, text, "auto") for n, article in enumerate(articles) for name, text in article.items()]
    out: list[list[NameFound]] = [[] for _ in articles]
    for field, names in zip(fields, find_names(fields, newspaper), strict=True):
        out[field.article] += names
    return out


def people(names: list[NameFound]) -> list[tuple[str, str | None]]:
    """Each person with the title in force."""
    return [(n.text, n.title) for n in names if n.kind == "person"]


def test_a_name_seen_with_a_title_is_known_elsewhere() -> None:
    found = page({"body": "县委书记覃木禾主持会议。"}, {"headline": "覃木禾到青山乡看春耕"})
    assert people(found[1]) == [("覃木禾", "县委书记")]


def test_the_title_in_force_is_the_last_printed_before() -> None:
    body = "市长孟青禾出席。孟青禾说。市委书记孟青禾总结。孟青禾要求。"
    assert [title for _, title in people(page({"body": body})[0])] == ["市长", "市长", "市委书记", "市委书记"]


def test_a_headline_before_the_title_takes_it_from_the_body() -> None:
    found = page({"body": "市委书记孟青禾出席。", "headline": "孟青禾强调抓好春耕"})
    assert people(found[0])[-1] == ("孟青禾", "市委书记")


def test_a_list_shares_its_title_but_not_with_whom_has_another() -> None:
    body = "市领导孟青禾、邵岚参加活动。会上，副市长邵岚发言。"
    assert people(page({"body": body})[0]) == [("孟青禾", "市领导"), ("邵岚", "副市长"), ("邵岚", "副市长")]


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("市长孟青禾讲话。", "市委副书记、市长孟青禾调研。", True),
        ("市长孟青禾讲话。", "本报记者孟青禾报道。", False),
        ("甲山县县长孟青禾讲话。", "乙水县县长孟青禾调研。", False),
    ],
    ids=["titles that agree", "reporter and official", "one office in two places"],
)
def test_bearers_of_one_name_are_told_apart(first: str, second: str, same: bool) -> None:
    found = page({"body": first}, {"body": second})
    ids = [next(n.entity_id for n in names if n.kind == "person") for names in found]
    assert (ids[0] == ids[1]) is same


def test_titles_of_the_same_head_disagree() -> None:
    assert not agree("甲山县县长", "乙水县县长")


def test_a_company_is_known_by_its_short_name() -> None:
    body = "吉林禾沐乳业集团有限公司扩建。近年，吉林禾沐乳业产值翻番。"
    found = [n for n in page({"body": body})[0] if n.kind == "organization"]
    assert [(n.text, n.canonical) for n in found] == [
        ("吉林禾沐乳业集团有限公司", "吉林禾沐乳业集团有限公司"),
        ("吉林禾沐乳业", "吉林禾沐乳业集团有限公司"),
    ]


def test_short_forms_drop_the_legal_form_step_by_step() -> None:
    assert list(short_forms("禾沐乳业股份有限公司")) == ["禾沐乳业"]


@pytest.mark.parametrize("word", ["会联体", "中国体", "国体联"], ids=["out of order", "beginning", "not the first"])
def test_what_is_no_acronym(word: str) -> None:
    assert not abbreviates(word, "中国体育用品业联合会")


def codes(names: list[NameFound]) -> list[tuple[str, str | None]]:
    """Each place with its code."""
    return [(n.text, n.code) for n in names if n.kind == "place"]


def test_the_paper_says_which_homonym_is_meant() -> None:
    body = "朝阳区新建两所学校。"
    assert codes(page({"body": body}, newspaper="吉林日报")[0]) == [("朝阳区", "220104")]
    assert codes(page({"body": body}, newspaper="北京晚报")[0]) == [("朝阳区", "110105")]


def test_neighbours_in_the_text_say_which_homonym_is_meant() -> None:
    body = "白城和辽源连日降雨，铁西区道路积水；四平加派人手。"
    assert ("铁西区", "220302") in codes(page({"body": body})[0])


def test_an_unresolved_place_stays_without_code_and_entity() -> None:
    place = page({"body": "鼓楼区举办灯会。"})[0][0]
    assert (place.text, place.code, place.canonical, place.entity_id) == ("鼓楼区", None, None, None)


def test_a_short_form_has_the_full_name_as_canonical() -> None:
    place = page({"body": "延边州迎来游客。"})[0][0]
    assert (place.canonical, place.code) == ("延边朝鲜族自治州", "222400")


def test_an_unsure_short_form_needs_a_neighbour() -> None:
    assert codes(page({"body": "在大安发现了一处遗迹。"})[0]) == []
    assert ("大安", "220882") in codes(page({"body": "白城所辖的大安发现了一处遗迹。"})[0])


def test_an_unregistered_place_is_known_by_its_stem() -> None:
    found = [n for n in page({"body": "汐禾市召开大会。汐禾将新建码头。"})[0] if n.kind == "place"]
    assert [(n.text, n.canonical) for n in found] == [("汐禾市", "汐禾市"), ("汐禾", "汐禾市")]
    assert len({n.entity_id for n in found}) == 1


def test_a_verb_glued_to_a_name_falls_off_where_the_name_stands_alone() -> None:
    names = [
        [NameFound("person", 0, 2, "邝月"), NameFound("person", 5, 8, "邝月蹲")],
        [NameFound("person", 0, 2, "邝月")],
    ]
    assert [n.text for own in without_followers(names) for n in own] == ["邝月", "邝月", "邝月"]


def test_an_organization_has_the_names_inside_its_own_as_parts() -> None:
    (found,) = [n for n in page({"body": "长春市青禾大学水稻研究所今天成立。"})[0] if n.kind == "organization"]
    assert found.text == "长春市青禾大学水稻研究所"
    parts = [(p.kind, p.text, p.code) for p in found.parts]
    assert ("place", "长春市", "220100") in parts
    assert ("organization", "长春市青禾大学", None) in parts


def test_bearers_of_one_name_with_titles_that_disagree_stay_two() -> None:
    found = page({"body": "记者孟青禾报道。"}, {"body": "市长孟青禾出席会议。"}, {"body": "孟青禾市长讲话。"})
    ids = [n.entity_id for names in found for n in names if n.kind == "person"]
    assert ids[0] != ids[1] == ids[2]


def test_a_name_at_the_end_of_a_field_ends_there() -> None:
    body = "本报记者郑怀谷报道。郑怀和郑怀谷昨天到了现场，郑怀说路已经修好。"
    found = page({"body": body, "byline": "本报记者 郑怀"})[0]
    ends = [name.end for name in found if name.text == "郑怀" and name.start == 5]
    assert ends == [7]


def test_a_short_form_is_found_on_a_page_of_many_names() -> None:
    given = "明华建国春梅志强文秀兰玉海涛勇军伟芳"
    crowd = "".join(f"市长孟{first}{second}表示赞成。" for first in given for second in given)
    fields = [
        read_field(0, "body", crowd, "auto"),
        read_field(1, "body", "阿依古丽·买买提来了，买买提会唱歌。", "auto"),
    ]
    assert [name.text for name in find_names(fields)[1]] == ["阿依古丽·买买提", "买买提"]


def test_a_name_at_the_end_of_a_text_ends_with_it() -> None:
    fields = [read_field(0, "headline", "访莫洛里", "auto")]
    known = [[NameFound("person", 0, 3, "莫洛里"), NameFound("person", 4, 8, "莫洛里亚")]]
    assert [(name.start, name.end) for name in known_people(fields, known)[0]] == [(1, 4)]
