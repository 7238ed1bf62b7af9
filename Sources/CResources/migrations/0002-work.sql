-- v2 (reads back to v1): the work. Duties, small records, jobs to fetch files.

-- ── Projections ────────────────────────────────────────────────────────────────────────────────

-- What is left to do about a case, derived from the case. `day` counts days since 1970-01-01.
CREATE TABLE duties (
  case_id INTEGER NOT NULL,
  kind TEXT NOT NULL,
  day INTEGER,
  since INTEGER NOT NULL,
  urgent INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (case_id, kind)
) STRICT, WITHOUT ROWID;

CREATE INDEX duties_day ON duties (day) WHERE day IS NOT NULL;
CREATE INDEX duties_kind ON duties (kind);
CREATE INDEX duties_urgent ON duties (day) WHERE urgent = 1;

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

-- Issued instruments. The last serial of a kind and year gives the next its number; `number` has one form
-- of brackets (协同督〔2026〕9号), and is NULL where the kind bears none.
CREATE TABLE instruments (
  kind TEXT NOT NULL,
  year INTEGER NOT NULL,
  serial INTEGER NOT NULL,
  number TEXT,
  case_id INTEGER NOT NULL,
  PRIMARY KEY (kind, year, serial)
) STRICT, WITHOUT ROWID;

CREATE INDEX instruments_number ON instruments (number) WHERE number IS NOT NULL;
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
-- What a week is counted from.
CREATE INDEX journal_open_at ON journal_open (at);

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
-- The last moment at which the bot was known to be there: what tells how long it was away.
CREATE TABLE heartbeat (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  at INTEGER NOT NULL
) STRICT;

-- What becomes of a message to somebody who cannot be written to: NULL the administrators are told,
-- 'group' the fallback is said there, 'wait' it waits (state 3) for a word of theirs, 'leave' nothing.
ALTER TABLE outbox ADD COLUMN unreachable TEXT;
ALTER TABLE outbox ADD COLUMN fallback_chat TEXT;
ALTER TABLE outbox ADD COLUMN fallback BLOB;
CREATE INDEX outbox_parked ON outbox (chat) WHERE state = 3;
-- ── Sealing ────────────────────────────────────────────────────────────────────────────────────

-- One key for each restricted record, wrapped by the master key, which is not here. Belongs to the
-- journal: without it what is sealed there cannot be read.
CREATE TABLE data_keys (
  record TEXT NOT NULL PRIMARY KEY,
  wrapped BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- Whether a message is about a restricted case.
ALTER TABLE outbox ADD COLUMN restricted INTEGER NOT NULL DEFAULT 0;
