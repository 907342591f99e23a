// npm run release, in a project with a small worker whose checks do nothing: what it refuses, what
// it makes, and that a dry run changes nothing.
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { inProject } from "../../../scripts/lib/project.ts";
import { makeProject } from "../support/project.ts";

const project = makeProject();
const cwd = project.path();
afterAll(() => project.remove());

const identity = ["-c", "user.name=t", "-c", "user.email=t@example.org"];
const git = (...args: string[]): string =>
  execFileSync("git", [...identity, ...args], {
    cwd,
    encoding: "utf8",
    env: { ...process.env, GIT_COMMITTER_DATE: date },
  }).trim();
/** The times of files in the archives are that of the commit. */
const date = "2026-12-01T12:00:00Z";
const commit = (): string => git("add", "-A") + git("commit", "-q", "--allow-empty", "-m", "a release");

const CHECKS = ["typecheck", "lint", "test", "test:around", "test:deep", "test:serve", "test:browser"];
const docs = "mkdir -p site/dist && echo page > site/dist/index.html";
const scripts = { ...Object.fromEntries(CHECKS.map((check) => [check, "true"])), docs };
const description = (more: object = {}): void =>
  writeFileSync(
    project.path("package.json"),
    JSON.stringify({ ...JSON.parse(readFileSync(inProject("package.json"), "utf8")), scripts, ...more }),
  );
const changelog = (day = "unreleased", version = "0.1.0"): void =>
  writeFileSync(
    project.path("CHANGELOG.md"),
    `# Changelog\n\n## [${version}] - ${day}\n\n- Sign-in.\n\n## [0.0.1] - 2026-01-01\n\n- Old.\n`,
  );

function release(...args: string[]) {
  const env = { ...process.env, GITHUB_SERVER_URL: "https://git.example.org", GITHUB_REPOSITORY: "owner/name" };
  const author = { GIT_COMMITTER_NAME: "t", GIT_COMMITTER_EMAIL: "t@example.org" };
  const ran = spawnSync(process.execPath, ["scripts/release.ts", ...args], {
    cwd,
    encoding: "utf8",
    env: { ...env, ...author, npm_config_user_agent: "" },
  });
  return { code: ran.status, stdout: ran.stdout, stderr: ran.stderr.trim() };
}
const quickly = ["--dry-run", "--skip", [...CHECKS, "worker", "client", "site", "sbom"].join(",")];

beforeAll(() => {
  for (const path of ["package-lock.json", "packages/client", "LICENSE"])
    cpSync(inProject(path), project.path(path), { recursive: true });
  mkdirSync(project.path("site/node_modules"), { recursive: true });
  const toml = project.path("wrangler.toml");
  writeFileSync(toml, `${readFileSync(toml, "utf8")}\n[assets]\ndirectory = "dist/assets"\n`);
  mkdirSync(project.path("dist/assets"), { recursive: true });
  writeFileSync(project.path("dist/assets/style-0.css"), "");
  writeFileSync(project.path(".gitignore"), "node_modules\n.wrangler\n/release/\nsite/dist\n");
  git("init", "-q");
});

beforeEach(() => {
  description();
  changelog();
  commit();
});

describe("npm run release refuses", () => {
  const one = (message: RegExp) => ({ code: 1, stdout: expect.any(String), stderr: expect.stringMatching(message) });

  it("a tree that is not clean, and names what is in the way", () => {
    writeFileSync(project.path("left-over.txt"), "");
    expect(release(...quickly)).toEqual(one(/^[^\n]*not clean[^\n]*left-over\.txt[^\n]*$/));
    rmSync(project.path("left-over.txt"));
  });

  it("a version of which CHANGELOG.md says nothing", () => {
    changelog("2026-12-01", "0.2.0");
    commit();
    expect(release(...quickly)).toEqual(one(/CHANGELOG\.md .*0\.1\.0/));
  });

  it("a version that is a tag, even that of this commit, unless its release is built", () => {
    git("tag", "v0.1.0");
    try {
      expect(release(...quickly)).toEqual(one(/v0\.1\.0 is a tag already/));
      expect(release(...quickly, "--tag", "v0.1.0").code).toBe(0);
      expect(release(...quickly, "--tag", "v0.2.0")).toEqual(one(/v0\.2\.0.*0\.1\.0/));
      commit();
      expect(release(...quickly, "--tag", "v0.1.0")).toEqual(one(/not the commit/));
    } finally {
      git("tag", "-d", "v0.1.0");
    }
  });

  it("two versions at once", () => {
    description({ version: "0.3.0" });
    changelog("2026-12-01", "0.3.0");
    commit();
    expect(release(...quickly)).toEqual(one(/0\.3\.0.*packages\/client\/package\.json.*0\.1\.0/));
  });

  it("to leave anything out, or to release without a day, when it is no dry run", () => {
    expect(release("--skip", "test").code).toBe(2);
    expect(release("--dry-run", "--skip", "tests").code).toBe(2);
    expect(release()).toEqual(one(/no day/));
    expect(git("tag", "--list")).toBe("");
  });

  it("to go on after a check that fails, or to write where something is", () => {
    description({ scripts: { ...scripts, lint: "echo one; echo two; false" } });
    commit();
    expect(release("--dry-run")).toEqual(one(/one\ntwo\n.*lint failed/));
    expect(release("--dry-run", "--out", "migrations")).toEqual(one(/not empty/));
    expect(readdirSync(project.path("migrations"))).not.toEqual([]);
  });
});

