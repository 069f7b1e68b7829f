"""The register of newspapers: what a CN number, a romanised title or a domain says about the name.

It helps and decides nothing on its own: an unknown paper is read from its page. The facts stand in
newspapers.csv beside this module; its header says where they come from.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

REGISTER_FILE = Path(__file__).with_name("newspapers.csv")


@dataclass(frozen=True, slots=True)
class Newspaper:
    """A row of the register; None where a fact isn't known.

    Attributes:
        names: the name first, other names behind it.
        romanised: pinyin and English titles, capitals without spaces.
        first_year, last_year: of the first and last issue; last_year is None while it appears.
    """

    cn_code: str | None
    names: tuple[str, ...]
    romanised: tuple[str, ...]
    domain: str | None
    province: str | None
    first_year: int | None
    last_year: int | None

    @property
    def name(self) -> str:
        """The name under which it is known today."""
        return self.names[0]


@dataclass(frozen=True, slots=True)
class Register:
    """Newspapers, to be looked up by what pages print."""

    by_cn_code: dict[str, Newspaper]
    by_name: dict[str, Newspaper]
    by_romanised: dict[str, Newspaper]
    by_domain: dict[str, Newspaper]

    def of_romanised(self, printed: str) -> Newspaper | None:
        """The paper with this pinyin or English title, whatever its spaces and capitals.

        >>> register().of_romanised("Jie Fang Ri Bao").name
        '解放日报'
        """
        return self.by_romanised.get(re.sub(r"[^A-Z]", "", printed.upper()))

    def of_address(self, address: str) -> Newspaper | None:
        """The paper whose domain a URL, a host or a mail address lies in; None if none does.

        >>> register().of_address("https://paper.people.com.cn/rmrb/").name
        '人民日报'
        """
        host = re.split(r"[/?#]", re.sub(r"^\w+://", "", address.strip().lower()).rpartition("@")[2], maxsplit=1)[0]
        labels = host.split(":")[0].split(".")
        tails = (".".join(labels[index:]) for index in range(len(labels) - 1))
        return next((self.by_domain[tail] for tail in tails if tail in self.by_domain), None)


def _rows(lines: Iterable[str]) -> Iterator[Newspaper]:
    for row in csv.DictReader(line for line in lines if not line.startswith("#")):
        yield Newspaper(
            row["cn_code"] or None,
            tuple(row["names"].split("|")),
            tuple(filter(None, row["romanised"].split("|"))),
            row["domain"] or None,
            row["province"] or None,
            int(row["first_year"]) if row["first_year"] else None,
            int(row["last_year"]) if row["last_year"] else None,
        )


def read_register(*paths: Path) -> Register:
    """Read register files in the form of newspapers.csv; a later file's rows win.

    Raises:
        OSError: a file can't be read.
        KeyError, ValueError: a column is missing, or a year is no number.
    """
    papers: list[Newspaper] = []
    for path in paths:
        with path.open(encoding="utf-8", newline="") as lines:
            papers.extend(_rows(lines))
    return Register(
        {paper.cn_code: paper for paper in papers if paper.cn_code},
        {name: paper for paper in papers for name in paper.names},
        {title: paper for paper in papers for title in paper.romanised},
        {paper.domain: paper for paper in papers if paper.domain},
    )


@cache
def register() -> Register:
    """The register that ships, read once per process."""
    return read_register(REGISTER_FILE)
