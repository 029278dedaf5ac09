-- How long a case is kept, who agreed to its deletion, what was deleted, and what a person disputes.

CREATE TABLE retention_rules (
    id TEXT PRIMARY KEY,
    body BLOB NOT NULL
) STRICT;

CREATE TABLE deletions (
    id TEXT PRIMARY KEY,
    case_id TEXT NOT NULL,
    state TEXT NOT NULL,
    asked_at TEXT NOT NULL,
    body BLOB NOT NULL
) STRICT;
CREATE INDEX deletions_state ON deletions (state, asked_at);

CREATE TABLE disputes (
    id TEXT PRIMARY KEY,
    case_id TEXT NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
    person_id TEXT NOT NULL REFERENCES persons (id),
    raised_at TEXT NOT NULL,
    body BLOB NOT NULL
) STRICT;
CREATE INDEX disputes_person ON disputes (person_id);
