-- Sessions of /auth that were ended before their time, each until it would have expired. A session that was not ended has no row.
CREATE TABLE ended_session (
  id TEXT PRIMARY KEY,
  expires_at_ms INTEGER NOT NULL
) WITHOUT ROWID;

CREATE INDEX ended_session_by_end ON ended_session (expires_at_ms);
