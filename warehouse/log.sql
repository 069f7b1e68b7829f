-- The commit log. Every statement can be repeated; times are UTC in ISO 8601.
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS commits (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    run_id TEXT NOT NULL,
    note TEXT NOT NULL
);

-- A file is live from the commit that added it up to, and without, the one that removed it.
CREATE TABLE IF NOT EXISTS files (
    path TEXT PRIMARY KEY,
    table_name TEXT NOT NULL,
    batch TEXT NOT NULL,
    rows INTEGER NOT NULL,
    size_bytes INTEGER NOT NULL,
    checksum TEXT NOT NULL,
    columns TEXT NOT NULL,
    added_in INTEGER NOT NULL REFERENCES commits,
    removed_in INTEGER REFERENCES commits
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS live_files ON files (batch) WHERE removed_in IS NULL;

CREATE TABLE IF NOT EXISTS holdings (
    uri TEXT NOT NULL,
    member TEXT,
    source_id TEXT,
    sha256 TEXT,
    size_bytes INTEGER,
    fingerprint TEXT NOT NULL,
    status TEXT NOT NULL,
    error_code TEXT,
    batch TEXT NOT NULL,
    added_in INTEGER NOT NULL REFERENCES commits,
    removed_in INTEGER REFERENCES commits
);
CREATE UNIQUE INDEX IF NOT EXISTS live_holdings ON holdings (uri, coalesce(member, '')) WHERE removed_in IS NULL;
CREATE INDEX IF NOT EXISTS live_holdings_by_source ON holdings (source_id) WHERE removed_in IS NULL;

-- Which batch's files have the rows of a source_id, in all tables but `sources`.
CREATE TABLE IF NOT EXISTS contents (
    source_id TEXT NOT NULL,
    batch TEXT NOT NULL,
    added_in INTEGER NOT NULL REFERENCES commits,
    removed_in INTEGER REFERENCES commits
);
CREATE INDEX IF NOT EXISTS live_contents ON contents (source_id) WHERE removed_in IS NULL;

CREATE TABLE IF NOT EXISTS runs (
    run_id TEXT PRIMARY KEY,
    flow TEXT NOT NULL,
    started_at TEXT NOT NULL,
    ended_at TEXT,
    status TEXT NOT NULL,
    counts TEXT NOT NULL,
    versions TEXT NOT NULL
) WITHOUT ROWID;

-- What each derived table was computed from, and the batches (content hashes) that came out; so that a
-- table whose inputs are the same and whose files are still those needs no new computation.
CREATE TABLE IF NOT EXISTS derived (
    table_name TEXT PRIMARY KEY,
    inputs TEXT NOT NULL,
    batches TEXT NOT NULL
) WITHOUT ROWID;
