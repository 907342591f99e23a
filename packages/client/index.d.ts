// The types of index.js.

export { TiqrError, type TiqrErrorCode } from "./errors.js";
export * from "./management.js";
export type { KnownTiqrReason, TiqrReason } from "./reasons.js";
export * from "./tiqr-client.js";
