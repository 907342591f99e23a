// The parameters of an attack: those of some request, a few of them unusual, and others beside
// them.

import * as fc from "fast-check";
import { type Value, values } from "./values.ts";

/** Names that some route reads, and names that none reads. */
export const names: fc.Arbitrary<string> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.constantFrom(
      ...["user", "realm", "serial", "pass", "pin", "otppin", "type", "description", "ocrasuite", "max_failcount"],
      ...[
        "validity_period_start",
        "validity_period_end",
        "transaction_id",
        "state",
        "response",
        "value",
        "rollout_state",
      ],
      ...[
        "action",
        "session",
        "secret",
        "sessionKey",
        "userId",
        "operation",
        "notificationType",
        "notificationAddress",
      ],
      ...[
        "username",
        "password",
        "page",
        "pagesize",
        "page_size",
        "sortby",
        "sortdir",
        "sortorder",
        "assigned",
        "active",
      ],
      ...[
        "revoked",
        "failcounter_exceeded",
        "outform",
        "tokenrealm",
        "validity",
        "id",
        "client",
        "success",
        "reason",
        "administrator",
        "authentication",
      ],
    ),
  },
  { weight: 1, arbitrary: fc.constantFrom("", "__proto__", "a[b]", "user[]", "us\0er", "<b>", "x".repeat(2000)) },
);

/**
 * The shapes of whole requests: random fields alone would seldom get past the first missing one.
 */
export const SHAPES: Readonly<Record<string, readonly string[]>> = {
  "POST /auth": ["username", "password"],
  "POST /validate/check": ["user", "pass"],
  "GET /validate/check": ["serial", "pass"],
  "POST /validate/samlcheck": ["user", "realm", "pass"],
  "POST /validate/radiuscheck": ["user", "transaction_id", "response"],
  "POST /validate/triggerchallenge": ["user"],
  "GET /validate/polltransaction": ["transaction_id"],
  "GET /validate/pollenrollment": ["enrollment_id"],
  "POST /token/init": ["user", "serial", "pin", "type", "description", "validity_period_start", "ocrasuite"],
  "POST /token/enrollmentlink": ["user", "serial", "validity", "pin"],
  "GET /token/enrollmentlink": ["user", "realm", "serial", "id", "pagesize", "page"],
  "POST /token/setpin": ["serial", "otppin"],
  "POST /token/set": ["serial", "max_failcount", "validity_period_end", "description"],
  "POST /token/assign": ["serial", "user", "pin"],
  "POST /token/unassign": ["user"],
  "GET /token/": ["serial", "description", "rollout_state", "pagesize", "page", "sortby", "outform"],
  "GET /audit/": ["serial", "action", "user", "reason", "page_size", "page", "sortorder"],
  "GET /user/": ["username", "realm"],
  "POST /ttype/:ttype": ["sessionKey", "userId", "response", "operation"],
  "POST /ttype/:ttype?": ["action", "session", "serial", "secret", "notificationType", "notificationAddress"],
  "GET /ttype/:ttype": ["action", "session", "serial"],
};

const USUAL: Readonly<Record<string, Value>> = {
  user: "fuzz",
  serial: "FUZZ1",
  pass: "1234",
  action: "enrollment",
  operation: "login",
  userId: "fuzz_realm1",
  secret: "ab".repeat(32),
  session: "AAAAAAAAAAAAAAAAAAAAAA",
  sessionKey: "12345678901234567890",
  transaction_id: "12345678901234567890",
  response: "00000000",
  type: "tiqr",
  max_failcount: "10",
  username: "admin",
  password: "wrong",
  pin: "1234",
  otppin: "1234",
};

export type AttackField = readonly [name: string, value: Value];

/** The fields of a shape, of which a few are unusual, and others beside them. */
export const fieldsOfShape = (shape: readonly string[]): fc.Arbitrary<readonly AttackField[]> =>
  fc
    .tuple(
      fc.array(fc.tuple(fc.nat(9), values), { maxLength: 2 }),
      fc.oneof(
        { weight: 2, arbitrary: fc.constant([]) },
        { weight: 1, arbitrary: fc.array(fc.tuple(names, values), { maxLength: 2 }) },
      ),
    )
    .map(([odd, others]) => {
      const usual = shape.map((name): AttackField => [name, USUAL[name] ?? ""]);
      const changed = odd.flatMap(([at, value]): AttackField[] => {
        const name = shape[at % Math.max(shape.length, 1)];
        return name === undefined ? [] : [[name, value]];
      });
      return [...usual, ...changed, ...others];
    });

/** The fields of any request. */
export const fields = fc.constantFrom<readonly string[]>([], ...Object.values(SHAPES)).chain(fieldsOfShape);
