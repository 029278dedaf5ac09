-- Release 1. Bodies are JSON of the records; columns repeat only what is searched, sorted or joined.

CREATE TABLE site (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    vault_id TEXT NOT NULL,
    device_id TEXT NOT NULL,
    name TEXT NOT NULL,
    ags TEXT NOT NULL DEFAULT '',
    is_sample INTEGER NOT NULL DEFAULT 0,
    keyslot_generation INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE users (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    created_at TEXT NOT NULL,
    signer TEXT NOT NULL DEFAULT '',
    removed_at TEXT
) STRICT;

CREATE TABLE audit (
    seq INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    object TEXT NOT NULL,
    detail TEXT NOT NULL DEFAULT '',
    digest TEXT NOT NULL DEFAULT '',
    mac TEXT NOT NULL
) STRICT;
CREATE INDEX audit_object ON audit (object);

CREATE TABLE persons (
    id TEXT PRIMARY KEY,
    body BLOB NOT NULL,
    birth_year INTEGER,
    created_at TEXT NOT NULL,
    rev INTEGER NOT NULL
) STRICT;
CREATE INDEX persons_birth_year ON persons (birth_year);

CREATE TABLE search_keys (
    key TEXT NOT NULL,
    person_id TEXT NOT NULL REFERENCES persons (id) ON DELETE CASCADE,
    PRIMARY KEY (key, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX search_keys_person ON search_keys (person_id);

CREATE TABLE cases (
    id TEXT PRIMARY KEY,
    number TEXT NOT NULL UNIQUE,
    person_id TEXT NOT NULL REFERENCES persons (id),
    opened_at TEXT NOT NULL,
    responsible TEXT NOT NULL REFERENCES users (id),
    touched_at TEXT NOT NULL,
    rev INTEGER NOT NULL
) STRICT;
CREATE INDEX cases_person ON cases (person_id);
CREATE INDEX cases_touched ON cases (touched_at);

CREATE TABLE consents (
    id TEXT PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES persons (id),
    purpose TEXT NOT NULL,
    at TEXT NOT NULL,
    body BLOB NOT NULL
) STRICT;
CREATE INDEX consents_person ON consents (person_id, purpose, at);

CREATE TABLE forms (
    form_id TEXT NOT NULL,
    version TEXT NOT NULL,
    title TEXT NOT NULL,
    outline BLOB NOT NULL,
    package BLOB NOT NULL,
    installed_at TEXT NOT NULL,
    PRIMARY KEY (form_id, version)
) STRICT;

CREATE TABLE interviews (
    id TEXT PRIMARY KEY,
    case_id TEXT NOT NULL REFERENCES cases (id),
    person_id TEXT NOT NULL REFERENCES persons (id),
    form_id TEXT NOT NULL,
    form_version TEXT NOT NULL,
    form_title TEXT NOT NULL,
    status TEXT NOT NULL,
    begun_at TEXT NOT NULL,
    begun_by TEXT NOT NULL REFERENCES users (id),
    language TEXT NOT NULL,
    client_language TEXT NOT NULL,
    saved_at TEXT NOT NULL,
    completed_at TEXT,
    answered INTEGER NOT NULL,
    asked INTEGER NOT NULL,
    place TEXT NOT NULL,
    is_sample INTEGER NOT NULL,
    rev INTEGER NOT NULL,
    FOREIGN KEY (form_id, form_version) REFERENCES forms (form_id, version)
) STRICT;
CREATE INDEX interviews_case ON interviews (case_id);
CREATE INDEX interviews_person ON interviews (person_id);
CREATE INDEX interviews_status ON interviews (status, saved_at);

CREATE TABLE interview_events (
    interview_id TEXT NOT NULL REFERENCES interviews (id) ON DELETE CASCADE,
    seq INTEGER NOT NULL,
    at TEXT NOT NULL,
    by TEXT NOT NULL,
    body BLOB NOT NULL,
    PRIMARY KEY (interview_id, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE interview_states (
    interview_id TEXT PRIMARY KEY REFERENCES interviews (id) ON DELETE CASCADE,
    state BLOB NOT NULL,
    digest TEXT NOT NULL
) STRICT;

CREATE TABLE remarks (
    id TEXT PRIMARY KEY,
    interview_id TEXT NOT NULL REFERENCES interviews (id) ON DELETE CASCADE,
    ref TEXT NOT NULL,
    text TEXT NOT NULL,
    by TEXT NOT NULL,
    at TEXT NOT NULL,
    settled INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX remarks_interview ON remarks (interview_id);

CREATE TABLE central_keys (
    seq INTEGER PRIMARY KEY,
    body BLOB NOT NULL,
    kept_at TEXT NOT NULL
) STRICT;

CREATE TABLE batches (
    sequence INTEGER PRIMARY KEY,
    batch_id TEXT NOT NULL UNIQUE,
    created_at TEXT NOT NULL,
    created_by TEXT NOT NULL,
    path TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    state TEXT NOT NULL,
    header BLOB NOT NULL
) STRICT;

CREATE TABLE batch_items (
    batch_id TEXT NOT NULL REFERENCES batches (batch_id),
    type TEXT NOT NULL,
    record_id TEXT NOT NULL,
    rev INTEGER NOT NULL,
    status TEXT NOT NULL DEFAULT '',
    reason TEXT NOT NULL DEFAULT '',
    central_id TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (batch_id, type, record_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX batch_items_record ON batch_items (type, record_id);

CREATE TABLE receipts (
    sha256 TEXT PRIMARY KEY,
    batch_id TEXT NOT NULL,
    taken_at TEXT NOT NULL,
    body BLOB NOT NULL
) STRICT;
