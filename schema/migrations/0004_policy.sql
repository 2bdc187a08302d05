-- The policy in force: the text of config/policy.toml as it was changed, when, by whom and why. One record, whose
-- newest revision holds; before the first one it is the policy that the program ships with.

CREATE TABLE policy_revision (
    change INTEGER PRIMARY KEY REFERENCES change (number) DEFERRABLE INITIALLY DEFERRED,
    text TEXT NOT NULL CONSTRAINT text_has_1_to_200000_characters CHECK (length(text) BETWEEN 1 AND 200000)
) STRICT;

CREATE TRIGGER policy_revision_is_not_updated BEFORE UPDATE ON policy_revision
BEGIN SELECT RAISE(ABORT, 'records are never updated'); END;
CREATE TRIGGER policy_revision_is_not_deleted BEFORE DELETE ON policy_revision
BEGIN SELECT RAISE(ABORT, 'records are never deleted'); END;
