-- Case management: how a case is worked, what a person brings and needs, the plan, offers, barriers.

CREATE TABLE case_files (
    case_id TEXT PRIMARY KEY REFERENCES cases (id) ON DELETE CASCADE,
    phase TEXT NOT NULL,
    status_group TEXT NOT NULL DEFAULT '',
    closed_at TEXT,
    body BLOB NOT NULL
) STRICT;

CREATE TABLE case_members (
    case_id TEXT NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
    person_id TEXT NOT NULL REFERENCES persons (id),
    body BLOB NOT NULL,
    PRIMARY KEY (case_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX case_members_person ON case_members (person_id);

CREATE TABLE households (
    id TEXT PRIMARY KEY,
    case_id TEXT NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
    ended_at TEXT,
    body BLOB NOT NULL
) STRICT;
CREATE INDEX households_case ON households (case_id);

CREATE TABLE actors (
    id TEXT PRIMARY KEY,
    case_id TEXT NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
    body BLOB NOT NULL
) STRICT;
CREATE INDEX actors_case ON actors (case_id);

CREATE TABLE conferences (
    id TEXT PRIMARY KEY,
    case_id TEXT NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
    held_on TEXT NOT NULL,
    body BLOB NOT NULL
) STRICT;
CREATE INDEX conferences_case ON conferences (case_id, held_on);

CREATE TABLE assessments (
    id TEXT PRIMARY KEY,
    case_id TEXT NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
    person_id TEXT NOT NULL REFERENCES persons (id),
    kind TEXT NOT NULL,
    begun_at TEXT NOT NULL,
    completed_at TEXT,
    body BLOB NOT NULL
) STRICT;
CREATE INDEX assessments_person ON assessments (person_id, begun_at);
CREATE INDEX assessments_case ON assessments (case_id);

CREATE TABLE resources (
    id TEXT PRIMARY KEY,
    case_id TEXT NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
    person_id TEXT NOT NULL REFERENCES persons (id),
    domain TEXT NOT NULL,
    ended_at TEXT,
    body BLOB NOT NULL
) STRICT;
CREATE INDEX resources_person ON resources (person_id);
CREATE INDEX resources_case ON resources (case_id);

CREATE TABLE needs (
    id TEXT PRIMARY KEY,
    case_id TEXT NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
    person_id TEXT NOT NULL REFERENCES persons (id),
    domain TEXT NOT NULL,
    level INTEGER,
    ended_at TEXT,
    body BLOB NOT NULL
) STRICT;
CREATE INDEX needs_person ON needs (person_id);
CREATE INDEX needs_case ON needs (case_id);

CREATE TABLE network_ties (
    id TEXT PRIMARY KEY,
    case_id TEXT NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
    person_id TEXT NOT NULL REFERENCES persons (id),
    ended_at TEXT,
    body BLOB NOT NULL
) STRICT;
CREATE INDEX network_ties_person ON network_ties (person_id);

CREATE TABLE goals (
    id TEXT PRIMARY KEY,
    case_id TEXT NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
    person_id TEXT NOT NULL REFERENCES persons (id),
    status TEXT NOT NULL,
    review_on TEXT NOT NULL DEFAULT '',
    body BLOB NOT NULL
) STRICT;
CREATE INDEX goals_case ON goals (case_id);
CREATE INDEX goals_person ON goals (person_id);

CREATE TABLE measures (
    id TEXT PRIMARY KEY,
    goal_id TEXT NOT NULL REFERENCES goals (id) ON DELETE CASCADE,
    case_id TEXT NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
    status TEXT NOT NULL,
    due_on TEXT NOT NULL DEFAULT '',
    body BLOB NOT NULL
) STRICT;
CREATE INDEX measures_goal ON measures (goal_id);
CREATE INDEX measures_case ON measures (case_id);
CREATE INDEX measures_due ON measures (status, due_on);

CREATE TABLE providers (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    source TEXT NOT NULL DEFAULT '',
    source_id TEXT NOT NULL DEFAULT '',
    body BLOB NOT NULL
) STRICT;
CREATE INDEX providers_source ON providers (source, source_id);

CREATE TABLE offers (
    id TEXT PRIMARY KEY,
    provider_id TEXT NOT NULL REFERENCES providers (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    source TEXT NOT NULL DEFAULT '',
    source_id TEXT NOT NULL DEFAULT '',
    body BLOB NOT NULL
) STRICT;
CREATE INDEX offers_provider ON offers (provider_id);
CREATE INDEX offers_source ON offers (source, source_id);

CREATE TABLE referrals (
    id TEXT PRIMARY KEY,
    case_id TEXT NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
    person_id TEXT NOT NULL REFERENCES persons (id),
    created_at TEXT NOT NULL,
    result TEXT NOT NULL DEFAULT '',
    body BLOB NOT NULL
) STRICT;
CREATE INDEX referrals_case ON referrals (case_id);
CREATE INDEX referrals_result ON referrals (result, created_at);

-- Barriers outlive their case: the link is cut before anybody else sees them.
CREATE TABLE barriers (
    id TEXT PRIMARY KEY,
    case_id TEXT REFERENCES cases (id) ON DELETE SET NULL,
    status TEXT NOT NULL,
    severed_at TEXT,
    body BLOB NOT NULL
) STRICT;
CREATE INDEX barriers_case ON barriers (case_id);
CREATE INDEX barriers_status ON barriers (status);

-- P4: the body is sealed with the key of that compartment, which not every user holds.
CREATE TABLE special_needs (
    id TEXT PRIMARY KEY,
    case_id TEXT NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
    person_id TEXT NOT NULL REFERENCES persons (id),
    due_on TEXT NOT NULL DEFAULT '',
    completed_at TEXT,
    sealed BLOB NOT NULL
) STRICT;
CREATE INDEX special_needs_case ON special_needs (case_id);
CREATE INDEX special_needs_due ON special_needs (completed_at, due_on);

CREATE TABLE surveys (
    id TEXT PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES persons (id),
    instrument TEXT NOT NULL,
    taken_on TEXT NOT NULL,
    body BLOB NOT NULL
) STRICT;
CREATE INDEX surveys_person ON surveys (person_id, taken_on);
