"""Pages of many shapes, invented: every paragraph of the article stays, what surrounds it goes."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.read.blocks import blocks_of
from tasks.read.html import reduce_html
from tasks.rule import apply_edits

PARAGRAPHS = (
    "本报讯（记者 柳云舟）4月1日清晨，山泉市环湖公路正式通车，第一班公交车从清溪渡口驶出，沿湖十二个村庄从此不再绕行。",
    "“从前进城要走两个钟头，如今二十分钟就到了。”住在芦花村的村民石大川说。",
    "建设者的一天",
    "据介绍，公路全长12.6公里，总投资3.2亿元，历时两年零三个月建成；沿线新建桥梁四座、观景台六处，并预留了自行车道。",
    "市交通局局长 Tom Lee 表示，下一步将继续完善沿线的公交站点。",
    "截至记者发稿时，已有三千多辆车驶过这条公路。",
)
HEADLINE = "山泉环湖公路通车"
PARTICULARS = "2024-04-01 08:30　来源：山泉日报"
AROUND = (
    "网站首页",
    "今日要闻导读",
    "晴川剧院上演新戏",
    "清溪花市开张迎客",
    "版权所有 山泉日报社",
    "山ICP备20240401号",
    "分享到",
    "上一篇",
)


def paragraphs(tag="p", indent="", end=True):
    return "\n".join(f"<{tag}>{indent}{text}" + (f"</{tag}>" if end else "") for text in PARAGRAPHS)


def menu(tag="div"):
    return f'<{tag} class="topnav"><a href="/">网站首页</a> | <a href="/yw">今日要闻导读</a> | <a href="/gj">国际</a></{tag}>'


def related():
    items = "".join(
        f'<li><a href="/{i}.html">{t}</a></li>' for i, t in enumerate(("晴川剧院上演新戏", "清溪花市开张迎客"))
    )
    return f'<div class="xgxw"><h3>相关新闻</h3><ul>{items}</ul></div>'


def foot():
    return '<div id="footer"><p>版权所有 山泉日报社 未经授权不得转载。</p><p>山ICP备20240401号</p></div>'


SCRIPT = '<script>var text="<p>分享到微信，点击这里。</p>"; if (1 < 2 && 3 > 1) { document.write("<div>"); }</script>'

MODERN = f"""<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>{HEADLINE}_要闻_山泉日报</title>
<style>p{{color:red}}</style>{SCRIPT}</head><body><header><nav>{menu("span")}</nav></header>
<main><article><h1>{HEADLINE}</h1><div class="info"><span>{PARTICULARS}</span></div>
{paragraphs()}
<div class="share">分享到 <a>微信</a> <a>微博</a></div></article></main><aside>{related()}</aside>
<footer>版权所有 山泉日报社 <br>山ICP备20240401号</footer></body></html>"""

TABLES_2005 = f"""<html><head><meta http-equiv=Content-Type content="text/html; charset=gb2312"><title>{HEADLINE} - 山泉新闻网</title></head>
<body><table width=760><tr><td><a href=/>网站首页</a><td><a href=/yw>今日要闻导读</a></table>
<table width=760 border=0><tr><td width=160 valign=top><table><tr><td><a href=1.htm>晴川剧院上演新戏</a><tr><td><a href=2.htm>清溪花市开张迎客</a></table>
<td><table><tr><td align=center><font size=5><b>{HEADLINE}</b></font><tr><td align=center>{PARTICULARS}<tr>
<td class=content>{"<br><br>".join("　　" + p for p in PARAGRAPHS)}</td></table></table>
<table><tr><td><a href=3.htm>上一篇</a><tr><td>版权所有 山泉日报社<br>山ICP备20240401号</table></body></html>"""

DIV_SOUP = f"""<html><head><title>{HEADLINE}</title></head><body><div><div><div class="a1">{menu()}</div><div class="b2"><div><div>
<div class="tt">{HEADLINE}</div><div class="ly">{PARTICULARS}</div><div><div id="zoom">{paragraphs("div", "&nbsp;&nbsp;&nbsp;&nbsp;")}</div></div>
</div><div>{related()}</div></div></div>{foot()}</div></div></body></html>"""

NO_END_TAGS = f"""<HTML><HEAD><TITLE>{HEADLINE}</TITLE><BODY BGCOLOR=#FFFFFF>{menu()}<CENTER><H2>{HEADLINE}</H2>{PARTICULARS}</CENTER>
<HR>{paragraphs("P", "　　", end=False)}<HR><A HREF=0.htm>上一篇</A>{foot()}"""

XHTML = f"""<?xml version="1.0" encoding="gb2312"?>
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml"><head><meta http-equiv="Content-Type" content="text/html; charset=big5" />
<title>{HEADLINE}</title><link rel="stylesheet" href="a.css" /></head><body>{menu()}<hr />
<div class="main"><h1>{HEADLINE}</h1><p class="date">{PARTICULARS}</p><div class="txt">{paragraphs()}</div></div>{related()}{foot()}</body></html>"""

SCRIPTED = f"""<!doctype html><html><head>{SCRIPT * 20}<title>{HEADLINE}</title></head><body><noscript>请打开脚本。</noscript>
<div id="app">{SCRIPT}<div class="detail-title"><h1>{HEADLINE}</h1></div><div class="detail-meta">{PARTICULARS}</div>
<div class="detail-content">{"".join(f'<p data-i="{i}">{t}</p>{SCRIPT}' for i, t in enumerate(PARAGRAPHS))}</div></div>
{related()}<div class="bdsharebuttonbox">分享到<a data-cmd="weixin"></a></div>{foot()}{SCRIPT}</body></html>"""

DIGITAL_PAPER = f"""<html><head><title>山泉日报数字报-{HEADLINE}</title></head><body>
<!--enpproperty <articleid>77</articleid><date>2024-04-01 00:00:00:0</date><author>柳云舟</author><title>{HEADLINE}</title><nodename>要闻</nodename>/enpproperty-->
<div class="list"><ul><li><a href="nbs_01.htm">第01版：今日要闻导读</a></li><li><a href="nbs_02.htm">第02版：国际</a></li></ul>
<ul><li><a href=c1.htm>晴川剧院上演新戏</a></li><li><a href=c2.htm>清溪花市开张迎客</a></li></ul></div>
<div><span>2024年04月01日　星期一</span> <a href="c0.htm">上一篇</a> <a href="c2.htm">下一篇</a></div>
<table><tr><td><p></p><founder-title>{HEADLINE}</founder-title></td></tr><tr><td>{PARTICULARS}</td></tr>
<tr><td><div id="ozoom" style="zoom:100%"><founder-content><!--enpcontent-->{paragraphs("P", "　　")}<!--/enpcontent--></founder-content></div></td></tr></table>
{foot()}</body></html>"""

FORM_PAGE = f"""<html><head><title>{HEADLINE}</title></head><body><form method="post" action="show.aspx?id=1" id="aspnetForm">
<input type="hidden" name="__VIEWSTATE" value="{"QUJD" * 3000}" /><select><option>今日要闻导读<option>国际</select>{menu()}
<div class="right"><h3>{HEADLINE}</h3><span>{PARTICULARS}</span>{paragraphs("p", "&#12288;&#12288;")}</div>{related()}{foot()}</form></body></html>"""

BROKEN = f"""<html><head><title>{HEADLINE}</title><meta name="description" content="环湖 "公路" 通车></head>
<body><div class="nav"><a href="/>网站首页</a> <a href="/yw">今日要闻导读</a></div><h1>{HEADLINE}</h1><div>{PARTICULARS}</div>
<div class=text><p align="center>{PARAGRAPHS[0]}</p></div></div></span><p>{PARAGRAPHS[1]}</b></p><p><b>{PARAGRAPHS[2]}</p>
<p>{PARAGRAPHS[3]}</p><!-- 广告 <p>{PARAGRAPHS[4]}</p><td width=5 <p>{PARAGRAPHS[5]}</p>{foot()}</body>"""

SPLIT_INLINE = f"""<html><head><title>{HEADLINE}</title></head><body>{menu("ul")}<div class="article"><h1>{HEADLINE}</h1><p>{PARTICULARS}</p>
{"".join(f'<p><span style="font-size:16px">{t[:5]}</span><strong>{t[5:9]}</strong>{t[9:]}</p>' for t in PARAGRAPHS)}</div>{foot()}</body></html>"""

MESSENGER = f"""<html><head><title></title><meta property="og:title" content="{HEADLINE}"></head><body><div id="js_article">
<h1 class="rich_media_title">{HEADLINE}</h1><div class="meta_list"><em>{PARTICULARS}</em></div>
<div id="js_content" style="visibility: hidden;">{"".join(f"<section><section><span>{t}</span></section></section><p><br></p>" for t in PARAGRAPHS)}
</div></div>{related()}{foot()}</body></html>"""

LINE_BREAKS = f"""<html><title>{HEADLINE}</title><body bgcolor=white><a href=/>网站首页</a> | <a href=/n>今日要闻导读</a><br><center><b>{HEADLINE}</b>
<br>{PARTICULARS}<br></center><br>{"<br>".join("　　" + t for t in PARAGRAPHS)}<br><br><a href=../>上一篇</a><br>版权所有 山泉日报社</body></html>"""

MISNAMED = f"""<html><head><title>{HEADLINE}</title></head><body><div class="left"><ul><li><a href=1>晴川剧院上演新戏</a></ul></div>
<div class="hot sidebar"><h2>{HEADLINE}</h2><p>{PARTICULARS}</p>{paragraphs()}</div>{foot()}</body></html>"""

GOVERNMENT = f"""<html><head><meta name="ArticleTitle" content="{HEADLINE}"></head><body><div class="position">您现在的位置：<a>网站首页</a></div>
<div class="box"><h2>{HEADLINE}</h2><div class="ly">{PARTICULARS}</div><div class="TRS_Editor"><style>.x{{}}</style>{paragraphs()}</div></div>
<div class="foot">主办：山泉市人民政府<br>山ICP备20240401号</div></body></html>"""

TEASERS = f"""<html><head><title>{HEADLINE}</title></head><body><div id=a><h1>{HEADLINE}</h1><i>{PARTICULARS}</i>{paragraphs()}</div>
<div id=b><h3>新闻推荐</h3><div><h4><a href=1>晴川剧院上演新戏</a></h4><p>记者昨日获悉，清溪花市开张迎客，山泉日报社将派记者前往，敬请关注。</p></div></div></body></html>"""

SHAPES = {
    "modern": MODERN,
    "tables of 2005": TABLES_2005,
    "div soup": DIV_SOUP,
    "no end tags": NO_END_TAGS,
    "XHTML, false charset": XHTML,
    "scripts everywhere": SCRIPTED,
    "digital newspaper": DIGITAL_PAPER,
    "one form around all": FORM_PAGE,
    "broken markup": BROKEN,
    "inline elements": SPLIT_INLINE,
    "messenger": MESSENGER,
    "line breaks": LINE_BREAKS,
    "misnamed sidebar": MISNAMED,
    "government": GOVERNMENT,
    "teasers below": TEASERS,
}
shapes = pytest.mark.parametrize("page", SHAPES.values(), ids=SHAPES.keys())


def reduced(page):
    return apply_edits(page, reduce_html(page).edits)


def lines_of(page):
    return [line.strip("\u3000\u00a0 ") for line in reduced(page).split("\n") if line.strip()]


@shapes
def test_every_paragraph_stays_whole(page):
    lines = lines_of(page)
    assert [p for p in PARAGRAPHS if p not in lines] == []


@shapes
def test_headline_and_particulars_stay(page):
    lines = lines_of(page)
    assert lines.count(HEADLINE) == 1
    assert any(PARTICULARS in line for line in lines)


@shapes
def test_nothing_around_the_article_stays(page):
    assert [text for text in AROUND if text in reduced(page)] == []


@shapes
def test_no_markup_stays(page):
    assert not any(sign in reduced(page) for sign in ("<", ">", "&nbsp;", "&#", "{", "enp"))


@shapes
def test_all_visible_text_is_kept_or_among_the_rejections(page):
    reduction = reduce_html(page)
    dropped = "".join(d.text for d in reduction.dropped)
    for text in (*AROUND, *PARAGRAPHS):
        if text in page.replace(" ", " ") and f"<{text}" not in page and text not in ("分享到",):
            assert "".join(text.split()) in "".join((dropped + reduced(page)).split())


@shapes
def test_edits_are_sorted_and_apart(page):
    edits = reduce_html(page).edits
    assert all(a.end <= b.start for a, b in pairwise(edits))
    assert all(0 <= e.start <= e.end <= len(page) for e in edits)


@pytest.mark.parametrize("page", [MODERN, TABLES_2005, DIV_SOUP], ids=["modern", "tables", "divs"])
def test_dropped_places_hold_the_dropped_text(page):
    for dropped in reduce_html(page).dropped:
        assert dropped.text.split("\n")[0][:4] in page[dropped.start : dropped.end]


def test_several_articles_on_one_page_all_stay():
    articles = "".join(f"<div class=news><h2>第{i}号渡口今日开航</h2>{paragraphs()}</div>" for i in "一二三")
    lines = lines_of(f"<html><body>{menu()}{articles}{foot()}</body></html>")
    assert lines.count(PARAGRAPHS[0]) == 3
    assert [f"第{i}号渡口今日开航" in lines for i in "一二三"] == [True, True, True]


def test_title_stands_in_for_a_missing_headline():
    lines = lines_of(f"<title>{HEADLINE}_要闻_山泉日报</title><body>{paragraphs()}")
    assert lines[0] == HEADLINE


def test_the_sites_name_is_no_headline():
    assert lines_of(f"<title>山泉日报数字报</title><body>{paragraphs()}") == list(PARAGRAPHS)


def test_kicker_and_deck_stay_around_the_headline():
    stack = f"<tr><td>两年建设终成通途<tr><td>{HEADLINE}<tr><td>沿湖十二个村庄不再绕行"
    page = f"<title>{HEADLINE}</title><body>{menu()}<table>{stack}</table><div>{paragraphs()}</div>"
    assert lines_of(page)[:3] == ["两年建设终成通途", HEADLINE, "沿湖十二个村庄不再绕行"]


def test_a_row_of_a_table_is_one_line():
    page = f"<body>{paragraphs()}<table><tr><th>年份<th>车辆（万）<tr><td>2023<td>12<tr><td>2024<td>36</table><p>数据由市交通局提供，以最终核定的为准。</p>"
    assert lines_of(page)[-4:-1] == ["年份　车辆（万）", "2023　12", "2024　36"]


def test_particulars_side_by_side_are_parted_by_a_space():
    page = f"<title>{HEADLINE}</title><h1>{HEADLINE}</h1><div><span>来源：山泉日报</span><span>2024-04-01</span></div>{paragraphs()}"
    assert lines_of(page)[1] == "来源：山泉日报 2024-04-01"


def test_readings_go_and_their_base_stays():
    text = reduced(
        "<body><p>山泉市<ruby>鑫<rp>(</rp><rt>xīn</rt><rp>)</rp></ruby>源路今日起实行单向通行，请市民绕行。</p>"
    )
    assert text == "山泉市鑫源路今日起实行单向通行，请市民绕行。"


def test_source_line_breaks_do_not_part_chinese_words_but_english_ones():
    assert reduced("<p>环湖\n  公路通车，请看 New\nYork 来信，全文如下，敬请读者留意。</p>") == (
        "环湖公路通车，请看 New York 来信，全文如下，敬请读者留意。"
    )


@pytest.mark.parametrize(
    "page",
    [
        "<html><frameset><frame src=a.htm></frameset></html>",
        "<html><body><script>var a=1</script></body>",
        "<div id=app></div>",
        "",
    ],
    ids=["frames", "script", "empty app", "nothing"],
)
def test_a_page_without_text_is_none(page):
    assert reduce_html(page) is None


def test_noframes_text_is_better_than_none():
    assert "环湖公路" in reduced(
        "<html><frameset><frame src=a><noframes><body><p>环湖公路通车了。</p></body></noframes></frameset>"
    )


@pytest.mark.parametrize(
    "page",
    [
        "<" * 200_000,
        "<a " * 100_000,
        '<a "' * 100_000,
        "<!--" * 100_000,
        "<div>" * 50_000 + "文",
        "<p>报" * 10_000,
        "<script>" * 50_000,
        "</p>" * 100_000,
        "<a href='" * 60_000,
        "&" * 300_000,
        "<svg>" * 30_000 + "<title>" * 30_000,
        "\x00<p>\x00山泉\x01</p>\U00020000",
        "<b>" * 30_000 + "</i></div>" * 30_000 + "文",
    ],
    ids=lambda page: ascii(page[:10]),
)
def test_hostile_markup_costs_linear_time(page):
    def cost(source: str) -> float:
        start = time.process_time()
        reduce_html(source)
        return time.process_time() - start

    small, large = cost(page[: len(page) // 8]), cost(page)
    assert large < 32 * small + 1.0, "8 times the page: linear is 8 times the cost, quadratic 64 times"


@pytest.mark.parametrize(
    "sentence",
    [
        "记者查询ICP备案信息发现，这家网站并未登记，市民投诉无门。",
        "该公司负责人说，未经授权不得转载他们的图片，违者必究。",
        "首页之外，这份报纸还新增了国际、体育两个版面，读者反响热烈。",
    ],
    ids=["licence", "copyright", "menu words"],
)
def test_words_of_a_foot_or_menu_in_the_midst_of_an_article_are_text(sentence):
    assert sentence in lines_of(MODERN.replace(PARAGRAPHS[2], sentence))


TAGS = """<p> </p> <div\tclass=nav> </div> <td> <tr> <table> </table> <br> <a\thref='x'> </a> <b <!-- --> " <script> </script> <title>
 </title> <ruby> <rt> </ruby> <pre> &nbsp; &#x4e2d; &lt < > <li> <h1> </h1> <svg> <style> <body> <html> </br> <hr/> <span/> <h2\thidden>
 <?xml <![CDATA[ """
TEXTS = ("山泉", PARAGRAPHS[1], PARTICULARS, "首页", "相关新闻", "版权所有", "New", " ", "\n", "　", "\x00", "𠮷")
FRAGMENTS = st.sampled_from([*TAGS.replace("\n", "").split(" "), *TEXTS])


@given(st.lists(FRAGMENTS, max_size=40).map("".join))
def test_any_markup_gives_edits_that_apply_and_loses_no_text(page):
    reduction = reduce_html(page)
    if reduction is None:
        return
    assert all(a.end <= b.start for a, b in pairwise(reduction.edits))
    text = apply_edits(page, reduction.edits)
    assert text.strip()
    kept_or_dropped = "".join([text, *(dropped.text for dropped in reduction.dropped)])
    assert len("".join(kept_or_dropped.split())) >= sum(block.visible for block in blocks_of(page))
