import { execFileSync } from "node:child_process";
import { existsSync, globSync, readFileSync, realpathSync, statfsSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { cloudflareTest, readD1Migrations } from "@cloudflare/vitest-pool-workers";
import { type Request, Response } from "miniflare";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";
import { writeWithOwnSecrets } from "./scripts/lib/own-secrets.ts";
import { ADMIN_PASSWORD } from "./test/support/admin-password.ts";
import { PURE_RINGS } from "./test/support/house/pure-rings.ts";

// The service's tests run in workerd with the real D1 and Durable Objects, under the bindings of
// wrangler.toml. What needs none of these is a project of its own, `pure`, in plain Node: a file takes
// a second there. What is long, random or in great numbers is another, `deep`, and what is not
// about a login a third, `around`, so that `npm test` stays short. The tests of the scripts run in Node,
// against the processes that the scripts start, and those of the pages in Node, too, with a Chromium
// in front of such a server.
// The values below are for tests only.

// Every write of a test waits for the disk, and no test looks at a power cut. In memory the waiting
// is over at once. A container may have 64 MB of it, which is too little.
const MEMORY = "/dev/shm";
if (existsSync(MEMORY) && freeBytes(MEMORY) > 2e9) process.env.TMPDIR ||= MEMORY;

// The tests start hundreds of processes, which would each compile the same modules.
process.env.NODE_COMPILE_CACHE ||= fileURLToPath(new URL("node_modules/.cache/node", import.meta.url));

/** They take long for their size, and would run alone at the end. */
const LONG = ["test/serve/bench/bench.test.ts", "packages/commands/test/serve/import/many.test.ts"].map((path) =>
  realpathSync(path),
);

/**
 * Files share a worker, so a failure may need the files before it. By itself vitest goes by the
 * times of the last run, and a fresh clone, such as CI's, by size: here every run does, after LONG.
 */
class AlwaysTheSame extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const size = ({ moduleId }: TestSpecification) =>
      LONG.includes(moduleId) ? Number.MAX_SAFE_INTEGER : statSync(moduleId).size;
    return files.toSorted((a, b) => size(b) - size(a) || a.moduleId.localeCompare(b.moduleId));
  }
}

function freeBytes(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}

/** The texts of files, for the tests that read them: test/support/house/files.ts. */
async function serveFiles(request: Request): Promise<Response> {
  const paths = globSync((await request.json()) as string[]).sort();
  return Response.json(Object.fromEntries(paths.map((path) => [path, readFileSync(path, "utf8")])));
}

// The plugin bundles the worker by itself and leaves wrangler.toml's [build] out.
// Not imported: what bundles this file would write the functions of src/web/words in its own way.
execFileSync(process.execPath, [fileURLToPath(new URL("scripts/pages/build.ts", import.meta.url))], {
  stdio: "inherit",
});

const DEEP = [
  "test/fuzz",
  "test/model",
  "test/compat",
  "test/phones",
  "test/races",
  "test/size",
  "test/oidc",
  "test/http/jobs",
  // Each sign-in of an account hashes a password, which is slow by design, and so does each guess
  // of a PIN.
  "test/http/accounts",
  "test/http/guessing",
  "test/storage/shards",
  "test/storage/housekeeping",
  "packages/console/test/deep",
  "packages/commands/test/storage/shards",
];
/**
 * What stands around a login: administration and the console, people's own page, the trail and its
 * events, a server behind this one, and the client.
 */
const AROUND = [
  "test/http/{audit,callers,events,system,users,watch}",
  "test/web/{callers,docs,me}",
  "test/storage/{accounts,audit,jobs,me,meter,users,webhooks}",
  "test/upstream",
  "test/packages",
  "packages/console/test",
  "packages/commands/test/storage/{audit,import}",
];
/** test/pure.test.ts holds that they need no platform. */
const PURE = PURE_RINGS.map((ring) => `test/${ring}`);
const BROWSER = ["test/browser", "packages/console/test/browser"];
const OUTSIDE_WORKERD = [...PURE, "test/serve", ...BROWSER];
const inside = (folders: readonly string[]): string[] => folders.map((folder) => `${folder}/**/*.test.{ts,tsx}`);

