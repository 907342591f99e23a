// Runs around each test file. A file fails when it has made src run a statement whose cost grows
// with a table that grows.

import { afterAll } from "vitest";
import { collectStatements, offences } from "./watched-plans.ts";

collectStatements();

afterAll(async () => {
  const found = await offences();
  if (found.length > 0)
    throw new Error(
      `${found.length} statements grow with a table. Give them an index or a bound, or list them with a reason in ` +
        `test/support/storage/plan-exceptions.ts:\n${found.join("\n")}`,
    );
});
