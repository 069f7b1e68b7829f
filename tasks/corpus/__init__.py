"""Derived rows: pure functions of the live rows of the whole corpus, the same in any order of input."""
