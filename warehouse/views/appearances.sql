-- Where was the official, when, with whom, and in which paper does it say so? One row a person, day, newspaper, issue, page and place.
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
-- companions: people who share an act, or are named in what follows its verb, each once
-- act_count: acts told
-- article_ids: the articles that tell it
WITH beside AS (
    SELECT acts.article_id, acts.field, acts.char_start, acts.person, others.person AS companion
    FROM activities AS acts
    INNER JOIN activities AS others
        ON acts.article_id = others.article_id
        AND acts.field = others.field
        AND acts.char_start = others.char_start
        AND acts.person <> others.person
    UNION
    SELECT acts.article_id, acts.field, acts.char_start, acts.person, mentions.canonical AS companion
    FROM activities AS acts
    INNER JOIN mentions
        ON acts.article_id = mentions.article_id
        AND acts.field = mentions.field
        AND mentions.char_start >= acts.char_start
        AND mentions.char_end <= acts.char_end
        AND mentions.canonical <> acts.person
    WHERE mentions.kind = 'person'
),

company AS (
    SELECT article_id, field, char_start, person, list(companion) AS companions
    FROM beside
    GROUP BY article_id, field, char_start, person
),

dated AS (
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
        company.companions,
        articles.newspaper,
        articles.published_on,
        articles.page_no
    FROM activities
    JOIN articles ON activities.article_id = articles.article_id
    LEFT JOIN company
        ON activities.article_id = company.article_id
        AND activities.field = company.field
        AND activities.char_start = company.char_start
        AND activities.person = company.person
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
    coalesce(list_sort(list_distinct(flatten(list(companions) FILTER (companions IS NOT NULL)))), []) AS companions,
    count(*) AS act_count,
    list_sort(list_distinct(list(article_id))) AS article_ids
FROM placed
GROUP BY person, coalesce(told_on, published_on), newspaper, published_on, page_no, coalesce(place_code, place), place_code;
