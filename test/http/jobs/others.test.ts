// Whose jobs an account sees: those that it could have begun itself.

import { env } from "cloudflare:workers";
import { beforeAll, expect, it } from "vitest";
import {
  beginJob,
  getJob,
  holdJob,
  jobRows,
  makeTokens,
  postJobCancel,
  runJob,
  untilOver,
} from "../../support/jobs.ts";
import { admin, initToken, request, resultOf, serviceAccount } from "../../support/service.ts";

beforeAll(async () => {
  await admin();
});

const bind = (name: string, realms: readonly string[]) =>
  env.DB.prepare("UPDATE admin SET realms = ? WHERE name = ?").bind(JSON.stringify(realms), name).run();
const reasonOf = async (reply: Promise<{ headers: Headers }>) => (await reply).headers.get("TiQR-Reason");

it("an account without the job's right sees neither job nor links, and cannot cancel it", async () => {
  const [serial = ""] = await makeTokens("OTHERS", 1);
  const { id } = await runJob("tokens", { action: "links", serials: [serial] });
  const headers = await serviceAccount("desk", ["tokenlist", "disable", "userlist", "manyatonce"]);
  for (const asked of [getJob(id, headers), request(`/jobs/${id}/result`, { headers }), postJobCancel(id, headers)])
    expect(await reasonOf(asked)).toBe('missing-right;right="enrollTIQR"');
  expect(resultOf(await request("/jobs", { headers }))).toEqual([]);
  expect(resultOf(await request("/jobs", { headers: await admin() })).map((job: { id: string }) => job.id)).toContain(
    id,
  );
});

it("an account that may not act on many at once sees no links of many, nor does it cancel a job", async () => {
  const [serial = ""] = await makeTokens("FORTY", 1);
  const { id } = await runJob("tokens", { action: "links", serials: [serial] });
  const headers = await serviceAccount("desk-of-one", ["tokenlist", "enrollTIQR", "userlist"]);
  for (const asked of [getJob(id, headers), request(`/jobs/${id}/result`, { headers }), postJobCancel(id, headers)])
    expect(await reasonOf(asked)).toBe('missing-right;right="manyatonce"');
});

it("the same right in fewer realms is not enough, and in the same realms it is", async () => {
  const make = async (name: string, realms: readonly string[]) => {
    const headers = await serviceAccount(name, ["enrollTIQR", "manyatonce"]);
    await bind(name, realms);
    return headers;
  };
  const [north, south, both] = await Promise.all([
    make("north", ["north"]),
    make("south", ["south"]),
    make("both", ["north", "south"]),
  ]);
  const [serial = ""] = await makeTokens("NORTH", 1, "north");
  const { id } = resultOf(await beginJob("tokens", { action: "links", serials: [serial] }, north));
  await untilOver(id);
  expect(await reasonOf(getJob(id, south))).toBe("other-realm");
  expect((await jobRows(id, both))[0]?.link).toContain("/enrol/");
  expect((await jobRows(id, north))[0]?.link).toContain("/enrol/");
  const all = await runJob("tokens", { action: "links", serials: [serial] });
  expect(await reasonOf(getJob(all.id, both))).toBe("other-realm");
});

it("a realm that came to the account while its job went on counts for the result, too", async () => {
  const headers = await serviceAccount("widened", ["enrollTIQR", "manyatonce"]);
  const narrow = await serviceAccount("narrow", ["enrollTIQR", "manyatonce"]);
  for (const name of ["widened", "narrow"]) await bind(name, ["here"]);
  const serials = [...(await makeTokens("HERE", 1, "here")), ...(await makeTokens("THERE", 1, "there"))];
  const id = "widened_______________";
  const { arrived, release } = await holdJob(id);
  await beginJob("tokens", { action: "links", serials, id }, headers);
  await arrived();
  await bind("widened", ["here", "there"]);
  release();
  await untilOver(id);
  expect((await jobRows(id, headers)).map(({ outcome }) => outcome)).toEqual(["link", "link"]);
  expect(await reasonOf(request(`/jobs/${id}/result`, { headers: narrow }))).toBe("other-realm");
});

