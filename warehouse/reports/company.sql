-- How did the company that a word keeps change?
-- One row a neighbour: the share of the word's uses that have it within 5 words, in the earlier and the later half of its
-- uses. The word must be one word of jieba's (发展, not 高质量发展); neighbours are nouns, verbs and
-- adjectives of two or more characters. Articles without a date are not counted.
-- Chart: bar x=change y=neighbour
-- Parameters:
-- word: the word whose neighbours are counted
-- most: how many rows, the greatest change first
WITH asked AS (SELECT '发展' AS word, 30 AS most),

near AS MATERIALIZED (
    SELECT published_on, neighbour, count(*) AS times
    FROM near_words((SELECT word FROM asked))
    GROUP BY ALL
),

halves AS (
    SELECT quantile_disc(published_on, 0.5) AS middle
    FROM (SELECT published_on, unnest(range(times)) FROM near WHERE neighbour IS NULL)
),

counted AS (
    SELECT
        neighbour,
        sum(times) FILTER (WHERE published_on <= middle) AS earlier,
        sum(times) FILTER (WHERE published_on > middle) AS later
    FROM near
    CROSS JOIN halves
    GROUP BY neighbour
),

totals AS (
    SELECT coalesce(earlier, 0)::BIGINT AS earlier_uses, coalesce(later, 0)::BIGINT AS later_uses
    FROM counted
    WHERE neighbour IS NULL
)

SELECT
    neighbour,
    round(coalesce(earlier, 0) / nullif(earlier_uses, 0), 4) AS earlier_share,
    round(coalesce(later, 0) / nullif(later_uses, 0), 4) AS later_share,
    round(coalesce(later, 0) / nullif(later_uses, 0) - coalesce(earlier, 0) / nullif(earlier_uses, 0), 4) AS change,
    earlier_uses,
    later_uses
FROM counted
CROSS JOIN totals
WHERE neighbour IS NOT NULL
ORDER BY abs(change) DESC NULLS LAST, neighbour
LIMIT (SELECT most FROM asked);
