-- What do the parts of stories say? One row an article's part with the story that it belongs to, one of a single part
-- included: its place in the story, where its body starts in the story's, and its body with what joins it to the part
-- before.
SELECT
    coalesce(story_id, article_id) AS story_id,
    article_id,
    source_id,
    coalesce(part, 1) AS place,
    coalesce(part_offset, 0) AS part_offset,
    CASE WHEN part > 1 AND NOT is_cut THEN chr(10) ELSE '' END || body AS joined_body
FROM articles
LEFT JOIN story_parts USING (article_id);
