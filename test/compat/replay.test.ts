// An application that uses privacyIDEA is pointed at us and notices nothing: we get the requests
// that privacyIDEA once got, in the same order, and give its answers. The intended differences are
// in differences.ts, each with its reason.

import { expect, it } from "vitest";
import { unexpected } from "./allowed.ts";
import { DIFFERENCES } from "./differences.ts";
import { replay } from "./replay.ts";

it("answers the recorded exchanges as privacyIDEA did, except for the listed differences", {
  timeout: 120_000,
}, async () => {
  const replayed = await replay();
  expect(replayed).toHaveLength(483);
  expect(unexpected(replayed, DIFFERENCES)).toEqual([]);

  // The numbers at the top of docs/compatibility.md: answers that are alike, and answers that
  // differ only in the general points.
  const general = DIFFERENCES.filter(({ n }) => n === "any");
  const differing = replayed.filter(({ differences }) => differences.length > 0);
  const generally = differing.filter((each) => !unexpected([each], general).some((line) => line.startsWith("[")));
  expect([replayed.length - differing.length, generally.length]).toEqual([201, 72]);
});
