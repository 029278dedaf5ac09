-- Where this is, who pays for it, who works together, and what clients say without a name.

CREATE TABLE site_profiles (
    id TEXT PRIMARY KEY,
    ags TEXT NOT NULL,
    is_current INTEGER NOT NULL DEFAULT 0,
    body BLOB NOT NULL
) STRICT;

CREATE TABLE agreements (
    id TEXT PRIMARY KEY,
    ended_on TEXT NOT NULL DEFAULT '',
    body BLOB NOT NULL
) STRICT;

-- No case, no person, no time finer than a month, and no order of arrival that could give a person away.
CREATE TABLE feedback (
    id TEXT PRIMARY KEY,
    month TEXT NOT NULL,
    language TEXT NOT NULL,
    body BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE spared_questions (
    id TEXT PRIMARY KEY,
    case_id TEXT NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
    person_id TEXT NOT NULL REFERENCES persons (id),
    spared_at TEXT NOT NULL,
    body BLOB NOT NULL
) STRICT;
CREATE INDEX spared_questions_case ON spared_questions (case_id);
