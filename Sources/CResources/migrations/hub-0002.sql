-- v2: nothing that a page is shown counts over rooms; what is deleted is gone, quotes too.

-- `quote`: what the message it answers said when this one was sent; '' once that one is deleted. `change`: its
-- place among the room's changes. `recallable`: a bot wants it gone and may not delete it.
ALTER TABLE messages ADD COLUMN quote TEXT;
ALTER TABLE messages ADD COLUMN change INTEGER;
ALTER TABLE messages ADD COLUMN recallable INTEGER NOT NULL DEFAULT 0;
ALTER TABLE rooms ADD COLUMN next_change INTEGER NOT NULL DEFAULT 1;
ALTER TABLE room_bots ADD COLUMN administers INTEGER NOT NULL DEFAULT 0;

CREATE INDEX messages_changes ON messages (room, change) WHERE change IS NOT NULL;
CREATE INDEX messages_replies ON messages (room, reply_to) WHERE reply_to IS NOT NULL;
CREATE INDEX attachments_file ON attachments (file);
DROP INDEX messages_room;

-- Quotes stand from now on as they read now.
UPDATE messages SET quote = coalesce((SELECT substr(said.text, 1, 80) FROM messages AS said
  WHERE said.room = messages.room AND said.number = messages.reply_to AND said.deleted = 0), '')
WHERE reply_to IS NOT NULL;

-- What was deleted before.
DELETE FROM attachments WHERE message IN (SELECT id FROM messages WHERE deleted = 1);
UPDATE messages SET text = '', entities = NULL, quote = NULL WHERE deleted = 1;
