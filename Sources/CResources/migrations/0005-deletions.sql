-- v5 (reads back to v4): messages that the IM is to delete, and which of the bot's own lines go with them.

-- Never a text. state: 0 waits, 1 gone, 2 the IM does not let it be deleted. `writer` is the person to be asked
-- to recall it, `refused` whether the IM said no before (it is asked again, since a right may be given).
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

CREATE INDEX deletions_waiting ON deletions (not_before, id) WHERE state = 0;

-- The held-back message that a line of the bot's is about, in the same chat: the line goes when that one is
-- gone.
ALTER TABLE outbox ADD COLUMN about TEXT;
CREATE INDEX outbox_about ON outbox (chat, about) WHERE about IS NOT NULL;
