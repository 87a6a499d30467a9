-- What is decided of themes on screen. Each decision, each change of the codebook and each undoing is one operation: a row
-- here, and rows of themes, theme_codings or aspect_codings that carry its number. Nothing is overwritten.
CREATE TABLE coding_operations (
    number BIGINT NOT NULL,               -- the version of the base that the operation made
    recorded_at TIMESTAMP NOT NULL, author VARCHAR NOT NULL,
    action VARCHAR NOT NULL,              -- 'code', 'second', 'aspect', 'add', 'edit', 'merge', 'split', 'retire', 'undo'
    details VARCHAR NOT NULL,             -- JSON object: codes and labels of themes, counts; no text of a session
    target BIGINT,                        -- an undoing: the number of the operation that it switches
    target_active BOOLEAN                 -- false to undo it, true to redo it
);

-- The aspect given on screen to a text whose sheet gives none.
CREATE TABLE aspect_codings (
    session_id UUID NOT NULL, text_key VARCHAR NOT NULL, aspect VARCHAR NOT NULL,
    suggested VARCHAR, margin DOUBLE, model VARCHAR,
    author VARCHAR NOT NULL, recorded_at TIMESTAMP NOT NULL, number BIGINT NOT NULL
);

-- Of a retired theme: the theme that takes its codings, when it was merged.
ALTER TABLE themes ADD COLUMN successor VARCHAR;

-- Of a coding made on screen (origin 'screen', or 'second' for a second coder's): what was suggested then, how surely, and
-- by which version of the suggestions. A null theme: no theme of the codebook suits.
ALTER TABLE theme_codings ADD COLUMN suggested VARCHAR;
ALTER TABLE theme_codings ADD COLUMN margin DOUBLE;
ALTER TABLE theme_codings ADD COLUMN model VARCHAR;
