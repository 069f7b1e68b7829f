-- In which texts are terms looked for? One row a wanted article, in the order of months, then of articles.
SELECT
    coalesce(strftime(published_on, '%Y-%m'), '') AS part,
    article_id,
    kicker,
    headline,
    deck,
    body
FROM wanted_articles
ORDER BY part, article_id;