const inWorkerd = async (test: { name: string; include: string[]; exclude?: string[] }) => ({
  plugins: [
    cloudflareTest({
      wrangler: { configPath: writeWithOwnSecrets(".wrangler.test.toml") },
      miniflare: {
        // More databases than the settings name, which use DB alone: test/storage/shards.
        d1Databases: ["DB_1", "DB_2"],
        // Not TRAIL: without it nothing leaves the database, and a test that wants a bucket gives it
        // (test/support/archive.ts).
        r2Buckets: ["LOCAL_TRAIL"],
        // Not MAIL: without it a service sends no mail, and a test that wants some gives it
        // (test/support/mail.ts).
        email: { send_email: [{ name: "LOCAL_MAIL", allowed_sender_addresses: ["login@mail.test"] }] },
        serviceBindings: { FILES: serveFiles },
        // Not EVENTS_QUEUE, for the same reason: test/http/events/bell.test.ts gives it. In the
        // form that wrangler.toml's has, which may be there, too.
        queueProducers: { LOCAL_QUEUE: { queueName: "bell" } },
        queueConsumers: { bell: { maxBatchTimeout: 0 } },
        bindings: {
          TEST_MIGRATIONS: await readD1Migrations("./migrations"),
          PUBLIC_URL: "https://tiqr.test",
          // The address and the place that `npm run setup` has written into wrangler.toml are not
          // under test.
          JURISDICTION: "",
          TIQR_SERVICE_DISPLAY_NAME: "Test Service",
          DEFAULT_REALM: "realm1",
          MASTER_KEY: btoa("0123456789abcdef0123456789abcdef"),
          MASTER_KEY_PREVIOUS: "",
          BOOTSTRAP_ADMIN: `admin:${ADMIN_PASSWORD}`,
          // Fewer iterations keep the suite fast; the cost itself is not under test.
          PIN_ITERATIONS: "1000",
          RATE_LIMITS: "off",
          // How long the random tests run; without them each has a bound and a seed of its own.
          MODEL_RUNS: process.env.MODEL_RUNS ?? "",
          FUZZ_RUNS: process.env.FUZZ_RUNS ?? "",
          TEST_SEED: process.env.TEST_SEED ?? "",
        },
      },
    }),
  ],
  test: {
    ...test,
    // A worker of its own for each file would cost more than the tests. Files share one, and the
    // setup file empties it.
    isolate: false,
    setupFiles: [
      "test/support/house/source-maps.ts",
      "test/support/storage/fresh-storage.ts",
      "test/support/storage/explain-statements.ts",
    ],
    // No test measures time. The default of 5 s failed tests on a machine that was merely busy.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});

const inNode = (name: string, folders: readonly string[], more: object = {}) => ({
  test: { name, include: inside(folders), testTimeout: 120_000, hookTimeout: 60_000, ...more },
});

export default defineConfig(async () => ({
  test: {
    maxWorkers: 2,
    sequence: { sequencer: AlwaysTheSame },
    coverage: {
      provider: "istanbul" as const,
      include: [
        "src/**/*.{ts,tsx}",
        "packages/console/**/*.{ts,tsx}",
        // What of the commands is tested on the real storage.
        "packages/commands/{import/store,rekey,shards}/*.ts",
        ...["phone/phone.ts", "phone/read-metadata.ts", "phone/words.ts"],
      ],
      // Client scripts run in a browser: test/browser.
      exclude: ["{src/web,packages/console}/client/**", "packages/console/test/**"],
      reporter: ["text-summary", "html"],
    },
    projects: [
      await inWorkerd({
        name: "workerd",
        include: ["test/**/*.test.ts"],
        exclude: inside([...DEEP, ...AROUND, ...OUTSIDE_WORKERD]),
      }),
      await inWorkerd({ name: "around", include: inside(AROUND), exclude: inside([...DEEP, ...OUTSIDE_WORKERD]) }),
      await inWorkerd({ name: "deep", include: inside(DEEP) }),
      inNode("pure", PURE, { pool: "threads" }),
      // Each process reads once what its files need: Miniflare, wrangler, Chromium, axe-core.
      inNode("node", ["test/serve", "packages/commands/test/serve"], {
        isolate: false,
        globalSetup: "test/serve/support/run.ts",
      }),
      inNode("browser", BROWSER, { isolate: false, globalSetup: "test/browser/support/run.ts" }),
    ],
  },
}));
