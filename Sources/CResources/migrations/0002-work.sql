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

-- What a week is counted from.
CREATE INDEX journal_open_at ON journal_open (at);

-- ── Plumbing ───────────────────────────────────────────────────────────────────────────────────

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
