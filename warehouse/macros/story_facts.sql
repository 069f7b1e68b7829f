-- The rows of a table about text, story by story: FROM story_facts('mentions') JOIN stories USING (article_id).
-- article_id becomes the story's, part_article_id says in which part the row stands, and offsets into
-- bodies count in the story's body; those into other fields stay, as these belong to one part. Takes any
-- table or view with article_id, field, char_start, char_end: mentions, dates, quantities, statements …
CREATE MACRO story_facts(facts) AS TABLE
WITH rows_about_text AS (
    FROM query_table(facts)
)

SELECT
    rows_about_text.* REPLACE (
        coalesce(story_id, article_id) AS article_id,
        char_start + CASE WHEN field = 'body' THEN coalesce(part_offset, 0) ELSE 0 END AS char_start,
        char_end + CASE WHEN field = 'body' THEN coalesce(part_offset, 0) ELSE 0 END AS char_end
    ),
    article_id AS part_article_id
FROM rows_about_text
LEFT JOIN (SELECT article_id, story_id, part_offset FROM story_parts) USING (article_id);
