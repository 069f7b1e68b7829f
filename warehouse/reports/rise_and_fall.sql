-- Who rises and who falls on front pages?
-- One row a person: the share of front pages on which the name stands, in the earlier and the later half of the issues
-- whose front page is loaded; days without a loaded front page count in neither. Newspapers are not weighed: where one of
-- them is loaded for one half only, the shares tell of that. Those who wrote the story are left out; homonyms that have
-- not been told apart share a row.
-- Chart: bar x=change y=person
-- Parameters:
-- most: how many rows, the greatest change first
WITH asked AS (SELECT 30 AS most),

issues AS (
    SELECT DISTINCT newspaper, published_on
    FROM coverage
    WHERE page_no = 1 AND page_count > 0 AND newspaper IS NOT NULL AND published_on IS NOT NULL
),

halves AS (
    SELECT newspaper, published_on, published_on > (SELECT quantile_disc(published_on, 0.5) FROM issues) AS is_later
    FROM issues
),

totals AS (
    SELECT
        count(*) FILTER (WHERE NOT is_later) AS earlier_issues,
        count(*) FILTER (WHERE is_later) AS later_issues
    FROM halves
),

seen AS (
    SELECT DISTINCT
        coalesce(mentions.canonical, mentions.text) AS person,
        halves.newspaper,
        halves.published_on,
        halves.is_later
    FROM mentions
    JOIN articles ON mentions.article_id = articles.article_id
    JOIN halves ON articles.newspaper = halves.newspaper AND articles.published_on = halves.published_on
    WHERE
        mentions.kind = 'person'
        AND articles.page_no = 1
        AND mentions.field NOT IN ('byline', 'dateline')
        AND NOT list_contains(articles.authors, mentions.text)
)

SELECT
    person,
    round(count(*) FILTER (WHERE NOT is_later) / nullif(any_value(earlier_issues), 0), 4) AS earlier_share,
    round(count(*) FILTER (WHERE is_later) / nullif(any_value(later_issues), 0), 4) AS later_share,
    round(
        count(*) FILTER (WHERE is_later) / nullif(any_value(later_issues), 0)
        - count(*) FILTER (WHERE NOT is_later) / nullif(any_value(earlier_issues), 0),
        4
    ) AS change,
    any_value(earlier_issues) AS earlier_issues,
    any_value(later_issues) AS later_issues,
    min(published_on) AS first_on,
    max(published_on) AS last_on
FROM seen
CROSS JOIN totals
GROUP BY person
ORDER BY abs(change) DESC NULLS LAST, person
LIMIT (SELECT most FROM asked);
