"""Clean pages for the tests of splitting: fictional text turned into the record that cleaning gives."""

from __future__ import annotations

from schemas.article import Article, SplitPage
from schemas.document import CleanPage, DecodedPage, MapBlock, Paragraph, PrintedLine
from schemas.source import Facts

NOTHING = Facts()


def clean_page(
    text: str, media_type: str = "text/plain", stated: Facts = NOTHING, from_path: Facts = NOTHING
) -> CleanPage:
    """A page whose clean text is `text` with blank lines taken out; they are kept as printed evidence."""
    paragraphs: list[Paragraph] = []
    kept: list[str] = []
    at = blank = 0
    for line in text.split("\n"):
        if not line.strip():
            blank += 1
            continue
        stripped = line.strip()
        indent = 2 * (len(line) - len(line.lstrip()))
        printed = PrintedLine(at, at + len(stripped), at, at + len(stripped), 2 * len(stripped), indent, blank)
        paragraphs.append(Paragraph(at, at + len(stripped), (printed,)))
        kept.append(stripped)
        at += len(stripped) + 1
        blank = 0
    clean = "\n".join(kept)
    decoded = DecodedPage("0123456789abcdef-0", "0123456789abcdef", 0, media_type, clean, (), (), stated, from_path)
    blocks = (MapBlock(0, len(clean), 0, len(clean)),) if clean else ()
    return CleanPage(decoded, clean, blocks, tuple(paragraphs), "simplified", ())


def field_text(article: Article, field: str, joiner: str, clean_text: str) -> str:
    """A field put together again from its spans."""
    pieces = [clean_text[s.clean_start : s.clean_end] for s in article.spans if s.field == field]
    return joiner.join(pieces)


def accounted(page: SplitPage) -> set[int]:
    """Every offset of clean_text that lies in a span, a caption, a rejection or the imprint."""
    text = page.page.clean_text
    out: set[int] = set()
    for article in page.articles:
        for span in article.spans:
            out.update(range(span.clean_start, span.clean_end))
    for caption in page.captions:
        out.update(range(caption.clean_start, caption.clean_end))
    credits = [caption.credit for caption in page.captions if caption.credit]
    for piece in credits + [r.text for r in page.rejections] + (page.page.imprint or "").split("\n"):
        at = text.find(piece)
        while piece and at >= 0:
            out.update(range(at, at + len(piece)))
            at = text.find(piece, at + 1)
    return out
