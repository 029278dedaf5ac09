-- Interpreters, attachments, and the reviews of a form's languages.

CREATE TABLE interpreters (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    body BLOB NOT NULL,
    removed_at TEXT
) STRICT;

CREATE TABLE interpreter_assignments (
    id TEXT PRIMARY KEY,
    interview_id TEXT NOT NULL REFERENCES interviews (id) ON DELETE CASCADE,
    interpreter_id TEXT REFERENCES interpreters (id),
    begun_at TEXT NOT NULL,
    body BLOB NOT NULL
) STRICT;
CREATE INDEX interpreter_assignments_interview ON interpreter_assignments (interview_id, begun_at);

CREATE TABLE attachments (
    id TEXT PRIMARY KEY,
    interview_id TEXT NOT NULL REFERENCES interviews (id) ON DELETE CASCADE,
    ref TEXT NOT NULL,
    head BLOB NOT NULL,
    content BLOB NOT NULL
) STRICT;
CREATE INDEX attachments_interview ON attachments (interview_id, ref);

CREATE TABLE text_reviews (
    form_id TEXT NOT NULL,
    form_version TEXT NOT NULL,
    language TEXT NOT NULL,
    scope TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    body BLOB NOT NULL,
    PRIMARY KEY (form_id, form_version, language, scope),
    FOREIGN KEY (form_id, form_version) REFERENCES forms (form_id, version)
) STRICT, WITHOUT ROWID;
