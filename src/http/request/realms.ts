// Lists of realms in JSON bodies.

/** An account's are in each batch of its calls. An endpoint's are compared with each event. */
export const MAX_REALMS = 50;
const REALM = /^[a-z0-9][a-z0-9._-]{0,63}$/;

export const areRealms = (realms: readonly string[]): boolean =>
  realms.length <= MAX_REALMS && realms.every((realm) => REALM.test(realm));
