-- Which issues are there, and on which days is one missing? One row a newspaper and day, from its first loaded day to its
-- last; days without a page have a row too, unless more than a year lies between two loaded days.
-- What is known of a day without a page comes from the issue numbers on both sides where they can be read (第18236期): as many
-- numbers are missing as days, or none; otherwise from the weekdays on which the paper comes out (publication_days). Numbers
-- that skip more than there are days are misread, and not believed.
-- Columns:
-- newspaper: as in pages
-- published_on: the day
-- weekday: 1 for Monday to 7 for Sunday
-- status: loaded; missing (there was an issue, no page of it is loaded); no issue; unknown
-- evidence: of a day without a page: issue numbers, or weekdays; null if nothing is known
-- issue_number: as printed; null if no page has it, or pages disagree
-- page_count: pages loaded
-- missing_numbers: of a day without a page: issue numbers without a page between the two known ones around it
WITH loaded AS (
    SELECT
        newspaper,
        published_on,
        CASE WHEN min(issue_number) = max(issue_number) THEN min(issue_number) END AS issue_number,
        count(*) AS page_count
    FROM pages
    WHERE newspaper IS NOT NULL AND published_on IS NOT NULL
    GROUP BY newspaper, published_on
),

gaps AS (
    SELECT newspaper, published_on, lead(published_on) OVER (PARTITION BY newspaper ORDER BY published_on) AS next_on
    FROM loaded
),

absent AS (
    SELECT
        newspaper,
        unnest(generate_series(published_on + 1, next_on - 1, INTERVAL 1 DAY))::DATE AS published_on
    FROM gaps
    WHERE next_on - published_on BETWEEN 2 AND 366
),

numbered AS (
    SELECT
        newspaper,
        published_on,
        issue_number,
        lead(published_on) OVER (PARTITION BY newspaper ORDER BY published_on) AS next_on,
        lead(issue_number) OVER (PARTITION BY newspaper ORDER BY published_on) AS next_number
    FROM loaded
    WHERE issue_number IS NOT NULL
),

between_numbers AS (
    SELECT
        absent.newspaper,
        absent.published_on,
        count(*) OVER stretch AS absent_days,
        numbered.next_number - numbered.issue_number - (numbered.next_on - numbered.published_on)
        + count(*) OVER stretch AS missing_numbers
    FROM absent
    ASOF LEFT JOIN numbered
        ON absent.newspaper = numbered.newspaper AND absent.published_on > numbered.published_on
    WINDOW stretch AS (PARTITION BY absent.newspaper, numbered.published_on)
),

judged AS (
    SELECT
        between_numbers.newspaper,
        between_numbers.published_on,
        CASE WHEN missing_numbers BETWEEN 0 AND absent_days THEN missing_numbers END AS missing_numbers,
        CASE WHEN missing_numbers = absent_days THEN true WHEN missing_numbers = 0 THEN false END AS by_numbers,
        is_publishing AS by_weekday
    FROM between_numbers
    LEFT JOIN publication_days
        ON between_numbers.newspaper = publication_days.newspaper
        AND isodow(between_numbers.published_on) = publication_days.weekday
)

SELECT
    newspaper,
    published_on,
    isodow(published_on) AS weekday,
    'loaded' AS status,
    NULL AS evidence,
    issue_number,
    page_count,
    NULL AS missing_numbers
FROM loaded
UNION ALL
SELECT
    newspaper,
    published_on,
    isodow(published_on) AS weekday,
    CASE coalesce(by_numbers, by_weekday) WHEN true THEN 'missing' WHEN false THEN 'no issue' ELSE 'unknown' END AS status,
    CASE WHEN by_numbers IS NOT NULL THEN 'issue numbers' WHEN by_weekday IS NOT NULL THEN 'weekdays' END AS evidence,
    NULL AS issue_number,
    0 AS page_count,
    missing_numbers
FROM judged;
