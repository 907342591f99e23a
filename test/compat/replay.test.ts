// An application that talks to privacyIDEA is pointed at us and notices nothing: what privacyIDEA was once asked, in its order,
// and what it answered. The differences that are meant are in differences.ts, each with its reason.

import { expect, it } from "vitest";
import { unexpected } from "./allowed.ts";
import { DIFFERENCES } from "./differences.ts";
import { replay } from "./replay.ts";

it("answers the recorded exchanges as privacyIDEA did, but for what is listed", { timeout: 120_000 }, async () => {
  const replayed = await replay();
  expect(replayed).toHaveLength(483);
  expect(unexpected(replayed, DIFFERENCES)).toEqual([]);

  // docs/compatibility.md, at its top: answered alike, and different in the general points alone.
  const general = DIFFERENCES.filter(({ n }) => n === "any");
  const differing = replayed.filter(({ differences }) => differences.length > 0);
  const generally = differing.filter((each) => !unexpected([each], general).some((line) => line.startsWith("[")));
  expect([replayed.length - differing.length, generally.length]).toEqual([216, 66]);
});
