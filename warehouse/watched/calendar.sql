-- Which days of the last months of each newspaper are there? One row a newspaper, month and day, from the first of the
-- month two months before the newspaper's last loaded one.
WITH months AS (
    SELECT newspaper, date_trunc('month', max(published_on)) - INTERVAL 2 MONTH AS first_month
    FROM issues
    GROUP BY newspaper
)

SELECT newspaper, issues.published_on, issues.status, issues.page_count
FROM issues
INNER JOIN months USING (newspaper)
WHERE issues.published_on >= months.first_month
ORDER BY newspaper, issues.published_on;
