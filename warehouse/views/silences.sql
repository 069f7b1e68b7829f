-- Which slogans has a newspaper stopped printing? One row a newspaper and slogan (or new word) that it printed on three
-- covered days or more, and on none of the covered days since. Days that are not loaded count for nothing; a day that is
-- loaded in part counts as covered. The rate is that of the days between first and last use: a phrase of one campaign or
-- season goes silent by itself, and surprise says how unlikely the silence is only if days were independent.
-- Columns:
-- newspaper: as in articles
-- canonical: the slogan, as in slogans
-- first_on: first day of use that is loaded
-- last_on: last day of use
-- used_days: covered days with an article that uses it
-- covered_count: covered days from the first use to the last, both included
-- silent_days: covered days since the last use
-- silent_until: the newspaper's last covered day
-- surprise: minus the natural logarithm of the chance of so long a silence at the rate of use before
WITH used AS (
    SELECT DISTINCT
        articles.newspaper,
        articles.published_on AS day,
        slogans.canonical
    FROM slogans
    INNER JOIN articles USING (article_id)
    WHERE articles.newspaper IS NOT NULL AND articles.published_on IS NOT NULL
),

spans AS (
    SELECT
        newspaper,
        canonical,
        min(day) AS first_on,
        max(day) AS last_on,
        count(*) AS used_days
    FROM used
    GROUP BY newspaper, canonical
    HAVING count(*) >= 3
),

numbered AS (
    SELECT
        newspaper,
        day,
        row_number() OVER (PARTITION BY newspaper ORDER BY day) AS number,
        count(*) OVER (PARTITION BY newspaper) AS days,
        max(day) OVER (PARTITION BY newspaper) AS last_day
    FROM covered_days
)

SELECT
    newspaper,
    canonical,
    first_on,
    last_on,
    used_days,
    ends.number - starts.number + 1 AS covered_count,
    ends.days - ends.number AS silent_days,
    ends.last_day AS silent_until,
    round(-(ends.days - ends.number) * ln(1 - used_days / (ends.number - starts.number + 2)), 2) AS surprise
FROM spans
INNER JOIN (SELECT newspaper, day AS first_on, number FROM numbered) AS starts USING (newspaper, first_on)
INNER JOIN (SELECT newspaper, day AS last_on, number, days, last_day FROM numbered) AS ends USING (newspaper, last_on)
WHERE ends.days > ends.number;
