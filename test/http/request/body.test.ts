// A urlencoded form is read as the platform's own parser reads it, which would cost more.

import * as fc from "fast-check";
import { expect, it } from "vitest";
import { parseForm } from "../../../src/http/request/body.ts";

const TYPE = "application/x-www-form-urlencoded";
const bytesOf = (text: string) => new TextEncoder().encode(text) as Uint8Array<ArrayBuffer>;
const read = (text: string) => parseForm(bytesOf(text), TYPE);
const platform = async (text: string) => [
  ...(await new Response(bytesOf(text), { headers: { "Content-Type": TYPE } }).formData()),
];

it.each(["a=b", "?a=b", "a=b=c", "a", "=", "&&a&=b", "a+b=%2B", "a=%C3%BC%ff", "a=\0\r\n", "a;b#c?d=e", "\ufeffa=b"])(
  "reads %j like the platform",
  async (text) => {
    expect(await read(text)).toEqual(await platform(text));
  },
);

it("reads any form like the platform", async () => {
  const part = fc.string({
    unit: fc.constantFrom("a", "ü", "=", "&", "+", "?", ";", " ", "%41", "%C3", "%bc", "😀", "\0"),
  });
  await fc.assert(
    fc.asyncProperty(part, async (text) => {
      expect(await read(text)).toEqual(await platform(text));
    }),
    { numRuns: 200 },
  );
});

it("leaves a malformed percent sequence as it is, as in a query", async () => {
  expect(await read("pass=100%&user=%zz%4")).toEqual([
    ["pass", "100%"],
    ["user", "%zz%4"],
  ]);
});
