// A row that stands for many, on the console: in numbers, and opened, of which tokens and networks.

import { beforeAll, expect, it } from "vitest";
import { ADMIN_PASSWORD } from "../../../../test/support/admin-password.ts";
import { runSql, writeMany } from "../../../../test/support/audit.ts";
import { initToken } from "../../../../test/support/service.ts";
import { ConsoleBrowser } from "../support/console-browser.ts";

const browser = new ConsoleBrowser();
const SERIALS = Array.from({ length: 25 }, (_, at) => `TOK${at}`);
const TALLY = { serials: SERIALS.map((_, at) => 30 - at), more: 5, networks: { "203.0.113.7": 412 } };

beforeAll(async () => {
  const counted = { action: "'refusals, counted'", authentication: "'REJECT'", client: "''" };
  const wrong = { event: "'PIN_FAIL'", reason: "'wrong-pin'", count: "412", serial: `'${SERIALS}'` };
  await writeMany(1, Date.now() - 60_000, { ...counted, ...wrong, tally: `'${JSON.stringify(TALLY)}'` });
  await initToken({ user: "anna", realm: "corp", serial: "TOK0" });
  // As cron does it with the row.
  await runSql(
    "INSERT INTO audit_tallied SELECT token.id, audit.number FROM token, audit WHERE token.serial = 'TOK0' AND tally <> ''",
  );
  await browser.signIn("admin", ADMIN_PASSWORD);
});

const lineIn = async (language?: string) => {
  browser.language = language;
  const { text } = await browser.get("/console/audit?event=PIN_FAIL");
  return text.replaceAll("<wbr/>", "");
};
const texts = (html: string) => html.replace(/<[^>]+>/g, " ").replace(/\s+/g, " ");

it("says how many tokens and networks it is about, and opened, how many of which", async () => {
  const text = await lineIn();
  expect(texts(text)).toContain("412 × A wrong PIN was entered for someone");
  for (const words of ["Counted together over five minutes", "25 tokens", "1 network", "203.0.113.7: 412 ×"])
    expect(texts(text)).toContain(words);
  expect(texts(text)).toContain("TOK0 : 30 ×");
  expect(text).toContain('href="/console/tokens/TOK0"');
  // Twenty are named; the others are 10, 9, 8, 7 and 6, and 5 of tokens that the row does not name.
  expect(text).not.toContain("TOK20");
  expect(texts(text)).toContain("Others: 45 ×");
});

it("on the page of a person says what was counted of that person's phones alone", async () => {
  browser.language = undefined;
  const { text } = await browser.get("/console/users/corp/anna");
  for (const words of ["30 × A wrong PIN was entered for someone", "Counted together over five minutes", "TOK0 : 30 ×"])
    expect(texts(text)).toContain(words);
  for (const other of ["TOK1", "203.0.113.7", "412"]) expect(text).not.toContain(other);
});

it.each([
  ["de", ["Über fünf Minuten zusammengezählt", "25 Token", "1 Netzwerk", "Andere: 45 ×"]],
  ["nl", ["Over vijf minuten samen geteld", "25 tokens", "1 netwerk", "Overige: 45 ×"]],
])("does so in %s", async (language, words) => {
  const text = texts(await lineIn(language));
  for (const word of words) expect(text).toContain(word);
});
