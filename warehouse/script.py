"""Traditional to simplified characters for SQL, from the dictionary that OpenCC's package ships."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import NamedTuple


class Characters(NamedTuple):
    """Two strings of one length: at each place a traditional character and its simplified one."""

    traditional: str
    simplified: str


@cache
def characters() -> Characters:
    """The characters that change by themselves; of several simplified ones the first, as OpenCC takes it.

    >>> dict(zip(*characters()))["農"]
    '农'
    """
    text = (files("opencc") / "dictionary" / "TSCharacters.txt").read_text(encoding="utf-8")
    pairs = (line.replace("\t", " ").split(" ")[:2] for line in text.splitlines() if "\t" in line)
    changing = [(old, new) for old, new in pairs if old != new and len(old) == len(new) == 1]
    return Characters("".join(old for old, _ in changing), "".join(new for _, new in changing))
