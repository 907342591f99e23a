// The values of parameters, paths and headers: sensible ones, and ones that break things elsewhere.
// Texts are kept as data, so that a counterexample can be read; long ones are made when they are
// sent (`long`).

import * as fc from "fast-check";
import { ADMIN_PASSWORD } from "../support/admin-password.ts";

/** A text, or a description of one that is too long to print. */
export type Value = string | { readonly repeat: string; readonly times: number };

export const textOf = (value: Value): string => (typeof value === "string" ? value : value.repeat.repeat(value.times));

/** Known to the service under attack: see target.ts. */
export const SENSIBLE = [
  "fuzz",
  "fuzz@realm1",
  "FUZZ1",
  "FUZZ2",
  "1234",
  "admin",
  ADMIN_PASSWORD,
  "tiqr",
  "realm1",
] as const;

const ODD: readonly string[] = [
  "",
  " ",
  "0",
  "-1",
  "1.5",
  "1e309",
  "NaN",
  "0x10",
  "99999999999999999999",
  "true",
  "False",
  "null",
  "undefined",
  "*",
  "*a*b*c*",
  `*${"a".repeat(60)}*`,
  "%",
  "_",
  "\\",
  "%zz",
  "%00",
  "%2500",
  "%ff%fe%80",
  "%25%32%35",
  "%C3",
  "\0",
  "a\0b",
  "\r\nX-Injected: yes",
  "\u0007\u001b[31mred\u007f\u0085",
  "\u2028\u202e\ufeff",
  "\ud800",
  "😀".repeat(20),
  "' OR '1'='1",
  "'; DROP TABLE token; --",
  '" UNION SELECT * FROM admin --',
  "x' ESCAPE 'x",
  "<script>alert(1)</script>",
  "</script><img src=x onerror=alert(1)>",
  "{{7*7}}",
  "../../etc/passwd",
  "__proto__",
  "constructor",
  "toString",
  "(null)",
  "2026-01-31T08:00Z",
  "2026-99-99T99:99Z",
  "9999-12-31T23:59+0000",
  "0000-01-01T00:00Z",
  "OCRA-1:HOTP-SHA256-8:QH10-S064",
  "OCRA-1:HOTP-SHA512-0:QA64-PSHA1-S999-T48H",
  "metadata",
  "enrollment",
  "authentication",
  "csv",
  "desc",
  "12345678901234567890",
  "00000000",
  "ab".repeat(32),
];

const LONG: readonly Value[] = [
  { repeat: "a", times: 1024 },
  { repeat: "a", times: 1025 },
  { repeat: "é", times: 1000 },
  { repeat: "*", times: 60 },
  { repeat: "%", times: 500 },
  { repeat: "%41", times: 3000 },
  { repeat: "x", times: 70_000 },
];

export const values: fc.Arbitrary<Value> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom<Value>(...SENSIBLE) },
  { weight: 6, arbitrary: fc.constantFrom<Value>(...ODD) },
  { weight: 1, arbitrary: fc.constantFrom<Value>(...LONG) },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 20 }) },
);
