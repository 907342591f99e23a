// Enforces the rings and the rooms of core (docs/architecture.md): imports point one way, and the
// inner rings know no framework, platform, clock or randomness. The console is a client that stands
// outside of them: it takes what one file gives, and one file mounts it.

import { describe, expect, it } from "vitest";
import { importsOf, targetOf, withoutComments } from "../scripts/lib/imports.ts";
import { COMMANDS, SOURCES, TOOLS } from "./support/house/imports.ts";
import { PURE_RINGS } from "./support/house/pure-rings.ts";

/**
 * For each ring: the rings, or single files of them, that it may import besides itself, and the
 * packages (a pattern over their whole name).
 */
interface Ring {
  readonly rings: readonly string[];
  readonly packages: RegExp;
}
const NONE = /^$/;
const RINGS: Readonly<Record<string, Ring>> = {
  "src/lib": { rings: [], packages: NONE },
  "src/ocra": { rings: ["src/lib"], packages: NONE },
  "src/tiqr": { rings: ["src/lib"], packages: NONE },
  "src/core": { rings: ["src/ocra", "src/tiqr", "src/lib", "src/settings.ts"], packages: NONE },
  "src/storage": {
    rings: [
      "src/core",
      "src/ocra",
      "src/tiqr",
      "src/lib",
      "src/mail",
      "src/config",
      "src/settings.ts",
      "src/request-record.ts",
    ],
    packages: /^(cloudflare:workers|jose)$/,
  },
  // It has words of its own: an object that sends a mail knows no page.
  "src/mail": { rings: ["src/assets", "src/core", "src/lib", "src/settings.ts"], packages: NONE },
  // The files beside the worker, which pages and mails read.
  "src/assets": { rings: ["src/lib", "dist"], packages: NONE },
  "src/http": {
    rings: [
      "src/assets",
      "src/core",
      "src/tiqr",
      "src/lib",
      "src/config",
      "src/settings.ts",
      "src/request-record.ts",
      "dist",
    ],
    packages: /^hono(\/.*)?$/,
  },
  // In dist are the files and words of pages, and what is built of the definitions of routes.
  "src/web": {
    rings: ["src/http", "src/assets", "src/core", "src/tiqr", "src/lib", "src/settings.ts", "dist"],
    packages: /^(hono(\/.*)?|qrcode-svg)$/,
  },
  // It runs in the browser, so everyone could read whatever it imported.
  "src/web/client": { rings: [], packages: NONE },
  // Known by index.ts alone.
  "src/upstream": { rings: ["src/core", "src/lib", "src/request-record.ts"], packages: NONE },
  "src/settings.ts": { rings: ["src/core", "src/tiqr", "src/lib"], packages: NONE },
  // It goes along with a request through all rings that wait for something, and knows none of them.
  "src/request-record.ts": { rings: [], packages: /^node:async_hooks$/ },
  "src/config": { rings: ["src/settings.ts", "src/core", "src/tiqr", "src/lib"], packages: NONE },
  "src/app.ts": {
    rings: ["src/http", "src/web", "src/core", "src/lib", "src/request-record.ts", "packages/console"],
    packages: /^hono(\/.*)?$/,
  },
  "src/index.ts": {
    rings: ["src/app.ts", "src/config", "src/http", "src/web", "src/storage", "src/upstream", "src/core", "src/lib"],
    packages: /^(hono(\/.*)?|cloudflare:workers)$/,
  },
  // Nothing in src uses what it gives: it is for the console alone, and so is that for its scripts.
  "src/for-console.ts": {
    rings: ["src/http", "src/web", "src/assets", "src/core", "src/tiqr", "src/lib", "src/settings.ts"],
    packages: NONE,
  },
  "src/web/words/for-console.ts": { rings: ["src/web", "src/http", "src/core", "src/lib"], packages: NONE },
  "src/web/client/live/for-console.ts": { rings: ["src/web/client"], packages: NONE },
  "packages/console": {
    rings: ["src/for-console.ts", "src/web/words/for-console.ts", "dist"],
    packages: /^hono(\/.*)?$/,
  },
  "packages/console/client": { rings: ["src/web/client/live/for-console.ts"], packages: NONE },
  phone: { rings: ["src/ocra", "src/tiqr", "src/lib", "scripts/lib"], packages: /^node:/ },
  // They work on the database as the storage does, with its code and the rules, and know no page and
  // no route.
  "packages/commands": {
    rings: [
      "src/storage",
      "src/core",
      "src/tiqr",
      "src/lib",
      "src/config",
      "src/settings.ts",
      "src/http/answer/csv.ts",
      "src/http/answer/reason-to-wire.ts",
      "src/http/guard/admin-token.ts",
      "src/upstream/identity.ts",
      "phone",
      "packages/client",
      "scripts/lib",
      "scripts/state",
      "scripts/serve/start-server.ts",
    ],
    packages: /^(node:.+|js-yaml)$/,
  },
};
/**
 * The rooms of core, each with those it may import besides itself and the root, which holds what
 * they all share. A flow that needs the insides of another room must first be listed here.
 */
