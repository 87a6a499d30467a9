-- The append-only base. Nothing that DuckLake lacks: no keys, no sequences, no indexes, no checks, no enums.
-- Every fact carries the import that brought it and the sheet and cell it was read from.

-- Which migrations this base has had; a base with a version unknown here is newer than the product.
CREATE TABLE schema_migrations (
    version INTEGER NOT NULL, name VARCHAR NOT NULL, checksum VARCHAR NOT NULL, applied_at TIMESTAMP NOT NULL
);

-- One row. Every write moves it, so two writers on one base conflict here and nowhere else.
CREATE TABLE base_head (
    version BIGINT NOT NULL, moved_at TIMESTAMP NOT NULL,
    last_import BIGINT NOT NULL           -- the highest display number given so far
);

CREATE TABLE imports (
    import_id UUID NOT NULL,
    number BIGINT NOT NULL,               -- the display number, 1, 2, 3…
    recorded_at TIMESTAMP NOT NULL,                -- UTC
    author VARCHAR NOT NULL,
    layout VARCHAR NOT NULL,              -- 'template', 'template-multi', 'saisie', or 'undo' for an undo or a redo
    file_name VARCHAR,
    sha256 VARCHAR,
    size BIGINT,
    base_version BIGINT NOT NULL,         -- the version of the base after this import
    target_import_id UUID,                -- undo or redo: the import whose content it switches
    target_active BOOLEAN                 -- false for an undo, true for a redo
);

CREATE TABLE import_sections (
    import_id UUID NOT NULL, number BIGINT NOT NULL, session_id UUID NOT NULL,
    section VARCHAR NOT NULL, content_hash VARCHAR NOT NULL, row_count BIGINT NOT NULL,
    content_import_id UUID NOT NULL,      -- the import whose rows hold this content: an earlier one when it is repeated unchanged
    freins INTEGER, leviers INTEGER, uncovered_freins INTEGER   -- counts of a section `statements`: the programme reads them here
);

CREATE TABLE sessions (
    session_id UUID NOT NULL, import_id UUID NOT NULL,
    code VARCHAR NOT NULL,
    code_key VARCHAR NOT NULL,            -- the code without what a spelling may change; one session has one
    title VARCHAR NOT NULL, administration VARCHAR NOT NULL, administration_type VARCHAR,
    idea VARCHAR, domain VARCHAR,
    idea_date DATE, contact_date DATE, cadrage_date DATE, cadrage_hours DOUBLE, session_date DATE, session_hours DOUBLE,
    place VARCHAR, facilitation VARCHAR, declared_verdict VARCHAR,
    reported_date VARCHAR, reported_panel VARCHAR, source VARCHAR,
    cells VARCHAR NOT NULL,               -- JSON object, field to cell
    sheet VARCHAR NOT NULL, cell VARCHAR NOT NULL
);

CREATE TABLE participants (
    session_id UUID NOT NULL, import_id UUID NOT NULL,
    participant VARCHAR NOT NULL, college VARCHAR NOT NULL, organisation VARCHAR, territory VARCHAR,
    sheet VARCHAR NOT NULL, cell VARCHAR NOT NULL
);

CREATE TABLE criteria (
    session_id UUID NOT NULL, import_id UUID NOT NULL,
    position INTEGER NOT NULL, criterion VARCHAR NOT NULL, label VARCHAR NOT NULL, axis VARCHAR NOT NULL, aspect VARCHAR,
    scale_min INTEGER NOT NULL, scale_max INTEGER NOT NULL, favourable_from INTEGER NOT NULL, is_global BOOLEAN NOT NULL,
    sheet VARCHAR NOT NULL, cell VARCHAR NOT NULL
);

CREATE TABLE votes (
    session_id UUID NOT NULL, import_id UUID NOT NULL,
    participant VARCHAR NOT NULL, criterion VARCHAR NOT NULL,
    grade INTEGER,                        -- null for an abstention
    sheet VARCHAR NOT NULL, cell VARCHAR NOT NULL
);

CREATE TABLE statements (
    session_id UUID NOT NULL, import_id UUID NOT NULL,
    number INTEGER NOT NULL, kind VARCHAR NOT NULL, aspect VARCHAR, text VARCHAR NOT NULL, college VARCHAR,
    theme VARCHAR,                        -- as the workbook writes it; the coding it makes is in theme_codings
    answers_number INTEGER,               -- a levier: the number of the frein it answers
    text_key VARCHAR NOT NULL,            -- the text without what a spelling may change; theme codings are keyed by it
    sheet VARCHAR NOT NULL, cell VARCHAR NOT NULL
);

