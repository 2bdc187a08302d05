-- Files on their way in and the layouts that people saved, which are replaced and thrown away; and which changes were
-- imports, which is in the chain like what they made.

-- Kept between upload and commit; thrown away after some days.
CREATE TABLE import_draft (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account INTEGER NOT NULL REFERENCES account (id),
    file_name TEXT NOT NULL CONSTRAINT file_name_has_1_to_200_characters CHECK (length(file_name) BETWEEN 1 AND 200),
    choice TEXT NOT NULL,
    uploaded_at INTEGER NOT NULL
) STRICT;

CREATE INDEX import_draft_by_account ON import_draft (account, id);
CREATE INDEX import_draft_by_time ON import_draft (uploaded_at);

-- Apart, so that another choice does not write the whole file again.
CREATE TABLE import_file (
    draft INTEGER PRIMARY KEY REFERENCES import_draft (id) ON DELETE CASCADE,
    bytes BLOB NOT NULL
) STRICT;

-- How the columns of a layout are mapped, to be offered when a file has them again.
CREATE TABLE import_profile (
    name TEXT PRIMARY KEY CONSTRAINT name_has_1_to_100_characters CHECK (length(name) BETWEEN 1 AND 100),
    choice TEXT NOT NULL,
    account INTEGER NOT NULL REFERENCES account (id),
    saved_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Which changes were imports from a page, and which of them undo an earlier one.
CREATE TABLE import_log (
    change INTEGER PRIMARY KEY REFERENCES change (number) DEFERRABLE INITIALLY DEFERRED,
    undoes INTEGER UNIQUE REFERENCES import_log (change),
    account INTEGER NOT NULL REFERENCES account (id),
    kind TEXT NOT NULL,
    file_name TEXT NOT NULL,
    created INTEGER NOT NULL,
    revised INTEGER NOT NULL,
    unchanged INTEGER NOT NULL
) STRICT;

CREATE TRIGGER import_log_is_not_updated BEFORE UPDATE ON import_log
BEGIN SELECT RAISE(ABORT, 'records are never updated'); END;
CREATE TRIGGER import_log_is_not_deleted BEFORE DELETE ON import_log
BEGIN SELECT RAISE(ABORT, 'records are never deleted'); END;
