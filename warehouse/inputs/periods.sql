-- In which months are terms counted that may be keywords of a month's articles? One row a month and a month of its
-- period: the twelve months before, with its own where these have fewer than 200 articles. Articles without a date are
-- a period for themselves.
WITH months AS (
    SELECT
        coalesce(strftime(published_on, '%Y-%m'), '') AS part,
        year(published_on) * 12 + month(published_on) AS month,
        count(*) AS articles
    FROM articles
    GROUP BY ALL
),

ends AS (
    SELECT
        own.part,
        own.month - 12 AS first_month,
        CASE WHEN coalesce(sum(earlier.articles), 0) < 200 THEN own.month ELSE own.month - 1 END AS last_month
    FROM months AS own
    LEFT JOIN months AS earlier ON earlier.month BETWEEN own.month - 12 AND own.month - 1
    GROUP BY own.part, own.month
)

SELECT
    ends.part,
    months.part AS held_in,
    months.articles
FROM ends
INNER JOIN months ON
    months.month BETWEEN ends.first_month AND ends.last_month
    OR months.month IS NULL AND months.part = ends.part;
