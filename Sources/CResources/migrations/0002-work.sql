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
