"""Where one story ends and the next begins: marks, datelines, places, signatures, captions, lost headlines."""

from __future__ import annotations

import pytest
from split_pages import clean_page

from tasks.split import split

BRIDGE = (
    "东河县的新桥昨天通车，两岸居民过河只要三分钟，货车不再绕行二十公里。",
    "桥长三百米，桥面宽十二米，两侧设了人行道，桥头还修了一处小公园。",
    "县交通局说，老渡口的船工将转到桥头公园工作，月底前签下合同。",
)
TEA = (
    "西山镇的春茶今年提前十天开采，茶农清早上山，傍晚把鲜叶送进茶厂。",
    "茶厂添了两条生产线，一天能炒两千斤鲜叶，香味飘到镇口。",
)


def headlines(text: str) -> list[str | None]:
    """The headlines of a page's stories, in page order."""
    return [article.headline for article in split(clean_page(text)).articles]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(
            ["新桥通车", *BRIDGE[:2], "（下转第三版）", "春茶开采", *TEA],
            ["新桥通车", "春茶开采"],
            id="behind-a-jump-mark",
        ),
        pytest.param(
            ["新桥通车", *BRIDGE, "西山镇春茶提前开采", *TEA],
            ["新桥通车", "西山镇春茶提前开采"],
            id="a-line-that-names-the-place-below",
        ),
        pytest.param(
            ["新桥通车", *BRIDGE, f"本报讯 {TEA[0]}", TEA[1]],
            ["新桥通车", None],
            id="a-dateline-behind-a-story-without-one",
        ),
        pytest.param(
            ["新桥通车", *BRIDGE, f"（上接第一版）{TEA[0]}", TEA[1]],
            ["新桥通车", None],
            id="behind-a-mark-of-where-it-comes-from",
        ),
        pytest.param(
            ["新桥通车", f"本报讯 {BRIDGE[0]}", *BRIDGE[1:], f"本报讯（记者 徐甲）{TEA[0]}", TEA[1]],
            ["新桥通车", None],
            id="a-second-dateline-without-a-place",
        ),
        pytest.param(
            [
                "新桥通车",
                f"本报讯 {BRIDGE[0]}",
                *BRIDGE[1:],
                "关于西山镇停水检修的公告",
                "因检修水管，明天停水一天，请备足生活用水。",
            ],
            ["新桥通车", "关于西山镇停水检修的公告"],
            id="a-notice",
        ),
    ],
)
def test_a_story_starts(lines: list[str], expected: list[str | None]) -> None:
    assert headlines("\n\n".join(lines)) == expected


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(
            ["新桥通车", "编者按 桥通了，路近了，我们去看看。", f"本报讯 {BRIDGE[0]}", *BRIDGE[1:]],
            id="a-note-by-the-editors",
        ),
        pytest.param(
            ["新桥通车", f"本报讯 {BRIDGE[0]}", BRIDGE[1], "图为东河县新桥上的行人。", "本报记者 周一帆 摄", BRIDGE[2]],
            id="a-caption-among-its-paragraphs",
        ),
        pytest.param(
            ["新桥通车", f"本报讯 {BRIDGE[0]}", BRIDGE[1], "图为东河县新桥。", BRIDGE[2]], id="a-caption-without-credit"
        ),
    ],
)
def test_a_story_goes_on(lines: list[str]) -> None:
    assert headlines("\n\n".join(lines)) == ["新桥通车"]


def test_a_text_above_a_caption_is_the_storys() -> None:
    lines = ["西山镇春茶提前开采", TEA[0], "图为西山镇茶农采摘鲜叶。 （资料图片）", TEA[1]]
    (article,) = split(clean_page("\n\n".join(lines))).articles
    assert article.body == "\n".join(TEA)


def test_a_dateline_on_a_line_of_its_own_opens_the_text_below() -> None:
    (article,) = split(clean_page("\n\n".join(["新桥通车", "本报讯 记者徐小甲报道：", *BRIDGE]))).articles
    assert (article.headline, article.authors, article.body) == ("新桥通车", ("徐小甲",), "\n".join(BRIDGE))


