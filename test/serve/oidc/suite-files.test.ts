// The commands of docs/oidc-conformance.md that prepare a run of the OpenID Foundation's suite are
// run against the real server: its clients are there afterwards, and no placeholder is left.
import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { inProject } from "../../../scripts/lib/project.ts";
import { withService } from "../support/with-service.ts";

const service = withService();
const [, commands = ""] =
  /\n```\n(mkdir suite[\s\S]*?)\n```\n/.exec(readFileSync(inProject("docs/oidc-conformance.md"), "utf8")) ?? [];

it("make the clients, and configurations that the suite takes as they are", { timeout: 300_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), "suite-test-"));
  const suite = join(folder, "suite");
  const made = await service().postAsAdmin("/accounts/root/keys", {});
  const env = { S: service().origin, ALIAS: "somebody", TIQR_API_KEY: made.json.result.value.key };
  const script = commands.replaceAll(/(?<=mkdir |json )suite\b|\bsuite(?=\/)/g, suite);
  const { stdout } = await promisify(execFile)("bash", ["-euc", script], {
    cwd: inProject("."),
    env: { ...process.env, ...env },
  });
  expect(stdout).toContain(`${service().origin}/enrol/`);
  const plans = readdirSync(suite).filter((name) => name.endsWith(".json") && !name.endsWith("client.json"));
  const texts = plans.map((name) => readFileSync(join(suite, name), "utf8"));
  rmSync(folder, { recursive: true });
  expect(texts.filter((text) => /YOUR-ALIAS|login\.example\.org|_ID"|_SECRET"/.test(text))).toEqual([]);
  const ids = texts.flatMap((text) => text.match(/(?<="client_id": ")[^"]+/g) ?? []);
  const listed = (await service().asAdmin("GET", "/oidc/clients")).json.result.value;
  expect([...new Set(ids)].sort()).toEqual(listed.map(({ client_id }: { client_id: string }) => client_id).sort());
  expect(listed).toHaveLength(4);
});
