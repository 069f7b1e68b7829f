-- fail: Does every row come from a source that is there?
-- A hit is a row with a source_id that no row of `sources` has.
-- Please report it: the commit that took the source away has left the row.
-- Tables: source_id
-- Except: sources
SELECT DISTINCT source_id
FROM {table}
WHERE source_id NOT IN (SELECT source_id FROM sources WHERE source_id IS NOT NULL);
