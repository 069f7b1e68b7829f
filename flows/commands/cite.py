"""`jianbao cite`: how to name an article so that others find it, and can tell whether they have the same one."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from rich.console import Console

from flows.config import load_settings
from flows.output import printable
from schemas.errors import SettingsError, StoreError
from warehouse.connect import connect

FORMATS = ("text", "bibtex")

_ARTICLE = """
    SELECT
        articles.article_id,
        articles.authors,
        articles.headline,
        articles.newspaper,
        articles.published_on,
        articles.page_no,
        pages.page_section,
        pages.page_name,
        any_value(sources.sha256) AS sha256
    FROM articles
    INNER JOIN pages USING (page_id)
    INNER JOIN sources ON articles.source_id = sources.source_id
    WHERE articles.article_id = $article_id
    GROUP BY ALL
"""

_SPECIAL = re.compile(r"[\\{}%&$#_^~]")


def show_citation(article_id: str, format: str | None, warehouse: Path | None) -> None:
    """Print a citation, as text (GB/T 7714) and BibTeX, or one of them.

    Raises:
        SettingsError: there is no such format.
        StoreError: there is no such article.
    """
    if format is not None and format not in FORMATS:
        raise SettingsError(f"--format takes {' or '.join(FORMATS)}, not {format!r}.")
    with connect(load_settings(warehouse).warehouse) as connection:
        rows = connection.sql(_ARTICLE, params={"article_id": article_id}).to_arrow_table().to_pylist()
    if not rows:
        raise StoreError(f"There is no article {article_id!r}; `jianbao search WORDS` shows ids.")
    written = {"text": as_text, "bibtex": as_bibtex}
    for name in FORMATS if format is None else (format,):
        Console().print(written[name](rows[0]), markup=False, highlight=False, soft_wrap=True)


def as_text(row: dict[str, Any]) -> str:
    """A citation after GB/T 7714-2015, newspaper articles [N]; what is unknown is left out.

    >>> article = {"article_id": "0a-0-5", "authors": ["林远", "何苗"], "headline": "泵站通水", "newspaper": "云岭日报",
    ...     "published_on": "2031-05-06", "page_no": 3, "page_section": None, "page_name": None, "sha256": "0abc"}
    >>> as_text(article)
    '林远, 何苗. 泵站通水[N]. 云岭日报, 2031-05-06(3). jianbao:0a-0-5, sha256:0abc.'
    """
    authors = ", ".join(row["authors"])
    paper = row["newspaper"] or "[newspaper unknown]"
    page = _page(row)
    where = f"{paper}, {row['published_on'] or '[date unknown]'}{f'({page})' if page else ''}"
    parts = (
        authors,
        f"{row['headline'] or '[no headline]'}[N]",
        where,
        f"jianbao:{row['article_id']}, sha256:{row['sha256']}",
    )
    return printable("".join(f"{part}. " for part in parts if part).rstrip())


def _page(row: dict[str, Any]) -> str:
    """Section and number of the page; '' if unknown."""
    return f"{row['page_section'] or ''}{row['page_no']}" if row["page_no"] is not None else ""


def as_bibtex(row: dict[str, Any]) -> str:
    """The same as an entry of BibTeX; fields of what is unknown are left out."""
    fields = {
        "author": " and ".join(f"{{{_escaped(name)}}}" for name in row["authors"]),
        "title": f"{{{_escaped(row['headline'] or '[no headline]')}}}",
        "journal": _escaped(row["newspaper"] or ""),
        "date": str(row["published_on"] or ""),
        "year": str(row["published_on"] or "")[:4],
        "pages": _page(row),
        "note": f"jianbao article {_escaped(row['article_id'])}, SHA-256 of the source {row['sha256']}",
        "langid": "chinese",
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@article{{jianbao-{row['article_id']},\n{lines}}}"


def _escaped(text: str) -> str:
    r"""Text that TeX prints and does not obey.

    >>> print(_escaped("5% of {x}"))
    5\% of \{x\}
    """
    return _SPECIAL.sub(_command, printable(text))


def _command(special: re.Match[str]) -> str:
    named = {"\\": r"\textbackslash{}", "^": r"\textasciicircum{}", "~": r"\textasciitilde{}"}
    return named.get(special[0], f"\\{special[0]}")
