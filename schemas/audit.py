"""The audit trail: every edit, everything set aside, every run."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Annotated, NamedTuple


class Repair(NamedTuple):
    """A row of `repairs`: one edit of one rule. A page has thousands, and a tuple is made three times as fast.

    Replaying a page's rows in order of (step, at) on raw_text gives clean_text.
    """

    page_id: Annotated[str, "the page"]
    source_id: Annotated[str, "the page's source"]
    step: Annotated[int, "ordinal of the rule in the page's cleaning, from 0"]
    rule: Annotated[str, "name of the rule"]
    at: Annotated[int, "offset of `before` in the text that enters the step"]
    before: Annotated[str, "what was there; '' for an insertion"]
    after: Annotated[str, "what stands there now; '' for a deletion"]
    raw_start: Annotated[int, "start of its projection onto raw_text"]
    raw_end: Annotated[int, "end of its projection onto raw_text"]
    confidence: Annotated[float, "0 to 1; 1 where the mechanism of the damage determines the answer"]


@dataclass(frozen=True, slots=True)
class Rejection:
    """A row of `rejections`: text that was set aside, or a place that looks damaged and was left as it is."""

    source_id: Annotated[str, "the source"]
    page_id: Annotated[str | None, "the page; null if the source never became pages"]
    stage: Annotated[str, "read, clean, split or enrich"]
    reason: Annotated[str, "stable code of why"]
    text: Annotated[str, "the text itself"]
    raw_start: Annotated[int | None, "start in the page's raw_text"]
    raw_end: Annotated[int | None, "end in the page's raw_text"]


@dataclass(frozen=True, slots=True)
class Count:
    """A named number."""

    name: Annotated[str, "what is counted"]
    value: Annotated[int, "how many"]


@dataclass(frozen=True, slots=True)
class Run:
    """A row of `runs`."""

    run_id: Annotated[str, "identifies the run"]
    flow: Annotated[str, "name of the flow"]
    started_at: Annotated[datetime.datetime, "UTC"]
    ended_at: Annotated[datetime.datetime | None, "UTC; null while it runs, or if it was cut off"]
    status: Annotated[str, "running, completed, failed, or interrupted (cut off; the next run finds out)"]
    counts: Annotated[tuple[Count, ...], "sources by status, articles, repairs, bytes"]
    versions: Annotated[str, "versions of jianbao, Python and the packages that shape rows"]
