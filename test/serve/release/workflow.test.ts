// .github/workflows cannot run here, so this holds what can be read of it: that it runs what there
// is, and that what may publish runs nothing that a dependency could have changed.
import { spawnSync } from "node:child_process";
import { existsSync, globSync, readFileSync } from "node:fs";
import { load } from "js-yaml";
import { describe, expect, it } from "vitest";
import { inProject } from "../../../scripts/lib/project.ts";

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly env?: Record<string, string>;
  readonly with?: Record<string, unknown>;
}
interface Job {
  readonly needs?: string | string[];
  readonly permissions?: Record<string, string>;
  readonly "timeout-minutes"?: number;
  readonly steps: readonly Step[];
}
interface Workflow {
  readonly on: { readonly push?: { readonly tags?: readonly string[] } };
  readonly permissions: Record<string, string>;
  readonly jobs: Record<string, Job>;
}

const FILES = globSync(".github/workflows/*.yml", { cwd: inProject(".") }).sort();
const textOf = (file: string): string => readFileSync(inProject(file), "utf8");
const read = (file: string) => load(textOf(file)) as Workflow;
const { scripts } = JSON.parse(textOf("package.json")) as { scripts: Record<string, string> };

describe.each(FILES)("%s", (file) => {
  const { permissions, jobs } = read(file);
  const steps = Object.values(jobs).flatMap((job) => job.steps);
  const commands = steps.flatMap(({ run }) => run ?? []);

  it("runs scripts that there are, in a shell that reads them", () => {
    const asked = commands.flatMap((run) =>
      [...run.matchAll(/npm run (?:-s )?([\w:-]+)/g)].map(([, name = ""]) => name),
    );
    const files = asked.map((name) => /^exec node (\S+)/.exec(scripts[name] ?? "")?.[1] ?? name);
    expect(files.filter((path) => !existsSync(inProject(path)))).toEqual([]);

    for (const run of commands.filter((text) => text.startsWith(".")))
      expect(existsSync(inProject(run)), run).toBe(true);
    for (const run of commands) expect(spawnSync("bash", ["-n"], { input: run, encoding: "utf8" }).stderr).toBe("");
  });

  it("takes each action at a commit, and puts no text of a request into a shell", () => {
    const uses = [...textOf(file).matchAll(/uses: (.*)/g)].map(([, action]) => action);
    expect(uses.length).toBe(steps.filter((step) => step.uses !== undefined).length);
    expect(uses.filter((action) => !/^[\w.-]+\/[\w.-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(action ?? ""))).toEqual([]);
    expect(commands.filter((run) => run.includes("${{"))).toEqual([]);
  });

  it("may write nothing where anything of the project runs", () => {
    expect(Object.values(permissions).filter((right) => right !== "read")).toEqual([]);
    for (const [name, job] of Object.entries(jobs)) {
      expect([name, job["timeout-minutes"]]).toEqual([name, expect.any(Number)]);
      if (!Object.values(job.permissions ?? permissions).includes("write")) continue;
      const ran = job.steps.map((step) => step.run ?? step.uses ?? "").join("\n");
      expect(ran, name).not.toMatch(/npm (ci|install|i|run|exec|test)\b|npx|checkout/);
      expect(ran.indexOf("sha256sum --check SHA256SUMS"), name).toBeGreaterThan(0);
    }
  });
});

describe("the workflow of a release", () => {
  const { on, jobs } = read(".github/workflows/release.yml");
  const ranIn = (name: string): string => jobs[name]?.steps.map(({ run }) => run ?? "").join("\n") ?? "";

  it("begins with a tag of a version, and builds that one with all checks", () => {
    expect(on).toEqual({ push: { tags: ["v*"] } });
    expect(ranIn("build")).toMatch(/npm run release -- --tag "\$TAG"/);
    expect(ranIn("build")).not.toMatch(/--dry-run|--skip/);
    expect(ranIn("build")).toContain("npm run try:client -- --tarball");
  });

  it("publishes the client with its provenance, and gives each job the one right that it needs", () => {
    expect(ranIn("client")).toMatch(/npm publish \S+\.tgz --provenance --access public/);
    expect(ranIn("release")).toMatch(/gh release create "\$TAG" --verify-tag .* SHA256SUMS/);
    const rights = Object.fromEntries(Object.entries(jobs).map(([name, job]) => [name, job.permissions]));
    expect(rights).toEqual({
      build: { contents: "read" },
      client: { "id-token": "write" },
      release: { contents: "write" },
    });
    expect([jobs.client?.needs, jobs.release?.needs]).toEqual(["build", ["build", "client"]]);
  });
});
