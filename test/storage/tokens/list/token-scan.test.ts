// Which index a list is read along: any other would show the same tokens, but read more of them or
// begin in another order.

import { expect, it } from "vitest";
import type { TokenFilter, TokenPaging } from "../../../../src/core/ports/tokens/management.ts";
import { tokenScanOf } from "../../../../src/storage/tokens/token-scan.ts";

const named = { user: "anna", realm: undefined };
const way = (filter: Partial<TokenFilter>, sortBy?: TokenPaging["sortBy"]) => {
  const { sorted, within, lower, mostExamined } = tokenScanOf(filter as TokenFilter, sortBy, {
    lockRule: { kind: "for-good" },
  });
  return [sorted, within.length, lower.length, mostExamined];
};

it.each<[Partial<TokenFilter>, TokenPaging["sortBy"], ...ReturnType<typeof way>]>([
  [{}, undefined, "serial", 0, 1, 500],
  [{}, "serial", "serial", 0, 1, 500],
  [{}, "username", "username", 0, 1, 500],
  [{}, "id", "id", 0, 1, 500],
  [{ serial: "A" }, "id", "serial", 0, 1, 500],
  [{ serial: "A", named }, undefined, "serial", 0, 1, 20_000],
  [{ serial: "A*", named }, undefined, "id", 1, 0, 2000],
  [{ serial: "A*" }, "id", "serial", 0, 1, 500],
  [{ username: "an*" }, "id", "username", 0, 1, 500],
  [{ realm: "corp" }, "id", "serial", 1, 1, 500],
  [{ realm: "c*" }, "id", "id", 0, 1, 8000],
  [{ realm: "c*" }, undefined, "serial", 0, 1, 20_000],
  [{ realm: "corp", username: "*a" }, undefined, "serial", 1, 1, 20_000],
  [{ serial: "*a" }, undefined, "serial", 0, 1, 20_000],
  [{ serial: "A*1" }, undefined, "serial", 0, 1, 20_000],
  [{ username: "*a" }, undefined, "serial", 0, 1, 20_000],
  [{ username: "an*", active: false }, undefined, "username", 0, 1, 20_000],
  [{ description: "my*" }, undefined, "description", 1, 1, 500],
  [{ description: "*my" }, undefined, "serial", 0, 1, 20_000],
  [{ outOfTries: false }, undefined, "serial", 0, 1, 150],
  [{ rolloutState: "enrolled", proven: false, revoked: false }, undefined, "id", 1, 1, 150],
  [{ rolloutState: "enrolled", proven: false }, undefined, "serial", 0, 1, 2000],
  [{ proven: true }, "id", "id", 0, 1, 2000],
])("the list of %j in the order of %s", (filter, sortBy, ...expected) => {
  expect(way(filter, sortBy)).toEqual(expected);
});

it("locked tokens are read along their locks", () => {
  expect(way({ outOfTries: true })[0]).toBe(undefined);
  expect(way({ outOfTries: true, named })[0]).toBe("id");
});
