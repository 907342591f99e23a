-- The jurisdiction of Durable Objects in which the service was first used. Under another one the same names lead to other objects, so
-- a change is refused. Every column: docs/storage.md.
CREATE TABLE jurisdiction (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  name TEXT NOT NULL                         -- empty: none
) STRICT;
-- A service that has been used until now has been used without one.
INSERT INTO jurisdiction (id, name) SELECT 1, '' WHERE EXISTS (SELECT 1 FROM audit);
