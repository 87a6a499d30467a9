-- The panel being composed: a section like another, so that it has the same history and the same undo.
CREATE TABLE invitations (
    session_id UUID NOT NULL, import_id UUID NOT NULL,
    college VARCHAR NOT NULL, planned INTEGER NOT NULL,     -- places kept for the collège
    confirmed INTEGER,                    -- of which said yes; null: not followed
    sheet VARCHAR NOT NULL, cell VARCHAR NOT NULL
);

-- What a partner says became of its idea. It is no fact: it changes nothing until an analyst confirms it by an import.
CREATE TABLE proposals (
    proposal_id UUID NOT NULL, session_id UUID NOT NULL, recorded_at TIMESTAMP NOT NULL, author VARCHAR NOT NULL,
    number BIGINT NOT NULL,               -- the version of the base after it
    date DATE NOT NULL, status VARCHAR NOT NULL, accompaniment VARCHAR, comment VARCHAR, next_review DATE
);

-- The newest decision on a proposal counts. A confirmation counts while its import does.
CREATE TABLE proposal_decisions (
    proposal_id UUID NOT NULL, recorded_at TIMESTAMP NOT NULL, author VARCHAR NOT NULL,
    number BIGINT NOT NULL,               -- the version of the base after it
    accepted BOOLEAN NOT NULL,
    import_id UUID                        -- the outcome's import; null when it was declined, or when the base held it already
);
