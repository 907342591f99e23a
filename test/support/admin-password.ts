// The password of the administrator under test; BOOTSTRAP_ADMIN takes none that is short or common.

export const ADMIN_PASSWORD = "a password under test";
