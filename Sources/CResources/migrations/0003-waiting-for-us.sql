-- v3 (reads back to v1): a term runs no longer while a case waits for us (reported, verified, closing).
UPDATE cases SET running = 0 WHERE state IN ('reported', 'verified', 'closing');
