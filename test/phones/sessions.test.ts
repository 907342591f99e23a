// Sessions of other lengths than 64 bytes, in every app: the two that all of them know, and the one
// that PHP computes wrongly.

import { expect, it } from "vitest";
import { type PhoneName, TEST_PHONES } from "../support/phones/all.ts";
import { enrolOn } from "../support/phones/enrolled.ts";
import { check, openLogin, resultOf, worker } from "../support/service.ts";

const NAMES = Object.keys(TEST_PHONES) as PhoneName[];
const CELLS = NAMES.flatMap((name) => ["QH10-S128", "QH10-S256", "QN10-S512"].map((suite) => [name, suite] as const));

it.each(CELLS)("%s with %s", async (name, data) => {
  const user = `${name}-${data}`.toLowerCase();
  const fields = { user, pin: "1234", ocrasuite: `OCRA-1:HOTP-SHA256-8:${data}` };
  const { phone } = await enrolOn(name, fields, { over: worker, make: TEST_PHONES[name] });
  const { link, id } = await openLogin({ user, pass: "1234" });
  const isWrong = name === "php" && data.endsWith("S512");
  await phone.login(link);
  expect(resultOf(await check({ user, transaction_id: id }))).toBe(!isWrong);
});
