"""Bytes become text, whatever they were written in, and each character keeps its bytes."""

import random
from itertools import takewhile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.errors import SourceError
from tasks.lang.repertoire import common_share
from tasks.read.decode import decode

SIMPLIFIED = "本报讯，记者昨日从县农业局获悉：今年秋粮收购已经开始，共有三十二个收购点。\r\n全县农民踊跃售粮。"
TRADITIONAL = "本報訊，記者昨日從縣農業局獲悉：今年秋糧收購已經開始，共有三十二個收購點。\r\n全縣農民踴躍售糧。"


def by_segment(data: bytes) -> str:
    """The text that the segments alone give."""
    segments = decode(data).segments
    return "".join(
        "\ufffd" if s.encoding == "replaced" else data[s.byte_start : s.byte_end].decode(s.encoding) for s in segments
    )


def shared_length(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


@pytest.mark.parametrize("codec", ["utf-8", "gb18030", "gbk", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_an_encoding_is_recognised(codec):
    data = SIMPLIFIED.encode(codec)
    assert decode(data).text == by_segment(data) == SIMPLIFIED


@pytest.mark.parametrize("codec", ["big5", "big5hkscs", "gbk"])
def test_traditional_text_is_recognised(codec):
    assert decode(TRADITIONAL.encode(codec)).text == TRADITIONAL


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_is_dropped_and_decides(codec):
    decoded = decode(SIMPLIFIED.encode(codec))
    assert decoded.text == SIMPLIFIED
    assert decoded.confidence == 1
    assert decoded.segments[0].byte_start > 0


def test_four_byte_characters_of_gb18030():
    text = SIMPLIFIED + "㐂\U00020bb7家"
    assert decode(text.encode("gb18030")).text == text


@pytest.mark.parametrize(
    ("passage", "codec"),
    [
        pytest.param(SIMPLIFIED, "gbk", id="gbk"),
        pytest.param(TRADITIONAL, "big5", id="big5"),
        pytest.param("秋粮", "gbk", id="two-characters"),
    ],
)
@pytest.mark.parametrize("between", ["", "\n", " "])
def test_a_passage_in_another_encoding(passage, codec, between):
    data = (SIMPLIFIED + between).encode() + passage.encode(codec) + (between + SIMPLIFIED).encode()
    assert decode(data).text == by_segment(data) == SIMPLIFIED + between + passage + between + SIMPLIFIED


@pytest.mark.parametrize("at", range(18))
def test_a_lost_byte_of_utf8_costs_one_character(at):
    data = SIMPLIFIED.encode()
    decoded = decode(data[:at] + data[at + 1 :])
    assert decoded.text == SIMPLIFIED[: at // 3] + "\ufffd" + SIMPLIFIED[at // 3 + 1 :]
    assert decoded.replaced == 1


@pytest.mark.parametrize("at", range(12))
def test_an_overwritten_byte_of_gbk_costs_one_character(at):
    data = bytearray(SIMPLIFIED.encode("gbk"))
    data[at] = 0xFF
    assert decode(bytes(data)).text == SIMPLIFIED[: at // 2] + "\ufffd" + SIMPLIFIED[at // 2 + 1 :]


LINES = "昨夜的暴雨冲毁了河上的木桥。\n县交通局派出工程队，连夜赶到现场抢修。\n今天中午，桥面恢复了通行。"
LINES_TRADITIONAL = "昨夜的暴雨沖毀了河上的木橋。\n縣交通局派出工程隊，連夜趕到現場搶修。\n今天中午，橋面恢復了通行。"


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        pytest.param(LINES, "gb18030", id="gb18030"),
        pytest.param(LINES_TRADITIONAL, "big5", id="big5"),
        pytest.param("\ufeff" + LINES, "utf-16-le", id="utf-16"),
    ],
)
def test_a_lost_byte_of_a_pair_costs_the_character_it_hit(text, codec):
    costs = []
    for unit in range(15, 33):
        whole = text.encode(codec)
        at = len(text[:unit].encode(codec)) + 1
        shown, clean = decode(whole[:at] + whole[at + 1 :]).text, text.removeprefix("\ufeff")
        assert "\ufffd" in shown
        costs.append(len(clean) - shared_length(shown, clean) - shared_length(shown[::-1], clean[::-1]))
    assert max(costs) <= 2
    assert sum(cost > 1 for cost in costs) <= 1


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        pytest.param("對u盾的要求很高，平A的股票下跌。", "big5", id="letters-between-han-big5"),
        pytest.param("银行对u盾的要求很高，也卖A股和T恤。", "gb18030", id="letters-between-han"),
        pytest.param("岸边响着砥砺的嚓嚓声，佼佼者饕餮般地啃着馕。", "gb18030", id="rare-words"),
    ],
)
def test_what_decodes_as_it_stands_is_not_mended(text, codec):
    assert decode(text.encode(codec)).text == text


@pytest.mark.parametrize("between", ["", ",", "\n"], ids=["one-run", "commas", "lines"])
def test_a_long_file_is_not_cut_within_a_character(between):
    text = between.join(f"第{n}号饕餮纹青铜器出土" for n in range(4000))
    decoded = decode(text.encode("gb18030"))
    assert decoded.text == text
    assert decoded.replaced == 0


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_legacy_text_with_bytes_lost_anywhere_is_decoded(data):
    whole = bytearray((LINES + "2023年3月㐂4日").encode("gb18030") * 2)
    for at in data.draw(st.lists(st.integers(0, len(whole) - 20), min_size=1, max_size=9)):
        del whole[at]
    decoded = decode(bytes(whole))
    assert by_segment(bytes(whole)) == decoded.text
    assert common_share(decoded.text.replace("\ufffd", "")) > 0.8


@pytest.mark.parametrize("codec", ["utf-8", "gbk", "big5", "utf-16-le"])
def test_a_cut_at_the_end_costs_one_character(codec):
    text = "今年秋收已到全部完成"
    assert decode(text.encode(codec)[:-1]).text == text[:-1] + "\ufffd"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(b"", "empty", id="no-bytes"),
        pytest.param(b" \r\n\t", "empty", id="white-space"),
        pytest.param(b"\xef\xbb\xbf", "empty", id="mark-alone"),
        pytest.param("　\n".encode(), "empty", id="ideographic-space"),
        pytest.param(bytes(64), "binary", id="zeros"),
        pytest.param(bytes(range(256)) * 8, "binary", id="all-bytes"),
    ],
)
def test_what_is_no_text_is_refused(data, code):
    with pytest.raises(SourceError) as caught:
        decode(data)
    assert caught.value.code == code


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize(
    "allowed",
    [
        pytest.param(range(256), id="any"),
        pytest.param(range(32, 256), id="no-controls"),
        pytest.param(range(0x81, 0xFF), id="leads"),
    ],
)
@pytest.mark.parametrize("head", [b"", b"\x89PNG\r\n\x1a\n"], ids=["bare", "png"])
def test_noise_is_never_text(allowed, seed, head):
    noise = head + bytes(random.Random(seed).choices(allowed, k=4096))
    with pytest.raises(SourceError) as caught:
        decode(noise)
    assert caught.value.code in ("binary", "undecodable")


def test_another_language_is_left_to_charset_normalizer():
    text = "これは新聞の記事です。今日の天気は晴れでしょう。明日は雨が降ります。"
    assert decode(text.encode("shift_jis")).text == text


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_decode_or_are_refused_with_a_code(data):
    try:
        decoded = decode(data)
    except SourceError as error:
        refused = error.code
    else:
        refused = None
    if refused is not None:
        assert refused in ("empty", "binary", "undecodable")
        return
    assert by_segment(data) == decoded.text
    starts = [s.raw_start for s in decoded.segments]
    assert starts == sorted(set(starts))
    assert starts[0] == 0


@settings(max_examples=40, deadline=None)
@given(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=200).filter(str.strip)
)
def test_utf8_comes_back_exactly(text):
    assert decode(text.encode()).text == text.removeprefix("\ufeff")