const folder = project.path("release/v0.1.0");
const sumsIn = (text: string): Map<string, string> =>
  new Map([...text.matchAll(/^([0-9a-f]{64}) {2}(\S+)/gm)].map(([, sum = "", name = ""]) => [name, sum]));
const filesIn = (name: string): string[] =>
  execFileSync("tar", ["-tzf", `${folder}/${name}`], { encoding: "utf8" }).split("\n");
const ofSbom = (name: string): string[] => {
  const { bomFormat, components } = JSON.parse(readFileSync(`${folder}/${name}`, "utf8"));
  return [bomFormat, ...components.map((component: { name: string }) => component.name)];
};

it("makes all that a release consists of, and no tag in a dry run", () => {
  const first = release("--dry-run", "--skip", "lint");
  expect([first.code, first.stderr]).toEqual([0, ""]);
  // What is left out is said.
  const left = [...first.stdout.matchAll(/^(\S+) +left out/gm)].map(([, name]) => name);
  expect(left).toEqual(["lint", "test:around", "test:deep", "test:serve", "test:browser"]);
  expect(git("tag", "--list")).toBe("");
  expect(git("status", "--porcelain")).toBe("");

  const sums = sumsIn(first.stdout);
  expect([...sums.keys()]).toEqual([
    "NOTES.md",
    "tiqr-edge-0.1.0.cdx.json",
    "tiqr-edge-build-0.1.0.cdx.json",
    "tiqr-edge-client-0.1.0.tgz",
    "tiqr-edge-documents-0.1.0.tar.gz",
    "tiqr-edge-worker-0.1.0.tar.gz",
  ]);
  expect(sumsIn(readFileSync(`${folder}/SHA256SUMS`, "utf8"))).toEqual(sums);
  execFileSync("sha256sum", ["--check", "--quiet", "SHA256SUMS"], { cwd: folder });
  expect(readFileSync(`${folder}/NOTES.md`, "utf8")).toBe("- Sign-in.\n");
  expect(filesIn("tiqr-edge-worker-0.1.0.tar.gz")).toEqual(
    expect.arrayContaining([
      ...["./dist/index.js", "./wrangler.toml", "./migrations/0001_rows.sql", "./LICENSE"],
      expect.stringMatching(/^\.\/dist\/assets\/style-\w+\.css$/),
    ]),
  );
  const config = execFileSync("tar", ["-xzOf", `${folder}/tiqr-edge-worker-0.1.0.tar.gz`, "./wrangler.toml"]);
  expect(String(config)).toMatch(/^main = "dist\/index\.js"$/m);
  expect(filesIn("tiqr-edge-documents-0.1.0.tar.gz")).toContain("./index.html");
  expect(ofSbom("tiqr-edge-0.1.0.cdx.json")).toEqual(["CycloneDX", "hono", "jose", "qrcode-svg"]);
  expect(ofSbom("tiqr-edge-build-0.1.0.cdx.json")).toEqual(expect.arrayContaining(["hono", "wrangler", "vitest"]));
  const packed = execFileSync("tar", ["-xzOf", `${folder}/tiqr-edge-client-0.1.0.tgz`, "package/package.json"]);
  expect(JSON.parse(String(packed)).repository).toEqual({
    type: "git",
    url: "git+https://git.example.org/owner/name.git",
    directory: "packages/client",
  });

  made = sums;
}, 240_000);

let made = new Map<string, string>();

it("makes the same again, and the tag, when all has passed", () => {
  changelog("2026-12-01");
  commit();
  const { code, stdout } = release();
  expect([code, /left out/.test(stdout)]).toEqual([0, false]);
  expect(git("rev-parse", "v0.1.0^{commit}")).toBe(git("rev-parse", "HEAD"));
  expect(stdout).toContain("git push origin v0.1.0");
  // Whoever builds the same commit gets the same files. A bill of materials names its hour.
  const ofFiles = (sums: Map<string, string>) => [...sums].filter(([name]) => !name.endsWith(".cdx.json"));
  expect(ofFiles(sumsIn(stdout))).toEqual(ofFiles(made));
}, 240_000);
