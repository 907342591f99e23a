// Each page of the app is looked at in a browser, at the narrowest width, too.

import { expect, it } from "vitest";
import { isPage, serviceRoutes } from "../../fuzz/routes.ts";
import { LOOKED_AT, NO_PAGES } from "./looked-at.ts";

/** Files, and what other programs read. */
const NO_HTML = /^\/(assets|\.well-known)\/|\.csv$/;

const shown = serviceRoutes
  .filter(({ method, path }) => isPage(path) && method === "GET" && !NO_HTML.test(path))
  .map(({ path }) => path);

it("each route of a page names the file of test/browser that looks at it", () => {
  expect(shown.length).toBeGreaterThan(20);
  const known = [...Object.keys(LOOKED_AT), ...NO_PAGES];
  expect(shown.filter((path) => !known.includes(path))).toEqual([]);
  expect(known.filter((path) => !shown.includes(path))).toEqual([]);
});
