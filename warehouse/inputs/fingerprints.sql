-- By which code and settings was a source read? One row a source that is loaded; copies of its bytes count once.
SELECT source_id, min(fingerprint) AS fingerprint
FROM sources
WHERE status IN ('loaded', 'empty')
GROUP BY source_id;
