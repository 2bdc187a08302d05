-- The frame of every database: which one it is, which migrations made it, and the one sequence of changes.
-- Instants are UTC seconds since 1970, civil dates are 'YYYY-MM-DD'. Nothing is updated or deleted.

CREATE TABLE installation (
    id         INTEGER PRIMARY KEY CONSTRAINT there_is_one_installation CHECK (id = 1),
    epoch      TEXT    NOT NULL CONSTRAINT epoch_is_not_empty CHECK (length(epoch) > 0),
    created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE migration (
    version    INTEGER PRIMARY KEY,
    name       TEXT    NOT NULL UNIQUE,
    sha256     TEXT    NOT NULL,
    applied_at INTEGER NOT NULL
) STRICT;

-- Written last in its transaction, when all rows that carry its number are known.
CREATE TABLE change (
    number          INTEGER PRIMARY KEY,
    recorded_at     INTEGER NOT NULL,
    who             TEXT    NOT NULL CONSTRAINT change_has_an_author CHECK (length(who) > 0),
    why             TEXT    NOT NULL,
    source          TEXT    NOT NULL,
    rows_sha256     TEXT    NOT NULL CONSTRAINT rows_have_a_digest CHECK (length(rows_sha256) = 64),
    previous_sha256 TEXT    NOT NULL CONSTRAINT the_previous_has_a_digest CHECK (length(previous_sha256) = 64),
    sha256          TEXT    NOT NULL CONSTRAINT change_has_a_digest CHECK (length(sha256) = 64)
) STRICT;

CREATE TRIGGER changes_are_numbered_without_gaps BEFORE INSERT ON change
WHEN NEW.number <> (SELECT coalesce(max(number), 0) + 1 FROM change)
BEGIN SELECT RAISE(ABORT, 'changes are numbered without gaps'); END;

CREATE TRIGGER installation_is_not_updated BEFORE UPDATE ON installation
BEGIN SELECT RAISE(ABORT, 'the installation is written once'); END;
CREATE TRIGGER installation_is_not_deleted BEFORE DELETE ON installation
BEGIN SELECT RAISE(ABORT, 'the installation is written once'); END;
CREATE TRIGGER migration_is_not_updated BEFORE UPDATE ON migration
BEGIN SELECT RAISE(ABORT, 'migrations are never updated'); END;
CREATE TRIGGER migration_is_not_deleted BEFORE DELETE ON migration
BEGIN SELECT RAISE(ABORT, 'migrations are never deleted'); END;
CREATE TRIGGER change_is_not_updated BEFORE UPDATE ON change
BEGIN SELECT RAISE(ABORT, 'changes are never updated'); END;
CREATE TRIGGER change_is_not_deleted BEFORE DELETE ON change
BEGIN SELECT RAISE(ABORT, 'changes are never deleted'); END;
