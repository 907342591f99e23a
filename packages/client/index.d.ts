// The types of index.js.

export * from "./login/tiqr-client.js";
export * from "./management/management.js";
export { TiqrError, type TiqrErrorCode } from "./requests/errors.js";
export type { KnownTiqrReason, TiqrReason } from "./requests/reasons.js";
