// The cost of a request in PIN hashes, exactly. The random attacks (attacks.test.ts) check the
// limit with the same counter.

import { beforeAll, expect, it } from "vitest";
import { asAdmin, check, enrol, poll, post } from "../support/service.ts";
import { hashesOf } from "../support/storage/pin-hashes.ts";

beforeAll(async () => {
  for (const serial of ["WORK1", "WORK2", "WORK3"]) await enrol({ user: "work", pin: serial, serial });
  await asAdmin("POST", "/token/disable", { serial: "WORK3" });
});

it("hashes a PIN once for all tokens of a user that it may open, whether it is right or wrong", async () => {
  expect(await hashesOf(() => check({ user: "work", pass: "WORK1" }))).toBe(1);
  expect(await hashesOf(() => check({ user: "work", pass: "wrong" }))).toBe(1);
  expect(await hashesOf(() => check({ serial: "WORK2", pass: "wrong" }))).toBe(1);
});

it("hashes nothing for unknown users, users who may not log in, and texts that are no PIN", async () => {
  const transaction_id = "12345678901234567890";
  for (const fields of [
    { user: "nobody", pass: "1" },
    { serial: "NOSUCH", pass: "1" },
    { serial: "WORK3", pass: "WORK3" },
    { user: "work", pass: "1", transaction_id },
    { user: "work", pass: "1", transaction_id, response: "12345678" },
  ])
    expect(await hashesOf(() => check(fields)), JSON.stringify(fields)).toBe(0);
  expect(await hashesOf(() => poll(transaction_id))).toBe(0);
  const answer = { sessionKey: transaction_id, userId: "x", response: "12345678", operation: "login" };
  expect(await hashesOf(() => post("/ttype/tiqr", answer))).toBe(0);
});

it("hashes a password once, also for an unknown name", async () => {
  for (const username of ["admin", "nobody"])
    expect(await hashesOf(() => post("/auth", { username, password: "wrong" })), username).toBe(1);
});

it("hashes a new PIN once, however many tokens of a user get it", async () => {
  expect(await hashesOf(() => asAdmin("POST", "/token/setpin", { serial: "WORK1", otppin: "1234" }))).toBe(1);
  expect(await hashesOf(() => asAdmin("POST", "/token/setpin", { user: "work", otppin: "1234" }))).toBe(1);
  expect(await hashesOf(() => asAdmin("POST", "/token/init", { user: "work", pin: "1234" }))).toBe(1);
});
