"""Reprints performed on real articles, as figures for the gate."""

from __future__ import annotations

from tests.eval.reprints_scores import GATE_SEED, corpus_of_pages, figures_of
from tests.eval.split_scores import SHARED


def scores() -> dict[str, float]:
    """Pair F1 on the pages that rules were not tuned on; nothing where ../shared is absent."""
    return {"pair_f1": figures_of(corpus_of_pages(GATE_SEED, dev=False))["pair_f1"]} if SHARED.is_dir() else {}