CREATE TABLE outcomes (
    session_id UUID NOT NULL, import_id UUID NOT NULL,
    date DATE NOT NULL, status VARCHAR NOT NULL, accompaniment VARCHAR, comment VARCHAR, next_review DATE,
    sheet VARCHAR NOT NULL, cell VARCHAR NOT NULL
);

CREATE TABLE themes (
    theme VARCHAR NOT NULL,               -- the code
    version BIGINT NOT NULL, recorded_at TIMESTAMP NOT NULL, author VARCHAR NOT NULL,
    label VARCHAR NOT NULL, parent VARCHAR, aspect VARCHAR, definition VARCHAR, examples VARCHAR, words VARCHAR,
    retired BOOLEAN NOT NULL
);

CREATE TABLE theme_codings (
    session_id UUID NOT NULL, text_key VARCHAR NOT NULL,    -- the statement's text, normalised
    theme VARCHAR, origin VARCHAR NOT NULL,                 -- 'import', 'screen' or 'suggestion'
    import_id UUID, author VARCHAR NOT NULL, recorded_at TIMESTAMP NOT NULL,
    number BIGINT NOT NULL                -- the version of the base after the coding: the newest wins
);

CREATE TABLE grants (
    grant_id UUID NOT NULL, recorded_at TIMESTAMP NOT NULL, author VARCHAR NOT NULL,
    subject_kind VARCHAR NOT NULL, subject VARCHAR NOT NULL, role VARCHAR NOT NULL,
    session_id UUID, administration VARCHAR, until DATE, revokes UUID
);

CREATE TABLE audit_events (
    event_id UUID NOT NULL, recorded_at TIMESTAMP NOT NULL, author VARCHAR NOT NULL,
    action VARCHAR NOT NULL, object VARCHAR, details VARCHAR
);

-- One row per measured session and per commit or undo that touched it; the newest is current.
CREATE TABLE session_measures (
    session_id UUID NOT NULL, import_id UUID NOT NULL, number BIGINT NOT NULL,
    rule INTEGER NOT NULL, verdict VARCHAR, rework_axis VARCHAR,
    panel INTEGER NOT NULL, voters INTEGER NOT NULL, flips INTEGER, pivotal INTEGER,
    feasibility_n INTEGER NOT NULL, feasibility_abstentions INTEGER NOT NULL, feasibility_counts INTEGER[],
    feasibility_scale_min INTEGER, feasibility_scale_max INTEGER, feasibility_favourable_from INTEGER,
    feasibility_grade INTEGER, feasibility_grade_upper INTEGER, feasibility_usual DOUBLE,
    feasibility_share DOUBLE, feasibility_share_low DOUBLE, feasibility_share_high DOUBLE,
    feasibility_mean DOUBLE, feasibility_mean_low DOUBLE, feasibility_mean_high DOUBLE,
    feasibility_position DOUBLE, feasibility_position_variance DOUBLE,
    feasibility_median_low INTEGER, feasibility_median_high INTEGER,
    feasibility_agreement DOUBLE, feasibility_consensus DOUBLE,
    feasibility_disagreement BOOLEAN, feasibility_disagreement_index DOUBLE,
    impact_n INTEGER NOT NULL, impact_abstentions INTEGER NOT NULL, impact_counts INTEGER[],
    impact_scale_min INTEGER, impact_scale_max INTEGER, impact_favourable_from INTEGER,
    impact_grade INTEGER, impact_grade_upper INTEGER, impact_usual DOUBLE,
    impact_share DOUBLE, impact_share_low DOUBLE, impact_share_high DOUBLE,
    impact_mean DOUBLE, impact_mean_low DOUBLE, impact_mean_high DOUBLE,
    impact_position DOUBLE, impact_position_variance DOUBLE,
    impact_median_low INTEGER, impact_median_high INTEGER,
    impact_agreement DOUBLE, impact_consensus DOUBLE,
    impact_disagreement BOOLEAN, impact_disagreement_index DOUBLE
);

INSERT INTO base_head VALUES (0, TIMESTAMP '1970-01-01 00:00:00', 0);
