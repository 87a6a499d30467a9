-- How to read the files whose headings have a given shape, as an analyst once told. Append-only: the newest row of a shape
-- holds, and a forgotten shape has a last row without content.
CREATE TABLE remembered_shapes (
    shape VARCHAR NOT NULL,               -- the hash of the headings, whatever the answers
    number BIGINT NOT NULL,               -- the version of the base that this row made
    name VARCHAR NOT NULL,                -- the headings in short, for a reader
    content VARCHAR,                      -- JSON; null once forgotten
    author VARCHAR NOT NULL, recorded_at TIMESTAMP NOT NULL
);
