-- Which months have articles, and has anything of these changed? One row a month, in order; the key is the same while its
-- articles are, and what they were read from by which code and settings.
SELECT
    coalesce(strftime(published_on, '%Y-%m'), '') AS part,
    md5(string_agg(concat_ws(' ', article_id, fingerprint), chr(10) ORDER BY article_id)) AS key
FROM articles
LEFT JOIN fingerprints USING (source_id)
GROUP BY part
ORDER BY part;
