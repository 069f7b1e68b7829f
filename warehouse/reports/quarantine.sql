-- What could not be loaded, and why?
-- One row a reason, the most frequent first, with one of the files as example.
-- Chart: bar x=sources y=error_code
SELECT
    error_code,
    count(*) AS sources,
    sum(size_bytes)::BIGINT AS bytes,
    min(uri || coalesce('!/' || member, '')) AS example,
    arg_min(error, uri) AS why
FROM sources
WHERE status = 'quarantined'
GROUP BY error_code
ORDER BY sources DESC, error_code;
