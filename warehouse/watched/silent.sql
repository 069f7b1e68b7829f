-- Which newspapers have stopped coming? One row a newspaper that has had no issue on a full day on which it comes out.
-- Weekdays on which it never comes out don't count (publication_days). A newspaper of which fewer than three days are
-- loaded is left out, since its name may be misread; so is one that has been silent for longer than a month, since it is
-- an archive, and dates after today, since they are misread.
-- Parameters: today
-- Columns: newspaper; last_on, its last loaded day; day_count, days since without an issue
WITH lasts AS (
    SELECT newspaper, max(published_on) AS last_on, $1::DATE AS today
    FROM pages
    WHERE newspaper IS NOT NULL AND published_on <= $1::DATE
    GROUP BY newspaper
    HAVING count(DISTINCT published_on) >= 3
),

days AS (
    SELECT newspaper, last_on, unnest(generate_series(last_on + 1, today - 1, INTERVAL 1 DAY))::DATE AS missed_on
    FROM lasts
    WHERE today - last_on <= 31
)

SELECT newspaper, last_on, count(*) AS day_count
FROM days
INNER JOIN publication_days USING (newspaper)
WHERE publication_days.weekday = isodow(missed_on) AND publication_days.is_publishing IS DISTINCT FROM false
GROUP BY newspaper, last_on
ORDER BY newspaper;
