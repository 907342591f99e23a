-- Sessions of /auth that were ended early. Each row stays until its session would have expired. Other sessions have no row.
CREATE TABLE ended_session (
  id TEXT PRIMARY KEY,
  expires_at_ms INTEGER NOT NULL
) WITHOUT ROWID;

CREATE INDEX ended_session_by_end ON ended_session (expires_at_ms);
