// The parameters of an attack: those of some request, a few of them not as usual, and others beside them.

import * as fc from "fast-check";
import { type Value, values } from "./values.ts";

/** Names that some route reads, and some that none does. */
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
      ...["revoked", "outform", "tokenrealm", "client", "success", "reason", "administrator", "authentication"],
    ),
  },
  { weight: 1, arbitrary: fc.constantFrom("", "__proto__", "a[b]", "user[]", "us\0er", "<b>", "x".repeat(2000)) },
);

/** What whole requests are made of: random fields alone would seldom get past the first that is missing. */
const SHAPES: readonly (readonly string[])[] = [
  ["user", "pass"],
  ["serial", "pass"],
  ["user", "realm", "pass"],
  ["user", "transaction_id"],
  ["user", "transaction_id", "response"],
  ["username", "password"],
  ["user", "serial", "pin", "type", "description"],
  ["user", "serial", "validity_period_start", "validity_period_end", "ocrasuite"],
  ["serial", "otppin"],
  ["serial", "max_failcount"],
  ["sessionKey", "userId", "response", "operation"],
  ["action", "session", "serial", "secret", "operation", "notificationType", "notificationAddress"],
  ["action", "session", "serial"],
];
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
};

export type Field = readonly [name: string, value: Value];

/** Fields of some request, of which a few are not as usual, and others beside them. */
export const fields: fc.Arbitrary<readonly Field[]> = fc
  .tuple(
    fc.constantFrom<readonly string[]>([], ...SHAPES),
    fc.array(fc.tuple(fc.nat(9), values), { maxLength: 2 }),
    fc.array(fc.tuple(names, values), { maxLength: 2 }),
  )
  .map(([shape, odd, others]) => {
    const usual = shape.map((name): Field => [name, USUAL[name] ?? "fuzz"]);
    const changed = odd.flatMap(([at, value]): Field[] => (shape[at] === undefined ? [] : [[shape[at], value]]));
    return [...usual, ...changed, ...others];
  });
