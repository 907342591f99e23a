// The state of a transaction as outsiders see it: ./challenge.ts.

/** `unknown`: made up, never opened, or gone for good. */
export const CHALLENGE_STATES = ["open", "answered", "used", "expired", "cancelled", "blocked", "unknown"] as const;
