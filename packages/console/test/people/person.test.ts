// The page of a person: the name is its heading, and the likeliest help comes first. A call "I lost
// my phone" is over in two presses, one button and its question.

import { beforeAll, describe, expect, it } from "vitest";
import type { Right } from "../../../../src/core/caller.ts";
import { ADMIN_PASSWORD } from "../../../../test/support/admin-password.ts";
import {
  asAdmin,
  check,
  enrol,
  initToken,
  type Reply,
  resultOf,
  serviceAccount,
} from "../../../../test/support/service.ts";
import { ConsoleBrowser, leadsTo } from "../support/console-browser.ts";

const browser = new ConsoleBrowser();
const personAt = (user: string) => `/console/users/realm1/${user}`;
beforeAll(async () => {
  await enrol({ user: "sem", serial: "SEM1", pin: "1234" });
  await enrol({ user: "two", serial: "TWO1", pin: "1234" });
  await enrol({ user: "two", serial: "TWO2", pin: "1234" });
  await initToken({ user: "none", serial: "GONE" });
  await asAdmin("DELETE", "/token/GONE");
  await asAdmin("POST", "/user/attribute", { user: "sem", key: "name", value: "Sem Meijer" });
  await asAdmin("POST", "/user/attribute", { user: "sem", key: "email", value: "sem@corp.example" });
  await browser.signIn("admin", ADMIN_PASSWORD);
});

const heading = ({ text }: Reply) => /<h1>(.*?)<\/h1>/.exec(text)?.[1]?.replace(/<[^>]*>/g, "");
const below = ({ text }: Reply) =>
  /class="below-heading">(.*?)<\/p>/
    .exec(text)?.[1]
    ?.replaceAll("<wbr/>", "")
    .replace(/<[^>]*>/g, " ");
/** Where the buttons of main lead, in their order, each with its kind. */
const ways = ({ text }: Reply) =>
  [
    ...text
      .slice(text.indexOf("<h1>"), text.indexOf("</main>"))
      .matchAll(/class="button (\w+)" href="([^"]+)"|action="([^"]+)"[^>]*>(?:(?!<\/form>).)*?class="button (\w+)"/gs),
  ].map(([, kind, link, action, of]) => `${kind ?? of} ${(link ?? action)?.replaceAll("&amp;", "&")}`);
const authentication = async (user: string, pass: string) => (await check({ user, pass })).json.result.authentication;

async function as(name: string, rights: readonly Right[]): Promise<ConsoleBrowser> {
  await serviceAccount(name, rights);
  const one = new ConsoleBrowser();
  await one.signIn(name, "service");
  return one;
}

