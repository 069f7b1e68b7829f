-- How did the company that a word keeps change?
-- One row a neighbour: the share of the word's uses that have it within 5 words, in the earlier and the later half of the
-- articles that use the word. The word must be one word of jieba's (发展, not 高质量发展); neighbours are nouns, verbs and
-- adjectives of two or more characters. Articles without a date are not counted.
-- Chart: bar x=change y=neighbour
-- Parameters:
-- word: the word whose neighbours are counted
-- most: how many rows, the greatest change first
WITH asked AS (SELECT '发展' AS word, 30 AS most),

using_it AS (
    SELECT words.article_id, words.words, words.tags, articles.published_on, asked.word
    FROM words
    JOIN articles ON words.article_id = articles.article_id
    CROSS JOIN asked
    WHERE list_contains(words.words, asked.word) AND articles.published_on IS NOT NULL
),

uses AS (
    SELECT
        article_id,
        words,
        tags,
        word,
        published_on > (SELECT quantile_disc(published_on, 0.5) FROM using_it) AS is_later,
        unnest(list_filter(range(1, len(words) + 1), lambda place: words[place] = word)) AS position
    FROM using_it
),

totals AS (
    SELECT count(*) FILTER (WHERE NOT is_later) AS earlier_uses, count(*) FILTER (WHERE is_later) AS later_uses
    FROM uses
),

near AS (
    SELECT
        article_id,
        position,
        is_later,
        word,
        unnest(words[greatest(position - 5, 1):position + 5]) AS neighbour,
        unnest(tags[greatest(position - 5, 1):position + 5]) AS tag
    FROM uses
),

pairs AS (
    SELECT DISTINCT article_id, position, is_later, neighbour
    FROM near
    WHERE neighbour <> word AND length(neighbour) > 1 AND tag[1] IN ('n', 'v', 'a')
)

SELECT
    neighbour,
    round(count(*) FILTER (WHERE NOT is_later) / nullif(any_value(earlier_uses), 0), 4) AS earlier_share,
    round(count(*) FILTER (WHERE is_later) / nullif(any_value(later_uses), 0), 4) AS later_share,
    round(
        count(*) FILTER (WHERE is_later) / nullif(any_value(later_uses), 0)
        - count(*) FILTER (WHERE NOT is_later) / nullif(any_value(earlier_uses), 0),
        4
    ) AS change,
    any_value(earlier_uses) AS earlier_uses,
    any_value(later_uses) AS later_uses
FROM pairs
CROSS JOIN totals
GROUP BY neighbour
ORDER BY abs(change) DESC NULLS LAST, neighbour
LIMIT (SELECT most FROM asked);
