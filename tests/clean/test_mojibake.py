"""Wrong decodings are undone, whole or by passage, and nothing else is taken for one."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.clean.mojibake import undo_double_decoding
from tasks.rule import apply_edits

PLAIN = "县里的水库昨天开闸放水，下游三个乡的稻田都灌上了水。"
TRADITIONAL = "縣裡的水庫昨天開閘放水，下游三個鄉的稻田都灌上了水。"


def undone(text: str) -> str:
    return apply_edits(text, undo_double_decoding(text))


def cp1252(data: bytes) -> str:
    """Bytes as a browser shows them."""
    return "".join(bytes([b]).decode("cp1252", "ignore") or chr(b) for b in data)


WRONG = {
    "utf8-as-latin1": lambda s: s.encode().decode("latin-1"),
    "utf8-as-cp1252": lambda s: cp1252(s.encode()),
    "gbk-as-latin1": lambda s: s.encode("gbk").decode("latin-1"),
    "gbk-as-cp1252": lambda s: cp1252(s.encode("gbk")),
}


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
@pytest.mark.parametrize(
    "text", [PLAIN, TRADITIONAL, "共 12 辆 BJ-212 型车"], ids=["simplified", "traditional", "mixed"]
)
def test_a_wrong_decoding_is_undone(wrong, text):
    assert undone(wrong(text)) == text


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
def test_a_passage_is_undone_where_it_stands(wrong):
    host = "会议今天开幕。"
    assert undone(host + wrong(PLAIN) + host) == host + PLAIN + host


@pytest.mark.parametrize("times", [2, 3])
def test_utf8_taken_for_latin1_several_times(times):
    text = PLAIN
    for _ in range(times):
        text = text.encode().decode("latin-1")
    assert undone(text) == PLAIN


@pytest.mark.parametrize("text", ["长江两岸", "农民今天", "農民今天下田"], ids=["short", "simplified", "traditional"])
def test_utf8_taken_for_gbk(text):
    assert undone("会议，" + text.encode().decode("gb18030") + "，会议") == "会议，" + text + "，会议"


def test_utf8_taken_for_gbk_with_its_last_byte_lost():
    broken = "农民今天下".encode().decode("gbk", "replace")
    assert broken.endswith("\ufffd")
    assert undone(broken) == "农民今天\ufffd"


BIG5 = {
    "sentence": TRADITIONAL,
    "item": "▲本縣漁港擴建工程昨日動工。",
    "short": "明早退潮。",
    "numbered": "②第二段堤防由鄰縣負責。",
    "rare-characters": "溪畔蒹葭蒼蒼，鸕鶿棲於竹筏。",
    "hong-kong": "佢哋喺碼頭等渡輪，話今日風浪大。",
}


@pytest.mark.parametrize("text", BIG5.values(), ids=BIG5)
def test_big5_taken_for_gbk(text):
    assert undone(text.encode("big5hkscs").decode("gb18030")) == text


@pytest.mark.parametrize(
    "host", ["今日。", "水庫蓄滿了。\n", "据渔民说，"], ids=["after-a-stop", "next-line", "in-a-sentence"]
)
def test_a_passage_of_big5_keeps_its_ends(host):
    assert undone(host + TRADITIONAL.encode("big5").decode("gb18030") + host) == host + TRADITIONAL + host


def test_two_passages_of_big5_in_a_line():
    broken = TRADITIONAL.encode("big5").decode("gb18030")
    assert undone(f"甲地：{broken}（本报讯）乙地：{broken}") == f"甲地：{TRADITIONAL}（本报讯）乙地：{TRADITIONAL}"


def test_big5_taken_for_gbk_and_that_for_latin1():
    broken = TRADITIONAL.encode("big5").decode("gb18030").encode().decode("latin-1")
    assert undone(broken) == TRADITIONAL


def test_gbk_taken_for_latin1_and_that_for_utf8():
    broken = PLAIN.encode("gbk").decode("latin-1").encode().decode("latin-1")
    assert undone(broken) == PLAIN


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Il a dîné à l’hôtel, près du théâtre, où l’été…", id="french"),
        pytest.param("“……”·×°±÷—‘’", id="shared-signs"),
        pytest.param("他用 Å、Ä、Ö 三个字母给展品编号。", id="letters-among-han"),
        pytest.param("锟斤拷锟斤拷", id="bytes-that-are-gone"),
        pytest.param("丞犇骉羴鱻，魑魅魍魉，饕餮貔貅。", id="rare-characters"),
        pytest.param("これは日本語のテキストです。", id="japanese"),
        pytest.param("スーパーマーケットのチラシにポイントカードのサービスがある", id="katakana"),
        pytest.param("Утром на площади собрались жители города", id="russian"),
        pytest.param("Ελληνική δημοκρατία και η οικονομία της χώρας", id="greek"),
        pytest.param("┌──┬──┐│├┼┤└┴┘", id="box-drawing"),
        pytest.param(PLAIN + TRADITIONAL, id="both-scripts"),
    ],
)
def test_other_text_stays(text):
    assert undone(text) == text


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=120))
def test_any_text_is_survived(text):
    edits = undo_double_decoding(text)
    assert edits == sorted(edits)
    assert all(a.end <= b.start for a, b in pairwise(edits))
