-- Who stands on front pages, in which office, and in how many newspapers?
-- One row a person, without those who wrote the story; homonyms that have not been told apart share one.
-- Chart: bar x=articles y=person
-- Parameters:
-- most: how many persons
WITH asked AS (SELECT 20 AS most),

appearances AS (
    SELECT
        coalesce(mentions.canonical, mentions.text) AS person,
        mentions.title,
        articles.article_id,
        articles.newspaper,
        articles.published_on
    FROM mentions
    JOIN articles USING (article_id)
    WHERE
        mentions.kind = 'person'
        AND articles.page_no = 1
        AND mentions.field NOT IN ('byline', 'dateline')
        AND NOT list_contains(articles.authors, mentions.text)
)

SELECT
    person,
    mode(title) AS title,
    count(DISTINCT article_id) AS articles,
    count(DISTINCT newspaper) AS newspapers,
    min(published_on) AS first_on,
    max(published_on) AS last_on
FROM appearances
GROUP BY person
ORDER BY articles DESC, newspapers DESC, person
LIMIT (SELECT most FROM asked);
