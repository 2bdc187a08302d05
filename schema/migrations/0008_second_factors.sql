-- The second step of signing in, and what failed of late. Replaced and forgotten like passwords; that a second factor
-- was set or removed stands in the log of account events.

-- The server computes the codes itself, so the secret is kept as it is.
CREATE TABLE second_factor (
    account INTEGER PRIMARY KEY REFERENCES account (id),
    secret TEXT NOT NULL CONSTRAINT secret_is_base32_of_20_bytes CHECK (length(secret) = 32),
    confirmed INTEGER NOT NULL CONSTRAINT confirmed_is_0_or_1 CHECK (confirmed BETWEEN 0 AND 1),
    last_step INTEGER NOT NULL
) STRICT;

-- Each works once: using it removes it.
CREATE TABLE recovery_code (
    account INTEGER NOT NULL REFERENCES account (id),
    code_sha256 TEXT NOT NULL CONSTRAINT code_is_hashed CHECK (length(code_sha256) = 64),
    PRIMARY KEY (account, code_sha256)
) STRICT, WITHOUT ROWID;

-- Attempts to sign in that failed, counted for each quarter of an hour by whom they were upon and whence: for
-- administrators to see. What was typed is never kept; an account that there is not is NULL.
CREATE TABLE failed_sign_in (
    account INTEGER REFERENCES account (id),
    address TEXT NOT NULL,
    proof TEXT NOT NULL
        CONSTRAINT proof_is_known
        CHECK (proof = 'password' OR proof = 'second_factor' OR proof = 'setup_code' OR proof = 'provider'),
    first_at INTEGER NOT NULL,
    last_at INTEGER NOT NULL,
    count INTEGER NOT NULL CONSTRAINT count_is_positive CHECK (count > 0)
) STRICT;

CREATE INDEX failed_sign_in_by_key ON failed_sign_in (address, proof, account, first_at);
CREATE INDEX failed_sign_in_by_time ON failed_sign_in (last_at);
