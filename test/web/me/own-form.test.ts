// The mark of a page of /me stands in its own forms. What would become text later could get the
// mark of another person's page.

import { jsx } from "hono/jsx/jsx-runtime";
import { expect, it } from "vitest";
import { markedPage, OwnForm } from "../../../src/web/me/own-form.tsx";

const form = () => jsx(OwnForm as never, { action: "/me/pin" });
const textOf = (mark: string) => String(markedPage(mark, { title: "", main: form() }).main);

it("each page has its own mark", () => {
  const pages = ["anna", "ben"].map((mark) => markedPage(mark, { title: "", main: form() }));
  expect(pages.map(({ main }) => /name="whose" value="(\w*)"/.exec(String(main))?.[1])).toEqual(["anna", "ben"]);
});

it("a page with a part that waits is refused, and leaves no mark behind", () => {
  const Late = async () => form();
  expect(() => markedPage("anna", { title: "", main: jsx(Late as never, {}) })).toThrow("asynchronous");
  expect(String(form())).toContain('value=""');
  expect(textOf("ben")).toContain('value="ben"');
});
