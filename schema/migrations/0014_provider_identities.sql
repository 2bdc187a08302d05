-- Who somebody is at the provider with whose accounts people sign in: an issuer and a subject there are one account here,
-- for ever, whatever either calls itself. Forgotten like passwords when the account should prove itself otherwise.

CREATE TABLE provider_identity (
    issuer TEXT NOT NULL CONSTRAINT issuer_has_1_to_2000_bytes CHECK (length(issuer) BETWEEN 1 AND 2000),
    subject TEXT NOT NULL CONSTRAINT subject_has_1_to_255_bytes CHECK (length(subject) BETWEEN 1 AND 255),
    account INTEGER NOT NULL REFERENCES account (id),
    bound_at INTEGER NOT NULL,
    PRIMARY KEY (issuer, subject)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX provider_identity_by_account ON provider_identity (account);
