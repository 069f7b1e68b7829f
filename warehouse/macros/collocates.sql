-- Which company does a word keep, and when? One row a quarter and neighbour: how often the word is used in the quarter,
-- at how many of these uses the neighbour stands within 5 words, and the share. Call it as collocates('发展'); it has to
-- be one word of jieba's, neighbours are nouns, verbs and adjectives of two or more characters. Uses in articles without a date are not
-- counted; a share of few uses says little, and reprints count each time.
CREATE MACRO collocates(asked) AS TABLE
WITH sought AS (
    SELECT asked AS word
),

uses AS (
    SELECT
        article_id,
        words,
        tags,
        date_trunc('quarter', published_on)::DATE AS quarter,
        unnest(list_filter(range(1, len(words) + 1), lambda place: words[place] = word)) AS position
    FROM words
    INNER JOIN (SELECT article_id, published_on FROM articles WHERE published_on IS NOT NULL) USING (article_id)
    CROSS JOIN sought
    WHERE list_contains(words, word)
),

totals AS (
    SELECT quarter, count(*) AS uses
    FROM uses
    GROUP BY quarter
),

near AS (
    SELECT DISTINCT
        article_id,
        quarter,
        position,
        unnest(words[greatest(position - 5, 1):position + 5]) AS neighbour,
        unnest(tags[greatest(position - 5, 1):position + 5]) AS tag
    FROM uses
)

SELECT
    quarter,
    neighbour,
    count(DISTINCT (article_id, position)) AS times,
    any_value(totals.uses) AS uses,
    round(count(DISTINCT (article_id, position)) / any_value(totals.uses), 4) AS share
FROM near
INNER JOIN totals USING (quarter)
WHERE neighbour <> (SELECT word FROM sought) AND length(neighbour) > 1 AND tag[1] IN ('n', 'v', 'a')
GROUP BY quarter, neighbour
ORDER BY quarter, times DESC, neighbour;
