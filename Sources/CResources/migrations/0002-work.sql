-- v2 (reads back to v1): the work. Duties, small records, jobs to fetch files.

-- ── Projections ────────────────────────────────────────────────────────────────────────────────

-- What is left to do about a case, derived from the case. `day` counts days since 1970-01-01.
CREATE TABLE duties (
  case_id INTEGER NOT NULL,
  kind TEXT NOT NULL,
  day INTEGER,
  since INTEGER NOT NULL,
  PRIMARY KEY (case_id, kind)
) STRICT, WITHOUT ROWID;

CREATE INDEX duties_day ON duties (day) WHERE day IS NOT NULL;
CREATE INDEX duties_kind ON duties (kind);

-- Settings, notices, reminders, activities, figures, by their names (`setting:digestAt`).
CREATE TABLE records (
  id TEXT NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL,
  audience TEXT NOT NULL,
  chat TEXT,
  at INTEGER,
  body BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX records_kind ON records (kind, chat);
CREATE INDEX records_due ON records (at) WHERE at IS NOT NULL;

-- What statistics, projects and registers read of open cases, so that no body is decoded. Days are
-- counted since 1970-01-01.
CREATE TABLE case_facts (
  case_id INTEGER PRIMARY KEY,
  state TEXT NOT NULL,
  registered_at INTEGER NOT NULL,
  closed_at INTEGER,
  reported_at INTEGER,
  result TEXT,
  due INTEGER,
  first_due INTEGER,
  unit TEXT,
  unit_name TEXT,
  lead TEXT,
  area TEXT,
  place TEXT,
  project TEXT,
  source TEXT,
  relapses INTEGER NOT NULL,
  urges INTEGER NOT NULL
) STRICT;

CREATE INDEX case_facts_registered ON case_facts (registered_at);
CREATE INDEX case_facts_closed ON case_facts (closed_at) WHERE closed_at IS NOT NULL;
CREATE INDEX case_facts_project ON case_facts (project) WHERE project IS NOT NULL;

-- Hand-overs (serial 0) and issued instruments of open cases.
CREATE TABLE case_issues (
  case_id INTEGER NOT NULL,
  serial INTEGER NOT NULL,
  kind TEXT NOT NULL,
  issued_at INTEGER NOT NULL,
  answered INTEGER NOT NULL,
  PRIMARY KEY (case_id, serial)
) STRICT, WITHOUT ROWID;

CREATE INDEX case_issues_issued ON case_issues (issued_at);
