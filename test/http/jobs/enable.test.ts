// `enable` of POST /jobs/tokens: tokens are switched on, or again on what a job has switched off,
// and nothing that somebody disabled otherwise.

import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { beginJob, getJob, jobRows, makeTokens as make, rewindJob, runJob, untilOver } from "../../support/jobs.ts";
import { admin, asAdmin, resultOf, serviceAccount, tokenOf } from "../../support/service.ts";

beforeAll(async () => {
  await admin();
});

const outcomesOf = async (id: string) => (await jobRows(id)).map(({ serial, outcome }) => [serial, outcome]);
const disable = (serials: readonly string[]) => runJob("tokens", { action: "disable", serials });
const undo = (id: string) => runJob("tokens", { action: "enable", disabled_by: id });

it("enables tokens, however they were disabled, and tells its name and what it has done", async () => {
  const serials = await make("ON", 3);
  await disable(serials.slice(0, 2));
  const job = await runJob("tokens", { action: "enable", serials, name: " After the move " });
  expect(job).toMatchObject({ action: "enable", name: "After the move", outcomes: { enabled: 2, unchanged: 1 } });
  for (const serial of serials) expect(await tokenOf(serial)).toMatchObject({ active: true });
  const [listed] = resultOf(await asAdmin("GET", "/jobs"));
  expect(listed).toMatchObject({ id: job.id, name: "After the move", action: "enable", dry_run: false });
  expect(listed).toMatchObject({ total: 3, begun_by: "admin" });
});

it("takes back what a job has disabled, and leaves what was disabled before or otherwise since", async () => {
  const serials = await make("BACK", 8);
  const [earlier, on, again, otherJob, owner, assigned, gone, back] = serials as [string, ...string[]];
  await asAdmin("POST", "/token/disable", { serial: earlier });
  const { id, outcomes } = await disable(serials);
  expect(outcomes).toEqual({ disabled: 7, unchanged: 1 });

  for (const serial of [on, again]) await asAdmin("POST", "/token/enable", { serial: serial ?? "" });
  await asAdmin("POST", "/token/disable", { serial: again ?? "" });
  // Whoever disables what is disabled wants it to stay so.
  const second = await disable([otherJob ?? ""]);
  expect(second.outcomes).toEqual({ unchanged: 1 });
  // As "That wasn't me" does: test/storage/me/reach.test.ts.
  await env.DB.prepare("UPDATE token SET active = 0, disabled_by_job = NULL WHERE serial = ?").bind(owner).run();
  await asAdmin("POST", "/token/unassign", { serial: assigned ?? "" });
  await asAdmin("DELETE", `/token/${gone}`);

  const undone = await undo(id);
  expect(undone).toMatchObject({ undoes: id, total: 7, failed: 5 });
  expect(await outcomesOf(undone.id)).toEqual([
    [on, "unchanged"],
    ...[again, otherJob, owner, assigned].map((serial) => [serial, "disabled-otherwise"]),
    [gone, "unknown-serials"],
    [back, "enabled"],
  ]);
  for (const serial of [earlier, again, otherJob, owner])
    expect(await tokenOf(serial ?? "")).toMatchObject({ active: false });
  expect(await outcomesOf((await undo(id)).id)).toContainEqual([back, "unchanged"]);
});

it("knows what a batch has disabled whose outcomes were lost", async () => {
  const [before = "", now = ""] = await make("LOST", 2);
  await asAdmin("POST", "/token/disable", { serial: before });
  const { id } = await disable([before, now]);
  await rewindJob(id);
  await untilOver(id);
  expect(await outcomesOf(id)).toEqual([
    [before, "unchanged"],
    [now, "disabled"],
  ]);
  expect(resultOf(await getJob(id)).outcomes).toEqual({ disabled: 1, unchanged: 1 });
});

it("enables no more tokens of a user than may be active", async () => {
  const serials = await make("MOST", 2);
  const { id } = await disable(serials);
  await env.DB.prepare("UPDATE token SET user = 'most' WHERE serial LIKE 'MOST-%'").run();
  await env.DB.prepare(
    `INSERT INTO token (serial, generation, user, realm, description, active, revoked, rollout_state, max_fail, suite, created_at_ms)
     SELECT 'MOSTLY-' || value, 1, 'most', 'realm1', '', 1, 0, 'enrolled', 10, '', 1 FROM json_each('[1,2,3,4,5,6,7,8,9]')`,
  ).run();
  const { outcomes, failures } = await undo(id);
  expect([outcomes, failures[0].reason]).toEqual([{ enabled: 1 }, "too-many-tokens"]);
});

describe("refuses", () => {
  const begin = (id: string, headers?: Record<string, string>) =>
    beginJob("tokens", { action: "enable", disabled_by: id }, headers);

  it("to take back what has disabled nothing, or is unknown", async () => {
    const { id } = await runJob("tokens", { action: "unlock", serials: await make("NOTHING", 1) });
    expect((await begin(id)).headers.get("TiQR-Reason")).toBe("invalid-parameter");
    expect((await begin("AAAAAAAAAAAAAAAAAAAAAA")).headers.get("TiQR-Reason")).toBe("unknown-job");
  });

  it("an account that may enable, or may disable, and not both", async () => {
    const { id } = await disable(await make("RIGHTS", 1));
    for (const [right, lacks] of [
      ["enable", "disable"],
      ["disable", "enable"],
    ] as const) {
      const reply = await begin(id, await serviceAccount(`may-${right}`, [right, "manyatonce"]));
      expect([reply.status, reply.headers.get("TiQR-Reason")]).toEqual([403, `missing-right;right="${lacks}"`]);
    }
  });
});
