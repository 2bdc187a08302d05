-- The name and medical detail of injured people, apart from everything else. What is recorded is sealed with a key of its
-- incident; the sealed text is append-only and in the chain of changes like any record. The keys are no records: to erase
-- personal detail is to destroy its key, with a row that says so. Nothing here holds a name that could be read.

CREATE TABLE personal_detail_event (
    change INTEGER NOT NULL REFERENCES change (number) DEFERRABLE INITIALLY DEFERRED,
    incident INTEGER NOT NULL REFERENCES incident (id),
    event TEXT NOT NULL
        CONSTRAINT event_is_known CHECK (event = 'recorded' OR event = 'read' OR event = 'erased'),
    sealed BLOB NOT NULL
        CONSTRAINT only_what_is_recorded_is_sealed CHECK ((event = 'recorded') = (length(sealed) > 0)),
    PRIMARY KEY (change, incident)
) STRICT, WITHOUT ROWID;

CREATE INDEX personal_detail_event_by_incident ON personal_detail_event (incident, change);

CREATE TRIGGER personal_detail_event_is_not_updated BEFORE UPDATE ON personal_detail_event
BEGIN SELECT RAISE(ABORT, 'records are never updated'); END;
CREATE TRIGGER personal_detail_event_is_not_deleted BEFORE DELETE ON personal_detail_event
BEGIN SELECT RAISE(ABORT, 'records are never deleted'); END;

-- Destroyed, and then gone.
CREATE TABLE personal_key (
    incident INTEGER PRIMARY KEY REFERENCES incident (id),
    key BLOB NOT NULL CONSTRAINT key_has_32_bytes CHECK (length(key) = 32)
) STRICT;
