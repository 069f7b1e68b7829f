-- Has anything of a story changed? One row a story; its body and the offsets of its parts are the same while its key is.
SELECT
    story_id,
    md5(string_agg(concat_ws(' ', article_id, part_offset, fingerprint), chr(10) ORDER BY place)) AS key
FROM story_texts
LEFT JOIN fingerprints USING (source_id)
GROUP BY story_id;
