// What TSX becomes. A name of a person or an application is never markup, wherever it stands.

import { expect, it } from "vitest";
import { Fragment, jsx } from "../../../src/web/ui/jsx-runtime.ts";

const textOf = (tag: Parameters<typeof jsx>[0], props: object) => String(jsx(tag, { ...props }));

it("escapes texts and attributes, at any depth, once", () => {
  const name = `<b onclick="x('&')">`;
  const escaped = "&lt;b onclick=&quot;x(&#39;&amp;&#39;)&quot;&gt;";
  const Name = ({ children }: { children?: unknown }) => children;
  expect(textOf("p", { title: name, children: name })).toBe(`<p title="${escaped}">${escaped}</p>`);
  expect(textOf("ul", { children: [[name, 1], jsx("li", { children: jsx(Name as never, { children: name }) })] })).toBe(
    `<ul>${escaped}1<li>${escaped}</li></ul>`,
  );
  expect(textOf(Fragment as never, { children: [name, "!"] })).toBe(`${escaped}!`);
});

it("takes no object for markup, whatever it says of itself, and waits for nothing", () => {
  for (const child of [{ isEscaped: true, toString: () => "<script>" }, Promise.resolve("late"), () => "later"])
    expect(() => textOf("p", { children: child })).toThrow("neither text nor markup");
});

it("writes what is there or not, what says true or false, and nothing for what is missing", () => {
  expect(textOf("input", { required: true, disabled: false, value: undefined, name: null, maxlength: 8 })).toBe(
    '<input required="" maxlength="8"/>',
  );
  expect(textOf("input", { spellcheck: false })).toBe('<input spellcheck="false"/>');
  expect(textOf("p", { "aria-hidden": true, "data-open": false, children: [false, null, undefined, true, 0] })).toBe(
    '<p aria-hidden="true" data-open="false">0</p>',
  );
  expect(textOf(() => null, {})).toBe("");
});
