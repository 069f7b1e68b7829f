"""The work: pure functions, one folder a stage."""
