-- fail: Is every row there once?
-- A hit is a key that several rows of its table have.
-- Load the sources of these rows again; if the hit comes back, please report it.
-- Tables: *
SELECT
    {key},
    count(*) AS rows_with_it
FROM {table}
GROUP BY {key}
HAVING count(*) > 1;
