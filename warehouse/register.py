"""The register of administrative divisions for SQL, from the table of places that the enrichment rests on: its data, not its code."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from typing import NamedTuple


class Divisions(NamedTuple):
    """The divisions in force: two strings of as many words, parted by blanks."""

    codes: str
    names: str


def register_bytes() -> bytes:
    """The table of places as it is on disk: code, name, first and last year; lines that begin with # are comments."""
    return (files("tasks.lang") / "places.csv").read_bytes()


@cache
def divisions() -> Divisions:
    """The divisions in force with their codes of GB/T 2260, in the order of codes.

    >>> dict(zip(*(words.split(" ") for words in divisions())))["110000"]
    '北京市'
    """
    lines = register_bytes().decode("utf-8").splitlines()
    rows = csv.reader(line for line in lines if not line.startswith("#"))
    in_force = sorted((code, name) for code, name, _, until in rows if not until)
    return Divisions(" ".join(code for code, _ in in_force), " ".join(name for _, name in in_force))