const ROOMS: Readonly<Record<string, readonly string[]>> = {
  root: ["ports", "token", "proximity", "callers"],
  shards: [],
  proximity: [],
  // Each flow notes what it decides, so any room may use it.
  audit: ["proximity"],
  token: ["shards"],
  // The records that the storage keeps are here as well, so no port takes them out of the room of
  // their rules.
  ports: ["token", "shards", "proximity", "callers"],
  // What people on the phone with the help desk have to show.
  callers: [],
  // Acts that give access ask for it.
  desk: ["ports", "callers"],
  system: ["ports"],
  phones: ["ports", "token"],
  login: ["ports", "token", "phones", "shards", "proximity"],
  // A phone that has enrolled is tried out with a login.
  enrolment: ["ports", "token", "login", "callers", "desk"],
  oidc: ["ports", "token", "login", "shards", "proximity"],
  // A device gets an ordinary code; who confirms does so with a login, and gets a session.
  device: ["ports", "oidc"],
  ciba: ["ports", "token", "login", "oidc"],
  // Microsoft's answer leaves as that to any application, without a code.
  entra: ["ports", "oidc"],
  webhooks: ["ports"],
  // A person adds a phone by an enrolment link, and confirms with a login.
  me: ["ports", "token", "login", "oidc", "enrolment", "callers", "desk"],
  // Administrators confirm with a login, and can withdraw enrolment links.
  admin: ["ports", "token", "login", "enrolment", "callers", "desk"],
  undo: ["ports", "desk"],
  // A directory's groups are the groups that an administrator could set by hand.
  scim: ["ports", "token", "admin"],
  // A job does what single requests of administrators do.
  jobs: ["ports", "token", "enrolment", "admin"],
};
const roomOf = (path: string): string | undefined =>
  /^src\/core\/(?:(\w+)\/)?/
    .exec(path)
    ?.slice(1)
    .map((room) => room ?? "root")[0];

/** Whether one file of core may import another. The rings decide about all other imports. */
function mayEnter(path: string, target: string): boolean {
  const [from, to] = [roomOf(path), roomOf(target)];
  if (from === undefined || to === undefined) return true;
  return from === to || to === "root" || to === "audit" || (ROOMS[from]?.includes(to) ?? false);
}

const IN_BROWSER = /^(src\/web|packages\/console)\/client(\/|$)/;

const PURE = PURE_RINGS.map((ring) => `src/${ring}`);

const IMPURE =
  /\bDate\.now\b|\bnew Date\(\s*\)|(?<!new )\bDate\(\s*\)|\bperformance\.now\b|\bMath\.random\b|\bgetRandomValues\b|\brandomUUID\b|\bEnv\b/g;
const SQL =
  /\b(SELECT\s|INSERT\s+(OR\s+\w+\s+)?INTO\b|UPDATE\s+\w+\s+SET\b|DELETE\s+FROM\b|(CREATE|ALTER|DROP)\s+TABLE\b)/g;

/** The only ones with SQL. */
const ON_DATABASES = ["src/storage", "packages/commands"];

