// GET /user/<realm>/<name>: beside the attributes, the sign-ins in browsers that have not ended,
// and how many recovery codes are left.

import { env } from "cloudflare:workers";
import { expect, it } from "vitest";
import { addSession, beginSession } from "../../support/oidc/oidc.ts";
import { asAdmin, request, resultOf, serviceAccount } from "../../support/service.ts";

const detailsOf = async (name: string) => resultOf(await asAdmin("GET", `/user/realm1/${name}`));

it("sessions are those of the user that have not ended and are in use, the latest first", async () => {
  const { serial } = await beginSession("anna");
  await beginSession("ben");
  const [ended, over, idle, late] = await Promise.all([1, 2, 3, 4].map(() => addSession(serial)));
  const set = (session: { id: string } | undefined, values: string) =>
    env.DB.prepare(`UPDATE browser_session SET ${values} WHERE id = ?`).bind(session?.id).run();
  await set(ended, "expires_at_ms = 0");
  await set(over, `expires_at_ms = ${Date.now() - 1000}`);
  await set(idle, "seen_at_ms = 0");
  const [signedIn, seen] = ["2026-01-02T03:04:05.000Z", new Date().toISOString()];
  await set(late, `signed_in_at_ms = ${Date.parse(signedIn)}, seen_at_ms = ${Date.parse(seen)}, client = '192.0.2.9'`);
  const { sessions } = await detailsOf("anna");
  expect(sessions).toHaveLength(2);
  expect(sessions[0]).toMatchObject({ serial, client: "192.0.2.1" });
  expect(sessions[1]).toEqual({
    serial,
    client: "192.0.2.9",
    browser: "",
    factor: "phone",
    signed_in_at: signedIn,
    last_seen_at: seen,
  });
});

it("recovery codes that are left are counted", async () => {
  await beginSession("carol");
  expect((await detailsOf("carol")).recovery_codes_left).toBe(0);
  await env.DB.prepare(
    "INSERT INTO recovery (id, user, realm, sealed_hashes, left, made_at_ms) VALUES ('r', 'carol', 'realm1', 's', 7, 0), ('o', 'carol', 'other', 's', 3, 0)",
  ).run();
  expect(await detailsOf("carol")).toMatchObject({ recovery_codes_left: 7, sessions: [{ client: "192.0.2.1" }] });
});

it("an account that is bound to other realms is told of neither", async () => {
  await beginSession("dora");
  const headers = await serviceAccount("reader", ["userlist"]);
  await env.DB.prepare("UPDATE admin SET realms = '[\"staff\"]' WHERE name = 'reader'").run();
  const reply = await request("/user/realm1/dora", { headers });
  expect([reply.status, reply.text.includes("192.0.2.1")]).toEqual([400, false]);
});
