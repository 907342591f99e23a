// Makes the documents' tables and the list of routes from the code, between the marks of
// ./markdown.ts.
import { bills, freePlan, perLogin, prices, signInBills, size, trailStorage, world } from "../../bench/world/tables.ts";
import { REASONS, type Reason, type ReasonCode } from "../../src/core/reasons.ts";
import { publicCode } from "../../src/http/answer/reason-header.ts";
import { wireOf } from "../../src/http/answer/reason-to-wire.ts";
import { meaningOf, PARAMETERS } from "../pages/api/parameters.ts";
import { betweenMarks, code, table, wrapped } from "./markdown.ts";
import { presetCalls, presetRows } from "./presets.ts";
import { ROUTE_PARTS, routePart } from "./route-parts.ts";
import { settingsPart } from "./settings.ts";

/** The texts that the documents are made of besides the code. */
export interface Sources {
  /** docs/api-examples.md, to link to. */
  readonly examples: string;
  /** src/core/reasons.ts, with the meaning of each reason. */
  readonly reasons: string;
}

/** Returns the document with its tables and routes filled in, as `npm run docs` writes it. */
export function withTables(document: string, sources: Sources): string {
  let text = document;
  for (const [name, rows] of Object.entries(TABLES)) text = filled(text, name, () => table(rows()));
  for (const [name, items] of Object.entries(LISTS)) text = filled(text, name, () => list(items(sources)));
  for (const name of ROUTE_PARTS) text = filled(text, name, () => routePart(name, sources.examples));
  text = filled(text, "calls", presetCalls);
  return filled(text, "settings", settingsPart);
}

const TABLES = { world, size, perLogin, prices, trailStorage, bills, signInBills, freePlan, presets: presetRows };
const LISTS = { reasons, parameters };

const filled = (text: string, name: string, content: (before: string) => string): string =>
  betweenMarks(text, name, "npm run docs", content);

function parameters(): readonly string[] {
  const alike = Map.groupBy(Object.entries(PARAMETERS), ([, schema]) => meaningOf(schema));
  return [...alike].map(([meaning, all]) => `${all.map(([name]) => code(name)).join(", ")}: ${meaning}`);
}

function reasons({ reasons: source }: Sources): readonly string[] {
  const meaningOf = meaningsIn(source);
  return PUBLIC_CODES.map((each) => {
    const { api, evidence } = wireOf(sampleOf(each));
    const status = "reject" in api ? "200" : `${api.status}/${api.code}`;
    const values = Object.keys(evidence).map(code).join(", ");
    const meaning = meaningOf(each);
    // What only the trail has says so in place of a status.
    if (meaning.startsWith(IN_TRAIL)) return `${code(each)} in the trail: ${meaning.slice(IN_TRAIL.length)}`;
    const facts = [code(each), status === MOST ? "" : status, values && `(${values})`];
    return `${facts.filter((fact) => fact !== "").join(" ")}: ${meaning}`;
  });
}

/** The status and code of most reasons, which docs/api.md says once. */
const MOST = "400/905";
const IN_TRAIL = "In the audit trail: ";

const list = (items: readonly string[]): string => items.map((item) => wrapped(`- ${item}`, 2)).join("\n");

/** packages/client/requests/reasons.d.ts: the codes as a type, for applications. */
export function reasonTypes(): string {
  return `// The codes of the header TiQR-Reason, made by npm run docs. docs/api.md says what each means.

export type KnownTiqrReason =
${PUBLIC_CODES.map((code) => `  | "${code}"`).join("\n")};

/** A newer service may have further codes. */
export type TiqrReason = KnownTiqrReason | (string & {});
`;
}

/** Makes a reason of this code that has a placeholder for any evidence it is asked for. */
export const sampleOf = (code: ReasonCode): Reason =>
  new Proxy({ code } as Reason, { get: (_, name) => (name === "code" ? code : `<${String(name)}>`) });

const PUBLIC_CODES = (Object.keys(REASONS) as ReasonCode[]).filter((code) => publicCode(sampleOf(code)) === code);

const COMMENTED = /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s+"?([\w-]+)"?: reason\b/g;

/**
 * What each reason means to developers of applications: the sentence above it in
 * src/core/reasons.ts, without its full stop. Throws for a reason that has none.
 */
function meaningsIn(source: string): (code: ReasonCode) => string {
  const comments = [...source.matchAll(COMMENTED)].map(
    ([, comment = "", code = ""]) => [code, oneLine(comment)] as const,
  );
  const meanings = new Map<string, string>(comments);
  return (code) => {
    const meaning = meanings.get(code);
    if (!meaning) throw new Error(`src/core/reasons.ts says nothing above "${code}"`);
    return meaning;
  };
}

const oneLine = (comment: string): string =>
  comment
    .replace(/^\s*\*? ?/gm, "")
    .replace(/\s+/g, " ")
    .trim()
    .replace(/\.$/, "");