const ringOf = (path: string): string => {
  if (/^(?:phone|dist)\//.test(path)) return path.slice(0, path.indexOf("/"));
  if (path.endsWith("/for-console.ts")) return path;
  return path
    .split("/")
    .slice(0, IN_BROWSER.test(path) ? 3 : 2)
    .join("/");
};

/** The imports and words that break the rules in one file. */
function violations(path: string, source: string): string[] {
  const ring = ringOf(path);
  const rules = RINGS[ring];
  if (!rules) return [`${path} belongs to no ring`];
  const found: string[] = [];
  for (const name of importsOf(source)) {
    const target = targetOf(path, name);
    const inRing = target === undefined ? undefined : ringOf(target);
    const allowed =
      inRing === undefined
        ? rules.packages.test(name)
        : [inRing, target].some((place) => place === ring || rules.rings.includes(place ?? ""));
    if (!allowed || (target && !mayEnter(path, target))) found.push(`${path} imports ${name}`);
  }
  const code = withoutComments(source);
  // A part that throws where it starts would keep the rest of the script from starting.
  if (IN_BROWSER.test(ring))
    for (const [, name] of code.matchAll(/^import "([^"]+)"/gm)) found.push(`${path} does not import ${name} apart`);
  if (PURE.includes(ring)) for (const [word] of code.matchAll(IMPURE)) found.push(`${path} uses ${word}`);
  if (!ON_DATABASES.includes(ring))
    for (const [word] of code.matchAll(SQL)) found.push(`${path} has SQL: ${word.trim()}`);
  return found;
}

const FILES = [...SOURCES, ...COMMANDS];

describe("the rings", () => {
  it("are read in full", () => {
    expect(new Set(FILES.map(([path]) => ringOf(path)))).toEqual(new Set(Object.keys(RINGS)));
    expect(SOURCES.flatMap(([, source]) => importsOf(source)).length).toBeGreaterThan(SOURCES.length);
  });

  it("have no room of core that is not listed", () => {
    const rooms = new Set(SOURCES.map(([path]) => roomOf(path)).filter((room) => room !== undefined));
    expect(rooms).toEqual(new Set(Object.keys(ROOMS)));
  });

  it.each(FILES)("hold in %s", (path, source) => {
    expect(violations(path, source)).toEqual([]);
  });

  it("let nobody but measurements and tests import the commands", () => {
    const others = TOOLS.filter(([path]) => !/^(packages\/commands|bench)\//.test(path));
    const commands = others.flatMap(([path, source]) =>
      importsOf(source).filter((name) => targetOf(path, name)?.startsWith("packages/commands/")),
    );
    expect(commands).toEqual([]);
  });
});

describe("the console", () => {
  const CONSOLE = SOURCES.filter(([path]) => path.startsWith("packages/console/"));

  it("is known by the one file that mounts it", () => {
    const users = SOURCES.filter(
      ([path, source]) =>
        path.startsWith("src/") && importsOf(source).some((name) => targetOf(path, name)?.startsWith("packages/")),
    );
    expect(users.map(([path]) => path)).toEqual(["src/app.ts"]);
  });

  it("takes each name that the service lists for it", () => {
    const namesIn = (list: string) => list.split(",").flatMap((one) => one.trim().replace(/^type /, "") || []);
    const taken = CONSOLE.flatMap(([path, source]) =>
      [...source.matchAll(/\{([^{}]*)\} from "([^"]+)"/g)].flatMap(([, list = "", from = ""]) =>
        namesIn(list).map((name) => `${targetOf(path, from)} ${name}`),
      ),
    );
    const listed = SOURCES.filter(([path]) => path.endsWith("/for-console.ts")).flatMap(([path, source]) =>
      [...source.matchAll(/^export (?:const (\w+)|(?:type )?\{([^}]*)\})/gm)].flatMap(([, name, list = ""]) =>
        (name === undefined ? namesIn(list) : [name]).map((one) => `${path} ${one}`),
      ),
    );
    expect(listed.length).toBeGreaterThan(100);
    expect(listed.filter((name) => !taken.includes(name))).toEqual([]);
  });
});

/**
 * A limit is recognised by its name: it begins with MAX_ or MIN_, ends in its unit, and has a
 * comment above with the reason.
 */
const OTHER_NAME = /\bconst ((MOST|LEAST|LONGEST|SHORTEST|FEWEST|LARGEST|SMALLEST)(_\w+)?) /g;

