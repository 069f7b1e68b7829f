"""The register of divisions: names in force, former ones, short forms, and which of several is meant."""

from __future__ import annotations

import pytest

from tasks.lang.places import Address, Division, choose, match_at, parse_place, register, short_forms, stem

ADDRESSES = {
    "province, city, county": ("吉林省白城市通榆县人民路1号", ("吉林省", "白城市", "通榆县", "220822")),
    "short forms in a chain": ("湖南湘潭某社区", ("湖南省", "湘潭市", None, "430300")),
    "the city before the county of its name": ("湘潭湖滨社区", ("湖南省", "湘潭市", None, "430300")),
    "county alone": ("东兴市北仑大道", ("广西壮族自治区", "防城港市", "东兴市", "450681")),
    "renamed city": ("湖北省襄樊市小街", ("湖北省", "襄阳市", None, "420600")),
    "county that became a district": ("新津县白云路", ("四川省", "成都市", "新津区", "510118")),
    "city that became a district of another": ("莱芜", ("山东省", "济南市", "莱芜区", "370116")),
    "given up without an heir": ("崇文区花市", ("北京市", "北京市", "崇文区", "110103")),
    "municipality": ("重庆某碑", ("重庆市", "重庆市", None, "500000")),
    "autonomous prefecture, longest name": ("海南藏族自治州", ("青海省", "海南藏族自治州", None, "632500")),
    "without a code": ("台湾省屏东县", ("台湾省", None, "屏东县", None)),
    "in force since 2021": ("沙县区某街", ("福建省", "三明市", "沙县区", "350405")),
    "ambiguous": ("西湖区文一路", (None, None, "西湖区", None)),
}


@pytest.mark.parametrize(("text", "expected"), ADDRESSES.values(), ids=ADDRESSES)
def test_an_address_is_read_to_its_county(text: str, expected: tuple[str | None, ...]) -> None:
    assert parse_place(text) == Address(*expected)


@pytest.mark.parametrize("text", ["", "文化路3号", "的", "2024年"], ids=["empty", "street", "particle", "year"])
def test_what_begins_with_no_division_is_no_address(text: str) -> None:
    assert parse_place(text) is None


SHORT = {
    "巴音郭楞蒙古自治州": "巴音郭楞",
    "积石山保安族东乡族撒拉族自治县": "积石山",
    "宁夏回族自治区": "宁夏",
    "神农架林区": "神农架",
    "香港特别行政区": "香港",
    "科尔沁左翼后旗": "科尔沁左翼后",
}


@pytest.mark.parametrize(("name", "expected"), SHORT.items(), ids=SHORT)
def test_the_stem_leaves_kind_and_peoples_out(name: str, expected: str) -> None:
    assert stem(name) == expected


def test_a_stem_of_one_character_is_no_short_form() -> None:
    assert short_forms(Division("350427", "沙县", 2020)) == []


@pytest.mark.parametrize(
    ("name", "provinces", "within", "code"),
    [
        ("朝阳区", ["22"], "", "220104"),
        ("朝阳区", ["11"], "", "110105"),
        ("朝阳区", [], "220100", "220104"),
        ("朝阳区", [], "", None),
        ("吉林", [], "", "220000"),
        ("吉林", [], "220000", "220200"),
        ("朝阳", ["21"], "", "211300"),
    ],
    ids=["province of the paper", "another paper", "city just before", "nothing to go by", "higher level", "city in the province", "short form"],
)  # fmt: skip
def test_homonyms_are_told_apart_by_context(name: str, provinces: list[str], within: str, code: str | None) -> None:
    division = choose(register().meanings(name), provinces, within)
    assert (division.code if division else None) == code


def test_the_longest_name_is_matched() -> None:
    assert match_at("在前郭尔罗斯蒙古族自治县召开", 1) == "前郭尔罗斯蒙古族自治县"


def test_the_register_has_all_provinces() -> None:
    assert sum(1 for d in register().current.values() if d.level == 1) == 34
