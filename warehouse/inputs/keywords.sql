-- What may be an article's keywords? One row a wanted article with its slogans, in the order of months, then of articles.
WITH of_dates AS (
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
    coalesce(strftime(published_on, '%Y-%m'), '') AS part,
    article_id,
    concat_ws(' ', kicker, headline, deck) AS title,
    words,
    tags,
    slogans,
    dates,
    authors
FROM wanted_articles
LEFT JOIN (SELECT article_id, words, tags FROM wanted_words) USING (article_id)
LEFT JOIN of_article USING (article_id)
LEFT JOIN of_dates USING (article_id)
ORDER BY part, article_id;
