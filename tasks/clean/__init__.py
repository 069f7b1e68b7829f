"""Cleaning: the text of a page restored, every edit on record."""

from tasks.clean.frame import clean
from tasks.clean.order import RULES

__all__ = ["RULES", "clean"]
