// "Who is calling?", as an agent and a colleague see it.

import { beforeAll, describe, expect, it } from "vitest";
import type { Right } from "../../../../src/core/caller.ts";
import { confirmByPhone, sendCallForm, typeNumber } from "../../../../test/support/callers/caller.ts";
import { enrolledUser } from "../../../../test/support/login.ts";
import { Browser } from "../../../../test/support/pages/browser.ts";
import { serviceAccount, worker } from "../../../../test/support/service.ts";
import { ConsoleBrowser } from "../support/console-browser.ts";

const RIGHTS: readonly Right[] = ["userlist", "tokenlist", "setrandompin", "verifycaller"];
const pageOf = (user: string) => `/console/users/realm1/${user}`;

async function as(name: string, rights: readonly Right[] = RIGHTS): Promise<ConsoleBrowser> {
  await serviceAccount(name, rights);
  const one = new ConsoleBrowser();
  await one.signIn(name, "service");
  return one;
}

let agent: ConsoleBrowser;
beforeAll(async () => {
  agent = await as("agent-1");
});

const stateIn = (text: string) => /data-caller="([^"]*)"/.exec(text)?.[1];

describe("an agent", () => {
  it("gets a number to read out, and sees what was shown on each page before an act", async () => {
    const pia = await enrolledUser("pia");
    expect(stateIn((await agent.get(pageOf("pia"))).text)).toBe("none");
    expect((await agent.get(pageOf("pia"))).text).toContain("Not verified");
    const asked = await agent.post(`${pageOf("pia")}/caller`, { act: "pin" });
    const number = /data-number[^>]*>([\d ]+)</.exec(asked.text)?.[1] ?? "";
    expect(number).toMatch(/^\d{3} \d{3}$/);
    expect(asked.text).toContain("/call");
    expect(asked.text).toContain('data-job="on"');
    expect((await agent.get(`${pageOf("pia")}/caller`)).text).not.toContain(number);
    const at = await typeNumber("pia", number, new Browser(worker));
    expect(at.page.text).toContain("wants: a new PIN");
    await confirmByPhone(at, pia.phone);
    const shown = (await agent.get(`${pageOf("pia")}/caller`)).text;
    expect(shown).toContain('data-job="over"');
    expect(shown).toMatch(/Verified.*phone.*new/s);
    for (const page of [pageOf("pia"), `${pageOf("pia")}/new-pin`])
      expect(stateIn((await agent.get(page)).text)).toBe("good");
    await sendCallForm(at, "refuse");
    const refused = (await agent.get(`${pageOf("pia")}/new-pin`)).text;
    expect([stateIn(refused), refused.includes("says they didn’t call")]).toEqual(["refused", true]);
  });

  it("begins a wait, and cannot vouch", async () => {
    await enrolledUser("rex");
    await agent.post(`${pageOf("rex")}/caller`, { waits: "true" });
    expect(stateIn((await agent.get(pageOf("rex"))).text)).toBe("waiting");
    expect((await agent.get(`${pageOf("rex")}/caller`)).text).not.toContain('name="vouch"');
  });

  it("without the right has nothing of it", async () => {
    await enrolledUser("sol");
    const other = await as("agent-without", ["userlist", "tokenlist", "setrandompin"]);
    for (const page of [pageOf("sol"), `${pageOf("sol")}/new-pin`])
      expect(stateIn((await other.get(page)).text)).toBeUndefined();
    expect((await other.get(`${pageOf("sol")}/caller`)).status).toBe(403);
  });
});

it("stands on each page before an act that gives access, with what is enough, and not before others", async () => {
  const { serial } = await enrolledUser("uma");
  const at = await as("agent-3", [...RIGHTS, "enrollTIQR", "enable", "disable", "reset"]);
  const token = `/console/tokens/${serial}`;
  const twice = "Enough for this: two of phone, PIN, recovery code and known browser";
  for (const page of [
    ...[
      `${pageOf("uma")}/new-phone`,
      `${pageOf("uma")}/new-pin`,
      `${pageOf("uma")}/unblock`,
      `${pageOf("uma")}/not-me`,
    ],
    ...[`${pageOf("uma")}/undo/0`, `${token}/lost`, `${token}/link`, `${token}/enable`, `${token}/setrandompin`],
    ...["links/new", "enrol"].map((form) => `/console/${form}?user=uma&realm=realm1`),
  ]) {
    const { text } = await at.get(page);
    expect([page, stateIn(text), text.includes(twice)]).toEqual([page, "none", true]);
    // The setting here is the default, which refuses nothing.
    expect([page, text.includes("Without it, this is refused.")]).toEqual([page, false]);
  }
  for (const page of [`${pageOf("uma")}/unlock`, `${pageOf("uma")}/block`, `${pageOf("uma")}/sign-out`]) {
    const { text } = await at.get(page);
    expect([page, stateIn(text), text.includes('data-proof="none"')]).toEqual([page, undefined, true]);
  }
});

it("a colleague confirms on their own page, and the agent not on theirs", async () => {
  await enrolledUser("tom");
  await agent.post(`${pageOf("tom")}/caller`, { act: "link" });
  expect((await agent.get(`${pageOf("tom")}/caller`)).text).not.toContain('name="document"');
  const colleague = await as("agent-2");
  const page = (await colleague.get(`${pageOf("tom")}/caller`)).text;
  const [, second = ""] = /name="second" value="([^"]*)"/.exec(page) ?? [];
  expect(page).toContain("agent-1 is on the phone with this person");
  await colleague.post(`${pageOf("tom")}/caller`, { second, document: "X12345" });
  const seen = (await agent.get(`${pageOf("tom")}/caller`)).text;
  expect(seen).toMatch(/Verified.*ID, seen by a colleague.*agent-2/s);
});
