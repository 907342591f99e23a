// Each page of the console is looked at in a browser, at the narrowest width, too.

import { expect, it } from "vitest";
import { routesOfConsole } from "../../../test/fuzz/routes.ts";
import { CONSOLE_LOOKED_AT, CONSOLE_NO_PAGES } from "./support/looked-at.ts";

const routes = routesOfConsole
  .filter(({ method, path }) => method === "GET" && !path.endsWith(".csv"))
  .map(({ path }) => path);

it("each route of a page names the file of ./browser that looks at it", () => {
  expect(routes.length).toBeGreaterThan(40);
  const known = [...Object.keys(CONSOLE_LOOKED_AT), ...CONSOLE_NO_PAGES];
  expect(routes.filter((path) => !known.includes(path))).toEqual([]);
  expect(known.filter((path) => !routes.includes(path))).toEqual([]);
});
