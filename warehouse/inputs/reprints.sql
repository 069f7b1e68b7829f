-- Which texts may be copies? One row a whole story, jumps joined, with what the order of time needs.
SELECT
    article_id,
    newspaper,
    published_on,
    body
FROM stories;
