CREATE INDEX albums_added ON albums (at) WHERE added > 0;

CREATE INDEX case_facts_closed ON case_facts (closed_at) WHERE closed_at IS NOT NULL;

CREATE INDEX case_facts_project ON case_facts (project) WHERE project IS NOT NULL;

CREATE INDEX case_facts_registered ON case_facts (registered_at);

CREATE INDEX case_issues_issued ON case_issues (issued_at);

CREATE INDEX cases_due ON cases (due) WHERE running = 1 AND due IS NOT NULL;

CREATE INDEX cases_inside ON cases (id, lead) WHERE inside = 1;

CREATE INDEX cases_lapsing ON cases (proposal_lapses) WHERE proposal_lapses IS NOT NULL;

CREATE INDEX cases_state ON cases (audience, state);

CREATE INDEX cases_unit ON cases (unit) WHERE unit IS NOT NULL;

CREATE INDEX deletions_waiting ON deletions (not_before, id) WHERE state = 0;

CREATE INDEX duties_day ON duties (day) WHERE day IS NOT NULL;

CREATE INDEX duties_kind ON duties (kind);

CREATE INDEX duties_urgent ON duties (day) WHERE urgent = 1;

CREATE INDEX fetches_waiting ON fetches (not_before, id) WHERE state = 0;

CREATE INDEX instruments_number ON instruments (number) WHERE number IS NOT NULL;

CREATE INDEX journal_open_actor ON journal_open (actor, at)
  WHERE actor IS NOT NULL AND kind <> 'act.refused';

CREATE INDEX journal_open_at ON journal_open (at);

CREATE INDEX journal_open_record ON journal_open (record) WHERE record IS NOT NULL;

CREATE INDEX journal_open_redactions ON journal_open (sequence)
  WHERE kind IN ('text.hidden', 'text.received', 'text.redacted');

CREATE INDEX journal_restricted_actor ON journal_restricted (actor, at)
  WHERE actor IS NOT NULL AND kind <> 'act.refused';

CREATE INDEX journal_restricted_record ON journal_restricted (record) WHERE record IS NOT NULL;

CREATE INDEX journal_restricted_redactions ON journal_restricted (sequence)
  WHERE kind IN ('text.hidden', 'text.received', 'text.redacted');

CREATE INDEX loose_files_new ON loose_files (at) WHERE state = 0;

CREATE INDEX loose_files_sender ON loose_files (person, chat);

CREATE INDEX outbox_about ON outbox (chat, about) WHERE about IS NOT NULL;

CREATE INDEX outbox_parked ON outbox (chat) WHERE state = 3;

CREATE INDEX outbox_sent ON outbox (chat, remote_id) WHERE remote_id IS NOT NULL;

CREATE INDEX outbox_waiting ON outbox (chat) WHERE state = 0;

CREATE INDEX records_day ON records (kind, day) WHERE day IS NOT NULL;

CREATE INDEX records_due ON records (at) WHERE at IS NOT NULL;

CREATE INDEX records_kind ON records (kind, chat);

CREATE TABLE accounts (
  account TEXT NOT NULL PRIMARY KEY,
  person TEXT NOT NULL
) STRICT, WITHOUT ROWID;

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
, inside INTEGER NOT NULL DEFAULT 0) STRICT;

CREATE TABLE case_issues (
  case_id INTEGER NOT NULL,
  serial INTEGER NOT NULL,
  kind TEXT NOT NULL,
  issued_at INTEGER NOT NULL,
  answered INTEGER NOT NULL,
  PRIMARY KEY (case_id, serial)
) STRICT, WITHOUT ROWID;

CREATE TABLE case_people (
  person TEXT NOT NULL,
  part TEXT NOT NULL,
  case_id INTEGER NOT NULL,
  PRIMARY KEY (person, part, case_id)
) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE case_terms USING fts5vocab (case_words, instance);

CREATE VIRTUAL TABLE case_words USING fts5 (
  words,
  content = '',
  columnsize = 0,
  tokenize = "unicode61 remove_diacritics 0 categories 'L* N* M* S* Co'"
);

CREATE TABLE cases (
  id INTEGER PRIMARY KEY,
  audience TEXT NOT NULL CHECK (audience = iif(id > 0, 'open', 'restricted')),
  state TEXT NOT NULL,
  running INTEGER NOT NULL,
  lead TEXT,
  unit TEXT,
  due INTEGER,
  registered_at INTEGER NOT NULL,
  closed_at INTEGER,
  proposal_lapses INTEGER,
  body BLOB NOT NULL
, inside INTEGER NOT NULL DEFAULT 0) STRICT;

