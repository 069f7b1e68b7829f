-- Which articles are there, and what do their keywords rest on? One row an article, in the order of months, then of
-- articles; the key holds all that shows in its keywords: what it was read from, its slogans, in how many articles of
-- its period (the view `periods`) each stands, and the articles of that period.
WITH loaded AS (
    SELECT
        article_id,
        source_id,
        coalesce(strftime(published_on, '%Y-%m'), '') AS part,
        coalesce(fingerprint, '') AS fingerprint
    FROM articles
    LEFT JOIN fingerprints USING (source_id)
),

months AS (
    SELECT part, md5(string_agg(article_id || fingerprint, ' ' ORDER BY article_id)) AS digest
    FROM loaded
    GROUP BY part
),

digests AS (
    SELECT periods.part, md5(string_agg(digest, ' ' ORDER BY held_in)) AS digest
    FROM periods
    INNER JOIN months ON months.part = held_in
    GROUP BY periods.part
),

held AS (
    SELECT part AS held_in, canonical, count(DISTINCT article_id) AS held_by
    FROM slogans
    INNER JOIN loaded USING (article_id)
    GROUP BY part, canonical
),

rarity AS (
    SELECT periods.part, canonical, sum(held_by)::BIGINT AS held_by
    FROM periods
    INNER JOIN held USING (held_in)
    GROUP BY periods.part, canonical
),

of_article AS (
    SELECT
        article_id,
        string_agg(
            concat_ws(' ', field, char_start, char_end, pattern, canonical, coalesce(held_by, 0)),
            chr(10) ORDER BY field, char_start
        ) AS slogans
    FROM slogans
    INNER JOIN loaded USING (article_id)
    LEFT JOIN rarity USING (part, canonical)
    GROUP BY article_id
)

SELECT
    part,
    article_id,
    source_id,
    md5(concat_ws(chr(10), fingerprint, digest, slogans)) AS key
FROM loaded
INNER JOIN digests USING (part)
LEFT JOIN of_article USING (article_id)
ORDER BY part, article_id;
