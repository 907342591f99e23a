// The history of a user and of a token in the language of the page, and the same words in the audit
// trail.

import { beforeAll, describe, expect, it } from "vitest";
import { AUDIT_EVENTS } from "../../../../src/core/audit/events.ts";
import type { Right } from "../../../../src/core/caller.ts";
import { ADMIN_PASSWORD } from "../../../../test/support/admin-password.ts";
import { asAdmin, check, enrol, type Reply, serviceAccount } from "../../../../test/support/service.ts";
import { sayEntry } from "../../audit/say-entry.ts";
import { ConsoleBrowser } from "../support/console-browser.ts";
import { consoleWordsFor } from "../support/words.ts";

const browser = new ConsoleBrowser();
beforeAll(async () => {
  await enrol({ user: "anna", serial: "ANNA1", pin: "1234" });
  await check({ user: "anna", pass: "wrong" });
  await asAdmin("POST", "/token/disable/ANNA1");
  await browser.signIn("admin", ADMIN_PASSWORD);
});

it("is on a person’s page for accounts that see one person’s rows, without a way to the trail", async () => {
  const page = async (name: string, rights: readonly Right[]) => {
    await serviceAccount(name, rights);
    const by = new ConsoleBrowser();
    await by.signIn(name, "service");
    return by.get("/console/users/realm1/anna");
  };
  const one = await page("history-one", ["userlist", "userhistory"]);
  expect([saidIn(one).length, one.text.includes("/console/audit?")]).toEqual([5, false]);
  expect(saidIn(await page("history-none", ["userlist"]))).toEqual([]);
});

const saidIn = ({ text }: Reply) =>
  [...text.matchAll(/<\/time><div><p>(.*?)<\/p>/gs)].map(([, sentence = ""]) => sentence.replace(/<[^>]+>/g, ""));

describe("a history", () => {
  it.each(["/console/users/realm1/anna", "/console/tokens/ANNA1"])(
    "is in sentences on %s, newest first",
    async (path) => {
      const page = await browser.get(path);
      expect(saidIn(page)).toEqual([
        "admin disabled a token of anna",
        "A wrong PIN was entered for anna",
        "A phone was registered for anna",
        "A phone scanned the registration code of anna",
        "A registration was started for anna",
      ]);
      expect(page.text.replaceAll("<wbr/>", "")).toContain("POST /token/disable/");
      expect(page.text).toMatch(/<details><summary>Details<\/summary>/);
    },
  );

  it("is in the language of the browser", async () => {
    browser.language = "de";
    expect(saidIn(await browser.get("/console/tokens/ANNA1"))[0]).toBe("admin hat ein Token von anna deaktiviert");
    browser.language = "nl";
    expect(saidIn(await browser.get("/console/tokens/ANNA1"))[0]).toBe("admin heeft een token van anna uitgeschakeld");
    browser.language = undefined;
  });

  it("says in that language that the address is not known, and so does the trail", async () => {
    browser.language = "de";
    for (const path of ["/console/tokens/ANNA1", "/console/audit"]) {
      const { text } = await browser.get(path);
      expect([path, text.includes("unbekannt"), text.includes(">unknown<")]).toEqual([path, true, false]);
    }
    browser.language = undefined;
  });

  it("has the words of the audit trail, which keeps what programs search for", async () => {
    const { text } = await browser.get("/console/audit?user=anna");
    for (const word of ["A wrong PIN was entered for anna", "PIN_FAIL", "wrong-pin", "POST /validate/check"])
      expect(text.replace(/<wbr\/?>/g, "")).toContain(word);
  });
});

describe("every event", () => {
  it.each(["en", "nl", "de"] as const)("is a sentence in %s, with names and without", async (language) => {
    const { events } = consoleWordsFor(language);
    for (const event of AUDIT_EVENTS)
      for (const [user, administrator] of [
        ["Anna", "boss"],
        ["", ""],
      ] as const) {
        const sentence = sayEntry(events, { event, action: "", user, administrator }) ?? "";
        expect(sentence).toMatch(user === "" ? /^\p{Lu}/u : /^(\p{Lu}|boss)/u);
        expect(sentence).not.toMatch(/undefined| {2}|\.$/);
      }
    const sentences = AUDIT_EVENTS.map((event) =>
      sayEntry(events, { event, action: "", user: "Anna", administrator: "boss" }),
    );
    expect(new Set(sentences).size).toBe(AUDIT_EVENTS.length);
  });

  it("of a directory says what became of whom, or of which group", () => {
    const { events } = consoleWordsFor("en");
    const say = (action: string, detail: string) =>
      sayEntry(events, { event: "USER_CHANGED", action, detail, user: "anna", administrator: "entra" });
    expect(say("POST /scim/v2/Users", "directory")).toBe("entra added anna");
    expect(say("PATCH /scim/v2/Users/<id>", "directory")).toBe("entra changed the details of anna");
    expect(say("POST /scim/v2/Groups", "directory: group Sales")).toBe("entra added the group Sales");
    expect(say("PUT /scim/v2/Groups/<id>", "directory: group {by}")).toBe("entra changed the group {by}");
    expect(say("DELETE /scim/v2/Groups/<id>", "directory: group Sales")).toBe("entra deleted the group Sales");
    expect(say("POST /user/attribute", "")).toBe("entra changed the details of anna");
  });

  it("of a changed token says what was changed, and an entry from before there were events has none", async () => {
    const { events } = consoleWordsFor("en");
    const say = (action: string, event: Parameters<typeof sayEntry>[1]["event"] = "TOKEN_CHANGED") =>
      sayEntry(events, { event, action, user: "anna", administrator: "boss" });
    expect(say("POST /token/reset/<serial>")).toBe("boss unlocked a token of anna");
    expect(say("DELETE /token/<serial>")).toBe("boss deleted a token of anna");
    // What the caller has shown comes after it.
    expect(say("POST /token/setrandompin caller=0123456789abcdef phone pin")).toBe("boss set a random PIN for anna");
    expect(say("POST /token/enrollmentlink caller=0123456789abcdef id")).toBe("boss stopped a phone of anna");
    expect(say("POST /jobs/tokens unlock")).toBe("boss unlocked a token of anna, in a job");
    expect(say("POST /jobs/tokens")).toBe("boss changed a token of anna"); // of an earlier release
    expect(say("npm run import")).toBe("boss changed a token of anna");
    expect(say("POST /ttype/<ttype>", "")).toBeUndefined();
    expect(say("POST /ttype/<ttype>", "constructor" as "TOKEN_CHANGED")).toBeUndefined();
  });
});
