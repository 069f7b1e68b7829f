"""Word lists that are written as text."""

from __future__ import annotations


def words(text: str) -> tuple[str, ...]:
    """The words of a list that white space separates, in their order; repetitions are dropped.

    >>> words("省长 市长 省长")
    ('省长', '市长')
    """
    return tuple(dict.fromkeys(text.split()))


def characters(text: str) -> str:
    """The characters of a text without its white space.

    >>> characters("王 李")
    '王李'
    """
    return "".join(text.split())
