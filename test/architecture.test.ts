// Holds the rings of the design: imports point one way, and the inner rings know no framework, platform, clock or randomness.

/// <reference types="vite/types/importMeta.d.ts" />
import { describe, expect, it } from "vitest";

const SOURCES = import.meta.glob<string>(["../src/**/*.{ts,tsx}", "../phone/**/*.{ts,tsx}"], {
  query: "?raw",
  import: "default",
  eager: true,
});

/** For each ring: the rings it may import besides itself, and the packages (a pattern over their whole name). */
interface Ring {
  readonly rings: readonly string[];
  readonly packages: RegExp;
}
const NONE = /^$/;
const RINGS: Readonly<Record<string, Ring>> = {
  "src/lib": { rings: [], packages: NONE },
  "src/ocra": { rings: ["src/lib"], packages: NONE },
  "src/tiqr": { rings: ["src/lib"], packages: NONE },
  "src/core": { rings: ["src/ocra", "src/tiqr", "src/lib"], packages: NONE },
  "src/storage": {
    rings: ["src/core", "src/ocra", "src/tiqr", "src/lib", "src/config.ts"],
    packages: /^cloudflare:workers$/,
  },
  "src/http": { rings: ["src/core", "src/tiqr", "src/lib"], packages: /^(hono(\/.*)?|valibot)$/ },
  // The assets are built from src/web/style and src/web/client.
  "src/web": { rings: ["src/core", "src/tiqr", "src/lib", "dist/assets.json"], packages: /^(hono(\/.*)?|qrcode-svg)$/ },
  // Runs in the browser: whatever it imported would be told to everybody.
  "src/web/client": { rings: [], packages: NONE },
  "src/config.ts": { rings: ["src/core", "src/tiqr", "src/lib"], packages: /^valibot$/ },
  "src/app.ts": { rings: ["src/http", "src/web", "src/core", "src/lib"], packages: /^hono(\/.*)?$/ },
  "src/index.ts": {
    rings: ["src/app.ts", "src/config.ts", "src/http", "src/web", "src/storage", "src/core", "src/lib"],
    packages: /^(hono(\/.*)?|cloudflare:workers)$/,
  },
  phone: { rings: ["src/ocra", "src/tiqr", "src/lib"], packages: /^node:/ },
};
const PURE = ["src/lib", "src/ocra", "src/tiqr", "src/core"];

const IMPURE =
  /\bDate\.now\b|\bnew Date\(\s*\)|(?<!new )\bDate\(\s*\)|\bperformance\.now\b|\bMath\.random\b|\bgetRandomValues\b|\brandomUUID\b|\bEnv\b/g;
const SQL =
  /\b(SELECT\s|INSERT\s+(OR\s+\w+\s+)?INTO\b|UPDATE\s+\w+\s+SET\b|DELETE\s+FROM\b|(CREATE|ALTER|DROP)\s+TABLE\b)/g;

const ringOf = (path: string): string => {
  if (path.startsWith("phone/")) return "phone";
  return path
    .split("/")
    .slice(0, path.startsWith("src/web/client/") ? 3 : 2)
    .join("/");
};

