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

-- ── Plumbing ───────────────────────────────────────────────────────────────────────────────────

-- Files to fetch from the IM, one job for each file of a case. state: 0 waits, 1 stored, 2 failed
-- for good, 3 failed and its sender was told.
CREATE TABLE fetches (
  id INTEGER PRIMARY KEY,
  case_id INTEGER NOT NULL,
  reference TEXT NOT NULL,
  kind TEXT NOT NULL,
  sender TEXT NOT NULL,
  state INTEGER NOT NULL DEFAULT 0,
  attempts INTEGER NOT NULL DEFAULT 0,
  not_before INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL,
  UNIQUE (case_id, reference)
) STRICT;

CREATE INDEX fetches_waiting ON fetches (not_before, id) WHERE state = 0;

-- Photos and files that came without a command and wait for the case they belong to: references
-- only, erased with the answer or when they lapse. state: 0 just came, 1 asked about, 2 part of a
-- group's album that nobody was spoken to about. case_id is the case whose card it answers.
CREATE TABLE loose_files (
  id INTEGER PRIMARY KEY,
  person TEXT NOT NULL,
  chat TEXT NOT NULL,
  message TEXT NOT NULL,
  album TEXT,
  case_id INTEGER,
  state INTEGER NOT NULL,
  at INTEGER NOT NULL,
  body BLOB NOT NULL
) STRICT;

CREATE INDEX loose_files_sender ON loose_files (person, chat);
CREATE INDEX loose_files_new ON loose_files (at) WHERE state = 0;

-- What became of an album, so that its other messages follow whenever they come. case_id is null
-- where it belongs to none; `waits` says that its files wait for an answer. `added` came after the
-- answer and is told once no more come.
CREATE TABLE albums (
  chat TEXT NOT NULL,
  album TEXT NOT NULL,
  person TEXT NOT NULL,
  message TEXT NOT NULL,
  at INTEGER NOT NULL,
  case_id INTEGER,
  waits INTEGER NOT NULL DEFAULT 0,
  added INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (chat, album)
) STRICT, WITHOUT ROWID;

CREATE INDEX albums_added ON albums (at) WHERE added > 0;
