-- What an administrator sets for the whole enterprise beside its name and zone: the language of pages on which nobody
-- chose one, and the times of publication. One record, whose newest revision holds. What is null nobody has set: the
-- language is then the browser's, and the times are those of config/safetycell.toml.

CREATE TABLE settings_revision (
    change INTEGER PRIMARY KEY REFERENCES change (number) DEFERRABLE INITIALLY DEFERRED,
    language TEXT CONSTRAINT language_is_known CHECK (language = 'en' OR language = 'ru'),
    slots TEXT -- 'HH:MM HH:MM', ascending
        CONSTRAINT slots_are_times
        CHECK (slots GLOB '[0-2][0-9]:[0-5][0-9]*' AND length(slots) BETWEEN 5 AND 600)
) STRICT;

CREATE TRIGGER settings_revision_is_not_updated BEFORE UPDATE ON settings_revision
BEGIN SELECT RAISE(ABORT, 'records are never updated'); END;
CREATE TRIGGER settings_revision_is_not_deleted BEFORE DELETE ON settings_revision
BEGIN SELECT RAISE(ABORT, 'records are never deleted'); END;
