-- What are the wanted copies held against? One row a wanted copy, and one the earliest copy of each's text: those whose
-- earliest copy is of one year together, cluster by cluster, the earliest copy first. 9999 stands for an unknown year.
WITH earliest AS (
    SELECT cluster_id, coalesce(strftime(published_on, '%Y'), '9999') AS part
    FROM reprints
    INNER JOIN articles USING (article_id)
    WHERE is_earliest
),

asked AS (
    SELECT cluster_id, article_id, is_earliest
    FROM reprints
    WHERE
        article_id IN (SELECT article_id FROM wanted)
        OR is_earliest AND cluster_id IN (SELECT cluster_id FROM reprints SEMI JOIN wanted USING (article_id))
),

texts AS (
    SELECT
        story_id AS article_id,
        string_agg(joined_body, '' ORDER BY place) AS body,
        list(article_id ORDER BY place) AS article_ids,
        list(part_offset ORDER BY place) AS part_offsets
    FROM story_texts
    WHERE story_id IN (SELECT article_id FROM asked)
    GROUP BY story_id
)

SELECT
    part,
    cluster_id,
    article_id,
    is_earliest,
    body,
    article_ids,
    part_offsets
FROM asked
INNER JOIN earliest USING (cluster_id)
INNER JOIN texts USING (article_id)
ORDER BY part, cluster_id, is_earliest DESC, article_id;
