// The lines of the audit trail on the console: look-ups are left out unless asked for, equal
// entries of a second are one line, and what a search chooses is chosen in words.

import { beforeAll, describe, expect, it } from "vitest";
import { ADMIN_PASSWORD } from "../../../../test/support/admin-password.ts";
import { writeMany } from "../../../../test/support/audit.ts";
import { ConsoleBrowser } from "../support/console-browser.ts";

const browser = new ConsoleBrowser();
const YESTERDAY = Date.now() - 24 * 60 * 60 * 1000;
const GUESSES = 10;
const READS = 2000;

beforeAll(async () => {
  await writeMany(1, YESTERDAY, { id: "'in'", event: "'LOGIN_SUCCESS'", success: "1", user: "'sem'" });
  const wrong = { event: "'PIN_FAIL'", reason: "'wrong-pin'", authentication: "'REJECT'", user: "'sem'", count: "1" };
  await writeMany(GUESSES, `${YESTERDAY} + i * 50`, { id: "'guess' || i", ...wrong });
  await writeMany(2, `${YESTERDAY + 5000} + i * 1000`, { id: "'late' || i", ...wrong, count: "i * 20" });
  await writeMany(READS, `${YESTERDAY + 9000}`, { id: "'read' || i", event: "'TOKENS_READ'", success: "1" });
  await browser.signIn("admin", ADMIN_PASSWORD);
});

const page = async (query = "") => (await browser.get(`/console/audit${query}`)).text.replaceAll("&amp;", "&");
/** The sentence of each line. */
const linesIn = (text: string) =>
  [...text.matchAll(/data-name="What happened"><div>(.*?)<(?:div|details)/gs)].map(([, said = ""]) =>
    said.replace(/<span class="badge.*|<[^>]+>/g, "").trim(),
  );
const WRONG = "A wrong PIN was entered for sem";

describe("the trail", () => {
  it("leaves out look-ups, however many, and shows equal entries of a second as one line", async () => {
    const text = await page("?from=2020-01-01");
    // A counted row stands for as many refusals as it says.
    expect(linesIn(text).slice(-4)).toEqual([
      `40 × ${WRONG}`,
      `20 × ${WRONG}`,
      `${GUESSES} × ${WRONG}`,
      "sem signed in",
    ]);
    // Each can be seen without a script, by its number and time.
    expect(text).toMatch(/<dt>No\.<\/dt><dd><div>(<div>\d+ <time.*?<\/time><\/div>){10}<\/div>/);
    expect(linesIn(await page("?lookups=true"))).not.toContain("sem signed in");
    expect(linesIn(await page("?event=TOKENS_READ"))).toHaveLength(1);
  });

  it("has every entry in its file", async () => {
    const { text } = await browser.get("/console/audit.csv?user=sem");
    expect(text.split("PIN_FAIL")).toHaveLength(GUESSES + 2 + 1);
  });

  it("keeps its pages those of the API: a run over the end of one goes on in the next", async () => {
    await writeMany(20, YESTERDAY + 20_000, {
      id: "'run' || i",
      event: "'PIN_FAIL'",
      user: "'jan'",
      authentication: "'REJECT'",
    });
    const first = await page("?user=jan");
    expect(linesIn(first)).toEqual(["15 × A wrong PIN was entered for jan"]);
    expect(linesIn(await page("?user=jan&page=2"))).toEqual(["5 × A wrong PIN was entered for jan"]);
  });
});

describe("the search", () => {
  it("finds yesterday's sign-ins in two clicks: the trail, and a link there", async () => {
    const [, link = ""] = /<nav[^>]*aria-label="Sign-ins".*?href="([^"]+)">Yesterday</s.exec(await page()) ?? [];
    expect(linesIn(await page(link.replace("/console/audit", "")))).toEqual(["sem signed in"]);
  });

  it("takes a user's name for the beginning of one, if there is no such user", async () => {
    await writeMany(1, YESTERDAY, { id: "'long'", event: "'LOGIN_SUCCESS'", success: "1", user: "'sem.meijer'" });
    expect(linesIn(await page("?user=sem.m"))).toEqual(["sem.meijer signed in"]);
    expect(linesIn(await page("?user=sem&success=LOGIN_SUCCESS"))).toEqual(["sem signed in"]);
  });

  it("tells a row of a later version from one that was changed", async () => {
    const row = { event: "'LOGIN_SUCCESS'", success: "1", user: "'tomorrow'" };
    await writeMany(1, YESTERDAY, { id: "'forged'", ...row });
    await writeMany(1, YESTERDAY + 2000, { id: "'later'", mac: "'x.y.9'", ...row });
    const badges = [...(await page("?user=tomorrow")).matchAll(/class="badge danger[^>]*>([^<]*)</g)].map(
      ([, text]) => text,
    );
    expect(badges).toEqual(["signed by a newer version, not verified", "INVALID"]);
  });

  it.each([
    ["en", "Wrong PIN", "Sign-ins"],
    ["nl", "Onjuiste pincode", "Logins"],
    ["de", "Falsche PIN", "Anmeldungen"],
  ])("offers events and reasons in words: %s", async (language, words, kind) => {
    browser.language = language;
    const text = await page("?event=PIN_FAIL&reason=wrong-*");
    browser.language = undefined;
    expect(text).toContain(`<optgroup label="${kind}">`);
    expect(text).toContain(`<option value="PIN_FAIL" selected="">${words}</option>`);
    expect(text).toContain(`<option value="wrong-pin">${words}</option>`);
    // A pattern of the API stays chosen.
    expect(text).toContain('<option value="wrong-*" selected="">wrong-*</option>');
  });
});
