-- What do slogans and new words show in? One row an article: its texts, the words of its body, and the names of persons
-- and organisations in it. In the order of articles.
SELECT
    article_id,
    kicker,
    headline,
    deck,
    body,
    words,
    tags,
    list_concat(coalesce(names, []), authors) AS names
FROM articles
LEFT JOIN (SELECT article_id, words, tags FROM words) USING (article_id)
LEFT JOIN (
    SELECT article_id, list(DISTINCT text) AS names
    FROM mentions
    WHERE kind <> 'place'
    GROUP BY article_id
) USING (article_id)
ORDER BY article_id;
