// ADMIN_SECOND_FACTOR = required: administrators can sign in only with a phone.

import { beforeAll, describe, expect, it } from "vitest";
import type { Right } from "../../../src/core/caller.ts";
import { auditRowsOnce } from "../../support/audit.ts";
import { enrol, errorOf, postOver, resultOf, type Send, serviceAccount, withSettings } from "../../support/service.ts";

const REALM = "administrators";
const REQUIRED = [401, 4031, "Authentication failure. Your account needs a phone to sign in, and none is enrolled"];
let send: Send;
beforeAll(async () => {
  send = await withSettings({ ADMIN_SECOND_FACTOR: "required" });
});
const signIn = (username: string, password = "service") => postOver(send, "/auth", { username, password });

describe("where a second factor is required", () => {
  it("an administrator without a phone cannot sign in, and only the right password learns why", async () => {
    await serviceAccount("bare", ["*" as Right]);
    expect(errorOf(await signIn("bare"))).toEqual(REQUIRED);
    expect(errorOf(await signIn("bare", "wrong"))).toEqual([401, 4031, "Authentication failure. Wrong credentials"]);
    expect(await auditRowsOnce(1, { administrator: "bare", reason: "second-factor-required" })).toMatchObject([
      { action: "POST /auth", success: 0, event: "MFA_FAIL" },
    ]);
  });

  it("one with a phone is asked for it, and signs in", async () => {
    await serviceAccount("phoned", ["*" as Right]);
    const { phone } = await enrol({ user: "phoned", realm: REALM });
    const { transaction_id, ticket, attributes } = (await signIn("phoned")).json.detail;
    await phone.login(attributes.value);
    const done = await postOver(send, "/auth", { username: "phoned", transaction_id, ticket });
    expect(resultOf(done).token).toEqual(expect.any(String));
  });

  it("a service account signs in with its password", async () => {
    await serviceAccount("portal", ["tokenlist"]);
    expect((await signIn("portal")).status).toBe(200);
  });

  it("a session from before enrols no first phone", async () => {
    const headers = await serviceAccount("before", ["*" as Right]);
    const init = { type: "tiqr", user: "before", realm: REALM };
    expect(errorOf(await postOver(send, "/token/init", init, headers)).slice(0, 2)).toEqual([403, 303]);
  });
});