describe("a limit", () => {
  const sources = FILES.filter(([path]) => !path.startsWith("phone/"));

  it("is named MAX_ or MIN_", () => {
    const others = sources.flatMap(([path, source]) =>
      [...source.matchAll(OTHER_NAME)].map(([, name]) => `${path} ${name}`),
    );
    expect(others).toEqual([]);
  });

  it("has its reason above, or shares that of the previous limit", () => {
    const bare = sources.flatMap(([path, source]) => {
      const lines = source.split("\n");
      const isLimit = (line = "") => /^(export )?const (MAX|MIN)_/.test(line);
      return lines
        .filter((line, at) => isLimit(line) && !isLimit(lines[at - 1]) && !/(\*\/|^\/\/.*)$/.test(lines[at - 1] ?? ""))
        .map((line) => `${path} ${line}`);
    });
    expect(bare).toEqual([]);
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
    ["src/core/x.ts", 'const x = await import("../config/read-config.ts");', "imports ../config/read-config.ts"],
    ["src/core/login/x.ts", 'import { x } from "../admin/tokens.ts";', "imports ../admin/tokens.ts"],
    ["src/core/login/x.ts", 'import type { X } from "../enrolment/link.ts";', "imports ../enrolment/link.ts"],
    ["src/core/enrolment/x.ts", 'import { x } from "../admin/users.ts";', "imports ../admin/users.ts"],
    ["src/core/token/x.ts", 'import { x } from "../login/login.ts";', "imports ../login/login.ts"],
    ["src/core/x.ts", 'import { x } from "./login/login.ts";', "imports ./login/login.ts"],
    ["src/lib/x.ts", 'import { x } from "./../tiqr/urls.ts";', "imports ./../tiqr/urls.ts"],
    ["src/storage/x.ts", 'import { x } from "../http/params.ts";', "imports ../http/params.ts"],
    ["src/storage/x.ts", 'import { x } from "../web/qr.ts";', "imports ../web/qr.ts"],
    ["src/mail/x.ts", 'import { x } from "../web/words/words.ts";', "imports ../web/words/words.ts"],
    ["src/core/x.ts", 'import { x } from "../mail/mailer.ts";', "imports ../mail/mailer.ts"],
    ["src/http/x.ts", 'import {\n  x,\n} from "../storage/seal.ts";', "imports ../storage/seal.ts"],
    ["src/http/x.ts", 'import { x } from "../web/qr.ts";', "imports ../web/qr.ts"],
    ["src/web/x.ts", 'import { x } from "../storage/seal.ts";', "imports ../storage/seal.ts"],
    ["src/web/x.tsx", 'import { x } from "./client/x.ts";', "imports ./client/x.ts"],
    ["src/web/client/x.ts", 'import { x } from "../words/book.ts";', "imports ../words/book.ts"],
    ["src/web/client/x.ts", 'import { Hono } from "hono";', "imports hono"],
    ["src/web/client/x.ts", 'import "./live/times.ts";', "does not import ./live/times.ts apart"],
    ["src/app.ts", 'import { x } from "./storage/seal.ts";', "imports ./storage/seal.ts"],
    ["src/web/x.ts", 'import { x } from "../../packages/console/x.ts";', "imports ../../packages/console/x.ts"],
    ["src/web/x.ts", 'import { x } from "../for-console.ts";', "imports ../for-console.ts"],
    ["packages/console/a/x.ts", 'import { x } from "../../../src/web/form.ts";', "imports ../../../src/web/form.ts"],
    ["packages/console/x.ts", 'import { x } from "./client/x.ts";', "imports ./client/x.ts"],
    ["packages/console/x.ts", 'import { x } from "jose";', "imports jose"],
    ["packages/console/client/x.ts", 'import { x } from "../api.ts";', "imports ../api.ts"],
    ["packages/console/client/x.ts", 'import "./live/x.ts";', "does not import ./live/x.ts apart"],
    ["phone/x.ts", 'import { x } from "../src/core/token/pin.ts";', "imports ../src/core/token/pin.ts"],
    ["src/new/x.ts", "", "belongs to no ring"],
    ["src/storage/x.ts", 'import { x } from "../../packages/commands/x.ts";', "imports ../../packages/commands/x.ts"],
    [
      "packages/commands/x.ts",
      'import "../../src/http/request/params.ts";',
      "imports ../../src/http/request/params.ts",
    ],
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
  ])("the violation in %s: %j", (path, source, violation) => {
    expect(violations(path, source)).toEqual([`${path} ${violation}`]);
  });

  it("no violation in allowed code or in comments", () => {
    const source = 'import { x } from "../lib/bytes.ts"; // Date.now(), SELECT x\n/* import "hono" */ new Date(nowMs);';
    expect(violations("src/core/x.ts", source)).toEqual([]);
  });
});
