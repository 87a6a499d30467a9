-- Which account of the identity provider signs in with which e-mail. Append-only: the newest row of an e-mail holds; an
-- administrator who unties it adds one without account.
CREATE TABLE accounts (
    email VARCHAR NOT NULL, issuer VARCHAR NOT NULL, subject VARCHAR,
    recorded_at TIMESTAMP NOT NULL, author VARCHAR NOT NULL
);
