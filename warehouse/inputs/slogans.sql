-- Which terms are looked for, and in which texts? First one row a term of the lexicon, part being null, then one row an
-- article, in the order of months, then of articles.
SELECT
    NULL AS part,
    term,
    canonical,
    pattern,
    is_matched,
    NULL AS article_id,
    NULL AS source_id,
    NULL AS kicker,
    NULL AS headline,
    NULL AS deck,
    NULL AS body
FROM lexicon
UNION ALL
SELECT
    coalesce(strftime(published_on, '%Y-%m'), '') AS part,
    NULL AS term,
    NULL AS canonical,
    NULL AS pattern,
    NULL AS is_matched,
    article_id,
    source_id,
    kicker,
    headline,
    deck,
    body
FROM articles
ORDER BY part NULLS FIRST, term, article_id;
