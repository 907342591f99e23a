// ownCloud polls by a GET with its parameters as a form in the body. `fetch` refuses to send one,
// so these requests are made with node:http, and to the real server: a Request made by a test
// cannot have such a body, but one that workerd receives can.
import { type IncomingMessage, request } from "node:http";
import { text } from "node:stream/consumers";
import { expect, it } from "vitest";
import { answerRight } from "./support/interleaving.ts";
import { withService } from "./support/with-service.ts";

const service = withService();
const FORM = { "Content-Type": "application/x-www-form-urlencoded" };

/** `length`: the length that the request claims for its body, if it is not the true one. */
async function get(path: string, body: string, headers: Record<string, string> = FORM, length = body.length) {
  const sent = request(new URL(path, service().origin), {
    method: "GET",
    headers: { ...headers, "Content-Length": length },
  });
  const reply = new Promise<IncomingMessage>((resolve, reject) => sent.on("response", resolve).on("error", reject));
  sent.write(body);
  if (length === body.length) sent.end();
  const { statusCode } = await reply;
  const json = JSON.parse(await text(await reply));
  sent.destroy();
  return { status: statusCode, json };
}

it("a poll may have its id in the body, as ownCloud sends it", async () => {
  const login = await service().trigger(await service().enrol("owncloud"));
  const poll = async () => (await get("/validate/polltransaction", `transaction_id=${login.transactionId}`)).json;
  expect((await poll()).detail.transaction_state).toBe("open");
  expect(await answerRight(service(), login)).toBe("ok");
  expect(await poll()).toMatchObject({ result: { value: true }, detail: { challenge_status: "accept" } });
});

it("the body of a GET counts as that of a POST: before the query, by its type, and within its limits", async () => {
  const login = await service().trigger(await service().enrol("bounds"));
  const path = "/validate/polltransaction";
  const stateOf = async (...asked: Parameters<typeof get>) => (await get(...asked)).json.detail.transaction_state;
  expect(await stateOf(`${path}?transaction_id=1`, `transaction_id=${login.transactionId}`)).toBe("open");
  const other = { "Content-Type": "text/plain" };
  expect(await stateOf(`${path}?transaction_id=${login.transactionId}`, "transaction_id=1", other)).toBe("open");
  expect((await get(path, `transaction_id=1&${"&".repeat(64 * 1024)}`)).status).toBe(413);
});

it("a body that never arrives does not hold a poll for good", async () => {
  const { status, json } = await get("/validate/polltransaction", "transaction_id=1", FORM, 1000);
  expect([status, json.result.error.message]).toEqual([400, "ERR905: The body did not arrive."]);
});
