-- What was erased, in every version. The content is gone; that it was there, and who had it erased, stays.
CREATE TABLE erasures (
    erasure_id UUID NOT NULL, recorded_at TIMESTAMP NOT NULL, author VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,                -- 'session', 'participant' or 'retention'
    session_id UUID NOT NULL, code VARCHAR NOT NULL,
    people INTEGER NOT NULL,              -- participants whose rows it changed or removed
    reason VARCHAR NOT NULL
);
