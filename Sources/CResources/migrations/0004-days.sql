-- v4 (reads back to v1): a small record that belongs to a day says so; activities are looked for by it.
-- Days are counted since 1970-01-01; NULL where the record stands no longer.
ALTER TABLE records ADD COLUMN day INTEGER;
CREATE INDEX records_day ON records (kind, day) WHERE day IS NOT NULL;
