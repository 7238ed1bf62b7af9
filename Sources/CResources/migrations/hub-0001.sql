-- v1: the hub's own store. Messages of rooms, what bots have still to fetch, who may enter.
PRAGMA application_id = 1281976690;

-- A bot is who holds the token; only its digest is kept. `held` counts updates handed out for good.
CREATE TABLE bots (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  handle TEXT NOT NULL,
  token_digest BLOB NOT NULL,
  next_update INTEGER NOT NULL
) STRICT;

CREATE TABLE people (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  handle TEXT,
  unit TEXT,
  created_at INTEGER NOT NULL
) STRICT;

-- A private room is one person and one bot; its chat id is the person's. A group's chat id is below
-- zero.
CREATE TABLE rooms (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('group', 'private')),
  title TEXT,
  person INTEGER,
  bot INTEGER,
  chat INTEGER NOT NULL,
  next_number INTEGER NOT NULL DEFAULT 1,
  UNIQUE (kind, person, bot)
) STRICT;

CREATE INDEX rooms_chat ON rooms (chat);

-- `left_at` is set when somebody leaves; the row stays, since history names them.
CREATE TABLE members (
  room INTEGER NOT NULL,
  person INTEGER NOT NULL,
  joined_at INTEGER NOT NULL,
  left_at INTEGER,
  PRIMARY KEY (room, person)
) STRICT, WITHOUT ROWID;

CREATE TABLE room_bots (
  room INTEGER NOT NULL,
  bot INTEGER NOT NULL,
  PRIMARY KEY (room, bot)
) STRICT, WITHOUT ROWID;

-- `number` is the message id of the Bot API: its place within the room. `key` is the sender's own
-- name for the message, so that one sent again is one.
CREATE TABLE messages (
  id INTEGER PRIMARY KEY,
  room INTEGER NOT NULL,
  number INTEGER NOT NULL,
  kind TEXT NOT NULL DEFAULT 'text' CHECK (kind IN ('text', 'joined', 'left')),
  person INTEGER,
  bot INTEGER,
  text TEXT NOT NULL,
  entities TEXT,
  reply_to INTEGER,
  album TEXT,
  at INTEGER NOT NULL,
  edited_at INTEGER,
  deleted INTEGER NOT NULL DEFAULT 0,
  key TEXT,
  UNIQUE (room, number)
) STRICT;

CREATE UNIQUE INDEX messages_key ON messages (room, coalesce(person, 0), coalesce(bot, 0), key)
  WHERE key IS NOT NULL;
CREATE INDEX messages_room ON messages (room, id);

CREATE TABLE files (
  id TEXT NOT NULL PRIMARY KEY,
  sha256 TEXT NOT NULL,
  name TEXT NOT NULL,
  media_type TEXT NOT NULL,
  size INTEGER NOT NULL,
  width INTEGER,
  height INTEGER,
  created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE attachments (
  message INTEGER NOT NULL,
  place INTEGER NOT NULL,
  file TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('photo', 'document')),
  PRIMARY KEY (message, place)
) STRICT, WITHOUT ROWID;

-- Kept until the bot's next poll says that it has them.
CREATE TABLE updates (
  bot INTEGER NOT NULL,
  number INTEGER NOT NULL,
  body BLOB NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (bot, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE commands (
  bot INTEGER NOT NULL,
  place INTEGER NOT NULL,
  name TEXT NOT NULL,
  description TEXT NOT NULL,
  PRIMARY KEY (bot, place)
) STRICT, WITHOUT ROWID;

-- Personal links and sessions, by the digest of their secret.
CREATE TABLE links (
  digest BLOB NOT NULL PRIMARY KEY,
  person INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  lapses_at INTEGER NOT NULL,
  used_at INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE sessions (
  digest BLOB NOT NULL PRIMARY KEY,
  person INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL,
  revoked_at INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE reads (
  room INTEGER NOT NULL,
  person INTEGER NOT NULL,
  number INTEGER NOT NULL,
  PRIMARY KEY (room, person)
) STRICT, WITHOUT ROWID;

CREATE TABLE meta (
  key TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
