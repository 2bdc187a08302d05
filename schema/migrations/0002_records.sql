-- The records. Each family has a table of what never changes (its number and the key people know it by) and a
-- table of revisions; the newest revision holds. Revisions lie in the order of their changes, because facts are
-- advanced and the chain is checked in that order.
--
-- As known at revision :R, for every family:
--     SELECT ... FROM organization i JOIN organization_revision r ON r.id = i.id
--     WHERE r.change = (SELECT max(change) FROM organization_revision WHERE id = i.id AND change <= :R)
-- The views *_now are the same with everything known. Lists of words are written with OR, because SQLite builds
-- a table for each IN (...) and each row.

-- The enterprise: one record.

CREATE TABLE enterprise_revision (
    change INTEGER PRIMARY KEY REFERENCES change (number) DEFERRABLE INITIALLY DEFERRED,
    name TEXT NOT NULL CONSTRAINT name_has_1_to_300_characters CHECK (length(name) BETWEEN 1 AND 300),
    time_zone TEXT NOT NULL
        CONSTRAINT time_zone_has_1_to_100_characters CHECK (length(time_zone) BETWEEN 1 AND 100),
    demo INTEGER NOT NULL CONSTRAINT demo_is_0_or_1 CHECK (demo BETWEEN 0 AND 1)
) STRICT;

CREATE VIEW enterprise_now AS
    SELECT name, time_zone, demo, change FROM enterprise_revision
    WHERE change = (SELECT max(change) FROM enterprise_revision);

-- Whose people work here.

CREATE TABLE organization (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE
        CONSTRAINT code_has_1_to_100_characters CHECK (length(code) BETWEEN 1 AND 100 AND code = trim(code))
) STRICT;

