"""docs/cleaning.md, made of the rules' own docstrings: ``python -m tasks.clean.docs > docs/cleaning.md``."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator, Sequence
from typing import Final

from tasks.clean.order import BYTES, CHARACTERS, LAYOUT
from tasks.rule import Rule

_INTRODUCTION: Final = """\
# Cleaning, rule by rule

<!-- Made by `python -m tasks.clean.docs`; edit the rules' docstrings instead. -->

Every page passes these rules in this order. A rule sees the text that the rules before it left and
yields edits; each edit is a row of `repairs` with the rule's name and its number as `step`. Replaying
a page's rows on `raw_text` gives `clean_text`. Step 0, `extract_markup`, is the reader's: it reduces
HTML to its text. What looks damaged and cannot be restored stays as it is and becomes a row of
`rejections` with stage `clean`.
"""

_PARTS: Final[tuple[tuple[str, str, tuple[Rule, ...]], ...]] = (
    (
        "Bytes",
        "What undoes wrong decoding. Marks and readings are evidence here, so nothing changes them before.",
        BYTES,
    ),
    ("Characters", "What restores characters, while printed lines still stand as they were.", CHARACTERS),
    ("Layout", "What makes paragraphs of printed lines and brings them to one convention.", LAYOUT),
)
"""The parts of the order, each with its heading and what it is for."""

_EXAMPLE = re.compile(r"^>>> ", re.MULTILINE)


def render() -> str:
    """The whole document, in markdown."""
    return "\n".join((_INTRODUCTION, *_sections()))


def _sections() -> Iterator[str]:
    step = 1
    for heading, purpose, rules in _PARTS:
        yield f"## {heading}\n\n{purpose}\n"
        yield from (_section(number, rule) for number, rule in enumerate(rules, step))
        step += len(rules)


def _section(step: int, rule: Rule) -> str:
    """One rule: its number, its name, what it does and its examples."""
    text = inspect.getdoc(rule) or ""
    example = _EXAMPLE.search(text)
    cut = example.start() if example else len(text)
    blocks = (f"### {step}. `{rule.__name__}`", text[:cut].strip(), _fenced(text[cut:].strip().splitlines()))
    return "\n\n".join(block for block in blocks if block) + "\n"


def _fenced(lines: Sequence[str]) -> str:
    """Examples as a block of code."""
    return "\n".join(("```pycon", *lines, "```")) if lines else ""


if __name__ == "__main__":
    print(render(), end="")
