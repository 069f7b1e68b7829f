-- What may be an article's keywords, and how rare is each in the corpus? First one row a term or word that several
-- articles have, part being null, and one without a term for the number of articles; then one row an article with its
-- slogans, in the order of months, then of articles.
WITH held AS (
    SELECT word AS term, count(*) AS held_by
    FROM (SELECT unnest(list_distinct(words)) AS word FROM words)
    WHERE length(word) > 1
    GROUP BY word
    HAVING count(*) > 1
),

held_slogans AS (
    SELECT canonical AS term, count(DISTINCT article_id) AS held_by
    FROM slogans
    GROUP BY canonical
    HAVING count(DISTINCT article_id) > 1
),

of_dates AS (
    SELECT article_id, list([char_start, char_end]) AS dates
    FROM dates
    WHERE field = 'body'
    GROUP BY article_id
),

of_article AS (
    SELECT
        article_id,
        list([field, text, canonical, pattern, char_start::VARCHAR, char_end::VARCHAR] ORDER BY field, char_start) AS slogans
    FROM slogans
    GROUP BY article_id
)

SELECT
    NULL AS part,
    term,
    max(held_by) AS held_by,
    NULL AS article_id,
    NULL AS source_id,
    NULL AS title,
    NULL AS words,
    NULL AS tags,
    NULL AS slogans,
    NULL AS dates,
    NULL AS authors
FROM (FROM held UNION ALL FROM held_slogans UNION ALL SELECT NULL, count(*) FROM articles)
GROUP BY term
UNION ALL
SELECT
    coalesce(strftime(published_on, '%Y-%m'), '') AS part,
    NULL AS term,
    NULL AS held_by,
    article_id,
    source_id,
    concat_ws(' ', kicker, headline, deck) AS title,
    words,
    tags,
    slogans,
    dates,
    authors
FROM articles
LEFT JOIN (SELECT article_id, words, tags FROM words) USING (article_id)
LEFT JOIN of_article USING (article_id)
LEFT JOIN of_dates USING (article_id)
ORDER BY part NULLS FIRST, term, article_id;
