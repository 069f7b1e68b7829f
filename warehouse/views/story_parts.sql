-- Which articles are parts of one story that jumps over pages? One row a part; stories of one part are left out.
-- A chain of `jumps` is followed from its beginning. A part whose other end is gone from the warehouse
-- is no part any more, until the next run links anew.
-- Columns:
-- article_id: the part
-- story_id: article_id of the story's first part
-- part: position in the story, from 1
-- is_cut: the part goes on in the middle of the sentence with which the one before ends
-- part_offset: where the part's body starts in the story's body
-- confidence: of the link to the part before; 1 for the first part
WITH RECURSIVE links AS (
    SELECT
        from_article_id,
        to_article_id,
        confidence
    FROM jumps
    WHERE
        from_article_id IN (SELECT article_id FROM articles)
        AND to_article_id IN (SELECT article_id FROM articles)
),

chains AS (
    SELECT DISTINCT
        from_article_id AS article_id,
        from_article_id AS story_id,
        1 AS part,
        1.0::DOUBLE AS confidence
    FROM links
    WHERE from_article_id NOT IN (SELECT to_article_id FROM links)
    UNION ALL
    SELECT
        links.to_article_id,
        chains.story_id,
        chains.part + 1,
        links.confidence
    FROM chains
    INNER JOIN links ON chains.article_id = links.from_article_id
),

bodies AS (
    SELECT
        article_id,
        story_id,
        part,
        chains.confidence,
        length(body) AS body_length,
        left(body, 1) AS first_char,
        lag(right(body, 1)) OVER (PARTITION BY story_id ORDER BY part) AS char_before
    FROM chains
    INNER JOIN articles USING (article_id)
),

joints AS (
    SELECT
        *,
        part > 1 AND (
            NOT contains('。！？!?…”’）)》；;：:', char_before)
            OR first_char <> '' AND contains('，、。；：？！）》”’,;:?!', first_char)
        ) AS is_cut
    FROM bodies
)

SELECT
    article_id,
    story_id,
    part::BIGINT AS part,
    is_cut,
    (
        sum(body_length + CASE WHEN part > 1 AND NOT is_cut THEN 1 ELSE 0 END)
            OVER (PARTITION BY story_id ORDER BY part)
        - body_length
    )::BIGINT AS part_offset,
    confidence
FROM joints;
