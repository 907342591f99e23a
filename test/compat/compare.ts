// Compares two replies: their verdicts, and the leaves of their JSON.

import { at } from "./exchanges.ts";

export interface ComparedReply {
  readonly status: number;
  /** Content-Type. */
  readonly type: string;
  /** Parsed, if it is JSON. */
  readonly body: unknown;
}

export interface Difference {
  /** `said`, or a path in the body such as `detail.serial`. */
  readonly path: string;
  readonly theirs: unknown;
  readonly ours: unknown;
}

/** The path of what a reply says: status, form and verdict in one line. */
export const VERDICT = "said";

/** Stands for a leaf that only the other side has. */
export const ABSENT = "(absent)";

export function differencesOf(theirs: ComparedReply, ours: ComparedReply): readonly Difference[] {
  const said = differing(VERDICT, saidBy(theirs), saidBy(ours));
  // Replies of different kinds have nothing in common to compare.
  if (kindOf(theirs) !== kindOf(ours)) return said;
  return [
    ...said,
    ...differencesInLeaves(leavesOf(theirs.body), leavesOf(ours.body)),
    ...differencesInRecords(theirs, ours),
  ];
}

const differing = (path: string, theirs: unknown, ours: unknown): readonly Difference[] =>
  theirs === ours ? [] : [{ path, theirs, ours }];

function differencesInLeaves(theirs: Leaves, ours: Leaves): readonly Difference[] {
  const valueIn = (leaves: Leaves, path: string) => (leaves.has(path) ? leaves.get(path) : ABSENT);
  const paths = [...new Set([...theirs.keys(), ...ours.keys()])].filter((path) => !isSaid(path));
  return paths.flatMap((path) => differing(path, valueIn(theirs, path), valueIn(ours, path)));
}

// --- What a reply says
// ------------------------------------------------------------------------------------------

interface Envelope {
  readonly detail?: { readonly message?: string; readonly challenge_status?: string } | null;
  readonly result: {
    readonly status: boolean;
    readonly value?: unknown;
    readonly authentication?: string;
    readonly error?: { readonly code: number; readonly message: string };
  };
}

const isEnvelope = (body: unknown): body is Envelope => typeof body === "object" && body !== null && "result" in body;

/** `saidBy` has already compared what it puts into its line. */
const isSaid = (path: string): boolean =>
  /^(result\.(status|value|authentication|error\..*)|detail\.(message|challenge_status))$/.test(path);

function saidBy({ status, type, body }: ComparedReply): string {
  if (body === "" || body === null) return `${status} without a body`;
  if (isEnvelope(body)) {
    const { value, authentication, error } = body.result;
    if (error) return `${status} error ${error.code}: ${error.message}`;
    const verdict = typeof value === "object" ? [] : [JSON.stringify(value)];
    const words = [body.detail?.message, body.detail?.challenge_status].filter((word) => word !== undefined);
    return [status, authentication ?? "done", ...verdict, ...words].join(" ");
  }
  const form = /^[a-z]+\/([a-z]+)/.exec(type)?.[1];
  if (form === "plain") return `${status} ${body}`;
  // Only the head of a table counts: its rows are the records of the JSON form.
  return form === "csv" ? `${status} csv ${String(body).split(/\r?\n/)[0]}` : `${status} ${form}`;
}

/**
 * The kind of a reply: an error, a verdict, a phone's word … Only replies of one kind have common
 * leaves.
 */
function kindOf({ type, body }: ComparedReply): string {
  if (!isEnvelope(body)) return body === "" ? "empty" : type.replace(/;.*/, "");
  return body.result.error ? "error" : (body.result.authentication ?? "done");
}

// --- The leaves of a body
// -----------------------------------------------------------------------------------------

/** `detail.serial` → its value. */
type Leaves = ReadonlyMap<string, unknown>;

function leavesOf(body: unknown, root = ""): Leaves {
  const leaves = new Map<string, unknown>();
  if (typeof body === "object") collect(leaves, root, body);
  return leaves;
}

