-- Acts on many at once have a right of their own. Whoever could begin one until now keeps it, and no account gets anything else.
UPDATE admin SET rights = json_insert(rights, '$[#]', 'manyatonce'), revision = revision + 1
WHERE EXISTS (SELECT 1 FROM json_each(rights) WHERE value IN (
    'reset', 'disable', 'enable', 'delete', 'enrollTIQR', 'set_custom_user_attributes'))
  AND NOT EXISTS (SELECT 1 FROM json_each(rights) WHERE value IN ('*', 'manyatonce'));

-- Whether one person signs in with it, such as somebody of the help desk, who then confirms by phone as administrators do.
ALTER TABLE admin ADD COLUMN person INTEGER NOT NULL DEFAULT 0;
