"""Splitting: from a clean page to its facts and its stories.

1. masthead: its paragraphs are found, read as facts, and taken out.
2. furniture and metadata lines of web pages are taken out.
3. labels: the most plausible reading of the remaining paragraphs says where stories start and what
   each paragraph is in its story.
4. drafts collect each story's pieces; displaced stacks and captions go where their words belong.
5. articles, captions; what belongs to none of them is kept in rejections with its reason.
"""

from tasks.split.page import split

__all__ = ["split"]