/** Lists of words, of which one server may have more than the other. */
const WORDS = new Set(["result.value.rights", "result.value.menus", "result.value.auditcolumns"]);

function collect(leaves: Map<string, unknown>, path: string, value: unknown): void {
  if (WORDS.has(path)) leaves.set(path, "(words)");
  else if (Array.isArray(value) && RECORDS.has(path)) leaves.set(path, value.length === 0 ? "(none)" : "(records)");
  else if (typeof value !== "object" || value === null) leaves.set(path, normalised(path, value));
  else if (Object.keys(value).length === 0) leaves.set(path, Array.isArray(value) ? "(empty list)" : "(empty object)");
  else for (const [key, inner] of Object.entries(value)) collect(leaves, path === "" ? key : `${path}.${key}`, inner);
}

/** Values that differ with every run or every server, so only their types are compared. */
const VOLATILE = [
  /^(time|version|versionnumber)$/,
  /^result\.value\.token$/,
  // The ids of rows, and names that privacyIDEA gets from its resolver.
  /^result\.value\.tokens\[\]\.(id|user_id|resolver|info\.(assignment_date|creation_date|last_auth))$/,
  /^result\.value\.challenges\[\]\.(challenge|expiration|timestamp)$/,
  /^result\.value\.auditdata\[\]\./,
];

function normalised(path: string, value: unknown): unknown {
  if (VOLATILE.some((volatile) => volatile.test(path))) return value === null ? null : `(${typeof value})`;
  if (typeof value !== "string") return value;
  if (value.startsWith("data:image/png;base64,")) return "(image)";
  // tiqrauth://user@service/transaction/question/name
  return value.replace(/^(tiqrauth:\/\/[^/]+\/\d+\/)[0-9a-fA-F]+\//, "$1(question)/");
}

// --- Lists of records
// ---------------------------------------------------------------------------------------------

/**
 * The key by which a record is found on the other side. Empty if there is none; then only the names
 * of the fields are compared.
 */
const RECORDS: ReadonlyMap<string, string> = new Map([
  ["result.value.tokens", "serial"],
  ["result.value.challenges", "transaction_id"],
  ["result.value.auditdata", ""],
]);

type Records = readonly Readonly<Record<string, unknown>>[];

/**
 * The recording has shortened lists, so additional records of ours are no difference; `count` shows
 * the real number.
 */
function differencesInRecords(theirs: ComparedReply, ours: ComparedReply): readonly Difference[] {
  return [...RECORDS].flatMap(([path, name]) => {
    const [theirRecords, ourRecords] = [theirs, ours].map(
      ({ body }) => at(body, ...path.split(".")) as Records | undefined,
    );
    if (!theirRecords?.length || !ourRecords?.length) return [];
    const isPage = ["next", "prev"].some((page) => typeof at(theirs.body, "result", "value", page) === "number");
    // The records on a page depend on their generated names.
    if (name === "" || isPage) return differencesInLeaves(keysOf(path, theirRecords), keysOf(path, ourRecords));
    return theirRecords.flatMap((record) => {
      const same = ourRecords.find((candidate) => candidate[name] === record[name]);
      if (!same) return differing(`${path}[]`, record[name], ABSENT);
      return differencesInLeaves(leavesOf(record, `${path}[]`), leavesOf(same, `${path}[]`));
    });
  });
}

/** Only tokens that have logged in have this, and it is chance whether a page shows no others. */
const CHANCE = "result.value.tokens[].info.last_auth";

/** Returns the keys that all records have. */
function keysOf(path: string, records: Records): Leaves {
  const leaves = records.map((record) => leavesOf(record, `${path}[]`));
  const common = [...(leaves[0]?.keys() ?? [])].filter(
    (key) => key !== CHANCE && leaves.every((other) => other.has(key)),
  );
  return new Map(common.map((key) => [key, "(any)"]));
}