CREATE TABLE organization_revision (
    change INTEGER NOT NULL REFERENCES change (number) DEFERRABLE INITIALLY DEFERRED,
    id INTEGER NOT NULL REFERENCES organization (id),
    name TEXT NOT NULL CONSTRAINT name_has_1_to_300_characters CHECK (length(name) BETWEEN 1 AND 300),
    kind TEXT NOT NULL CONSTRAINT kind_is_known CHECK (kind = 'own' OR kind = 'contractor'),
    counts_from TEXT NOT NULL
        CONSTRAINT counts_from_is_known CHECK (counts_from = 'records' OR counts_from = 'totals'),
    mobilized_on TEXT
        CONSTRAINT mobilized_on_is_a_date CHECK (mobilized_on GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    demobilized_on TEXT
        CONSTRAINT demobilized_on_is_a_date
        CHECK (demobilized_on GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    voided INTEGER NOT NULL CONSTRAINT voided_is_0_or_1 CHECK (voided BETWEEN 0 AND 1),
    PRIMARY KEY (change, id)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX organization_revision_by_id ON organization_revision (id, change);

CREATE VIEW organization_now AS
    SELECT i.id, i.code, r.name, r.kind, r.counts_from, r.mobilized_on, r.demobilized_on, r.voided, r.change
    FROM organization i JOIN organization_revision r ON r.id = i.id
    WHERE r.change = (SELECT max(change) FROM organization_revision WHERE id = i.id);

-- Where they work. The name of the zone is of the IANA database.

CREATE TABLE site (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE
        CONSTRAINT code_has_1_to_100_characters CHECK (length(code) BETWEEN 1 AND 100 AND code = trim(code))
) STRICT;

CREATE TABLE site_revision (
    change INTEGER NOT NULL REFERENCES change (number) DEFERRABLE INITIALLY DEFERRED,
    id INTEGER NOT NULL REFERENCES site (id),
    name TEXT NOT NULL CONSTRAINT name_has_1_to_300_characters CHECK (length(name) BETWEEN 1 AND 300),
    time_zone TEXT NOT NULL
        CONSTRAINT time_zone_has_1_to_100_characters CHECK (length(time_zone) BETWEEN 1 AND 100),
    voided INTEGER NOT NULL CONSTRAINT voided_is_0_or_1 CHECK (voided BETWEEN 0 AND 1),
    PRIMARY KEY (change, id)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX site_revision_by_id ON site_revision (id, change);

CREATE VIEW site_now AS
    SELECT i.id, i.code, r.name, r.time_zone, r.voided, r.change
    FROM site i JOIN site_revision r ON r.id = i.id
    WHERE r.change = (SELECT max(change) FROM site_revision WHERE id = i.id);

-- Hours worked, in hundredths of an hour. A null is unknown, here and below.

CREATE TABLE hours (
    id INTEGER PRIMARY KEY,
    organization INTEGER NOT NULL REFERENCES organization (id),
    site INTEGER REFERENCES site (id),
    first_on TEXT NOT NULL
        CONSTRAINT first_on_is_a_date CHECK (first_on GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    last_on TEXT NOT NULL
        CONSTRAINT last_on_is_a_date CHECK (last_on GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    CONSTRAINT period_ends_after_it_begins CHECK (first_on <= last_on)
) STRICT;

CREATE UNIQUE INDEX hours_by_key ON hours (organization, coalesce(site, 0), first_on, last_on);

CREATE TABLE hours_revision (
    change INTEGER NOT NULL REFERENCES change (number) DEFERRABLE INITIALLY DEFERRED,
    id INTEGER NOT NULL REFERENCES hours (id),
    hours_hundredths INTEGER NOT NULL CONSTRAINT hours_hundredths_is_not_negative CHECK (hours_hundredths >= 0),
    headcount INTEGER CONSTRAINT headcount_is_not_negative CHECK (headcount >= 0),
    estimated INTEGER NOT NULL CONSTRAINT estimated_is_0_or_1 CHECK (estimated BETWEEN 0 AND 1),
    voided INTEGER NOT NULL CONSTRAINT voided_is_0_or_1 CHECK (voided BETWEEN 0 AND 1),
    PRIMARY KEY (change, id)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX hours_revision_by_id ON hours_revision (id, change);

-- Those in force do not overlap, so the last one that starts early enough is the only one that can.
CREATE TRIGGER hours_do_not_overlap BEFORE INSERT ON hours_revision
WHEN NEW.voided = 0 AND (
    SELECT other.last_on >= own.first_on
    FROM hours own JOIN hours other
        ON other.organization = own.organization AND coalesce(other.site, 0) = coalesce(own.site, 0)
    WHERE own.id = NEW.id AND other.id <> own.id AND other.first_on <= own.last_on
        AND (SELECT voided FROM hours_revision WHERE id = other.id ORDER BY change DESC LIMIT 1) = 0
    ORDER BY other.first_on DESC LIMIT 1)
BEGIN SELECT RAISE(ABORT, 'periods of one organization and site must not overlap'); END;

CREATE VIEW hours_now AS
    SELECT i.id, i.organization, i.site, i.first_on, i.last_on, r.hours_hundredths, r.headcount, r.estimated,
           r.voided, r.change
    FROM hours i JOIN hours_revision r ON r.id = i.id
    WHERE r.change = (SELECT max(change) FROM hours_revision WHERE id = i.id);

-- One record per injured person, or per event without injury.

CREATE TABLE incident (
    id INTEGER PRIMARY KEY,
    reference TEXT NOT NULL UNIQUE
        CONSTRAINT reference_has_1_to_100_characters
        CHECK (length(reference) BETWEEN 1 AND 100 AND reference = trim(reference))
) STRICT;

CREATE TABLE incident_revision (
    change INTEGER NOT NULL REFERENCES change (number) DEFERRABLE INITIALLY DEFERRED,
    id INTEGER NOT NULL REFERENCES incident (id),
    event_reference TEXT NOT NULL
        CONSTRAINT event_reference_has_0_to_100_characters CHECK (length(event_reference) BETWEEN 0 AND 100),
    organization INTEGER NOT NULL REFERENCES organization (id),
    site INTEGER REFERENCES site (id),
    occurred_on TEXT NOT NULL
        CONSTRAINT occurred_on_is_a_date CHECK (occurred_on GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    occurred_at INTEGER,
    reported_on TEXT
        CONSTRAINT reported_on_is_a_date CHECK (reported_on GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    class TEXT NOT NULL
        CONSTRAINT class_is_known
        CHECK (class = 'FAT' OR class = 'PTD' OR class = 'LWC' OR class = 'RWC' OR class = 'MTC'
               OR class = 'FAC' OR class = 'MICRO' OR class = 'NEAR_MISS' OR class = 'HAZARD'),
    provisional INTEGER NOT NULL CONSTRAINT provisional_is_0_or_1 CHECK (provisional BETWEEN 0 AND 1),
    lost_days INTEGER CONSTRAINT lost_days_is_not_negative CHECK (lost_days >= 0),
    restricted_days INTEGER CONSTRAINT restricted_days_is_not_negative CHECK (restricted_days >= 0),
    returned_on TEXT
        CONSTRAINT returned_on_is_a_date CHECK (returned_on GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    description TEXT NOT NULL
        CONSTRAINT description_has_0_to_20000_characters CHECK (length(description) BETWEEN 0 AND 20000),
    voided INTEGER NOT NULL CONSTRAINT voided_is_0_or_1 CHECK (voided BETWEEN 0 AND 1),
    PRIMARY KEY (change, id)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX incident_revision_by_id ON incident_revision (id, change);

CREATE VIEW incident_now AS
    SELECT i.id, i.reference, r.event_reference, r.organization, r.site, r.occurred_on, r.occurred_at,
           r.reported_on, r.class, r.provisional, r.lost_days, r.restricted_days, r.returned_on, r.description,
           r.voided, r.change
    FROM incident i JOIN incident_revision r ON r.id = i.id
    WHERE r.change = (SELECT max(change) FROM incident_revision WHERE id = i.id);

-- The requirements that violations break, each text once: a repeat breaks the same one.

CREATE TABLE requirement (
    id INTEGER PRIMARY KEY,
    text TEXT NOT NULL UNIQUE CONSTRAINT text_has_1_to_20000_characters CHECK (length(text) BETWEEN 1 AND 20000)
) STRICT;

-- Violations with all their dates; some have no due date. The texts come last: figures never look at them.

CREATE TABLE violation (
    id INTEGER PRIMARY KEY,
    reference TEXT NOT NULL UNIQUE
        CONSTRAINT reference_has_1_to_100_characters
        CHECK (length(reference) BETWEEN 1 AND 100 AND reference = trim(reference))
) STRICT;

CREATE TABLE violation_revision (
    change INTEGER NOT NULL REFERENCES change (number) DEFERRABLE INITIALLY DEFERRED,
    id INTEGER NOT NULL REFERENCES violation (id),
    organization INTEGER NOT NULL REFERENCES organization (id),
    site INTEGER REFERENCES site (id),
    requirement INTEGER REFERENCES requirement (id),
    severity TEXT NOT NULL
        CONSTRAINT severity_is_known
        CHECK (severity = 'critical' OR severity = 'high' OR severity = 'medium' OR severity = 'low'),
    voided INTEGER NOT NULL CONSTRAINT voided_is_0_or_1 CHECK (voided BETWEEN 0 AND 1),
    found_on TEXT NOT NULL
        CONSTRAINT found_on_is_a_date CHECK (found_on GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    assigned_on TEXT
        CONSTRAINT assigned_on_is_a_date CHECK (assigned_on GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    due_on TEXT CONSTRAINT due_on_is_a_date CHECK (due_on GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    extended_due_on TEXT
        CONSTRAINT extended_due_on_is_a_date
        CHECK (extended_due_on GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    extension_granted_on TEXT
        CONSTRAINT extension_granted_on_is_a_date
        CHECK (extension_granted_on GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    fixed_on TEXT
        CONSTRAINT fixed_on_is_a_date CHECK (fixed_on GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    verified_on TEXT
        CONSTRAINT verified_on_is_a_date CHECK (verified_on GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    cancelled_on TEXT
        CONSTRAINT cancelled_on_is_a_date CHECK (cancelled_on GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    description TEXT NOT NULL
        CONSTRAINT description_has_0_to_20000_characters CHECK (length(description) BETWEEN 0 AND 20000),
    location TEXT NOT NULL
        CONSTRAINT location_has_0_to_20000_characters CHECK (length(location) BETWEEN 0 AND 20000),
    PRIMARY KEY (change, id)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX violation_revision_by_id ON violation_revision (id, change);

CREATE VIEW violation_now AS
    SELECT i.id, i.reference, r.organization, r.site, r.requirement, r.severity, r.voided, r.found_on,
           r.assigned_on, r.due_on, r.extended_due_on, r.extension_granted_on, r.fixed_on, r.verified_on,
           r.cancelled_on, r.description, r.location, r.change
    FROM violation i JOIN violation_revision r ON r.id = i.id
    WHERE r.change = (SELECT max(change) FROM violation_revision WHERE id = i.id);

-- Counts by class for a period without single records.

CREATE TABLE period_totals (
    id INTEGER PRIMARY KEY,
    organization INTEGER NOT NULL REFERENCES organization (id),
    site INTEGER REFERENCES site (id),
    first_on TEXT NOT NULL
        CONSTRAINT first_on_is_a_date CHECK (first_on GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    last_on TEXT NOT NULL
        CONSTRAINT last_on_is_a_date CHECK (last_on GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    CONSTRAINT period_ends_after_it_begins CHECK (first_on <= last_on)
) STRICT;

CREATE UNIQUE INDEX period_totals_by_key ON period_totals (organization, coalesce(site, 0), first_on, last_on);

CREATE TABLE period_totals_revision (
    change INTEGER NOT NULL REFERENCES change (number) DEFERRABLE INITIALLY DEFERRED,
    id INTEGER NOT NULL REFERENCES period_totals (id),
    hours_hundredths INTEGER CONSTRAINT hours_hundredths_is_not_negative CHECK (hours_hundredths >= 0),
    headcount INTEGER CONSTRAINT headcount_is_not_negative CHECK (headcount >= 0),
    fat_count INTEGER CONSTRAINT fat_count_is_not_negative CHECK (fat_count >= 0),
    ptd_count INTEGER CONSTRAINT ptd_count_is_not_negative CHECK (ptd_count >= 0),
    lwc_count INTEGER CONSTRAINT lwc_count_is_not_negative CHECK (lwc_count >= 0),
    rwc_count INTEGER CONSTRAINT rwc_count_is_not_negative CHECK (rwc_count >= 0),
    mtc_count INTEGER CONSTRAINT mtc_count_is_not_negative CHECK (mtc_count >= 0),
    fac_count INTEGER CONSTRAINT fac_count_is_not_negative CHECK (fac_count >= 0),
    micro_count INTEGER CONSTRAINT micro_count_is_not_negative CHECK (micro_count >= 0),
    near_miss_count INTEGER CONSTRAINT near_miss_count_is_not_negative CHECK (near_miss_count >= 0),
    hazard_count INTEGER CONSTRAINT hazard_count_is_not_negative CHECK (hazard_count >= 0),
    lost_days INTEGER CONSTRAINT lost_days_is_not_negative CHECK (lost_days >= 0),
    restricted_days INTEGER CONSTRAINT restricted_days_is_not_negative CHECK (restricted_days >= 0),
    voided INTEGER NOT NULL CONSTRAINT voided_is_0_or_1 CHECK (voided BETWEEN 0 AND 1),
    PRIMARY KEY (change, id)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX period_totals_revision_by_id ON period_totals_revision (id, change);

-- Those in force do not overlap, so the last one that starts early enough is the only one that can.
CREATE TRIGGER period_totals_do_not_overlap BEFORE INSERT ON period_totals_revision
WHEN NEW.voided = 0 AND (
    SELECT other.last_on >= own.first_on
    FROM period_totals own JOIN period_totals other
        ON other.organization = own.organization AND coalesce(other.site, 0) = coalesce(own.site, 0)
    WHERE own.id = NEW.id AND other.id <> own.id AND other.first_on <= own.last_on
        AND (SELECT voided FROM period_totals_revision WHERE id = other.id ORDER BY change DESC LIMIT 1) = 0
    ORDER BY other.first_on DESC LIMIT 1)
BEGIN SELECT RAISE(ABORT, 'periods of one organization and site must not overlap'); END;

CREATE VIEW period_totals_now AS
    SELECT i.id, i.organization, i.site, i.first_on, i.last_on, r.hours_hundredths, r.headcount, r.fat_count,
           r.ptd_count, r.lwc_count, r.rwc_count, r.mtc_count, r.fac_count, r.micro_count, r.near_miss_count,
           r.hazard_count, r.lost_days, r.restricted_days, r.voided, r.change
    FROM period_totals i JOIN period_totals_revision r ON r.id = i.id
    WHERE r.change = (SELECT max(change) FROM period_totals_revision WHERE id = i.id);

-- Append-only.

CREATE TRIGGER enterprise_revision_is_not_updated BEFORE UPDATE ON enterprise_revision
BEGIN SELECT RAISE(ABORT, 'records are never updated'); END;
CREATE TRIGGER enterprise_revision_is_not_deleted BEFORE DELETE ON enterprise_revision
BEGIN SELECT RAISE(ABORT, 'records are never deleted'); END;

CREATE TRIGGER organization_is_not_updated BEFORE UPDATE ON organization
BEGIN SELECT RAISE(ABORT, 'records are never updated'); END;
CREATE TRIGGER organization_is_not_deleted BEFORE DELETE ON organization
BEGIN SELECT RAISE(ABORT, 'records are never deleted'); END;

CREATE TRIGGER organization_revision_is_not_updated BEFORE UPDATE ON organization_revision
BEGIN SELECT RAISE(ABORT, 'records are never updated'); END;
CREATE TRIGGER organization_revision_is_not_deleted BEFORE DELETE ON organization_revision
BEGIN SELECT RAISE(ABORT, 'records are never deleted'); END;

CREATE TRIGGER site_is_not_updated BEFORE UPDATE ON site
BEGIN SELECT RAISE(ABORT, 'records are never updated'); END;
CREATE TRIGGER site_is_not_deleted BEFORE DELETE ON site
BEGIN SELECT RAISE(ABORT, 'records are never deleted'); END;

CREATE TRIGGER site_revision_is_not_updated BEFORE UPDATE ON site_revision
BEGIN SELECT RAISE(ABORT, 'records are never updated'); END;
CREATE TRIGGER site_revision_is_not_deleted BEFORE DELETE ON site_revision
BEGIN SELECT RAISE(ABORT, 'records are never deleted'); END;

CREATE TRIGGER hours_is_not_updated BEFORE UPDATE ON hours
BEGIN SELECT RAISE(ABORT, 'records are never updated'); END;
CREATE TRIGGER hours_is_not_deleted BEFORE DELETE ON hours
BEGIN SELECT RAISE(ABORT, 'records are never deleted'); END;

CREATE TRIGGER hours_revision_is_not_updated BEFORE UPDATE ON hours_revision
BEGIN SELECT RAISE(ABORT, 'records are never updated'); END;
CREATE TRIGGER hours_revision_is_not_deleted BEFORE DELETE ON hours_revision
BEGIN SELECT RAISE(ABORT, 'records are never deleted'); END;

CREATE TRIGGER incident_is_not_updated BEFORE UPDATE ON incident
BEGIN SELECT RAISE(ABORT, 'records are never updated'); END;
CREATE TRIGGER incident_is_not_deleted BEFORE DELETE ON incident
BEGIN SELECT RAISE(ABORT, 'records are never deleted'); END;

CREATE TRIGGER incident_revision_is_not_updated BEFORE UPDATE ON incident_revision
BEGIN SELECT RAISE(ABORT, 'records are never updated'); END;
CREATE TRIGGER incident_revision_is_not_deleted BEFORE DELETE ON incident_revision
BEGIN SELECT RAISE(ABORT, 'records are never deleted'); END;

CREATE TRIGGER requirement_is_not_updated BEFORE UPDATE ON requirement
BEGIN SELECT RAISE(ABORT, 'records are never updated'); END;
CREATE TRIGGER requirement_is_not_deleted BEFORE DELETE ON requirement
BEGIN SELECT RAISE(ABORT, 'records are never deleted'); END;

CREATE TRIGGER violation_is_not_updated BEFORE UPDATE ON violation
BEGIN SELECT RAISE(ABORT, 'records are never updated'); END;
CREATE TRIGGER violation_is_not_deleted BEFORE DELETE ON violation
BEGIN SELECT RAISE(ABORT, 'records are never deleted'); END;

CREATE TRIGGER violation_revision_is_not_updated BEFORE UPDATE ON violation_revision
BEGIN SELECT RAISE(ABORT, 'records are never updated'); END;
CREATE TRIGGER violation_revision_is_not_deleted BEFORE DELETE ON violation_revision
BEGIN SELECT RAISE(ABORT, 'records are never deleted'); END;

CREATE TRIGGER period_totals_is_not_updated BEFORE UPDATE ON period_totals
BEGIN SELECT RAISE(ABORT, 'records are never updated'); END;
CREATE TRIGGER period_totals_is_not_deleted BEFORE DELETE ON period_totals
BEGIN SELECT RAISE(ABORT, 'records are never deleted'); END;

CREATE TRIGGER period_totals_revision_is_not_updated BEFORE UPDATE ON period_totals_revision
BEGIN SELECT RAISE(ABORT, 'records are never updated'); END;
CREATE TRIGGER period_totals_revision_is_not_deleted BEFORE DELETE ON period_totals_revision
BEGIN SELECT RAISE(ABORT, 'records are never deleted'); END;
