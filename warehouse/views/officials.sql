-- Who held which office, from when to when in print, and how often on page one? One row a person and printed title.
-- A person is a name: namesakes stand together, their titles tell them apart. The title is the one in force at the
-- mention, as printed nearest to it: one office in several wordings has several rows (省长, 省委副书记、省长). Who made
-- the page (reporters, editors, photographers) is left out, bylines and datelines are not looked at. An article cut by
-- a jump counts once a part. Dates are of issues, so that first_on is when the office was first seen, not when it was taken.
-- Columns:
-- person: full name
-- title: title in force, as printed
-- first_on: first issue that has it; null if no issue is dated
-- last_on: last issue that has it
-- day_count: issue days that have it
-- newspaper_count: newspapers that have it
-- article_count: articles that have it
-- front_count: those of them on page 1
-- front_share: share of page 1 among those whose page is known; null if none is
SELECT
    person,
    title,
    min(published_on) AS first_on,
    max(published_on) AS last_on,
    count(DISTINCT published_on) AS day_count,
    count(DISTINCT newspaper) AS newspaper_count,
    count(*) AS article_count,
    count(*) FILTER (WHERE page_no = 1) AS front_count,
    front_count / nullif(count(page_no), 0) AS front_share
FROM (
    SELECT DISTINCT canonical AS person, title, article_id
    FROM mentions
    WHERE
        kind = 'person'
        AND canonical IS NOT NULL
        AND title IS NOT NULL
        AND field NOT IN ('byline', 'dateline')
        AND NOT regexp_matches(title, '(记者|通讯员|实习生|摄影|摄影师|编辑|评论员|作者|撰稿人)$')
)
JOIN articles USING (article_id)
GROUP BY person, title;
