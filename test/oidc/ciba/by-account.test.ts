// An account asks a person, for scripts of operators: the same page, limits and trail, no tokens.

import { env } from "cloudflare:workers";
import { beforeAll, expect, it } from "vitest";
import { boundTextFault } from "../../../src/core/audit/bound-text.ts";
import { auditRows } from "../../support/audit.ts";
import { enrolledUser } from "../../support/login.ts";
import { confirmAt, declineAt, lookAt, newestTicketOf, withCiba } from "../../support/oidc/ciba.ts";
import { reasonOf, requestOver, resultOf, type Send, serviceAccount, worker } from "../../support/service.ts";

let over: Send;
let headers: Record<string, string>;
beforeAll(async () => {
  over = await withCiba();
  headers = await serviceAccount("deployer", ["triggerchallenge"]);
});

const ask = (user: string, message = "Deploy 41?", as = headers, send = over) =>
  requestOver(send, `/user/realm1/${user}/confirm`, {
    method: "POST",
    headers: as,
    body: new URLSearchParams({ message }),
  });
const answerOf = (user: string, id: string, as = headers) =>
  requestOver(over, `/user/realm1/${user}/confirm/${id}`, { headers: as });

const ticketOf = (user: string) => newestTicketOf(over, user);

it("hears what the person has answered, and nothing else comes of it", async () => {
  const ada = await enrolledUser("ada-op");
  const { id } = (await ask("ada-op")).json.detail;
  expect(resultOf(await answerOf("ada-op", id))).toEqual({ state: "pending" });
  const at = await ticketOf("ada-op");
  expect((await lookAt(at)).text).toContain("deployer asks you to confirm");
  await confirmAt(at, ada);
  expect(resultOf(await answerOf("ada-op", id))).toEqual({ state: "approved" });
  const [given] = await auditRows({ user: "ada-op", event: "CONFIRMATION_GIVEN" });
  expect(given?.action).toContain(" account:deployer nonce=");
  expect(given && (await boundTextFault(given))).toBeUndefined();
  const [asked] = await auditRows({ user: "ada-op", event: "CONFIRMATION_ASKED" });
  expect(asked).toMatchObject({ administrator: "deployer", detail: "Deploy 41?" });
  expect(await env.DB.prepare("SELECT count(*) AS n FROM browser_session WHERE user = 'ada-op'").first()).toEqual({
    n: 0,
  });
});

it("hears of a decline, and may not ask again at once", async () => {
  await enrolledUser("bo-op");
  const { id } = (await ask("bo-op")).json.detail;
  await declineAt(await ticketOf("bo-op"));
  expect(resultOf(await answerOf("bo-op", id))).toEqual({ state: "denied" });
  expect(reasonOf(await ask("bo-op"))).toMatch(/^too-many-requests/);
});

it("needs the right, an own id, a person and a text", async () => {
  await enrolledUser("cy-op");
  const other = await serviceAccount("other-op", ["triggerchallenge"]);
  const without = await serviceAccount("without-op", ["tokenlist"]);
  const { id } = (await ask("cy-op")).json.detail;
  expect(reasonOf(await answerOf("cy-op", id, other))).toBe("invalid-parameter");
  expect(reasonOf(await ask("cy-op", "x", without))).toMatch(/^missing-right/);
  expect(reasonOf(await answerOf("cy-op", id, without))).toMatch(/^missing-right/);
  expect(reasonOf(await ask("nobody-op"))).toBe("user-not-found");
  for (const message of ["", "x".repeat(101), "a\u202eb"])
    expect(reasonOf(await ask("cy-op", message))).toBe("invalid-parameter");
});

it("is not there unless it is set", async () => {
  expect((await ask("cy-op", "x", headers, worker)).status).toBe(404);
});
