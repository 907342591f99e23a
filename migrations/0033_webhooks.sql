-- Where events are sent to. The trail itself is the list of what is to be sent: its rows are written with the decisions, and numbered
-- without gaps. How far an endpoint has got is in its object. Every column: docs/storage.md.
CREATE TABLE event_endpoint (
  id TEXT PRIMARY KEY,
  url TEXT NOT NULL,
  events TEXT NOT NULL,                      -- JSON list of event words; empty: all
  realms TEXT NOT NULL,                      -- JSON list; empty: all
  sealed_secrets TEXT NOT NULL,              -- JSON list of signing secrets, newest first, sealed
  created_at_ms INTEGER NOT NULL,
  disabled_at_ms INTEGER                     -- null: events are sent
) STRICT, WITHOUT ROWID;
CREATE INDEX event_endpoint_by_key ON event_endpoint (substr(sealed_secrets, 1, 8), id);
