-- Photos as evidence of a violation or an incident. What they show is in files beside the database, named by their
-- SHA-256, which stands here and so in the chain of changes: a file that is missing or was altered is found.

CREATE TABLE photo (
    id INTEGER PRIMARY KEY,
    change INTEGER NOT NULL REFERENCES change (number) DEFERRABLE INITIALLY DEFERRED,
    violation INTEGER REFERENCES violation (id),
    incident INTEGER REFERENCES incident (id),
    moment TEXT NOT NULL
        CONSTRAINT moment_is_known CHECK (moment = 'before' OR moment = 'after' OR moment = 'other'),
    caption TEXT NOT NULL CONSTRAINT caption_has_0_to_300_characters CHECK (length(caption) BETWEEN 0 AND 300),
    type TEXT NOT NULL CONSTRAINT type_is_known CHECK (type = 'image/jpeg' OR type = 'image/png'),
    width INTEGER NOT NULL CONSTRAINT width_is_positive CHECK (width > 0),
    height INTEGER NOT NULL CONSTRAINT height_is_positive CHECK (height > 0),
    bytes INTEGER NOT NULL CONSTRAINT bytes_is_positive CHECK (bytes > 0),
    sha256 TEXT NOT NULL CONSTRAINT photo_has_a_digest CHECK (length(sha256) = 64),
    thumbnail_sha256 TEXT NOT NULL CONSTRAINT thumbnail_has_a_digest CHECK (length(thumbnail_sha256) = 64),
    CONSTRAINT photo_is_of_one_record CHECK ((violation IS NULL) <> (incident IS NULL))
) STRICT;

CREATE INDEX photo_by_violation ON photo (violation, id);
CREATE INDEX photo_by_incident ON photo (incident, id);
CREATE INDEX photo_by_change ON photo (change);

CREATE TRIGGER photo_is_not_updated BEFORE UPDATE ON photo
BEGIN SELECT RAISE(ABORT, 'records are never updated'); END;
CREATE TRIGGER photo_is_not_deleted BEFORE DELETE ON photo
BEGIN SELECT RAISE(ABORT, 'records are never deleted'); END;
