"""What is said about why a page was split where it was."""

from __future__ import annotations

from split_pages import clean_page

from tasks.split import split
from tasks.split.explain import explain

TWO_STORIES = """青溪日报
2031年5月6日 星期二 总第812期

渡口恢复通航

本报讯（记者 林禾）昨天上午，青溪渡口恢复通航，第一班船坐满了人，船工们忙着系缆、搬货。
船工们说，缆绳换了新的，跳板也修好了，往后风再大也不怕。

茶园挂上虫情灯

本报讯（记者 苏芊）高坪茶园的坡地上，技术员正在给茶树挂虫情灯，夜里灯一亮，虫子就往里钻。"""


def starts_of(page):
    return [line for line in explain(page) if line.starts]


def test_each_article_has_a_start_that_is_explained():
    page = clean_page(TWO_STORIES)
    assert [line.text for line in starts_of(page)] == ["渡口恢复通航", "茶园挂上虫情灯"]
    assert [article.headline for article in split(page).articles] == [line.text for line in starts_of(page)]


def test_every_paragraph_is_shown_once_and_in_order():
    page = clean_page(TWO_STORIES)
    assert "\n".join(line.text for line in explain(page)) == page.text
    assert [line.label for line in explain(page)][:4] == ["masthead", "masthead", "headline", "first paragraph"]


def test_evidence_names_its_reason_and_weight():
    second = starts_of(clean_page(TWO_STORIES.replace("本报讯（记者 苏芊）", "")))[1]
    reasons = {item.reason: item.odds for item in second.evidence}
    assert any(reason.startswith("words shared") and "茶园" in reason for reason in reasons)
    assert second.margin is not None
    assert second.margin > 0
    assert [abs(item.odds) for item in second.evidence] == sorted((abs(o) for o in reasons.values()), reverse=True)


def test_a_credit_above_a_start_is_named():
    page = clean_page(TWO_STORIES.replace("往后风再大也不怕。", "往后风再大也不怕。（林禾 苏芊）"))
    assert "the paragraph above ends with a credit" in {item.reason for item in starts_of(page)[-1].evidence}
