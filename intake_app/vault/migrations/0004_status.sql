-- What a person's status is from when to when, what follows from a change, and the rules it follows from.

CREATE TABLE episodes (
    id TEXT PRIMARY KEY,
    case_id TEXT NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
    person_id TEXT NOT NULL REFERENCES persons (id),
    lane TEXT NOT NULL,
    begins TEXT NOT NULL DEFAULT '',
    ends TEXT NOT NULL DEFAULT '',
    body BLOB NOT NULL
) STRICT;
CREATE INDEX episodes_person ON episodes (person_id, lane, begins);
CREATE INDEX episodes_case ON episodes (case_id);

CREATE TABLE transitions (
    id TEXT PRIMARY KEY,
    case_id TEXT NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
    person_id TEXT NOT NULL REFERENCES persons (id),
    happened_on TEXT NOT NULL,
    body BLOB NOT NULL
) STRICT;
CREATE INDEX transitions_person ON transitions (person_id, happened_on);
CREATE INDEX transitions_case ON transitions (case_id);

CREATE TABLE tasks (
    id TEXT PRIMARY KEY,
    case_id TEXT NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
    person_id TEXT NOT NULL REFERENCES persons (id),
    rule_id TEXT NOT NULL DEFAULT '',
    event TEXT NOT NULL DEFAULT '',
    due_on TEXT NOT NULL DEFAULT '',
    done_at TEXT,
    body BLOB NOT NULL
) STRICT;
CREATE INDEX tasks_person ON tasks (person_id, due_on);
CREATE INDEX tasks_case ON tasks (case_id, due_on);
CREATE INDEX tasks_open ON tasks (due_on) WHERE done_at IS NULL;

CREATE TABLE rule_packs (
    id TEXT PRIMARY KEY,
    version TEXT NOT NULL,
    taken_in_at TEXT NOT NULL,
    body BLOB NOT NULL
) STRICT;

CREATE TABLE rule_switches (
    rule_id TEXT PRIMARY KEY,
    body BLOB NOT NULL
) STRICT, WITHOUT ROWID;
