"""What a record is: the one list of published tables, each defined by one annotated dataclass."""

from __future__ import annotations

from schemas.article import Article, Caption
from schemas.audit import Rejection, Repair, Run
from schemas.column import Table
from schemas.derived import Jump, Keyword, LexiconTerm, Reprint, ReprintPassage, Slogan
from schemas.document import Page
from schemas.enrichment import Activity, DateMention, Mention, Quantity, Statement, Term, Words
from schemas.source import Source

SOURCES = Table("sources", Source, "a discovered file or archive member", ("uri", "member"), ("uri", "member"))
PAGES = Table("pages", Page, "a newspaper page", ("page_id",), ("newspaper", "published_on", "page_no", "page_id"))
ARTICLES = Table(
    "articles",
    Article,
    "an article's part on one page",
    ("article_id",),
    ("newspaper", "published_on", "page_no", "seq"),
)
CAPTIONS = Table("captions", Caption, "a photo caption", ("page_id", "clean_start"), ("page_id", "clean_start"))
WORDS = Table("words", Words, "an article's body in words", ("article_id",), ("article_id",))
TERMS = Table("terms", Term, "a word of an article, for search", ("term", "article_id"), ("term", "article_id"))
MENTIONS = Table(
    "mentions",
    Mention,
    "a name in an article",
    ("article_id", "field", "char_start"),
    ("article_id", "field", "char_start"),
)
DATES = Table(
    "dates",
    DateMention,
    "a date or duration in an article",
    ("article_id", "field", "char_start"),
    ("article_id", "field", "char_start"),
)
QUANTITIES = Table(
    "quantities",
    Quantity,
    "a number with its unit in an article",
    ("article_id", "field", "char_start"),
    ("article_id", "field", "char_start"),
)
STATEMENTS = Table(
    "statements",
    Statement,
    "what one speaker said, as one passage",
    ("article_id", "field", "char_start", "speaker_text", "verb"),
    ("article_id", "field", "char_start"),
)
ACTIVITIES = Table(
    "activities",
    Activity,
    "an action of a person",
    ("article_id", "field", "char_start", "person"),
    ("article_id", "field", "char_start"),
)
REPAIRS = Table(
    "repairs", Repair, "one edit of one cleaning rule", ("page_id", "step", "at"), ("page_id", "step", "at")
)
REJECTIONS = Table(
    "rejections",
    Rejection,
    "a piece of text that was set aside",
    ("source_id", "page_id", "stage", "raw_start"),
    ("source_id", "page_id", "raw_start"),
)
JUMPS = Table(
    "jumps",
    Jump,
    "a link from an article's part to the part in which it goes on",
    ("from_article_id",),
    ("newspaper", "published_on", "from_page_no", "from_article_id"),
)
REPRINTS = Table(
    "reprints",
    Reprint,
    "a story that has copies",
    ("article_id",),
    ("cluster_id", "article_id"),
)
REPRINT_PASSAGES = Table(
    "reprint_passages",
    ReprintPassage,
    "a passage that a copy cut or added",
    ("copy_id", "kind", "article_id", "char_start"),
    ("cluster_id", "copy_id", "kind", "article_id", "char_start"),
)
LEXICON = Table("lexicon", LexiconTerm, "a slogan or new word, as it is written", ("term",), ("term",))
SLOGANS = Table(
    "slogans",
    Slogan,
    "a slogan or new word in an article",
    ("article_id", "field", "char_start"),
    ("article_id", "field", "char_start"),
)
KEYWORDS = Table("keywords", Keyword, "a keyword of an article", ("article_id", "rank"), ("article_id", "rank"))
RUNS = Table("runs", Run, "a flow run", ("run_id",), ("started_at",))

SOURCE_TABLES = (
    SOURCES,
    PAGES,
    ARTICLES,
    CAPTIONS,
    WORDS,
    TERMS,
    MENTIONS,
    DATES,
    QUANTITIES,
    STATEMENTS,
    ACTIVITIES,
    REPAIRS,
    REJECTIONS,
)
"""The tables fed by sources: each row carries source_id and is replaced with its source."""

DERIVED_TABLES = (JUMPS, REPRINTS, REPRINT_PASSAGES, LEXICON, SLOGANS, KEYWORDS)
"""The tables computed from all live source rows; each is replaced as a whole."""

STORED_TABLES = (*SOURCE_TABLES, *DERIVED_TABLES)
"""The tables that are Parquet files."""

TABLES = (*STORED_TABLES, RUNS)
"""Every published table."""
