"""Puts the repository's root on pytest's path, so that tests reach samples, benchmarks and tests.eval."""
