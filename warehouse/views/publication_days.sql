-- On which weekdays does a newspaper come out? One row a newspaper and weekday, learnt from the days that are loaded: a
-- weekday counts as one of publication if at least a quarter as many of its days are loaded as of the weekday that has
-- most, so that an archive with holes is judged like a full one. Before four different weeks are loaded nothing is said.
-- Columns:
-- newspaper: as in pages
-- weekday: 1 for Monday to 7 for Sunday
-- day_count: days of this weekday that are loaded
-- week_count: weeks of which any day is loaded
-- is_publishing: whether it comes out on this weekday; null if too few weeks are loaded
WITH loaded AS (
    SELECT DISTINCT newspaper, published_on
    FROM pages
    WHERE newspaper IS NOT NULL AND published_on IS NOT NULL
),

weeks AS (
    SELECT newspaper, count(DISTINCT date_trunc('week', published_on)) AS week_count
    FROM loaded
    GROUP BY newspaper
),

counted AS (
    SELECT weeks.newspaper, days.weekday, weeks.week_count, count(loaded.published_on) AS day_count
    FROM weeks
    CROSS JOIN (SELECT unnest(range(1, 8)) AS weekday) AS days
    LEFT JOIN loaded ON weeks.newspaper = loaded.newspaper AND days.weekday = isodow(loaded.published_on)
    GROUP BY ALL
)

SELECT
    newspaper,
    weekday,
    day_count,
    week_count,
    CASE WHEN week_count >= 4 THEN 4 * day_count >= max(day_count) OVER (PARTITION BY newspaper) END AS is_publishing
FROM counted;
