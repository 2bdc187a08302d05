-- The records behind the rating of contractors, beside violations and incidents: what was agreed, what was done
-- together, breaches, and disputes. Families and revisions as in 0002.

-- What was agreed with a contractor and is to be done by a day. first_on is the start of a meeting's rotation, which
-- ends on due_on.

CREATE TABLE obligation (
    id INTEGER PRIMARY KEY,
    reference TEXT NOT NULL UNIQUE
        CONSTRAINT reference_has_1_to_100_characters
        CHECK (length(reference) BETWEEN 1 AND 100 AND reference = trim(reference))
) STRICT;

CREATE TABLE obligation_revision (
    change INTEGER NOT NULL REFERENCES change (number) DEFERRABLE INITIALLY DEFERRED,
    id INTEGER NOT NULL REFERENCES obligation (id),
    kind TEXT NOT NULL
        CONSTRAINT kind_is_known
        CHECK (kind = 'meeting' OR kind = 'measure' OR kind = 'commitment' OR kind = 'onboarding_step'),
    organization INTEGER NOT NULL REFERENCES organization (id),
    site INTEGER REFERENCES site (id),
    description TEXT NOT NULL
        CONSTRAINT description_has_0_to_20000_characters
        CHECK (length(description) BETWEEN 0 AND 20000),
    weight INTEGER NOT NULL CONSTRAINT weight_is_positive CHECK (weight > 0),
    first_on TEXT
        CONSTRAINT first_on_is_a_date CHECK (first_on GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    due_on TEXT NOT NULL
        CONSTRAINT due_on_is_a_date CHECK (due_on GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    done_on TEXT
        CONSTRAINT done_on_is_a_date CHECK (done_on GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    owner TEXT NOT NULL CONSTRAINT owner_has_0_to_300_characters CHECK (length(owner) BETWEEN 0 AND 300),
    confirmed_by TEXT NOT NULL
        CONSTRAINT confirmed_by_has_0_to_300_characters
        CHECK (length(confirmed_by) BETWEEN 0 AND 300),
    voided INTEGER NOT NULL CONSTRAINT voided_is_0_or_1 CHECK (voided BETWEEN 0 AND 1),
    CONSTRAINT only_a_meeting_has_a_rotation CHECK ((kind = 'meeting') = (first_on IS NOT NULL)),
    CONSTRAINT rotation_ends_after_it_begins CHECK (first_on <= due_on),
    CONSTRAINT meeting_is_held_after_its_rotation_began CHECK (first_on <= done_on),
    CONSTRAINT only_what_is_done_is_confirmed CHECK (confirmed_by = '' OR done_on IS NOT NULL),
    CONSTRAINT nobody_confirms_their_own CHECK (confirmed_by = '' OR confirmed_by <> owner),
    PRIMARY KEY (change, id)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX obligation_revision_by_id ON obligation_revision (id, change);

CREATE VIEW obligation_now AS
    SELECT i.id, i.reference, r.kind, r.organization, r.site, r.description, r.weight, r.first_on, r.due_on,
           r.done_on, r.owner, r.confirmed_by, r.voided, r.change
    FROM obligation i JOIN obligation_revision r ON r.id = i.id
    WHERE r.change = (SELECT max(change) FROM obligation_revision WHERE id = i.id);

-- Inspections, those held together, and proposals.

CREATE TABLE activity (
    id INTEGER PRIMARY KEY,
    reference TEXT NOT NULL UNIQUE
        CONSTRAINT reference_has_1_to_100_characters
        CHECK (length(reference) BETWEEN 1 AND 100 AND reference = trim(reference))
) STRICT;

CREATE TABLE activity_revision (
    change INTEGER NOT NULL REFERENCES change (number) DEFERRABLE INITIALLY DEFERRED,
    id INTEGER NOT NULL REFERENCES activity (id),
    kind TEXT NOT NULL
        CONSTRAINT kind_is_known CHECK (kind = 'inspection' OR kind = 'joint_inspection' OR kind = 'proposal'),
    organization INTEGER NOT NULL REFERENCES organization (id),
    site INTEGER REFERENCES site (id),
    held_on TEXT NOT NULL
        CONSTRAINT held_on_is_a_date CHECK (held_on GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    started_by TEXT NOT NULL
        CONSTRAINT started_by_is_known CHECK (started_by = 'contractor' OR started_by = 'enterprise'),
    description TEXT NOT NULL
        CONSTRAINT description_has_0_to_20000_characters
        CHECK (length(description) BETWEEN 0 AND 20000),
    voided INTEGER NOT NULL CONSTRAINT voided_is_0_or_1 CHECK (voided BETWEEN 0 AND 1),
    PRIMARY KEY (change, id)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX activity_revision_by_id ON activity_revision (id, change);

CREATE VIEW activity_now AS
    SELECT i.id, i.reference, r.kind, r.organization, r.site, r.held_on, r.started_by, r.description, r.voided,
           r.change
    FROM activity i JOIN activity_revision r ON r.id = i.id
    WHERE r.change = (SELECT max(change) FROM activity_revision WHERE id = i.id);

-- Breaches of cardinal rules, and concealment; established_on is the day on which it was proven.

CREATE TABLE breach (
    id INTEGER PRIMARY KEY,
    reference TEXT NOT NULL UNIQUE
        CONSTRAINT reference_has_1_to_100_characters
        CHECK (length(reference) BETWEEN 1 AND 100 AND reference = trim(reference))
) STRICT;

CREATE TABLE breach_revision (
    change INTEGER NOT NULL REFERENCES change (number) DEFERRABLE INITIALLY DEFERRED,
    id INTEGER NOT NULL REFERENCES breach (id),
    kind TEXT NOT NULL
        CONSTRAINT kind_is_known CHECK (kind = 'cardinal_rule' OR kind = 'concealment'),
    organization INTEGER NOT NULL REFERENCES organization (id),
    site INTEGER REFERENCES site (id),
    occurred_on TEXT NOT NULL
        CONSTRAINT occurred_on_is_a_date CHECK (occurred_on GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    established_on TEXT
        CONSTRAINT established_on_is_a_date CHECK (established_on GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    resolved_on TEXT
        CONSTRAINT resolved_on_is_a_date CHECK (resolved_on GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    description TEXT NOT NULL
        CONSTRAINT description_has_0_to_20000_characters
        CHECK (length(description) BETWEEN 0 AND 20000),
    voided INTEGER NOT NULL CONSTRAINT voided_is_0_or_1 CHECK (voided BETWEEN 0 AND 1),
    CONSTRAINT established_after_it_occurred CHECK (occurred_on <= established_on),
    CONSTRAINT resolved_after_it_occurred CHECK (occurred_on <= resolved_on),
    PRIMARY KEY (change, id)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX breach_revision_by_id ON breach_revision (id, change);

CREATE VIEW breach_now AS
    SELECT i.id, i.reference, r.kind, r.organization, r.site, r.occurred_on, r.established_on, r.resolved_on,
           r.description, r.voided, r.change
    FROM breach i JOIN breach_revision r ON r.id = i.id
    WHERE r.change = (SELECT max(change) FROM breach_revision WHERE id = i.id);

-- Disputes of one input of a rating each, and their decisions.

CREATE TABLE dispute (
    id INTEGER PRIMARY KEY,
    reference TEXT NOT NULL UNIQUE
        CONSTRAINT reference_has_1_to_100_characters
        CHECK (length(reference) BETWEEN 1 AND 100 AND reference = trim(reference))
) STRICT;

CREATE TABLE dispute_revision (
    change INTEGER NOT NULL REFERENCES change (number) DEFERRABLE INITIALLY DEFERRED,
    id INTEGER NOT NULL REFERENCES dispute (id),
    violation INTEGER REFERENCES violation (id),
    incident INTEGER REFERENCES incident (id),
    obligation INTEGER REFERENCES obligation (id),
    breach INTEGER REFERENCES breach (id),
    submitted_on TEXT NOT NULL
        CONSTRAINT submitted_on_is_a_date CHECK (submitted_on GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    evidence TEXT NOT NULL CONSTRAINT evidence_has_1_to_20000_characters CHECK (length(evidence) BETWEEN 1 AND 20000),
    decided_on TEXT
        CONSTRAINT decided_on_is_a_date CHECK (decided_on GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    upheld INTEGER NOT NULL CONSTRAINT upheld_is_0_or_1 CHECK (upheld BETWEEN 0 AND 1),
    decided_by TEXT NOT NULL
        CONSTRAINT decided_by_has_0_to_300_characters
        CHECK (length(decided_by) BETWEEN 0 AND 300),
    reason TEXT NOT NULL CONSTRAINT reason_has_0_to_20000_characters CHECK (length(reason) BETWEEN 0 AND 20000),
    voided INTEGER NOT NULL CONSTRAINT voided_is_0_or_1 CHECK (voided BETWEEN 0 AND 1),
    CONSTRAINT one_record_is_disputed CHECK (
        (violation IS NOT NULL) + (incident IS NOT NULL) + (obligation IS NOT NULL) + (breach IS NOT NULL) = 1),
    CONSTRAINT decided_after_it_was_submitted CHECK (submitted_on <= decided_on),
    CONSTRAINT a_decision_says_who_and_why
        CHECK ((decided_on IS NULL) = (decided_by = '') AND (decided_on IS NULL) = (reason = '')),
    CONSTRAINT only_a_decision_upholds CHECK (decided_on IS NOT NULL OR upheld = 0),
    PRIMARY KEY (change, id)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX dispute_revision_by_id ON dispute_revision (id, change);

CREATE VIEW dispute_now AS
    SELECT i.id, i.reference, r.violation, r.incident, r.obligation, r.breach, r.submitted_on, r.evidence,
           r.decided_on, r.upheld, r.decided_by, r.reason, r.voided, r.change
    FROM dispute i JOIN dispute_revision r ON r.id = i.id
    WHERE r.change = (SELECT max(change) FROM dispute_revision WHERE id = i.id);

-- Whether the contractor's own people found a violation.

ALTER TABLE violation_revision ADD COLUMN self_found INTEGER NOT NULL DEFAULT 0
    CONSTRAINT self_found_is_0_or_1 CHECK (self_found BETWEEN 0 AND 1);

DROP VIEW violation_now;
CREATE VIEW violation_now AS
    SELECT i.id, i.reference, r.organization, r.site, r.requirement, r.severity, r.voided, r.found_on,
           r.assigned_on, r.due_on, r.extended_due_on, r.extension_granted_on, r.fixed_on, r.verified_on,
           r.cancelled_on, r.description, r.location, r.self_found, r.change
    FROM violation i JOIN violation_revision r ON r.id = i.id
    WHERE r.change = (SELECT max(change) FROM violation_revision WHERE id = i.id);

-- Append-only.

CREATE TRIGGER obligation_is_not_updated BEFORE UPDATE ON obligation
BEGIN SELECT RAISE(ABORT, 'records are never updated'); END;
CREATE TRIGGER obligation_is_not_deleted BEFORE DELETE ON obligation
BEGIN SELECT RAISE(ABORT, 'records are never deleted'); END;

CREATE TRIGGER obligation_revision_is_not_updated BEFORE UPDATE ON obligation_revision
BEGIN SELECT RAISE(ABORT, 'records are never updated'); END;
CREATE TRIGGER obligation_revision_is_not_deleted BEFORE DELETE ON obligation_revision
BEGIN SELECT RAISE(ABORT, 'records are never deleted'); END;

CREATE TRIGGER activity_is_not_updated BEFORE UPDATE ON activity
BEGIN SELECT RAISE(ABORT, 'records are never updated'); END;
CREATE TRIGGER activity_is_not_deleted BEFORE DELETE ON activity
BEGIN SELECT RAISE(ABORT, 'records are never deleted'); END;

CREATE TRIGGER activity_revision_is_not_updated BEFORE UPDATE ON activity_revision
BEGIN SELECT RAISE(ABORT, 'records are never updated'); END;
CREATE TRIGGER activity_revision_is_not_deleted BEFORE DELETE ON activity_revision
BEGIN SELECT RAISE(ABORT, 'records are never deleted'); END;

CREATE TRIGGER breach_is_not_updated BEFORE UPDATE ON breach
BEGIN SELECT RAISE(ABORT, 'records are never updated'); END;
CREATE TRIGGER breach_is_not_deleted BEFORE DELETE ON breach
BEGIN SELECT RAISE(ABORT, 'records are never deleted'); END;

CREATE TRIGGER breach_revision_is_not_updated BEFORE UPDATE ON breach_revision
BEGIN SELECT RAISE(ABORT, 'records are never updated'); END;
CREATE TRIGGER breach_revision_is_not_deleted BEFORE DELETE ON breach_revision
BEGIN SELECT RAISE(ABORT, 'records are never deleted'); END;

CREATE TRIGGER dispute_is_not_updated BEFORE UPDATE ON dispute
BEGIN SELECT RAISE(ABORT, 'records are never updated'); END;
CREATE TRIGGER dispute_is_not_deleted BEFORE DELETE ON dispute
BEGIN SELECT RAISE(ABORT, 'records are never deleted'); END;

CREATE TRIGGER dispute_revision_is_not_updated BEFORE UPDATE ON dispute_revision
BEGIN SELECT RAISE(ABORT, 'records are never updated'); END;
CREATE TRIGGER dispute_revision_is_not_deleted BEFORE DELETE ON dispute_revision
BEGIN SELECT RAISE(ABORT, 'records are never deleted'); END;
