// Our own headers, for facts that have no place in privacyIDEA's answers.

/** The reason of a refusal: src/http/answer/reason-header.ts. */
export const REASON_HEADER = "TiQR-Reason";
/** The enrolment that /token/init began, for /validate/events/enrollment/<enrollment_id>. */
export const ENROLLMENT_HEADER = "TiQR-Enrollment-Id";