/** Without comments, but with every string: imports and SQL stand in strings. */
const withoutComments = (source: string): string =>
  source.replace(/\/\*[\s\S]*?\*\/|(^|[^:"'`\w])\/\/[^\n]*/g, (_, before = "") => before);

/** Static, side-effect, re-exporting and dynamic imports, and imports of types. */
const importsOf = (source: string): string[] =>
  [...withoutComments(source).matchAll(/(?:\bfrom\s*|\bimport\s*\(?\s*)["']([^"']+)["']/g)].map(
    ([, name = ""]) => name,
  );

/** What breaks the rules in one file. */
function violations(path: string, source: string): string[] {
  const ring = ringOf(path);
  const rules = RINGS[ring];
  if (!rules) return [`${path} belongs to no ring`];
  const found: string[] = [];
  for (const name of importsOf(source)) {
    const target = name.startsWith(".") ? ringOf(new URL(name, `file:///${path}`).pathname.slice(1)) : undefined;
    const allowed = target === undefined ? rules.packages.test(name) : target === ring || rules.rings.includes(target);
    if (!allowed) found.push(`${path} imports ${name}`);
  }
  const code = withoutComments(source);
  if (PURE.includes(ring)) for (const [word] of code.matchAll(IMPURE)) found.push(`${path} uses ${word}`);
  if (ring !== "src/storage") for (const [word] of code.matchAll(SQL)) found.push(`${path} has SQL: ${word.trim()}`);
  return found;
}

const files = Object.entries(SOURCES).map(([path, source]) => [path.replace("../", ""), source] as const);

describe("the rings", () => {
  it("are read in full", () => {
    expect(new Set(files.map(([path]) => ringOf(path)))).toEqual(new Set(Object.keys(RINGS)));
    expect(files.flatMap(([, source]) => importsOf(source)).length).toBeGreaterThan(files.length);
  });

  it.each(files)("hold in %s", (path, source) => {
    expect(violations(path, source)).toEqual([]);
  });
});

describe("the check finds", () => {
  it.each([
    ["src/ocra/x.ts", 'import { x } from "../core/pin.ts";', "imports ../core/pin.ts"],
    ["src/tiqr/x.ts", 'import type { X } from "../ocra/suite.ts";', "imports ../ocra/suite.ts"],
    ["src/core/x.ts", 'import { x } from "../storage/seal.ts";', "imports ../storage/seal.ts"],
    ["src/core/x.ts", 'export { x } from "../http/params.ts";', "imports ../http/params.ts"],
    ["src/core/x.ts", 'import { Hono } from "hono";', "imports hono"],
    ["src/core/x.ts", 'import "cloudflare:workers";', "imports cloudflare:workers"],
    ["src/core/x.ts", 'const x = await import("../config.ts");', "imports ../config.ts"],
    ["src/lib/x.ts", 'import { x } from "./../tiqr/urls.ts";', "imports ./../tiqr/urls.ts"],
    ["src/storage/x.ts", 'import { x } from "../http/params.ts";', "imports ../http/params.ts"],
    ["src/storage/x.ts", 'import { x } from "../web/qr.ts";', "imports ../web/qr.ts"],
    ["src/http/x.ts", 'import {\n  x,\n} from "../storage/seal.ts";', "imports ../storage/seal.ts"],
    ["src/http/x.ts", 'import { x } from "../web/qr.ts";', "imports ../web/qr.ts"],
    ["src/web/x.ts", 'import { x } from "../storage/seal.ts";', "imports ../storage/seal.ts"],
    ["src/web/x.tsx", 'import { x } from "./client/x.ts";', "imports ./client/x.ts"],
    ["src/web/client/x.ts", 'import { x } from "../words/en.ts";', "imports ../words/en.ts"],
    ["src/web/client/x.ts", 'import { Hono } from "hono";', "imports hono"],
    ["src/app.ts", 'import { x } from "./storage/seal.ts";', "imports ./storage/seal.ts"],
    ["phone/x.ts", 'import { x } from "../src/core/token/pin.ts";', "imports ../src/core/token/pin.ts"],
    ["src/new/x.ts", "", "belongs to no ring"],
    ["src/core/x.ts", "const now = Date.now();", "uses Date.now"],
    ["src/core/x.ts", "const now = new Date();", "uses new Date()"],
    ["src/tiqr/x.ts", "performance.now()", "uses performance.now"],
    ["src/lib/x.ts", "Math.random()", "uses Math.random"],
    ["src/core/x.ts", "crypto.getRandomValues(b)", "uses getRandomValues"],
    ["src/core/x.ts", "crypto.randomUUID()", "uses randomUUID"],
    ["src/core/x.ts", "function f(env: Env) {}", "uses Env"],
    ["src/core/x.ts", 'db.prepare("SELECT 1")', "has SQL: SELECT"],
    ["src/http/x.ts", "db.prepare(`UPDATE token SET x = 1`)", "has SQL: UPDATE token SET"],
    ["src/http/x.ts", 'const url = "https://x"; db.run("DELETE FROM t")', "has SQL: DELETE FROM"],
  ])("in %s what %j does wrong", (path, source, violation) => {
    expect(violations(path, source)).toEqual([`${path} ${violation}`]);
  });

  it("nothing wrong in what is allowed, nor in comments", () => {
    const source = 'import { x } from "../lib/bytes.ts"; // Date.now(), SELECT x\n/* import "hono" */ new Date(nowMs);';
    expect(violations("src/core/x.ts", source)).toEqual([]);
  });
});
