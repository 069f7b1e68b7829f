-- How does a keyword rise and fall? One row a newspaper and month of which articles are loaded: how many of them have
-- the term among their first 20 keywords, and their share. Call it as keyword_trend('乡村振兴'); the term is one of
-- keywords.term: a slogan's canonical form, a new word, or a word. A month that is loaded in part counts by what is there; small months
-- give rough shares.
CREATE MACRO keyword_trend(asked) AS TABLE
WITH marked AS (
    SELECT DISTINCT article_id
    FROM keywords
    WHERE term = asked AND rank <= 20
)

SELECT
    newspaper,
    date_trunc('month', published_on)::DATE AS month,
    count(*) AS articles,
    count(marked.article_id) AS with_term,
    round(count(marked.article_id) / count(*), 4) AS share
FROM articles
LEFT JOIN marked USING (article_id)
WHERE newspaper IS NOT NULL AND published_on IS NOT NULL
GROUP BY ALL
ORDER BY newspaper, month;
