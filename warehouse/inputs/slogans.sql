-- In which texts are terms looked for? One row a wanted article, with the names of organisations in it, in the order of
-- months, then of articles.
SELECT
    coalesce(strftime(published_on, '%Y-%m'), '') AS part,
    article_id,
    kicker,
    headline,
    deck,
    body,
    names
FROM wanted_articles
LEFT JOIN (
    SELECT article_id, list(DISTINCT text ORDER BY text) AS names
    FROM wanted_mentions
    WHERE kind = 'organization'
    GROUP BY article_id
) USING (article_id)
ORDER BY part, article_id;
