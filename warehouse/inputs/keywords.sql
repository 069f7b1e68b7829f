-- What may be an article's keywords, and how rare is each in its period? For each month with wanted articles first one
-- row a word, and one a slogan, of theirs that articles of the period have, and one without a term for the number of these;
-- then one row an article with its slogans. In the order of months, then of articles. Periods are those of the view
-- `periods`.
WITH dated AS (
    SELECT article_id, coalesce(strftime(published_on, '%Y-%m'), '') AS part
    FROM articles
),

wanted_parts AS (
    SELECT DISTINCT part FROM dated SEMI JOIN wanted USING (article_id)
),

wanted_terms AS (
    SELECT DISTINCT part, term
    FROM (
        SELECT article_id, unnest(words) AS term FROM wanted_words
        UNION ALL
        SELECT article_id, canonical FROM wanted_slogans
    )
    INNER JOIN dated USING (article_id)
    WHERE length(term) > 1
),

terms_of_articles AS (
    SELECT DISTINCT article_id, term, FALSE AS is_slogan
    FROM (SELECT article_id, unnest(words) AS term FROM words)
    WHERE term IN (SELECT term FROM wanted_terms)
    UNION ALL
    SELECT DISTINCT article_id, canonical, TRUE
    FROM slogans
    WHERE canonical IN (SELECT term FROM wanted_terms)
),

held AS (
    SELECT part AS held_in, term, is_slogan, count(*) AS held_by
    FROM terms_of_articles
    INNER JOIN dated USING (article_id)
    WHERE part IN (SELECT held_in FROM periods SEMI JOIN wanted_parts USING (part))
    GROUP BY part, term, is_slogan
),

rarity AS (
    SELECT periods.part, term, is_slogan, sum(held_by)::BIGINT AS held_by
    FROM periods
    INNER JOIN held USING (held_in)
    SEMI JOIN wanted_terms USING (part, term)
    GROUP BY periods.part, term, is_slogan
    UNION ALL
    SELECT part, NULL, FALSE, sum(articles)::BIGINT
    FROM periods
    SEMI JOIN wanted_parts USING (part)
    GROUP BY part
),

of_dates AS (
    SELECT article_id, list([char_start, char_end]) AS dates
    FROM wanted_dates
    WHERE field = 'body'
    GROUP BY article_id
),

of_article AS (
    SELECT
        article_id,
        list([field, text, canonical, pattern, char_start::VARCHAR, char_end::VARCHAR] ORDER BY field, char_start) AS slogans
    FROM wanted_slogans
    GROUP BY article_id
)

SELECT
    part,
    FALSE AS is_article,
    term,
    is_slogan,
    held_by,
    NULL AS article_id,
    NULL AS title,
    NULL AS words,
    NULL AS tags,
    NULL AS slogans,
    NULL AS dates,
    NULL AS authors
FROM rarity
UNION ALL
SELECT
    part,
    TRUE AS is_article,
    NULL AS term,
    NULL AS is_slogan,
    NULL AS held_by,
    article_id,
    concat_ws(' ', kicker, headline, deck) AS title,
    words,
    tags,
    slogans,
    dates,
    authors
FROM wanted_articles
INNER JOIN dated USING (article_id)
LEFT JOIN (SELECT article_id, words, tags FROM wanted_words) USING (article_id)
LEFT JOIN of_article USING (article_id)
LEFT JOIN of_dates USING (article_id)
ORDER BY part, is_article, term, is_slogan, article_id;
