-- fail: Are both parts of every jump there?
-- A hit is a row of `jumps` with an article that `articles` does not have, most likely because a run was cut off
-- between loading and linking.
-- Run `jianbao corpus`.
SELECT
    from_article_id,
    to_article_id
FROM jumps
WHERE
    from_article_id NOT IN (SELECT article_id FROM articles)
    OR to_article_id NOT IN (SELECT article_id FROM articles);
