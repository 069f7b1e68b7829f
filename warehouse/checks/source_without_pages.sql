-- warn: Has every loaded source become pages?
-- A hit is a source with status `loaded` that no page comes from: what is in it was set aside whole.
-- Look it up in `rejections`.
SELECT
    uri,
    member,
    source_id
FROM sources
WHERE status = 'loaded' AND source_id NOT IN (SELECT source_id FROM pages);
