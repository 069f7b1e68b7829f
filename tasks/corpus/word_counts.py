"""How often words stand in the bodies of each month: counted anew for a month of which an article has changed, kept for
the others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby
from operator import itemgetter

import pyarrow as pa

from tasks.corpus.inputs import Inputs, Keyed, Worked, carried_over, tuples

COUNTS = pa.struct([("word", pa.string()), ("occurrences", pa.int64()), ("articles", pa.int64())])
"""What is kept of a month: for each word its occurrences, and the articles that it stands in."""

NAME = "words"
"""Name under which months are kept."""


def word_counts(inputs: Inputs, articles: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, pa.Table]]:
    """The words of each month, as COUNTS, in the order of months, and of words.

    Args:
        articles: article_ids by month, as warehouse/inputs/articles.sql tells months.
    """
    months = [Keyed(month, month, "", key) for month, key in tuples(inputs.rows("months"))]
    for kept in carried_over(inputs, NAME, months, COUNTS, partial(_work_out, inputs, articles)):
        month = kept["article_id"][0].as_py()
        yield month, pa.Table.from_struct_array(kept["rows"].combine_chunks().flatten())


def _work_out(inputs: Inputs, articles: Mapping[str, Sequence[str]], months: Sequence[str]) -> Iterator[Worked]:
    """The words of some months."""
    wanted = [article_id for month in months for article_id in articles[month]]
    counted = groupby(tuples(inputs.rows("words", wanted)), itemgetter(0)) if wanted else ()
    found = {month: [tuple(row) for _, *row in rows] for month, rows in counted}
    yield from (Worked(month, month, found.get(month, [])) for month in months)
