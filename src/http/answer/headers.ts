// Headers of our own, for facts that have no place in privacyIDEA's form of an answer.

/** The reason of a refusal: src/http/answer/reason-header.ts. */
export const REASON_HEADER = "TiQR-Reason";
/** The id of the enrolment that /token/init has begun. A client watches it at /validate/events/enrollment/<enrollment_id>. */
export const ENROLLMENT_HEADER = "TiQR-Enrollment-Id";
