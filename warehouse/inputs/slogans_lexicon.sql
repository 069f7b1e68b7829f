-- Which terms are looked for? One row a term of the lexicon, in order.
SELECT term, canonical, pattern, is_matched
FROM lexicon
ORDER BY term;
