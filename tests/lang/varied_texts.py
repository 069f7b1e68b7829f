"""Texts on which the engines of words and tags must agree: whatever may stand in a newspaper, and what never does."""

from __future__ import annotations

from hypothesis import strategies as st

from tasks.lang.words import dictionary

HAN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), max_size=6)
KNOWN = st.sampled_from(sorted(dictionary().frequency)[::997])
NUMBERS = st.from_regex(r"[0-9]{1,3}(\.[0-9a-c]{1,2}){0,2}[%+-]?", fullmatch=True)
RUNS = st.text("-+#&._%0123456789abcXYZ", max_size=8)
MARKS = st.text("，。、；：“”‘’（）《》—…· \u3000\n\t\r,:;!?()'\"/*@$^~|<>=[]{}", max_size=4)
ODD = st.text(st.characters(exclude_categories=["Cs"]), max_size=4)
MIXED = st.lists(st.one_of(HAN, KNOWN, KNOWN, NUMBERS, RUNS, MARKS, ODD), max_size=14).map("".join)
