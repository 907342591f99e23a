// What the console's words may take of the pages'. Node reads them when the pages are built, and
// knows none of the components that src/for-console.ts gives.

export type { AuditEvent, EventKind } from "../../core/audit/events.ts";
export type { Right } from "../../core/caller.ts";
export type { FileFault, LineFault, ReasonCode } from "../../core/reasons.ts";
export type { EVIDENCE_NAMES } from "../../http/answer/reason-header.ts";
export type { JobNotice } from "../../http/jobs/notices.ts";
export type { SettingGroup } from "../../http/system/shapes.ts";
export type { Each, In, Language, Texts, WordTable } from "../../lib/words.ts";
export { browserWords, nearnessWords } from "./shared.ts";
