// What the console may take of the service: packages/console imports this file and no other. It
// works by the API, so what is here is the form of answers, limits and lists that its forms show
// before a call, and what all pages have. Each name more is a rope between the two: first ask
// whether the console cannot have it by itself.

export { readWords } from "./assets/read-words.ts";
export { ATTRIBUTES } from "./core/admin/user-attributes.ts";
export { AUDIT_EVENTS, EVENTS_BY_KIND, type EventKind } from "./core/audit/events.ts";
export { readTally } from "./core/audit/tally.ts";
export { isPinChange } from "./core/audit/unconfirmed.ts";
export { RIGHTS, type Right } from "./core/caller.ts";
export { GIVING_ACTS, type GivingAct } from "./core/callers/acts.ts";
export { entraIssuer } from "./core/entra/discovery.ts";
export { jobNameOf, MANY_RIGHT, USER_RIGHT } from "./core/jobs/job.ts";
export { LINKS, type WhichLinks } from "./core/ports/job.ts";
export { CLIENT_AUTHENTICATIONS, ENTRA_CLOUDS, SIGNING_ALGORITHMS, SUBJECT_TYPES } from "./core/ports/oidc/clients.ts";
export { BLOCKED_FILTERS } from "./core/ports/people/blocks.ts";
export { PHONES_FILTERS, type PhonesFilter } from "./core/ports/people/users.ts";
export type { ChallengeState } from "./core/ports/tokens/challenge.ts";
export { PROXIMITIES } from "./core/proximity/proximity.ts";
export type { ReasonCode } from "./core/reasons.ts";
export { MAX_COUNTED_TOKENS } from "./core/system/findings.ts";
export type { Health } from "./core/system/health.ts";
export { isSerial, MAX_SERIAL_CHARACTERS, makeSerial } from "./core/token/serial.ts";
export { readTokenSuite } from "./core/token/suites.ts";
export type { Warning } from "./core/warning.ts";
export type { Answers } from "./http/all-definitions.ts";
export { csv, csvLine, RFC_4180 } from "./http/answer/csv.ts";
export { ENROLLMENT_HEADER, REASON_HEADER } from "./http/answer/headers.ts";
export { EVIDENCE_NAMES } from "./http/answer/reason-header.ts";
export type {
  AuditRowJson,
  HourJson,
  PeopleJson,
  StatisticsJson,
  VerificationJson,
  WaveJson,
} from "./http/audit/shapes.ts";
export type { DeskCallJson } from "./http/callers/definition.ts";
export type { DeliveryJson, EndpointJson, KeyedEndpointJson } from "./http/events/shapes.ts";
export type { AdminTokens, RenewedToken } from "./http/guard/admin-token.ts";
export { Hono } from "./http/hono.ts";
export { RESULT_COLUMNS } from "./http/jobs/job-csv.ts";
export { MAX_USERS_BYTES } from "./http/jobs/routes.ts";
export type { JobJson, ListedJobJson } from "./http/jobs/shapes.ts";
export type { OpenLoginJson } from "./http/logins/shapes.ts";
export type { ClientJson, ClientRefusalJson } from "./http/oidc/shapes.ts";
export type { AccountJson, ApiKeyJson, UserDetailsJson, UserJson } from "./http/people/shapes.ts";
export { readUpload } from "./http/request/body.ts";
export { fitsPattern } from "./http/request/pattern.ts";
export { SETTING_GROUP_NAMES, type SettingJson } from "./http/system/shapes.ts";
export type { LinkJson, LockJson, TokenJson } from "./http/tokens/shapes.ts";
export { toBase64Url } from "./lib/bytes.ts";
export { readCsv } from "./lib/csv.ts";
export { fold, spellingsOf } from "./lib/fold.ts";
export type { Settings } from "./settings.ts";
export { readDigits } from "./tiqr/requests.ts";
export { type Form, readPageForm } from "./web/form.ts";
export { hostCookies } from "./web/host-cookie.ts";
export { requireOwnPage } from "./web/own-page.ts";
export { qrDataUri } from "./web/qr/image.ts";
export { Badge, Button, Card, CopyButton, Notice, QrCode } from "./web/ui/components.tsx";
export { Field, Hidden, Reveal } from "./web/ui/field.tsx";
export type { ScriptName } from "./web/ui/page/assets.ts";
export { languageOf } from "./web/ui/page/chosen-language.ts";
export { type Page, type PageOptions, sendPage } from "./web/ui/page/page.tsx";
export { type ConfirmationStep, readConfirmationStep } from "./web/ui/phone/confirmation-step.ts";
export { DigitsForm } from "./web/ui/phone/digits-form.tsx";
export { OpenInApp } from "./web/ui/phone/open-in-app.tsx";
export { KNOWS_OF_KEY, watchEnrolment, watchTransaction } from "./web/ui/phone/watch.ts";
export { away, type Column, corner, second, Table } from "./web/ui/table.tsx";
export { addressSaid, Breakable, browserSaid, Time } from "./web/ui/text.tsx";
export type { Words } from "./web/words/words.ts";
