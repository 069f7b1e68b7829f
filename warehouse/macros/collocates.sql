-- Which company does a word keep, and when? One row a quarter and neighbour: how often the word is used in the quarter,
-- at how many of these uses the neighbour stands within 5 words, and the share. Call it as collocates('发展'); it has to
-- be one word of jieba's, neighbours are nouns, verbs and adjectives of two or more characters. Uses in articles without a date are not
-- counted; a share of few uses says little, and reprints count each time.
CREATE MACRO collocates(asked) AS TABLE
WITH counted AS (
    SELECT date_trunc('quarter', published_on)::DATE AS quarter, neighbour, count(*) AS times
    FROM near_words(asked)
    GROUP BY ALL
)

SELECT
    quarter,
    near.neighbour,
    near.times,
    totals.times AS uses,
    round(near.times / totals.times, 4) AS share
FROM counted AS near
INNER JOIN counted AS totals USING (quarter)
WHERE near.neighbour IS NOT NULL AND totals.neighbour IS NULL
ORDER BY quarter, near.times DESC, near.neighbour;
