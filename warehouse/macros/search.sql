-- Which articles have all of these words, the best first? FROM search('新质生产力 白城') LIMIT 20, or of one paper and time:
-- search('新质生产力', paper := '沧澜日报', since := DATE '2024-03-01', until := DATE '2024-03-31'). Words are parted by blanks;
-- each has to stand in kicker, headline, deck or body, in simplified characters or as asked, Latin letters as
-- asked or in one case. The score is BM25 over the parts of the words that are in `terms`. Where all words are terms themselves that is
-- all; otherwise the texts of the 20000 best are looked through. A word that crosses from one word of jieba's into the next
-- and shares no part with either is missed: to list every use, ask kwic.
-- Columns:
-- score: BM25, higher is better; 0 where no part of the words is in `terms`
-- newspaper: as in articles
-- published_on: as in articles
-- page_no: as in articles
-- headline: as in articles
-- article_id: the article
CREATE MACRO search(asked, paper := NULL, since := NULL, until := NULL) AS TABLE
WITH sought AS MATERIALIZED (
    SELECT simplified(lower(word)) AS folded, list_distinct([word, simplified(word), lower(word), upper(word)]) AS spellings
    FROM (SELECT DISTINCT unnest(regexp_split_to_array(asked, '\s+')) AS word)
    WHERE word <> ''
),

parts AS (
    SELECT DISTINCT folded, substring(spelling, first_char, size) AS term, size = length(spelling) AS is_whole
    FROM (SELECT folded, unnest([folded, lower(spellings[1])]) AS spelling FROM sought)
    CROSS JOIN (SELECT unnest(range(1, 201)) AS first_char)
    CROSS JOIN (SELECT unnest(range(2, 9)) AS size)
    WHERE first_char + size - 1 <= length(spelling)
),

found AS MATERIALIZED (
    SELECT article_id, tf, folded, is_whole, count(*) OVER (PARTITION BY folded, term) AS df
    FROM terms
    INNER JOIN parts USING (term)
),

chosen AS (
    SELECT article_id, char_count
    FROM articles
    WHERE
        (paper IS NULL OR newspaper = paper)
        AND (since IS NULL OR published_on >= since)
        AND (until IS NULL OR published_on <= until)
),

scored AS (
    SELECT
        article_id,
        sum(
            ln(1 + (all_articles - df + 0.5) / (df + 0.5)) * tf * 2.2
            / (tf + 1.2 * (0.25 + 0.75 * char_count / mean_length))
        ) AS score,
        count(DISTINCT folded) AS words_met,
        count(DISTINCT folded) FILTER (WHERE is_whole) AS whole_words
    FROM found
    INNER JOIN chosen USING (article_id)
    CROSS JOIN (SELECT count(*) AS all_articles, avg(char_count) AS mean_length FROM articles)
    GROUP BY article_id
),

ranked AS MATERIALIZED (
    SELECT article_id, score, whole_words = (SELECT count(DISTINCT folded) FROM sought) AS is_sure
    FROM (
        SELECT article_id, score, whole_words
        FROM scored
        WHERE words_met = (SELECT count(DISTINCT folded) FROM found)
        UNION ALL
        SELECT article_id, 0 AS score, 0 AS whole_words
        FROM chosen
        WHERE (SELECT count(*) FROM found) = 0 AND (SELECT count(*) FROM sought) > 0
    )
    ORDER BY score DESC, article_id
    LIMIT 20000
)

SELECT round(score, 3) AS score, newspaper, published_on, page_no, headline, article_id
FROM (
    SELECT score, newspaper, published_on, page_no, headline, article_id
    FROM articles
    INNER JOIN (FROM ranked WHERE is_sure) USING (article_id)
    UNION ALL
    SELECT score, newspaper, published_on, page_no, headline, article_id
    FROM articles
    INNER JOIN (FROM ranked WHERE NOT is_sure) USING (article_id)
    WHERE has_words(concat_ws(chr(10), kicker, headline, deck, body), (SELECT list(spellings) FROM sought))
)
ORDER BY score DESC, published_on DESC NULLS LAST, article_id;
