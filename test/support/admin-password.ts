// The password of the administrator under test; BOOTSTRAP_ADMIN accepts no short or common one.

export const ADMIN_PASSWORD = "a password under test";
