-- ── Plumbing ───────────────────────────────────────────────────────────────────────────────────

-- Who asked for a message and hears, once, that it did not come through (JSON; see `Asker`), and the
-- cases of whose chasers it tells, as `,12,36,`: what reached nobody is none.
ALTER TABLE outbox ADD COLUMN asker TEXT;
ALTER TABLE outbox ADD COLUMN urged TEXT;
