// `npm run serve` with a map of two databases: it makes both, and users log in from both.
import { expect, it } from "vitest";
import { withService } from "./support/with-service.ts";

const service = withService({ SHARD_SLOTS: "DB_1=80-ff" });

it.each([
  ["ann", 0x7d],
  ["gus", 0xb4],
])("%s logs in, whose slot is %i", async (user, slot) => {
  const enrolled = await service().enrol(user);
  expect(enrolled.serial).toMatch(new RegExp(`^TiQRS${slot.toString(16).toUpperCase()}`));
  const login = await service().trigger(enrolled);
  await service().answer(login, login.right);
  expect((await service().finalize(login)).json.result.value).toBe(true);
});
