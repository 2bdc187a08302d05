-- Who may ask something of the server. What somebody decided about an account (its role, what it is assigned to) is a
-- record like any other: append-only and in the chain of changes. What proves who somebody is (hashes of passwords,
-- of tokens, of links) is not: it is replaced and forgotten, and stands in tables of its own. Nothing here holds a
-- password or a token that could be used.

CREATE TABLE account (
    id INTEGER PRIMARY KEY,
    login TEXT NOT NULL UNIQUE CONSTRAINT login_has_1_to_100_characters CHECK (length(login) BETWEEN 1 AND 100)
) STRICT;

CREATE TABLE account_revision (
    change INTEGER NOT NULL REFERENCES change (number) DEFERRABLE INITIALLY DEFERRED,
    id INTEGER NOT NULL REFERENCES account (id),
    name TEXT NOT NULL CONSTRAINT name_has_1_to_300_characters CHECK (length(name) BETWEEN 1 AND 300),
    role TEXT NOT NULL
        CONSTRAINT role_is_known
        CHECK (role = 'screen' OR role = 'viewer' OR role = 'contractor_supervisor' OR role = 'mentor'
               OR role = 'ambassador' OR role = 'hse_specialist' OR role = 'director' OR role = 'admin'),
    all_sites INTEGER NOT NULL CONSTRAINT all_sites_is_0_or_1 CHECK (all_sites BETWEEN 0 AND 1),
    disabled INTEGER NOT NULL CONSTRAINT disabled_is_0_or_1 CHECK (disabled BETWEEN 0 AND 1),
    PRIMARY KEY (change, id)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX account_revision_by_id ON account_revision (id, change);

-- What the account is assigned to, whole with each revision of it: an organization or a site a row.
CREATE TABLE account_assignment (
    change INTEGER NOT NULL REFERENCES change (number) DEFERRABLE INITIALLY DEFERRED,
    account INTEGER NOT NULL REFERENCES account (id),
    organization INTEGER REFERENCES organization (id),
    site INTEGER REFERENCES site (id),
    CONSTRAINT assignment_is_to_one CHECK ((organization IS NULL) <> (site IS NULL))
) STRICT;

CREATE UNIQUE INDEX account_assignment_by_key
    ON account_assignment (change, account, coalesce(organization, 0), coalesce(site, 0));

-- Who signed in and out, from where; and what was done to what proves who somebody is.
CREATE TABLE account_event (
    change INTEGER PRIMARY KEY REFERENCES change (number) DEFERRABLE INITIALLY DEFERRED,
    account INTEGER NOT NULL REFERENCES account (id),
    event TEXT NOT NULL
        CONSTRAINT event_is_known
        CHECK (event = 'signed_in' OR event = 'signed_out' OR event = 'signed_out_everywhere'
               OR event = 'password_set' OR event = 'link_made' OR event = 'second_factor_set'
               OR event = 'second_factor_removed' OR event = 'token_made' OR event = 'token_revoked'),
    detail TEXT NOT NULL CONSTRAINT detail_has_0_to_300_characters CHECK (length(detail) BETWEEN 0 AND 300)
) STRICT;

CREATE INDEX account_event_by_account ON account_event (account, event);

-- Replaced and forgotten.

CREATE TABLE password (
    account INTEGER PRIMARY KEY REFERENCES account (id),
    hash TEXT NOT NULL CONSTRAINT hash_is_of_argon2id CHECK (hash GLOB '$argon2id$*'),
    set_at INTEGER NOT NULL
) STRICT;

CREATE TABLE session (
    token_sha256 TEXT PRIMARY KEY CONSTRAINT token_is_hashed CHECK (length(token_sha256) = 64),
    account INTEGER NOT NULL REFERENCES account (id),
    began_at INTEGER NOT NULL,
    seen_at INTEGER NOT NULL,
    address TEXT NOT NULL,
    program TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX session_by_account ON session (account);

-- One-time links: whoever holds one may set the password of the account, once.
CREATE TABLE access_link (
    token_sha256 TEXT PRIMARY KEY CONSTRAINT token_is_hashed CHECK (length(token_sha256) = 64),
    account INTEGER NOT NULL REFERENCES account (id),
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE api_token (
    id INTEGER PRIMARY KEY,
    token_sha256 TEXT NOT NULL UNIQUE CONSTRAINT token_is_hashed CHECK (length(token_sha256) = 64),
    account INTEGER NOT NULL REFERENCES account (id),
    name TEXT NOT NULL CONSTRAINT name_has_1_to_300_characters CHECK (length(name) BETWEEN 1 AND 300),
    read_only INTEGER NOT NULL CONSTRAINT read_only_is_0_or_1 CHECK (read_only BETWEEN 0 AND 1),
    made_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;

-- How often signing in failed of late, by whom it was tried upon and from where.
CREATE TABLE sign_in_failures (
    subject TEXT PRIMARY KEY,
    failures INTEGER NOT NULL CONSTRAINT failures_is_positive CHECK (failures > 0),
    last_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What a request with an idempotency key was answered, so that sending it again does nothing twice.
CREATE TABLE kept_reply (
    account INTEGER NOT NULL REFERENCES account (id),
    key TEXT NOT NULL CONSTRAINT key_has_1_to_200_characters CHECK (length(key) BETWEEN 1 AND 200),
    request_sha256 TEXT NOT NULL CONSTRAINT request_is_hashed CHECK (length(request_sha256) = 64),
    status INTEGER NOT NULL,
    etag TEXT NOT NULL,
    body TEXT NOT NULL,
    kept_at INTEGER NOT NULL,
    PRIMARY KEY (account, key)
) STRICT, WITHOUT ROWID;

CREATE INDEX sign_in_failures_by_time ON sign_in_failures (last_at);
CREATE INDEX kept_reply_by_time ON kept_reply (kept_at);

CREATE TRIGGER account_is_not_updated BEFORE UPDATE ON account
BEGIN SELECT RAISE(ABORT, 'records are never updated'); END;
CREATE TRIGGER account_is_not_deleted BEFORE DELETE ON account
BEGIN SELECT RAISE(ABORT, 'records are never deleted'); END;
CREATE TRIGGER account_revision_is_not_updated BEFORE UPDATE ON account_revision
BEGIN SELECT RAISE(ABORT, 'records are never updated'); END;
CREATE TRIGGER account_revision_is_not_deleted BEFORE DELETE ON account_revision
BEGIN SELECT RAISE(ABORT, 'records are never deleted'); END;
CREATE TRIGGER account_assignment_is_not_updated BEFORE UPDATE ON account_assignment
BEGIN SELECT RAISE(ABORT, 'records are never updated'); END;
CREATE TRIGGER account_assignment_is_not_deleted BEFORE DELETE ON account_assignment
BEGIN SELECT RAISE(ABORT, 'records are never deleted'); END;
CREATE TRIGGER account_event_is_not_updated BEFORE UPDATE ON account_event
BEGIN SELECT RAISE(ABORT, 'records are never updated'); END;
CREATE TRIGGER account_event_is_not_deleted BEFORE DELETE ON account_event
BEGIN SELECT RAISE(ABORT, 'records are never deleted'); END;
