-- Which copies are to be held against the earliest one? One row a story that has copies: those whose earliest copy is of
-- one year together, cluster by cluster, the earliest copy first. 9999 stands for an unknown year.
WITH earliest AS (
    SELECT reprints.cluster_id, coalesce(year(articles.published_on), 9999) AS year
    FROM reprints
    INNER JOIN articles USING (article_id)
    WHERE reprints.is_earliest
)

SELECT
    cluster_id,
    year,
    article_id,
    is_earliest,
    body,
    article_ids,
    part_offsets
FROM reprints
INNER JOIN earliest USING (cluster_id)
INNER JOIN stories USING (article_id)
ORDER BY year, cluster_id, is_earliest DESC, article_id;
