-- How did a phrase spread? One row a newspaper that has used it and a day of that newspaper which is loaded: articles that
-- have the phrase, all articles of the day, the newspaper's first use, and how many days that is behind the first
-- newspaper's. Call it as diffusion('新质生产力'), in simplified characters. Days that are not loaded have no row, so that
-- the first use is the first one that is loaded: compare it with the newspaper's first day.
CREATE MACRO diffusion(phrase) AS TABLE
WITH uses AS (
    SELECT newspaper, published_on AS day, count(*) AS articles
    FROM articles
    WHERE
        newspaper IS NOT NULL
        AND published_on IS NOT NULL
        AND (contains(body, phrase) OR contains(concat_ws(chr(10), kicker, headline, deck), phrase))
    GROUP BY newspaper, published_on
),

firsts AS (
    SELECT newspaper, min(day) AS first_on
    FROM uses
    GROUP BY newspaper
)

SELECT
    newspaper,
    day,
    coalesce(articles, 0) AS articles,
    article_count AS articles_that_day,
    first_on,
    first_on - (SELECT min(first_on) FROM firsts) AS days_behind
FROM covered_days
INNER JOIN firsts USING (newspaper)
LEFT JOIN uses USING (newspaper, day)
ORDER BY newspaper, day;
