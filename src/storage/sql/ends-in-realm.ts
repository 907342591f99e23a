// Whether a user's name ends in `@` and a realm of this service, as part of the statement that
// reads the user. Applications know such a user of the default realm with the realm
// (src/core/oidc/username.ts). Names without an `@` cost nothing, others two searches of an index.

/** What follows the last @, in lower case, letter by letter as in migrations/0013_shadows.sql. */
export const realmInName = (name: string): string =>
  `lower(substr(${name}, length(rtrim(${name}, replace(${name}, '@', ''))) + 1))`;

/** For the row `user`. `realm_elsewhere` has realms of other databases (../shards/realms.ts). */
export const ENDS_IN_REALM = `(instr(user.name, '@') > 0 AND (
    EXISTS (SELECT 1 FROM user AS other WHERE other.realm = ${realmInName("user.name")})
    OR EXISTS (SELECT 1 FROM realm_elsewhere AS elsewhere WHERE elsewhere.name = ${realmInName("user.name")})))`;
