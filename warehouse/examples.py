"""An example query for each table, view and macro: what a reader would ask it first. Each runs on any warehouse."""

from __future__ import annotations

EXAMPLES = {
    "sources": "SELECT status, count(*) AS sources, sum(size_bytes) AS bytes FROM sources GROUP BY status",
    "pages": "SELECT newspaper, published_on, page_no, page_name, issue_number FROM pages ORDER BY ALL",
    "articles": "SELECT newspaper, published_on, page_no, headline, char_count FROM articles WHERE kind = 'news' ORDER BY ALL",
    "captions": "SELECT text, credit FROM captions WHERE article_id IS NOT NULL",
    "words": "SELECT headline, len(words) AS words FROM words JOIN articles USING (article_id) ORDER BY words DESC",
    "mentions": "SELECT coalesce(canonical, text) AS name, count(*) AS mentions FROM mentions WHERE kind = 'person' GROUP BY name ORDER BY mentions DESC",
    "dates": "SELECT text, start_on, end_on, granularity FROM dates WHERE is_relative ORDER BY start_on",
    "quantities": "SELECT subject, text, base_value, base_unit FROM quantities WHERE kind = 'target' ORDER BY subject",
    "statements": "SELECT speaker, verb, content FROM statements WHERE is_direct",
    "activities": "SELECT person, action, object, place, start_on FROM activities ORDER BY person, start_on",
    "terms": "SELECT term, count(*) AS articles, sum(tf) AS times FROM terms GROUP BY term ORDER BY articles DESC LIMIT 20",
    "keywords": "SELECT term, count(*) AS articles FROM keywords WHERE rank <= 5 GROUP BY term ORDER BY articles DESC",
    "repairs": "SELECT rule, count(*) AS edits FROM repairs GROUP BY rule ORDER BY edits DESC",
    "rejections": "SELECT stage, reason, count(*) AS pieces FROM rejections GROUP BY ALL ORDER BY pieces DESC",
    "jumps": "SELECT from_article_id, to_article_id, confidence FROM jumps ORDER BY confidence",
    "reprints": "SELECT newspaper, published_on, headline, coverage FROM reprints JOIN articles USING (article_id) ORDER BY cluster_id, is_earliest DESC",
    "reprint_passages": "SELECT kind, text FROM reprint_passages ORDER BY length(text) DESC",
    "lexicon": "SELECT canonical, list(term) AS terms, sum(occurrences) AS quoted FROM lexicon GROUP BY canonical ORDER BY quoted DESC",
    "slogans": "SELECT canonical, pattern, count(DISTINCT article_id) AS articles FROM slogans GROUP BY ALL ORDER BY articles DESC",
    "runs": "SELECT flow, started_at, status, counts FROM runs ORDER BY started_at DESC",
    "tokens": "SELECT word, count(*) AS times FROM tokens WHERE tag = 'n' GROUP BY word ORDER BY times DESC LIMIT 20",
    "publication_days": "SELECT newspaper, list(weekday ORDER BY weekday) AS weekdays FROM publication_days WHERE is_publishing GROUP BY newspaper",
    "issues": "SELECT newspaper, published_on, evidence FROM issues WHERE status = 'missing' ORDER BY ALL",
    "coverage": "SELECT newspaper, published_on, page_no, status FROM coverage WHERE status <> 'present' ORDER BY ALL",
    "story_parts": "SELECT story_id, count(*) AS parts FROM story_parts GROUP BY story_id ORDER BY parts DESC",
    "stories": "SELECT newspaper, published_on, headline, article_ids FROM stories ORDER BY len(article_ids) DESC",
    "placed_quantities": "SELECT subject, place, amount, amount_unit, published_on FROM placed_quantities WHERE kind = 'result'",
    "targets": "SELECT subject, place, target, due_on, result, share_reached FROM targets ORDER BY share_reached",
    "officials": "SELECT person, title, first_on, last_on, front_count FROM officials ORDER BY front_count DESC",
    "appearances": "SELECT day, person, place, actions FROM appearances ORDER BY day, person",
    "co_appearances": "SELECT person_a, person_b, day_count FROM co_appearances ORDER BY day_count DESC",
    "adaptations": "SELECT newspaper, kind, text, headline, earliest_newspaper FROM adaptations ORDER BY char_count DESC",
    "covered_days": "SELECT newspaper, count(*) AS days, min(day), max(day) FROM covered_days GROUP BY newspaper",
    "divisions": "SELECT level, count(*) AS divisions FROM divisions GROUP BY level ORDER BY divisions",
    "attention": "SELECT newspaper, place, article_count, front_count FROM attention WHERE level = 'county' ORDER BY article_count DESC",
    "silences": "SELECT canonical, newspaper, last_on, silent_days FROM silences ORDER BY surprise DESC",
    "diffusion": "FROM diffusion('新质生产力')",
    "keyword_trend": "FROM keyword_trend('高质量发展')",
    "near_words": "SELECT neighbour, count(*) AS times FROM near_words('发展') WHERE neighbour IS NOT NULL GROUP BY neighbour ORDER BY times DESC",
    "collocates": "FROM collocates('发展')",
    "cut": "SELECT cut(body, m.char_start, m.char_end) AS name FROM mentions AS m JOIN articles USING (article_id) WHERE field = 'body'",
    "story_facts": "SELECT article_id, text, char_start FROM story_facts('mentions') WHERE kind = 'place'",
    "field_text": "SELECT text, field_text(field, kicker, headline, deck, dateline, byline, body) AS whole FROM dates JOIN articles USING (article_id)",
    "sentence_at": "SELECT q.text, sentence_at(body, q.char_start, q.char_end) FROM quantities AS q JOIN articles USING (article_id) WHERE field = 'body'",
    "sentence_of": "SELECT text, sentence_of(article_id, field, char_start, char_end) AS sentence FROM quantities LIMIT 10",
    "fold_subject": "SELECT subject FROM placed_quantities WHERE subject_key = fold_subject('全市高标准农田', '')",
    "quantity_series": "FROM quantity_series('高标准农田')",
    "search": "FROM search('发展') LIMIT 20",
    "kwic": "FROM kwic('发展', 15) ORDER BY right_context",
    "simplified": "SELECT newspaper, headline FROM articles WHERE contains(body, simplified('發展'))",
    "has_words": "SELECT newspaper, headline FROM articles WHERE has_words(body, [['发展', '發展'], ['农业']])",
    "scripted_share": "FROM scripted_share(2)",
}
"""Queries by the name of the table, view or macro; one that is not named here is shown as it is."""


def example_of(name: str) -> str:
    """A query that shows what a table, view or macro is for."""
    return EXAMPLES.get(name, f"FROM {name} LIMIT 20")
