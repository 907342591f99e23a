// How flows write the row of a refusal: src/core/refuse-and-note.ts.

import { expect, it } from "vitest";
import { withoutComments } from "../scripts/lib/imports.ts";
import { SOURCES } from "./support/house/imports.ts";

it("no flow writes the row of a refusal in another way", () => {
  const ways = /audit\s*\.writeOrCount\(|audit\s*\.write\(\s*entryOf\(\w+, \{[^}]*success: false/;
  const others = SOURCES.filter(
    ([path, source]) => /^src\/(core|http|web)\//.test(path) && ways.test(withoutComments(source)),
  ).map(([path]) => path);
  // A cancellation is no refusal, but strangers can repeat it.
  expect(others).toEqual(["src/core/login/page-login.ts", "src/core/refuse-and-note.ts"]);
});