describe("the page of a person", () => {
  it("has the name as its heading, and below it user, realm and address", async () => {
    const page = await browser.get(personAt("sem"));
    expect(heading(page)).toBe("Sem Meijer");
    expect(below(page)?.split(/\s+/).filter(Boolean)).toEqual(["sem", "realm1", "sem@corp.example"]);
    const nameless = await browser.get(personAt("two"));
    expect([heading(nameless), below(nameless)?.trim()]).toEqual(["two", "realm1"]);
  });

  it("begins with six buttons in the same places, greyed with the reason", async () => {
    const six = async (user: string, by = browser) =>
      [
        ...(/<ul class="six".*?<\/ul>/s.exec((await by.get(personAt(user))).text)?.[0] ?? "").matchAll(
          /<li>(.*?)<\/li>/gs,
        ),
      ].map(([, button = ""]) =>
        button
          .replace(/<[^>]*>/g, " ")
          .replace(/\s+/g, " ")
          .trim(),
      );
    expect(await six("sem")).toEqual([
      ...["New phone", "Phone lost", "Forgot PIN", "Locked Nothing is locked.", "Not me", "Left"],
    ]);
    const reason = "No phone is registered.";
    expect(await six("none")).toEqual([
      ...["New phone", `Phone lost ${reason}`, `Forgot PIN ${reason}`, "Locked Nothing is locked."],
      ...[`Not me ${reason}`, "Left"],
    ]);
    await initToken({ user: "gone" });
    await asAdmin("POST", "/user/realm1/gone/block");
    expect(new Set((await six("gone")).map((text) => text.slice(text.indexOf("Access"))))).toEqual(
      new Set(["Access is blocked."]),
    );
    await enrol({ user: "self", serial: "SELF1", pin: "1234" });
    const self = await as("self", ["userlist", "tokenlist", "enrollTIQR", "setrandompin", "disable"]);
    expect(await six("self", self)).toEqual([
      "New phone This is you. Ask a colleague.",
      "Phone lost",
      "Forgot PIN This is you. Ask a colleague.",
      "Locked Your account lacks the right reset.",
      ...["Not me This is you. Ask a colleague.", "Left"],
    ]);
    // With several phones each row has the button.
    const two = ways(await browser.get(personAt("two")));
    for (const serial of ["TWO1", "TWO2"]) expect(two).toContain(`secondary /console/tokens/${serial}/lost`);
  });

  it("unlocks all phones in one press, and stays with the person", async () => {
    await enrol({ user: "locked", serial: "LOCKED1", pin: "1234" });
    for (let n = 0; n < 10; n++) await check({ user: "locked", pass: "wrong" });
    expect(ways(await browser.get(personAt("locked")))).toContain(`primary ${personAt("locked")}/unlock`);
    expect(leadsTo(await browser.post(`${personAt("locked")}/unlock`))).toBe(`${personAt("locked")}?done=unlocked`);
    expect(await authentication("locked", "1234")).toBe("CHALLENGE");
    await asAdmin("POST", "/token/disable", { serial: "LOCKED1" });
    const enabled = await browser.post("/console/tokens/LOCKED1/enable", { user: "locked", realm: "realm1" });
    expect(leadsTo(enabled)).toBe(`${personAt("locked")}?done=enabled`);
  });

  it("sets one new PIN for all phones, after a question, and shows it once", async () => {
    const path = `${personAt("two")}/new-pin`;
    expect(ways(await browser.get(personAt("two")))).toContain(`secondary ${path}`);
    expect(ways(await browser.get(path))).toContain(`primary ${path}`);
    const pin = /<code[^>]*>(\d{8})<\/code>/.exec((await browser.post(path)).text)?.[1] ?? "";
    expect(await authentication("two", "1234")).toBe("REJECT");
    expect(await authentication("two", pin)).toBe("CHALLENGE");
  });

  it("offers an account only what it may do", async () => {
    const desk = await as("desk", ["userlist", "tokenlist"]);
    const page = await desk.get(personAt("sem"));
    expect(ways(page)).toEqual([]);
    for (const path of ["unlock", "new-pin"]) expect((await desk.post(`${personAt("sem")}/${path}`)).status).toBe(403);
    expect((await desk.post("/console/tokens/SEM1/lost")).status).toBe(403);
    const lost = await desk.get("/console/tokens/SEM1/lost");
    expect([lost.status, ways(lost).filter((way) => way.includes("SEM1"))]).toEqual([403, []]);
    expect(lost.text).toContain("enrollTIQR");
    expect(await authentication("sem", "1234")).toBe("CHALLENGE");
  });

  it.each(["en", "nl", "de"])("has the words of its questions in %s", async (language) => {
    browser.language = language;
    for (const path of [`${personAt("sem")}/new-pin`, "/console/tokens/SEM1/lost"]) {
      const { status, text } = await browser.get(path);
      expect([path, status, text.includes("undefined")]).toEqual([path, 200, false]);
    }
    browser.language = undefined;
  });
});

describe("a lost phone", () => {
  it("stops at once, and a link enrols another one, with the same PIN", async () => {
    await enrol({ user: "loser", serial: "LOST1", pin: "1234" });
    const question = await browser.get("/console/tokens/LOST1/lost");
    expect(ways(question)).toContain("primary /console/tokens/LOST1/lost");
    expect(ways(question)).toContain("secondary /console/tokens/LOST1/replace");
    const answer = await browser.post("/console/tokens/LOST1/lost");
    const [link] = /https?:\/\/[^<"]+\/enrol\/[\w-]{22}/.exec(answer.text) ?? [];
    expect(link).toBeDefined();
    expect(answer.text).toContain(`href="${personAt("loser")}"`);
    expect(await authentication("loser", "1234")).toBe("REJECT");
    const [out] = resultOf(await asAdmin("GET", "/token/enrollmentlink?user=loser")).links;
    expect(out).toMatchObject({ serial: "LOST1", state: "fresh" });
  });

  it("of an unknown token is not found", async () => {
    expect((await browser.get("/console/tokens/NOSUCH/lost")).status).toBe(404);
    expect((await browser.post("/console/tokens/NOSUCH/lost")).status).toBe(404);
  });

  it("stops even if a mail is asked for that nobody can send", async () => {
    await enrol({ user: "stopped", serial: "LOST2", pin: "1234" });
    const stopped = await browser.post("/console/tokens/LOST2/lost", { mail: "yes" }); // MAIL is not set
    expect([stopped.status, heading(stopped)]).toEqual([200, "A link for stopped"]);
    expect(await authentication("stopped", "1234")).toBe("REJECT");
  });

  it("cannot be that of a token without a user, whose page is shown instead", async () => {
    await enrol({ user: "leaver", serial: "LOST3" });
    await asAdmin("POST", "/token/unassign", { serial: "LOST3" });
    const { status, headers } = await browser.get("/console/tokens/LOST3/lost");
    expect([status, headers.get("Location")]).toEqual([303, "/console/tokens/LOST3"]);
  });
});

it("a token’s page leads back to its person, for those who may see people", async () => {
  const above = ({ text }: Reply) => /class="above-heading"><a href="([^"]+)">([^<]+)/.exec(text)?.slice(1);
  expect(above(await browser.get("/console/tokens/SEM1"))).toEqual([personAt("sem"), "Sem Meijer"]);
  const tokens = await as("tokens only", ["tokenlist"]);
  expect(above(await tokens.get("/console/tokens/SEM1"))).toBeUndefined();
});
