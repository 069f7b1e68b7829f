-- What do slogans and new words show in? One row a wanted article: its texts, the words of its body, and the names of
-- persons and organisations in it. In the order of months, then of articles.
SELECT
    coalesce(strftime(published_on, '%Y-%m'), '') AS part,
    article_id,
    kicker,
    headline,
    deck,
    body,
    words,
    tags,
    list_concat(coalesce(names, []), authors) AS names
FROM wanted_articles
LEFT JOIN (SELECT article_id, words, tags FROM wanted_words) USING (article_id)
LEFT JOIN (
    SELECT article_id, list(DISTINCT text) AS names
    FROM wanted_mentions
    WHERE kind <> 'place'
    GROUP BY article_id
) USING (article_id)
ORDER BY part, article_id;
