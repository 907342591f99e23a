// Whether a person is kept out, for every statement that would open a way in: ../users/shut-out.ts
// says what follows.

/** Holds for a row of `user`, by a desk or a directory. Either cause is enough. */
export const SHUT_OUT = "(blocked_at_ms IS NOT NULL OR deactivated_at_ms IS NOT NULL)";

/** The same for the user of these columns. */
export const isShutOut = (name: string, realm: string): string =>
  `EXISTS (SELECT 1 FROM user AS person WHERE person.realm = ${realm} AND person.name = ${name} AND ${SHUT_OUT})`;
