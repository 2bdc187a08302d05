-- Tokens may be narrower than their account: a role of their own, and only some organizations or sites. A token of a
-- screen is given to the screen once.

ALTER TABLE api_token ADD COLUMN role TEXT
    CONSTRAINT role_is_known
    CHECK (role = 'screen' OR role = 'viewer' OR role = 'contractor_supervisor' OR role = 'mentor'
           OR role = 'ambassador' OR role = 'hse_specialist' OR role = 'director' OR role = 'admin');
ALTER TABLE api_token ADD COLUMN scoped INTEGER NOT NULL DEFAULT 0
    CONSTRAINT scoped_is_0_or_1 CHECK (scoped BETWEEN 0 AND 1);
ALTER TABLE api_token ADD COLUMN paired INTEGER NOT NULL DEFAULT 0
    CONSTRAINT paired_is_0_or_1 CHECK (paired BETWEEN 0 AND 1);

-- What a scoped token is for: an organization or a site a row.
CREATE TABLE api_token_assignment (
    token INTEGER NOT NULL REFERENCES api_token (id) ON DELETE CASCADE,
    organization INTEGER REFERENCES organization (id),
    site INTEGER REFERENCES site (id),
    CONSTRAINT assignment_is_to_one CHECK ((organization IS NULL) <> (site IS NULL))
) STRICT;

CREATE INDEX api_token_assignment_by_token ON api_token_assignment (token);