CREATE TABLE chat_moves (
  old TEXT NOT NULL PRIMARY KEY,
  new TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE cursors (
  account TEXT NOT NULL PRIMARY KEY,
  cursor TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE data_keys (
  record TEXT NOT NULL PRIMARY KEY,
  wrapped BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE deletions (
  id INTEGER PRIMARY KEY,
  chat TEXT NOT NULL,
  message TEXT NOT NULL,
  reason TEXT NOT NULL,
  writer TEXT,
  state INTEGER NOT NULL DEFAULT 0,
  attempts INTEGER NOT NULL DEFAULT 0,
  refused INTEGER NOT NULL DEFAULT 0,
  not_before INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL,
  UNIQUE (chat, message)
) STRICT;

CREATE TABLE dialogues (
  person TEXT NOT NULL,
  chat TEXT NOT NULL,
  lapses INTEGER NOT NULL,
  body BLOB NOT NULL,
  PRIMARY KEY (person, chat)
) STRICT, WITHOUT ROWID;

CREATE TABLE duties (
  case_id INTEGER NOT NULL,
  kind TEXT NOT NULL,
  day INTEGER,
  since INTEGER NOT NULL,
  urgent INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (case_id, kind)
) STRICT, WITHOUT ROWID;

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

CREATE TABLE groups (
  id TEXT NOT NULL PRIMARY KEY,
  body BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE heartbeat (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  at INTEGER NOT NULL
) STRICT;

CREATE TABLE inbox (
  account TEXT NOT NULL,
  chat TEXT NOT NULL,
  date INTEGER NOT NULL,
  message TEXT NOT NULL,
  PRIMARY KEY (account, chat, date, message)
) STRICT, WITHOUT ROWID;

CREATE TABLE instruments (
  kind TEXT NOT NULL,
  year INTEGER NOT NULL,
  serial INTEGER NOT NULL,
  number TEXT,
  case_id INTEGER NOT NULL,
  PRIMARY KEY (kind, year, serial)
) STRICT, WITHOUT ROWID;

CREATE TABLE journal_open (
  sequence INTEGER PRIMARY KEY,
  previous BLOB NOT NULL,
  hash BLOB NOT NULL,
  at INTEGER NOT NULL,
  actor TEXT,
  chat TEXT,
  message TEXT,
  record TEXT,
  kind TEXT NOT NULL,
  version INTEGER NOT NULL,
  payload BLOB NOT NULL
, salt BLOB, commitment BLOB, hidden INTEGER NOT NULL DEFAULT 0) STRICT;

CREATE TABLE journal_restricted (
  sequence INTEGER PRIMARY KEY,
  previous BLOB NOT NULL,
  hash BLOB NOT NULL,
  at INTEGER NOT NULL,
  actor TEXT,
  chat TEXT,
  message TEXT,
  record TEXT,
  kind TEXT NOT NULL,
  version INTEGER NOT NULL,
  payload BLOB NOT NULL
, salt BLOB, commitment BLOB, hidden INTEGER NOT NULL DEFAULT 0) STRICT;

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

CREATE TABLE meta (
  key TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE outbox (
  id INTEGER PRIMARY KEY,
  chat TEXT NOT NULL,
  reply_to TEXT,
  body BLOB,
  state INTEGER NOT NULL DEFAULT 0,
  attempts INTEGER NOT NULL DEFAULT 0,
  not_before INTEGER,
  remote_id TEXT,
  card INTEGER,
  created_at INTEGER NOT NULL
, unreachable TEXT, fallback_chat TEXT, fallback BLOB, restricted INTEGER NOT NULL DEFAULT 0, about TEXT, lists TEXT, asker TEXT, urged TEXT) STRICT;

CREATE TABLE people (
  serial INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  body BLOB NOT NULL
) STRICT;

CREATE TABLE records (
  id TEXT NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL,
  audience TEXT NOT NULL,
  chat TEXT,
  at INTEGER,
  body BLOB NOT NULL
, day INTEGER) STRICT, WITHOUT ROWID;

CREATE TABLE units (
  serial INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  body BLOB NOT NULL
) STRICT;

CREATE TRIGGER journal_open_keeps_rows BEFORE UPDATE ON journal_open
WHEN OLD.sequence IS NOT NEW.sequence OR OLD.previous IS NOT NEW.previous OR OLD.hash IS NOT NEW.hash
  OR OLD.at IS NOT NEW.at OR OLD.actor IS NOT NEW.actor OR OLD.chat IS NOT NEW.chat
  OR OLD.message IS NOT NEW.message OR OLD.record IS NOT NEW.record OR OLD.kind IS NOT NEW.kind
  OR OLD.version IS NOT NEW.version OR OLD.commitment IS NOT NEW.commitment
  OR ((OLD.payload IS NOT NEW.payload OR OLD.salt IS NOT NEW.salt)
    AND NOT (OLD.hidden = 1 AND NEW.hidden = 2 AND NEW.salt IS NULL))
BEGIN SELECT RAISE(ABORT, 'journal entries are never changed'); END;

CREATE TRIGGER journal_open_loses_none BEFORE DELETE ON journal_open
BEGIN SELECT RAISE(ABORT, 'journal entries are never deleted'); END;

CREATE TRIGGER journal_restricted_keeps_rows BEFORE UPDATE ON journal_restricted
WHEN OLD.sequence IS NOT NEW.sequence OR OLD.previous IS NOT NEW.previous OR OLD.hash IS NOT NEW.hash
  OR OLD.at IS NOT NEW.at OR OLD.actor IS NOT NEW.actor OR OLD.chat IS NOT NEW.chat
  OR OLD.message IS NOT NEW.message OR OLD.record IS NOT NEW.record OR OLD.kind IS NOT NEW.kind
  OR OLD.version IS NOT NEW.version OR OLD.commitment IS NOT NEW.commitment
  OR ((OLD.payload IS NOT NEW.payload OR OLD.salt IS NOT NEW.salt)
    AND NOT (OLD.hidden = 1 AND NEW.hidden = 2 AND NEW.salt IS NULL))
BEGIN SELECT RAISE(ABORT, 'journal entries are never changed'); END;

CREATE TRIGGER journal_restricted_loses_none BEFORE DELETE ON journal_restricted
BEGIN SELECT RAISE(ABORT, 'journal entries are never deleted'); END;
