-- What share of page 1 is the same copy as in other papers that day?
-- One row a newspaper and day whose page 1 is loaded. shared_share is the share of its articles' characters that stand in
-- copies which so many papers print that day, on any page; agency_share the part of it that is signed by an agency in some
-- copy, unsigned_share the rest. What a paper added to a copy is not counted. Days of which fewer papers are loaded are left
-- out; a copy that is not in the warehouse can't be seen, so the share is the least that it may be: compare days with the
-- same paper_count.
-- Chart: point x=published_on y=shared_share color=newspaper
-- Parameters:
-- least_papers: how many papers have to print a copy
WITH asked AS (SELECT 3 AS least_papers)

SELECT *
FROM scripted_share((SELECT least_papers FROM asked))
ORDER BY published_on, newspaper;
