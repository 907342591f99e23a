-- The trail in R2: a record of each part of the trail that is in the bucket, and the names of the people in these parts, which have only
-- pseudonyms. Both stay empty without the binding TRAIL. Every column: docs/storage.md.
CREATE TABLE audit_part (
  first_number INTEGER PRIMARY KEY,
  last_number INTEGER NOT NULL,
  row_count INTEGER NOT NULL,
  from_ms INTEGER NOT NULL,
  until_ms INTEGER NOT NULL,
  name TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  events TEXT NOT NULL,                      -- JSON
  key_ids TEXT NOT NULL,                     -- JSON
  made_at_ms INTEGER NOT NULL,
  retired_at_ms INTEGER,                     -- when retention removed its objects; null: they must be there
  previous TEXT NOT NULL,
  mac TEXT NOT NULL,
  index_offsets TEXT NOT NULL,               -- JSON
  directory TEXT NOT NULL                    -- JSON, long
) STRICT;

CREATE TABLE audit_name (
  pseudonym TEXT PRIMARY KEY,
  user TEXT NOT NULL,
  realm TEXT NOT NULL,
  first_number INTEGER NOT NULL,             -- rows before it are of somebody of that name who was deleted
  last_number INTEGER NOT NULL               -- up to this row or beyond it the parts may have rows of this person
) STRICT, WITHOUT ROWID;

CREATE INDEX audit_name_by_user ON audit_name (user COLLATE NOCASE);

-- Finds the parts to remove without reading those that were removed before.
CREATE INDEX audit_part_by_end ON audit_part (first_number) WHERE retired_at_ms IS NULL;

-- Why no further part is made, as /health tells it; empty: nothing is wrong.
ALTER TABLE housekeeping ADD COLUMN trail_fault TEXT NOT NULL DEFAULT '';
-- Where the search for names that no part needs any more goes on.
ALTER TABLE housekeeping ADD COLUMN trail_names_swept_to TEXT NOT NULL DEFAULT '';
