// Lists of realms in JSON bodies.

/** Realms of one account, which are in every batch of its calls, or of one endpoint, which are compared with every event. */
export const MAX_REALMS = 50;
const REALM = /^[a-z0-9][a-z0-9._-]{0,63}$/;

export const areRealms = (realms: readonly string[]): boolean =>
  realms.length <= MAX_REALMS && realms.every((realm) => REALM.test(realm));
