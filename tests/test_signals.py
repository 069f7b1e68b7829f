"""Events that an ingest sends, and the automations that wait for them."""

from __future__ import annotations

import datetime
from collections import Counter
from pathlib import Path

import pytest
import yaml
from prefect.events.schemas.events import Event

from flows import automations, signals
from flows.service import PROJECT_FILE
from flows.summary import Summary
from tests import fabricate
from warehouse.connect import publish
from warehouse.store import Store
from warehouse.watched import watched

TODAY = datetime.date(2031, 5, 21)
DAY = datetime.timedelta(days=1)


@pytest.fixture
def sent(monkeypatch) -> list[Event]:
    """The events that were sent."""
    events: list[Event] = []

    def emit(name, labels, payload):
        events.append(Event(event=name, resource=labels, payload=payload, occurred=datetime.datetime.now(datetime.UTC)))

    monkeypatch.setattr(signals, "emit_event", emit)
    return events


def loaded(**statuses: int) -> Summary:
    return Summary("20310521T033000-abcdef", datetime.datetime(2031, 5, 21), "ingest", statuses=Counter(statuses))


def fires(example: automations.Example, event: Event) -> bool:
    return event.event in example.trigger.expect and example.trigger.match.matches(event.resource)


@pytest.mark.parametrize(
    ("good", "bad", "is_much"), [(90, 10, True), (91, 9, False), (901, 99, False), (0, 1, True), (1, 0, False)]
)
def test_the_share_from_which_on_quarantine_is_much(sent, good, bad, is_much):
    signals.signal_loaded(loaded(loaded=good, quarantined=bad), Path("/w"))
    assert [fires(automations.much_quarantined(10), event) for event in sent] == [is_much]


def test_a_run_that_found_nothing_new_sends_nothing(sent):
    signals.signal_loaded(loaded(), Path("/w"))
    assert sent == []


@pytest.mark.parametrize(("days", "is_silent"), [(1, False), (2, True), (31, True)])
def test_the_days_from_which_on_a_newspaper_is_silent(sent, days, is_silent):
    signals.signal_silent([("晨港日报", TODAY, days)])
    assert [fires(automations.gone_silent(2), event) for event in sent] == [is_silent]


def test_each_newspaper_is_told_of_by_itself_and_not_every_day():
    trigger = automations.gone_silent(2).trigger
    assert trigger.for_each == {"prefect.resource.id"}
    assert trigger.within == datetime.timedelta(days=7)


def test_a_notice_that_fails_starts_no_notice():
    assert "notice" not in automations.WATCHED_FLOWS


def test_every_flow_that_is_deployed_is_watched_but_for_the_notice():
    deployments = yaml.safe_load(PROJECT_FILE.read_text(encoding="utf-8"))["deployments"]
    names = {one["entrypoint"].rpartition(".")[2] for one in deployments}
    assert names - {"notice"} <= set(automations.WATCHED_FLOWS)


def silent(tmp_path: Path, issues: dict[str, list[int]], today: datetime.date = TODAY) -> list[tuple[str, int]]:
    """Newspapers that are silent, with days, in a warehouse of these issues, told in days before today."""
    store, sources, pages = Store(tmp_path / "w"), [], []
    for name, ages in issues.items():
        for age in ages:
            source_id = f"{len(sources):016x}"
            sources.append(fabricate.source(f"/{source_id}", source_id))
            given = {"page_id": f"{source_id}-0", "source_id": source_id, "newspaper": name}
            pages.append(fabricate.row("pages", **given, published_on=TODAY - age * DAY))
    rows = fabricate.rows_for(sources) | {"pages": pages}
    batch = fabricate.WrittenBatch("b", fabricate.write_batch(store.root, "b", rows), tuple(sources))
    with store.writing("r"):
        store.commit(fabricate.Commit("r", "c", (batch,)))
    publish(store)
    return [(name, days) for name, _, days in watched(store.root, "silent", today)]


@pytest.mark.parametrize(
    ("ages", "days"),
    [
        pytest.param([5, 4, 3], 2, id="two full days have gone by"),
        pytest.param([3, 2, 1], None, id="yesterday's is there"),
        pytest.param([2, 1, 0], None, id="today's is there"),
        pytest.param([3, 4], None, id="a name of which two issues are known may be misread"),
        pytest.param([400, 399, 398], None, id="an archive"),
        pytest.param([5, 4, 3, -900], 2, id="a misread date in the future"),
    ],
)
def test_a_newspaper_that_has_stopped_is_found(tmp_path, ages, days):
    assert silent(tmp_path, {"晨港日报": ages}) == ([("晨港日报", days)] if days else [])


def test_days_on_which_a_newspaper_never_comes_out_are_no_silence(tmp_path):
    friday = next(TODAY + n * DAY for n in range(7) if (TODAY + n * DAY).isoweekday() == 5)
    monday = friday + 3 * DAY
    working_days = [age for age in range(60) if (friday - age * DAY).isoweekday() <= 5]
    ages = [(TODAY - (friday - age * DAY)).days for age in working_days]
    assert silent(tmp_path, {"晨港日报": ages}, monday) == []
    assert watched(tmp_path / "w", "silent", monday + 2 * DAY) == [("晨港日报", friday, 2)]
