-- What did each paper cut from or add to a shared text? One row a passage that a copy lacks or has of its own, held against
-- the earliest copy in the warehouse, which need not be the original: what it cut itself looks like added by all others.
-- Passages of fewer than 8 letters are left out, and so are words changed within a sentence. A passage that moved is
-- neither cut nor added.
-- Columns:
-- cluster_id: as in reprints
-- newspaper: the copy's
-- published_on: the copy's
-- page_no: the copy's
-- headline: the copy's
-- copy_id: the copy, as in reprints
-- coverage: as in reprints
-- kept: as in reprints
-- earliest_newspaper: of the earliest copy
-- earliest_on: of the earliest copy
-- earliest_headline: of the earliest copy
-- kind: cut or added
-- text: the passage
-- char_count: its characters
-- article_id: where it stands: for cut the earliest copy, for added the copy
-- field: always body
-- char_start: start in the field
-- char_end: end in the field, half-open
SELECT
    passages.cluster_id,
    copies.newspaper,
    copies.published_on,
    copies.page_no,
    copies.headline,
    passages.copy_id,
    reprints.coverage,
    reprints.kept,
    earliest.newspaper AS earliest_newspaper,
    earliest.published_on AS earliest_on,
    earliest.headline AS earliest_headline,
    passages.kind,
    passages.text,
    length(passages.text) AS char_count,
    passages.article_id,
    passages.field,
    passages.char_start,
    passages.char_end
FROM reprint_passages AS passages
INNER JOIN reprints ON passages.copy_id = reprints.article_id
INNER JOIN articles AS copies ON passages.copy_id = copies.article_id
INNER JOIN articles AS earliest ON passages.cluster_id = earliest.article_id;
