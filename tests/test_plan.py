"""What a run does about each source: new, unchanged, changed, copied, gone."""

from __future__ import annotations

import random
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.source import SourceFile
from tasks.plan import Key, Plan, batches_of, make_plan


@dataclass(frozen=True)
class Holding:
    sha256: str | None
    status: str = "loaded"
    fingerprint: str = "v1"
    error_code: str | None = None


def file(uri: str, content: str | None, error_code: str | None = None) -> SourceFile:
    return SourceFile(uri, None, content, 10, "text/plain", error_code=error_code)


def planned(found: list[SourceFile], held: dict[Key, Holding], fingerprint: str = "v1") -> Plan:
    return make_plan(found, held, lambda _: fingerprint)


def actions(plan: Plan) -> dict[str, str]:
    return {item.source.uri: item.action for item in plan.items}


def test_of_two_copies_the_smallest_uri_is_loaded():
    assert actions(planned([file("/b", "s1"), file("/a", "s1")], {})) == {"/a": "load", "/b": "duplicate"}


def test_what_is_held_with_the_same_fingerprint_needs_nothing():
    plan = planned([file("/a", "s1")], {("/a", None): Holding("s1")})
    assert (plan.items, plan.unchanged) == ((), 1)


def test_a_new_fingerprint_means_loading_again():
    assert actions(planned([file("/a", "s1")], {("/a", None): Holding("s1")}, "v2")) == {"/a": "load"}


def test_new_bytes_are_loaded():
    assert actions(planned([file("/a", "s2")], {("/a", None): Holding("s1")})) == {"/a": "load"}


def test_a_copy_that_is_left_alone_with_its_bytes_becomes_the_loaded_one():
    held = {("/a", None): Holding("s1"), ("/b", None): Holding("s1", "duplicate")}
    plan = planned([file("/a", "s2")], held)
    assert [(c.key, c.status) for c in plan.items[0].status_changes] == [(("/b", None), "loaded")]


def test_a_smaller_uri_takes_over_from_one_held_before():
    plan = planned([file("/a", "s1")], {("/b", None): Holding("s1")})
    assert actions(plan) == {"/a": "load"}
    assert [(c.key, c.status) for c in plan.items[0].status_changes] == [(("/b", None), "duplicate")]


def test_a_smaller_uri_that_could_not_be_loaded_does_not_stand_in_the_way():
    held = {
        ("/a", None): Holding("s1", "quarantined", error_code="worker_died"),
        ("/b", None): Holding("s1", "duplicate"),
    }
    assert actions(planned([file("/b", "s1")], held)) == {"/b": "load"}


def test_a_larger_uri_of_held_bytes_is_a_copy():
    assert actions(planned([file("/b", "s1")], {("/a", None): Holding("s1")})) == {"/b": "duplicate"}


@pytest.mark.parametrize(("code", "again"), [("binary", {}), ("permission_denied", {"/a": "quarantined"})])
def test_only_a_passing_error_is_looked_at_again(code, again):
    held = {("/a", None): Holding(None, "quarantined", error_code=code)}
    assert actions(planned([file("/a", None, code)], held)) == again


@given(
    st.dictionaries(st.sampled_from("abcdefgh"), st.sampled_from(["s1", "s2", "s3"])), st.randoms(use_true_random=False)
)
def test_the_order_of_finding_does_not_show(contents: dict[str, str], shuffler: random.Random):
    found = [file(f"/{uri}", content) for uri, content in contents.items()]
    shuffled = found[:]
    shuffler.shuffle(shuffled)
    assert planned(found, {}) == planned(shuffled, {})
    assert sum(a == "load" for a in actions(planned(found, {})).values()) == len(set(contents.values()))


def test_batches_keep_to_bytes_and_count():
    plan = planned([file(f"/{n}", f"s{n}") for n in range(7)], {})
    assert [len(batch) for batch in batches_of(plan.items, 30, 100)] == [3, 3, 1]
    assert [len(batch) for batch in batches_of(plan.items, 10**9, 2)] == [2, 2, 2, 1]
