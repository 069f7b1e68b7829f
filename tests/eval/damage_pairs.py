"""Other people's sentences, really damaged as mirror sites do, as figures for the gate; the large run is `damage`'s."""

from __future__ import annotations

from tests.eval.damage import pair_figures

GATE_PAIRS = 16
"""Pairs of each kind that are measured, so that it costs seconds."""


def scores() -> dict[str, float]:
    """Shares of pairs restored as a whole; nothing where ../shared is absent."""
    return {name: share for name, share, _ in pair_figures(GATE_PAIRS)}
