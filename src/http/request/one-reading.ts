// Whether the upstream server reads the same names in a request as this service, where names decide
// which of the two answers (../upstream/pass-through.ts). If that server alone read the name of a
// user of this service, it would try the PIN, past all locks and limits here. privacyIDEA
// (api/lib/utils.py, get_all_params) lets the query win over the form, where this service does the
// opposite, and reads JSON in a body of any type that is not a form. A proxy between them may take
// the last value of a repeated name, where both take the first.

import type { Context } from "hono";
import type { NamedUser } from "../../core/user.ts";
import { fromUtf8 } from "../../lib/bytes.ts";
import { contentTypeOf, parseForm, readBody } from "./body.ts";

/** The parameters that say whom or what a request is about. */
const NAMES = ["user", "realm", "serial", "transaction_id", "state", "username"];

const FORMS = ["application/x-www-form-urlencoded", "multipart/form-data"];
const JSON_TYPE = "application/json";

/** Parsers disagree on which parts are files, not fields, and on the encodings of a part. */
const HAS_ODD_PART = /^content-(disposition:.*filename|transfer-encoding:)/im;

/** Reads the body to its end. `names`: the parameters that decide. */
export async function hasOneReading(c: Context, names: readonly string[] = NAMES): Promise<boolean> {
  const bytes = await readBody(c);
  if (typeof bytes === "string" || (c.req.header("Content-Encoding") ?? "identity") !== "identity") return false;
  const pairs = [...new URL(c.req.url).searchParams];
  if (bytes.length > 0) {
    const [type = ""] = contentTypeOf(c).split(";");
    const mediaType = type.trim().toLowerCase();
    const text = fromUtf8(bytes);
    if (mediaType === JSON_TYPE) pairs.push(...fieldsIn(text));
    else if (!FORMS.includes(mediaType) || (mediaType === FORMS[1] && HAS_ODD_PART.test(text))) return false;
    else {
      const form = await parseForm(bytes, contentTypeOf(c));
      if (form === "unreadable") return false;
      pairs.push(...form.map(([name, value]): [string, string] => [name, value]));
    }
  }
  return names.every((name) => new Set(pairs.filter(([each]) => each === name).map(([, value]) => value)).size <= 1);
}

/**
 * Other users that privacyIDEA may read in a name (lib/user.py, split_user): it trims blanks, and
 * splits `user@realm` and `realm\\user` even if a realm is given, which then counts. Few names have
 * any, so look-ups are rare.
 */
export function otherReadings(user = "", realm?: string): readonly NamedUser[] {
  const [name = "", trimmedRealm] = [user, realm].map((text) => text?.replace(/^[\s\p{Cc}]+|[\s\p{Cc}]+$/gu, ""));
  const [at, slash] = [name.lastIndexOf("@"), name.lastIndexOf("\\")];
  const readings: NamedUser[] = [];
  if (name !== user || trimmedRealm !== realm) readings.push({ user: name, realm: trimmedRealm });
  if (at >= 0 && trimmedRealm !== undefined) readings.push({ user: name.slice(0, at), realm: trimmedRealm });
  if (slash >= 0) readings.push({ user: name.slice(slash + 1), realm: trimmedRealm ?? name.slice(0, slash) });
  return readings;
}

/** Of a name that an object has twice, both servers take the last value. */
function fieldsIn(text: string): [string, string][] {
  try {
    return Object.entries(JSON.parse(text) ?? {}).map(([name, value]) => [name, String(value)]);
  } catch {
    return [];
  }
}