def test_a_short_paragraph_above_a_photo_credit_is_a_caption() -> None:
    lines = ["新桥通车", f"本报讯 {BRIDGE[0]}", BRIDGE[1], "东河县的居民走过新桥。", "本报记者 周一帆 摄", BRIDGE[2]]
    page = split(clean_page("\n\n".join(lines)))
    assert [(c.text, c.credit) for c in page.captions] == [("东河县的居民走过新桥。", "本报记者 周一帆 摄")]
    assert "居民走过新桥" not in page.articles[0].body


def test_photos_of_one_hand_are_one_story() -> None:
    lines = [
        "新桥通车",
        *BRIDGE[:2],
        "石狮子立在桥头。",
        "周一帆 摄",
        "孩子们在公园放风筝。",
        "周一帆 摄",
        "船工收起缆绳。",
        "周一帆 摄",
    ]
    assert headlines("\n\n".join(lines)) == ["新桥通车"]


def test_a_signed_notice_is_one_story() -> None:
    lines = ["关于停水检修的公告", "因检修水管，明天停水一天。", "请各户备足生活用水。", "西山镇水务局", "2031年5月6日"]
    (article,) = split(clean_page("\n\n".join(lines))).articles
    assert article.body.endswith("西山镇水务局\n2031年5月6日")


def test_two_stacks_that_stand_together_are_told_apart() -> None:
    lines = ["本报讯 " + BRIDGE[0], *BRIDGE[1:], "东河新桥昨天通车", "春茶香飘西山镇口", "本报讯 " + TEA[0], TEA[1]]
    assert headlines("\n".join(lines)) == ["东河新桥昨天通车", "春茶香飘西山镇口"]


def test_a_stack_above_a_photo_is_parted_from_the_one_of_the_story_before() -> None:
    photo = ["西山镇的茶农在茶园采茶，傍晚把鲜叶送进茶厂。", "周一帆 摄"]
    lines = [
        "本报讯 " + BRIDGE[0],
        *BRIDGE[1:],
        "东河新桥昨天通车",
        "茶农清早上山采茶",
        *photo,
        "",
        "村里办起夜校",
        *TEA,
    ]
    assert headlines("\n".join(lines))[:2] == ["东河新桥昨天通车", "茶农清早上山采茶"]


def test_a_stack_at_the_pages_end_goes_to_its_story_as_a_whole() -> None:
    stack = ["东河县全面推进路桥建设", "东河新桥昨天通车", "过河只要三分钟，货车少绕二十公里"]
    lines = ["本报讯 " + BRIDGE[0], *BRIDGE[1:], "西山镇春茶提前开采", *TEA, *stack]
    first = split(clean_page("\n\n".join(lines))).articles[0]
    assert " ".join(filter(None, (first.kicker, first.headline, first.deck))) == " ".join(stack)


def test_a_digest_below_a_folio_line_keeps_its_name() -> None:
    lines = ["东河日报 2031年5月6日 星期二 第2版", "要闻简报", f"{TEA[0]}（周一帆）", f"{BRIDGE[0]}（徐甲）"]
    articles = split(clean_page("\n\n".join(lines))).articles
    assert [article.column_name for article in articles] == ["要闻简报", "要闻简报"]


@pytest.mark.parametrize("credit", ["（狄一帆、劳小雨）", "（荀一帆 宦小雨）"])
def test_rare_family_names_sign(credit: str) -> None:
    (article,) = split(clean_page(f"新桥通车\n\n{BRIDGE[0]}{credit}")).articles
    assert len(article.authors) == 2


def test_a_common_word_in_brackets_signs_nothing() -> None:
    (article,) = split(clean_page(f"新桥通车\n\n{BRIDGE[0]}（高兴）")).articles
    assert article.authors == ()
