-- Which company does a word keep, quarter by quarter?
-- One row a quarter and neighbour: at how many of the word's uses the neighbour stands within 5 words, and their share; the
-- neighbours that are commonest over all quarters. The word must be one word of jieba's (发展, not 高质量发展). Articles
-- without a date are not counted; a share of few uses says little, and reprints count each time. See also company.
-- Chart: line x=quarter y=share color=neighbour
-- Parameters:
-- word: the word whose neighbours are counted
-- most: how many neighbours
WITH asked AS (SELECT '发展' AS word, 10 AS most),

near AS (
    FROM collocates((SELECT word FROM asked))
),

chosen AS (
    SELECT neighbour
    FROM near
    GROUP BY neighbour
    ORDER BY sum(times) DESC, neighbour
    LIMIT (SELECT most FROM asked)
)

SELECT quarter, neighbour, times, uses, share
FROM near
WHERE neighbour IN (FROM chosen)
ORDER BY quarter, times DESC, neighbour;
