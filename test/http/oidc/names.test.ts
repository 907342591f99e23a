// The name by which an application knows a person (`preferred_username`, `Remote-User`), where
// somebody tries to pass for another.

import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { beginJob, jobRows, untilOver } from "../../support/jobs.ts";
import {
  addSession,
  claimsIn,
  codeFor,
  type MadeClient,
  makeClient,
  redeem,
  userinfoWith,
} from "../../support/oidc/oidc.ts";
import {
  admin,
  asAdmin,
  initToken,
  post,
  type Reply,
  reasonOf,
  resultOf,
  serviceAccount,
} from "../../support/service.ts";
import {
  enter,
  guardedHost,
  guarding,
  guestAt,
  checkAccess as passes,
  remoteIn,
} from "../../support/storage/guarded.ts";

let wiki: MadeClient;
beforeAll(async () => {
  await admin();
  wiki = await makeClient();
});

/** Also what the id_token says. */
async function usernameOf(serial: string): Promise<string> {
  const code = await codeFor(wiki, await addSession(serial), { scope: ["openid", "profile"] });
  const { access_token, id_token } = (await redeem(wiki, code)).json;
  const { preferred_username } = (await userinfoWith(access_token)).json;
  expect(claimsIn(id_token)).toMatchObject({ preferred_username });
  return preferred_username;
}

describe("two people never have one name", () => {
  it("though one is called like the other with the realm", async () => {
    await initToken({ user: "boss", realm: "b", serial: "BOSS-OF-B" });
    await initToken({ user: "boss@b", realm: "c", serial: "BOSS-B-OF-C" });
    await initToken({ user: "boss@b", realm: "realm1", serial: "BOSS-B", shadows: "true" });
    await initToken({ user: "boss@b@c", realm: "realm1", serial: "BOSS-B-C", shadows: "true" });
    expect(await Promise.all(["BOSS-OF-B", "BOSS-B-OF-C", "BOSS-B", "BOSS-B-C"].map(usernameOf))).toEqual([
      "boss@b",
      "boss@b@c",
      "boss@b@realm1",
      "boss@b@c@realm1",
    ]);
  });

  it("when a realm comes that a name has ended in: that name changes, and does so back when the realm goes", async () => {
    await initToken({ user: "chief@late", serial: "CHIEF-LATE" });
    expect(await usernameOf("CHIEF-LATE")).toBe("chief@late");
    const refused = await initToken({ user: "chief", realm: "late", serial: "CHIEF" });
    expect(reasonOf(refused)).toBe('shadows-users;count="1"');
    await initToken({ user: "chief", realm: "late", serial: "CHIEF", shadows: "true" });
    expect([await usernameOf("CHIEF-LATE"), await usernameOf("CHIEF")]).toEqual(["chief@late@realm1", "chief@late"]);
    await asAdmin("DELETE", "/user/late/chief");
    expect(await usernameOf("CHIEF-LATE")).toBe("chief@late");
  });

  it("behind a proxy either", async () => {
    const send = await guarding();
    await guardedHost("names.example.test");
    await initToken({ user: "lead", realm: "team", serial: "LEAD" });
    const mallory = await guestAt(send, "mallory");
    await env.DB.prepare("UPDATE user SET name = 'lead@team' WHERE name = 'mallory'").run();
    await env.DB.prepare(
      "UPDATE token SET user = 'lead@team', identity = 'mallory_realm1' WHERE user = 'mallory'",
    ).run();
    await enter({ ...mallory, user: "lead@team" }, "https://names.example.test/");
    expect(remoteIn(await passes(mallory, "https://names.example.test/"))[0]).toBe("lead@team@realm1");
  });
});

describe("a realm with an @ in its name", () => {
  const invalid = ["ERR905", "a realm has no @ in its name"];
  const partsIn = ({ json }: Reply) => invalid.map((part) => json.result.error.message.includes(part));

  it("is refused wherever a user could become known", async () => {
    const init = await initToken({ user: "boss", realm: "b@c", serial: "AT-1" });
    expect([init.status, partsIn(init)]).toEqual([400, [true, true]]);
    expect(partsIn(await initToken({ user: "boss", realm: "b@c", serial: "AT-1", shadows: "true" }))).toEqual([
      true,
      true,
    ]);
    expect(partsIn(await asAdmin("POST", "/token/enrollmentlink", { user: "boss", realm: "b@c" }))).toEqual([
      true,
      true,
    ]);
    await initToken({ user: "other", serial: "AT-2" });
    await asAdmin("POST", "/token/unassign", { serial: "AT-2" });
    const assign = await asAdmin("POST", "/token/assign", { serial: "AT-2", user: "boss", realm: "b@c" });
    expect(partsIn(assign)).toEqual([true, true]);
    expect(await env.DB.prepare("SELECT 1 FROM user WHERE realm = 'b@c'").first()).toBeNull();
  });

  it("is told for each line of a file of users", async () => {
    const begun = await beginJob("users", { csv: "name,realm\nboss,b@c\nanna,b", dry_run: false });
    const { id } = resultOf(begun);
    await untilOver(id);
    expect((await jobRows(id)).map(({ outcome }) => outcome)).toEqual(["invalid-parameter", "made"]);
  });

  it("cannot be an account's", async () => {
    await serviceAccount("bound", ["enrollTIQR"]);
    const { status } = await asAdmin("POST", "/accounts/bound", { realms: "b@c" } as never);
    expect(status).toBeGreaterThanOrEqual(400);
  });

  it("that is there goes on, and is named by the settings", async () => {
    expect((await asAdmin("GET", "/system/")).json.detail).not.toHaveProperty("ambiguous_realms");
    await initToken({ user: "old", realm: "oldrealm", serial: "OLD-1", pin: "1234" });
    for (const table of ["user", "token"])
      await env.DB.prepare(`UPDATE ${table} SET realm = 'old@realm' WHERE realm = 'oldrealm'`).run();
    const { detail } = (await asAdmin("GET", "/system/")).json;
    expect(detail.ambiguous_realms).toEqual(["old@realm"]);
    expect(detail.warnings.join()).toContain("Realms with an @ in their name: old@realm");
    expect(detail.warning_codes).toContain("ambiguous-realms");
    expect(await usernameOf("OLD-1")).toBe("old@old@realm");
    const again = await asAdmin("POST", "/token/enrollmentlink", { serial: "OLD-1" });
    expect(again.status).toBe(200);
    expect((await post("/validate/check", { user: "old", realm: "old@realm", pass: "1234" })).status).toBe(200);
    expect((await asAdmin("DELETE", "/user/old%40realm/old")).status).toBe(200);
  });
});
