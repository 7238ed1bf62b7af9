-- v6 (reads back to v5): texts that were hidden or struck out.

-- From now on the hash of an entry with a text covers its payload without the texts, and a commitment to the
-- whole: SHA-256 over `salt` and payload. Salt and texts go together. Both are NULL in entries from before, whose
-- hash covers the payload as it was, and in those that hold no text.
-- `hidden`: 0 shown, 1 hidden (read without its texts), 2 struck out (the texts are gone).
ALTER TABLE journal_open ADD COLUMN salt BLOB;
ALTER TABLE journal_open ADD COLUMN commitment BLOB;
ALTER TABLE journal_open ADD COLUMN hidden INTEGER NOT NULL DEFAULT 0;
ALTER TABLE journal_restricted ADD COLUMN salt BLOB;
ALTER TABLE journal_restricted ADD COLUMN commitment BLOB;
ALTER TABLE journal_restricted ADD COLUMN hidden INTEGER NOT NULL DEFAULT 0;

CREATE INDEX journal_open_redactions ON journal_open (sequence)
  WHERE kind IN ('text.hidden', 'text.received', 'text.redacted');
CREATE INDEX journal_restricted_redactions ON journal_restricted (sequence)
  WHERE kind IN ('text.hidden', 'text.received', 'text.redacted');

-- Only whether it is shown may change, and once it is hidden its texts may go, with their salt.
DROP TRIGGER journal_open_keeps_rows;
CREATE TRIGGER journal_open_keeps_rows BEFORE UPDATE ON journal_open
WHEN OLD.sequence IS NOT NEW.sequence OR OLD.previous IS NOT NEW.previous OR OLD.hash IS NOT NEW.hash
  OR OLD.at IS NOT NEW.at OR OLD.actor IS NOT NEW.actor OR OLD.chat IS NOT NEW.chat
  OR OLD.message IS NOT NEW.message OR OLD.record IS NOT NEW.record OR OLD.kind IS NOT NEW.kind
  OR OLD.version IS NOT NEW.version OR OLD.commitment IS NOT NEW.commitment
  OR ((OLD.payload IS NOT NEW.payload OR OLD.salt IS NOT NEW.salt)
    AND NOT (OLD.hidden = 1 AND NEW.hidden = 2 AND NEW.salt IS NULL))
BEGIN SELECT RAISE(ABORT, 'journal entries are never changed'); END;
DROP TRIGGER journal_restricted_keeps_rows;
CREATE TRIGGER journal_restricted_keeps_rows BEFORE UPDATE ON journal_restricted
WHEN OLD.sequence IS NOT NEW.sequence OR OLD.previous IS NOT NEW.previous OR OLD.hash IS NOT NEW.hash
  OR OLD.at IS NOT NEW.at OR OLD.actor IS NOT NEW.actor OR OLD.chat IS NOT NEW.chat
  OR OLD.message IS NOT NEW.message OR OLD.record IS NOT NEW.record OR OLD.kind IS NOT NEW.kind
  OR OLD.version IS NOT NEW.version OR OLD.commitment IS NOT NEW.commitment
  OR ((OLD.payload IS NOT NEW.payload OR OLD.salt IS NOT NEW.salt)
    AND NOT (OLD.hidden = 1 AND NEW.hidden = 2 AND NEW.salt IS NULL))
BEGIN SELECT RAISE(ABORT, 'journal entries are never changed'); END;

-- ── Plumbing ───────────────────────────────────────────────────────────────────────────────────

-- The open cases that a message of several lists, as `,12,36,`: what it said is not kept, and one whose text is
-- hidden takes such a line along.
ALTER TABLE outbox ADD COLUMN lists TEXT;
