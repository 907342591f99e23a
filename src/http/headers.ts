// Headers of our own, for what an answer in privacyIDEA's form has no place for.

/** Why a request was refused: src/http/reason-header.ts. */
export const REASON_HEADER = "TiQR-Reason";
/** Names the enrolment that /token/init has begun to whoever watches it: /validate/events/enrollment/<enrollment_id>. */
export const ENROLLMENT_HEADER = "TiQR-Enrollment-Id";
