-- Published editions, immutable.

-- The text of the policy an edition was computed with, each text once.
CREATE TABLE policy (
    id     INTEGER PRIMARY KEY,
    sha256 TEXT NOT NULL UNIQUE CONSTRAINT sha256_is_a_digest CHECK (length(sha256) = 64),
    text   TEXT NOT NULL
) STRICT;

-- `document` and the views are gzip; the digests are of what is inside.
CREATE TABLE edition (
    number           INTEGER PRIMARY KEY,
    kind             TEXT    NOT NULL CONSTRAINT kind_is_known CHECK (kind IN ('slot', 'late', 'out_of_slot')),
    slot_at          INTEGER UNIQUE,
    as_of            INTEGER NOT NULL,
    known_through    INTEGER NOT NULL CONSTRAINT known_through_is_a_revision CHECK (known_through >= 0),
    published_at     INTEGER NOT NULL,
    published_by     TEXT    NOT NULL CONSTRAINT edition_has_a_publisher CHECK (length(published_by) > 0),
    reason           TEXT    NOT NULL,
    previous         INTEGER REFERENCES edition (number),
    next_slot_at     INTEGER NOT NULL,
    longest_slot_gap INTEGER NOT NULL CONSTRAINT longest_slot_gap_is_not_negative CHECK (longest_slot_gap >= 0),
    policy           INTEGER NOT NULL REFERENCES policy (id),
    previous_sha256  TEXT    NOT NULL,
    sha256           TEXT    NOT NULL UNIQUE CONSTRAINT sha256_is_a_digest CHECK (length(sha256) = 64),
    document         BLOB    NOT NULL,
    CONSTRAINT only_editions_of_a_slot_have_one CHECK ((kind = 'out_of_slot') = (slot_at IS NULL)),
    CONSTRAINT an_edition_of_a_slot_is_as_of_it CHECK (slot_at IS NULL OR slot_at = as_of),
    CONSTRAINT out_of_slot_needs_a_reason CHECK (kind <> 'out_of_slot' OR length(reason) > 0)
) STRICT;

CREATE INDEX edition_by_moment ON edition (as_of, number);

CREATE TABLE edition_view (
    edition  INTEGER NOT NULL REFERENCES edition (number),
    audience TEXT    NOT NULL CONSTRAINT audience_is_not_empty CHECK (length(audience) > 0),
    sha256   TEXT    NOT NULL CONSTRAINT sha256_is_a_digest CHECK (length(sha256) = 64),
    gzip     BLOB    NOT NULL,
    PRIMARY KEY (edition, audience)
) STRICT;

CREATE TRIGGER editions_are_numbered_without_gaps BEFORE INSERT ON edition
WHEN NEW.number <> (SELECT coalesce(max(number), 0) + 1 FROM edition)
BEGIN SELECT RAISE(ABORT, 'editions are numbered without gaps'); END;

CREATE TRIGGER policy_is_not_updated BEFORE UPDATE ON policy
BEGIN SELECT RAISE(ABORT, 'policies of editions are never updated'); END;
CREATE TRIGGER policy_is_not_deleted BEFORE DELETE ON policy
BEGIN SELECT RAISE(ABORT, 'policies of editions are never deleted'); END;
CREATE TRIGGER edition_is_not_updated BEFORE UPDATE ON edition
BEGIN SELECT RAISE(ABORT, 'editions are never updated'); END;
CREATE TRIGGER edition_is_not_deleted BEFORE DELETE ON edition
BEGIN SELECT RAISE(ABORT, 'editions are never deleted'); END;
CREATE TRIGGER edition_view_is_not_updated BEFORE UPDATE ON edition_view
BEGIN SELECT RAISE(ABORT, 'views of editions are never updated'); END;
CREATE TRIGGER edition_view_is_not_deleted BEFORE DELETE ON edition_view
BEGIN SELECT RAISE(ABORT, 'views of editions are never deleted'); END;
