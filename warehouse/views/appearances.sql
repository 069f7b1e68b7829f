-- Where was the official, when, and in which paper does it say so? One row a person, day, newspaper, issue, page and place.
-- It rests on `activities`, that is on what a paper tells that somebody did, not on where a name merely stands. The day
-- is that of the act, else that of another act of the same person in the article, else the issue's (is_dated tells).
-- An act without a place adds to a row without a place, unless the same article places the person on that day: headlines
-- seldom say where. Places are as precise as printed: 白城 and 白城市 share place_code; rivers and halls have none.
-- Columns:
-- person: full name
-- title: a title in force at one of the acts
-- day: the day of the acts
-- is_dated: whether the text says so; if not it is the day of the issue
-- newspaper: as in articles
-- published_on: the issue's day
-- page_no: the page
-- place: where, as printed; null if unknown
-- place_code: its GB/T 2260 code
-- actions: what was done, each word once
-- act_count: acts told
-- article_ids: the articles that tell it
WITH dated AS (
    SELECT
        activities.person,
        activities.title,
        coalesce(
            activities.start_on,
            min(activities.start_on) OVER (PARTITION BY activities.article_id, activities.person)
        ) AS told_on,
        activities.action,
        activities.place,
        activities.place_code,
        activities.article_id,
        articles.newspaper,
        articles.published_on,
        articles.page_no
    FROM activities
    JOIN articles USING (article_id)
),

placed AS (
    SELECT *
    FROM dated
    QUALIFY place IS NOT NULL OR count(place) OVER (PARTITION BY article_id, person, told_on) = 0
)

SELECT
    person,
    max(title) AS title,
    coalesce(told_on, published_on) AS day,
    bool_or(told_on IS NOT NULL) AS is_dated,
    newspaper,
    published_on,
    page_no,
    min(place) AS place,
    place_code,
    list_sort(list_distinct(list(action))) AS actions,
    count(*) AS act_count,
    list_sort(list_distinct(list(article_id))) AS article_ids
FROM placed
GROUP BY person, coalesce(told_on, published_on), newspaper, published_on, page_no, coalesce(place_code, place), place_code;
