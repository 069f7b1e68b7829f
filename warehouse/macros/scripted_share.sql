-- What share of page 1 is the same copy as in other papers that day? One row a newspaper and day whose page 1 is loaded:
-- FROM scripted_share(3). shared_share is the share of the characters of its articles that stand in copies which at least so
-- many papers print that day, on any page; agency_share the part of it that some copy says is an agency's (新华社), so that
-- the rest, unsigned_share, is copy without a source. What a paper added to a copy is not counted as shared. paper_count says
-- how many papers are loaded of that day; days with fewer than asked for are left out, as nothing can be known of them.
-- Copies that are not in the warehouse can't be seen: the share is the least that it may be.
CREATE MACRO scripted_share(least_papers) AS TABLE
    WITH front AS (
        SELECT newspaper, published_on, char_count, coalesce(story_id, article_id) AS story_id
        FROM articles
        LEFT JOIN (SELECT article_id, story_id FROM story_parts) USING (article_id)
        WHERE page_no = 1 AND newspaper IS NOT NULL AND published_on IS NOT NULL
    ),

    loaded AS (
        SELECT published_on, count(DISTINCT newspaper) AS paper_count
        FROM articles
        GROUP BY published_on
    ),

    same_day AS (
        SELECT cluster_id, published_on, bool_or(agency IS NOT NULL) AS is_agency, count(DISTINCT newspaper) AS printed_by
        FROM reprints
        INNER JOIN articles USING (article_id)
        GROUP BY cluster_id, published_on
    ),

    copies AS (
        SELECT
            front.newspaper,
            front.published_on,
            front.char_count,
            CASE WHEN printed_by >= least_papers THEN front.char_count * reprints.coverage ELSE 0 END AS shared,
            coalesce(same_day.is_agency, false) AS is_agency
        FROM front
        LEFT JOIN reprints ON front.story_id = reprints.article_id
        LEFT JOIN same_day
            ON reprints.cluster_id = same_day.cluster_id AND front.published_on = same_day.published_on
    )

    SELECT
        newspaper,
        published_on,
        any_value(paper_count) AS paper_count,
        count(*) AS article_count,
        count(*) FILTER (shared > 0) AS shared_count,
        sum(char_count)::BIGINT AS char_count,
        round(sum(shared) / nullif(sum(char_count), 0), 4) AS shared_share,
        round(coalesce(sum(shared) FILTER (is_agency), 0) / nullif(sum(char_count), 0), 4) AS agency_share,
        round(coalesce(sum(shared) FILTER (NOT is_agency), 0) / nullif(sum(char_count), 0), 4) AS unsigned_share
    FROM copies
    INNER JOIN loaded USING (published_on)
    WHERE paper_count >= least_papers
    GROUP BY newspaper, published_on
    ORDER BY published_on, newspaper;
