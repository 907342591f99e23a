// The mark of a page of /me stands in its own forms, and no page leaves it to the next.

import { expect, it } from "vitest";
import { markedPage, OwnForm } from "../../../src/web/me/own-form.tsx";
import { jsx } from "../../../src/web/ui/jsx-runtime.ts";

const page = () => ({ title: "", main: jsx(OwnForm as never, { action: "/me/pin" }) });
const markOf = (main: unknown) => /name="whose" value="(\w*)"/.exec(String(main))?.[1];

it("each page has its own mark", () => {
  const pages = ["anna", "ben"].map((mark) => markedPage(mark, page));
  expect(pages.map(({ main }) => markOf(main))).toEqual(["anna", "ben"]);
});

it("a page with a part that waits is refused, and leaves no mark behind", () => {
  const late = () => ({ title: "", main: jsx((async () => page().main) as never, {}) });
  expect(() => markedPage("anna", late)).toThrow("neither text nor markup");
  expect(markOf(page().main)).toBe("");
});
