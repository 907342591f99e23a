// /.well-known/security.txt: whom to tell of a hole in this installation, in the form of RFC 9116.

import { afterEach, expect, it, vi } from "vitest";
import { request, requestOver, withSettings } from "../../support/service.ts";

const PATH = "/.well-known/security.txt";
const DAY_MS = 24 * 3600 * 1000;

afterEach(() => vi.useRealTimers());

/** Its fields, each with all its values. A line that is not `Name: value` fails. */
async function fieldsOf(settings: Record<string, string>): Promise<Record<string, string[]>> {
  const { status, text, headers } = await requestOver(await withSettings(settings), PATH);
  expect([status, headers.get("Content-Type")]).toEqual([200, "text/plain; charset=utf-8"]);
  const fields: Record<string, string[]> = {};
  for (const line of text.replace(/\n$/, "").split("\n")) {
    const [, name = "", value = ""] = /^([A-Z][A-Za-z-]+): (\S.*)$/.exec(line) ?? [];
    expect(name, line).not.toBe("");
    fields[name] = [...(fields[name] ?? []), value];
  }
  return fields;
}

it.each(["mailto:security@example.org", "https://example.org/security?from=login"])(
  "names %s once",
  async (contact) => {
    const { Expires: _, ...others } = await fieldsOf({ SECURITY_CONTACT: contact, MAIL_LANGUAGE: "nl" });
    expect(others).toEqual({
      Contact: [contact],
      Canonical: [`https://tiqr.test${PATH}`],
      "Preferred-Languages": ["nl, en"],
    });
  },
);

it("expires within a year of when it is read, and is true for much longer than caches keep it", async () => {
  vi.useFakeTimers({ now: Date.UTC(2028, 1, 29, 23, 59), toFake: ["Date"] });
  const { Expires: [expires = ""] = [], ...others } = await fieldsOf({ SECURITY_CONTACT: "mailto:a@example.org" });
  expect(expires).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  const days = (Date.parse(expires) - Date.now()) / DAY_MS;
  expect(days > 30 && days < 365, expires).toBe(true);
  expect(others["Preferred-Languages"]).toEqual(["en"]);
});

it("claims no address that is not https, which the standard forbids", async () => {
  const fields = await fieldsOf({ SECURITY_CONTACT: "mailto:a@example.org", PUBLIC_URL: "http://127.0.0.1:8787" });
  expect(Object.keys(fields)).not.toContain("Canonical");
});

it("is not there without a contact", async () => {
  const { status, json } = await request(PATH, { headers: { Accept: "text/html" } });
  expect([status, json.result?.error?.code]).toEqual([404, 404]);
});
