"""Fictional newspaper pages and the script that makes them; ``samples/README.md`` lists them."""
