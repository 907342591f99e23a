// Whose rows of the trail a name has: a directory may have given another name to whoever had it
// before, and the trail keeps their rows under it.

/** Holds for a row since this user has the name. `which`: a condition on rows of `user`. */
export const sinceNamed = (which: string): string => `at_ms >= (SELECT created_at_ms FROM user WHERE ${which})
  AND number > (SELECT coalesce(scim ->> '$.names[#-1].until', 0) FROM user WHERE ${which})`;
