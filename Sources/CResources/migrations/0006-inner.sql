-- v6 (reads back to v5): cases that only the inner circle knows of until 研判 opens them.
ALTER TABLE cases ADD COLUMN inside INTEGER NOT NULL DEFAULT 0;
ALTER TABLE case_facts ADD COLUMN inside INTEGER NOT NULL DEFAULT 0;
CREATE INDEX cases_inside ON cases (id, lead) WHERE inside = 1;
