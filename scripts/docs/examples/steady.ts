// Makes a reply the same at every run: values that differ from run to run become samples of the
// same form, secret or long ones are cut with `…`, and times are moved to one day.
import { createHash } from "node:crypto";

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** The time at which the examples take place. */
const NOW_MS = Date.parse("2026-11-30T09:00:00.000Z");
const DAY_MS = 86_400_000;
/** A time that is farther away was given in the call, and stays. */
const MAX_DAYS = 60;
/** Of a longer list, the first item is shown, and `…`. */
const MAX_ITEMS = 3;
/** Of a larger object, such as that of all settings, the first five keys are shown. */
const MAX_KEYS = 40;

const hashOf = (text: string): string => createHash("sha256").update(text).digest("hex");
const digits = (length: number) => (hash: string) => BigInt(`0x${hash}`).toString().slice(0, length);

/** Random values, and the samples for the first, the second and so on in one reply. */
const RANDOM: readonly (readonly [RegExp, (hash: string) => string])[] = [
  [/\bTiQR[0-9A-F]{8}\b/g, (hash) => `TiQR${hash.slice(0, 8).toUpperCase()}`],
  [/\b\d{20}\b/g, digits(20)],
  // The version of a resource is the time of its last change.
  [/(?<=^W\/")\d{13}(?="$)/g, () => String(NOW_MS)],
  [/\b[0-9a-f]{64}\b/g, (hash) => hash],
  [/\b[0-9a-f]{32}\b/g, (hash) => hash.slice(0, 32)],
  [/(?<=\/|^)[0-9a-f]{10}(?=\/|$)/g, (hash) => hash.slice(0, 10)],
  [/(?<=session=|\/enrol\/)[\w-]{22,}/g, (hash) => `${hash.slice(0, 8)}…`],
  [/\b[0-9a-f]{16}\b/g, (hash) => hash.slice(0, 16)],
  [/\b[0-9a-f]{24}\b/g, (hash) => hash.slice(0, 24)],
  [/^(?!IncFailCount)(?=.*[a-z])(?=.*[A-Z])[\w-]{22}$/g, (hash) => hash.slice(0, 22)],
];

const CUT: readonly (readonly [RegExp, string])[] = [
  [/(?<=session=)[\w-]+\.[\w-]+/g, "5e0c91d7.eHnBcHjJ…"],
  // A limit that is reached a second later ends a second sooner.
  [/^59$|(?<=seconds=")59(?=")/g, "60"],
  [/(?<=^tiqr_\w+(?:\{[^}]*\})? )[\d.]+$/gm, "12"],
  // Of a longer series, the first two are shown; docs/watching.md has the other metrics.
  [/^((tiqr_\w+)\{.*\n\2\{.*\n)(?:\2\{.*\n){2,}/gm, "$1…\n"],
  [/(?<=^tiqr_answer_seconds_count .*\n)# HELP [\s\S]*/m, "…\n"],
  [/\bwhsec_[A-Za-z0-9+/]{43}=/g, "whsec_MfKQ9r8GKYqrTw…"],
  [/\btest_[0-9a-f]{24}_\d+/g, "test_4e07408562bedb8b60ce05c1_1796029200000"],
  [/(?<="mac":")[^"]+/g, "5e0c91d7.Zk3vQmYt…"],
  [/\bpi_[0-9a-f]{16}_[0-9a-f]{64}/g, "pi_2c26b46b68ffc68f_f45206f7…"],
  [/\beyJ[\w-]+\.[\w-]+\.[\w-]+/g, "eyJhbGciOiJIUzI1NiIs…"],
  [/(data:image\/[\w+]+;base64,.{12})[\w+/=]*/g, "$1…"],
];

/** Numbers and secrets that only their key identifies. */
const BY_KEY: Readonly<Record<string, Json>> = {
  time: NOW_MS / 1000 + 1e-4,
  ticket: "h2dEPVqT…",
  client_secret: "Xk7fQ2mV…",
  client_id_issued_at: NOW_MS / 1000,
  pin: "40713586",
  pass: "6825 8321 6448",
  median_answer_ms: 7300,
  rows: 240,
  checkpoints: 3,
  // The parts of a public key.
  kid: "NzbLsXh8…",
  n: "0vx7agoe…",
  x5t: "CEYm9Gml…",
  x5c: ["MIIC8DCC…"],
  x: "MKBCTNIc…",
  y: "4Etl6SRW…",
};
/** The number of the first row of the audit trail in a reply. In CSV it is the first cell. */
const FIRST_ROW = 101;

const TIMES: readonly (readonly [RegExp, (date: Date, written: string) => string])[] = [
  [/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z?/g, (date, written) => date.toISOString().slice(0, written.length)],
  [/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00/g, (date) => date.toISOString().replace(/\.\d+Z/, "+00:00")],
  [/\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT/g, (date) => date.toUTCString()],
];

/** For one run: moves times by the distance from its beginning to the day of the examples. */
export function steadyIn(beganAtMs: number) {
  const move = (written: string, write: (date: Date, written: string) => string): string => {
    const days = Math.round(
      (Date.parse(/(Z|GMT|\+00:00)$/.test(written) ? written : `${written}Z`) - beganAtMs) / DAY_MS,
    );
    return Math.abs(days) > MAX_DAYS ? written : write(new Date(NOW_MS + days * DAY_MS), written);
  };

  /** For one reply: equal values in it become the same sample. */
  return (): { text(text: string): string; json(json: Json): Json } => {
    const seen = RANDOM.map(() => new Map<string, string>());
    const sample = (kind: number, value: string, make: (hash: string) => string): string => {
      const known = seen[kind] as Map<string, string>;
      if (!known.has(value)) known.set(value, make(hashOf(`${kind} ${known.size}`)));
      return known.get(value) as string;
    };
    const rows = new Map<string, number>();
    const row = (number: string): number => {
      if (!rows.has(number)) rows.set(number, FIRST_ROW + rows.size);
      return rows.get(number) as number;
    };
    const text = (original: string): string => {
      let steady = original.replace(/(?<=^")\d+(?=","\d{4}-)|(?<=^\{"number":)\d+/gm, (number) => String(row(number)));
      for (const [pattern, replacement] of CUT) steady = steady.replace(pattern, replacement);
      for (const [pattern, write] of TIMES) steady = steady.replace(pattern, (written) => move(written, write));
      for (const [kind, [pattern, make]] of RANDOM.entries())
        steady = steady.replace(pattern, (value) => sample(kind, value, make));
      return steady;
    };
    const json = (value: Json, key = ""): Json => {
      const fixed = BY_KEY[key];
      if (key === "number") return row(String(value));
      if (fixed !== undefined && typeof fixed === typeof value) return fixed;
      if (typeof value === "string") return text(value);
      if (Array.isArray(value)) {
        const items = value.map((item) => json(item));
        return items.length > MAX_ITEMS ? [...items.slice(0, 1), "…"] : items;
      }
      if (typeof value !== "object" || value === null) return value;
      const entries = Object.entries(value).map(([name, each]) => [text(name), json(each, name)] as const);
      return Object.fromEntries(entries.length > MAX_KEYS ? [...entries.slice(0, 5), ["…", "…"]] : entries);
    };
    return { text, json };
  };
}
