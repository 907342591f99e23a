// Requests as attackers write them, as data: the route, its parameters and their form, and the
// headers.

import * as fc from "fast-check";
import { type AttackField, fields, fieldsOfShape, SHAPES } from "./fields.ts";
import { type AttackedRoute, anywhere, publicRoutes, serviceRoutes } from "./routes.ts";
import { type Value, values } from "./values.ts";

export type Body =
  | { readonly kind: "none" }
  | { readonly kind: "form" | "multipart" | "json"; readonly fields: readonly AttackField[] }
  /** Of any type, perhaps a wrong one. */
  | { readonly kind: "raw"; readonly type: string; readonly text: Value }
  | { readonly kind: "bytes"; readonly type: string; readonly bytes: readonly number[] };

export interface Attack {
  readonly route: AttackedRoute;
  /** The parts that the route leaves open: the method of `ALL`, the parts of its path. */
  readonly method: string;
  readonly parts: readonly Value[];
  /** Whether parts and query are percent-encoded, or sent raw. */
  readonly encoded: boolean;
  readonly query: readonly AttackField[];
  readonly body: Body;
  readonly admin: "none" | "signed-in" | "bearer" | "garbage";
  readonly headers: Readonly<Record<string, Value>>;
}

/** For a route that takes any method. */
const METHODS = ["GET", "GET", "POST", "POST", "POST", "DELETE", "PUT", "PATCH", "HEAD", "OPTIONS"];

/** The type that a body claims, and the type that it has. */
export const types = fc.constantFrom(
  "application/json",
  "application/json; charset=utf-16",
  "application/x-www-form-urlencoded",
  "multipart/form-data",
  "multipart/form-data; boundary=x",
  "multipart/form-data; boundary=",
  "multipart/form-data; boundary=x; charset=utf-7",
  "application/x-www-form-urlencoded; charset=utf-16",
  'application/x-www-form-urlencoded; charset="iso-8859-1"',
  "application/x-www-form-urlencoded; charset=",
  "text/html",
  "text/plain;;;=",
  "*/*",
  "application/jsonp",
);

export const texts = fc.constantFrom<Value>(
  "{",
  "[]",
  "null",
  '"user"',
  '{"user":{"toString":1}}',
  '{"user":["a"],"serial":[[]]}',
  '{"user":"\\ud800","user":"fuzz"}',
  '{"__proto__":{"user":"fuzz"},"constructor":1}',
  '{"user":1e400,"serial":-0,"pass":true}',
  "user=%ff%fe&serial=%",
  "&&&===&user",
  "--x\r\n",
  "u\0s\0e\0r\0=\0f\0",
  '--x\r\nContent-Disposition: form-data; name="user"\r\n\r\nfuzz',
  '--x\r\nContent-Disposition: form-data; name="user"; filename="a"\r\n\r\nfuzz\r\n--x--\r\n',
  { repeat: "[", times: 30_000 },
  { repeat: '{"a":', times: 10_000 },
  { repeat: "a=b&", times: 16_000 },
  { repeat: "x", times: 65_537 },
);

const bodies: fc.Arbitrary<Body> = fc.oneof(
  { weight: 1, arbitrary: fc.constant({ kind: "none" as const }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constantFrom("form", "multipart", "json"), fields }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("raw" as const), type: types, text: texts }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("bytes" as const),
      type: types,
      bytes: fc.array(fc.nat(255), { maxLength: 30 }),
    }),
  },
) as fc.Arbitrary<Body>;

const headers = fc.dictionary(
  fc.constantFrom("User-Agent", "Accept", "X-TIQR-Protocol-Version", "CF-Connecting-IP", "Origin", "Cookie", "Range"),
  fc.oneof(
    fc.constantFrom<Value>("1", "2", "2.5", "-1", "99999999999999999999", "privacyidea-cp/1", "privacyIDEA-Keycloak/1"),
    fc.constantFrom<Value>("<script>", "%00", "a".repeat(5), { repeat: "h", times: 20_000 }, "text/html", "bytes=0-1"),
  ),
  { maxKeys: 3 },
);

const anything = {
  parts: fc.array(values, { minLength: 3, maxLength: 3 }),
  encoded: fc.boolean(),
  headers,
};

/** Any route, with any fields. */
const wild: fc.Arbitrary<Attack> = fc.record({
  ...anything,
  route: fc.oneof(
    { weight: 2, arbitrary: fc.constantFrom(...serviceRoutes, ...anywhere) },
    { weight: 1, arbitrary: fc.constantFrom(...publicRoutes) },
  ),
  method: fc.constantFrom(...METHODS),
  query: fc.oneof({ weight: 1, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: fields }),
  body: bodies,
  admin: fc.constantFrom("none", "signed-in", "signed-in", "bearer", "garbage"),
});

/** A correct request, except for a field or two. */
const aimed: fc.Arbitrary<Attack> = fc.constantFrom(...Object.entries(SHAPES)).chain(([written, shape]) => {
  const [method = "", path = ""] = written.replace("?", "").split(" ");
  const kind = fc.constantFrom("form" as const, "multipart" as const, "json" as const);
  return fc.record({
    ...anything,
    route: fc.constant({ method, path }),
    method: fc.constant(method),
    query: method === "GET" ? fieldsOfShape(shape) : fc.constant([]),
    body: method === "GET" ? fc.constant({ kind: "none" as const }) : fc.record({ kind, fields: fieldsOfShape(shape) }),
    admin: fc.constant("signed-in" as const),
  });
});

export const attacks: fc.Arbitrary<Attack> = fc.oneof(wild, aimed);