it("a link to the phone of an administrator is shown to administrators alone, once a phone has confirmed", async () => {
  await initToken({ user: "admin", realm: "administrators", serial: "ROOT-1" });
  await env.DB.prepare("UPDATE token SET rollout_state = 'enrolled' WHERE serial = 'ROOT-1'").run();
  const { id } = await runJob("tokens", { action: "links", serials: ["ROOT-1"] });
  expect((await jobRows(id))[0]?.link).toContain("/enrol/");
  const enroller = await serviceAccount("enroller", ["enrollTIQR", "manyatonce"]);
  expect(await reasonOf(request(`/jobs/${id}/result`, { headers: enroller }))).toBe("administrators-only");
  await env.DB.prepare("UPDATE token SET active = 0 WHERE serial = 'ROOT-1'").run();
  // A job that this account begins itself gets nowhere near that token.
  for (const action of ["delete", "links"]) {
    const own = await serviceAccount(`own-${action}`, ["delete", "enrollTIQR", "manyatonce"]);
    const begun = resultOf(await beginJob("tokens", { action, serials: ["ROOT-1"] }, own));
    await untilOver(begun.id);
    expect((await jobRows(begun.id, own)).map(({ outcome, link }) => [outcome, link])).toEqual([
      ["administrators-only", ""],
    ]);
  }
  expect(await env.DB.prepare("SELECT 1 FROM token WHERE serial = 'ROOT-1'").first()).not.toBeNull();
});

it("a new account under an old name does not see the jobs of the old one", async () => {
  const old = await serviceAccount("namesake", ["delete", "manyatonce"]);
  const { id } = resultOf(await beginJob("tokens", { action: "delete", serials: ["NONE"] }, old));
  await untilOver(id);
  const jobsOf = async (headers: Record<string, string>) =>
    resultOf(await request("/jobs", { headers })).map((job: { id: string }) => job.id);
  expect(await jobsOf(old)).toEqual([id]);
  await env.DB.prepare("DELETE FROM admin WHERE name = 'namesake'").run();
  expect(await jobsOf(await serviceAccount("namesake", ["delete", "manyatonce"]))).toEqual([]);
});

it("an account without the right for users hears that before its file is read", async () => {
  const headers = {
    ...(await serviceAccount("reader", ["userlist", "delete", "manyatonce"])),
    "Content-Type": "text/csv",
  };
  const body = "x".repeat(3_000_000);
  expect(await reasonOf(request("/jobs/users", { method: "POST", headers, body }))).toBe(
    'missing-right;right="set_custom_user_attributes"',
  );
});

it("a list of serials is read as far as the longest one goes", async () => {
  const serials = Array.from({ length: 2000 }, (_, at) => String(at).padStart(40, "S"));
  expect((await beginJob("tokens", { action: "delete", serials })).status).toBe(200);
  const padded = { action: "delete", serials, id: "x".repeat(300_000) };
  expect(await reasonOf(beginJob("tokens", padded, await serviceAccount("padding", ["userlist", "manyatonce"])))).toBe(
    "too-large",
  );
});

it("made-up ids lead to nothing", async () => {
  for (const id of ["x", "AAAAAAAAAAAAAAAAAAAAAB", "..%2fusers", "a".repeat(500)])
    for (const path of [`/jobs/${id}`, `/jobs/${id}/result`])
      expect([id, (await request(path, { headers: await admin() })).status]).toEqual([id, 404]);
  expect((await request("/jobs/AAAAAAAAAAAAAAAAAAAAAB")).status).toBe(401);
  const taken = resultOf(await beginJob("tokens", { action: "delete", serials: ["NONE"] })).id;
  const headers = await serviceAccount("guesser", ["delete", "manyatonce"]);
  const reply = await beginJob("tokens", { action: "delete", serials: ["OTHER"], id: taken }, headers);
  expect([reply.status, reply.headers.get("TiQR-Reason")]).toEqual([404, "unknown-job"]);
});
