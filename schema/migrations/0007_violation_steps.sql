-- What was done about a violation, step by step. A step that moves a date stands in the same change as the revision of
-- the violation that has it; who took it, when and from where is in the row of the change. Dates are civil dates at
-- the site. A step is never revised: the next one follows.

CREATE TABLE violation_step (
    change INTEGER NOT NULL REFERENCES change (number) DEFERRABLE INITIALLY DEFERRED,
    violation INTEGER NOT NULL REFERENCES violation (id),
    step TEXT NOT NULL
        CONSTRAINT step_is_known
        CHECK (step = 'assigned' OR step = 'extension_asked' OR step = 'extension_granted'
               OR step = 'extension_refused' OR step = 'fixed' OR step = 'verified' OR step = 'returned'
               OR step = 'reopened' OR step = 'cancelled' OR step = 'commented'),
    taken_on TEXT NOT NULL
        CONSTRAINT taken_on_is_a_date CHECK (taken_on GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    text TEXT NOT NULL CONSTRAINT text_has_0_to_2000_characters CHECK (length(text) BETWEEN 0 AND 2000),
    assigned_to TEXT NOT NULL
        CONSTRAINT assigned_to_has_0_to_300_characters CHECK (length(assigned_to) BETWEEN 0 AND 300),
    until_on TEXT
        CONSTRAINT until_on_is_a_date CHECK (until_on GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    PRIMARY KEY (change, violation)
) STRICT, WITHOUT ROWID;

CREATE INDEX violation_step_by_violation ON violation_step (violation, change);

CREATE TRIGGER violation_step_is_not_updated BEFORE UPDATE ON violation_step
BEGIN SELECT RAISE(ABORT, 'records are never updated'); END;
CREATE TRIGGER violation_step_is_not_deleted BEFORE DELETE ON violation_step
BEGIN SELECT RAISE(ABORT, 'records are never deleted'); END;
