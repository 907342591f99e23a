// The search of the header leads to the one person who fits, or to the list of those who do.

import { beforeAll, describe, expect, it } from "vitest";
import type { Right } from "../../../../src/core/caller.ts";
import { ADMIN_PASSWORD } from "../../../../test/support/admin-password.ts";
import { asAdmin, initToken, resultOf, serviceAccount } from "../../../../test/support/service.ts";
import { ConsoleBrowser, leadsTo } from "../support/console-browser.ts";

const browser = new ConsoleBrowser();
beforeAll(async () => {
  await initToken({ user: "sem.meijer2", realm: "corp", serial: "SEM1" });
  await initToken({ user: "sem.meijer23", realm: "corp", serial: "OTHER1" });
  await initToken({ user: "jj", serial: "JAN1" });
  await initToken({ user: "jansen", serial: "JAN2" });
  await initToken({ user: "zz", serial: "NOBODYS" });
  await asAdmin("POST", "/token/unassign", { serial: "NOBODYS" });
  const set = (user: string, realm: string, key: string, value: string) =>
    asAdmin("POST", "/user/attribute", { user, realm, key, value });
  await set("sem.meijer2", "corp", "name", "Sem Meijer");
  await set("sem.meijer2", "corp", "email", "s.m+1@corp.example");
  await set("jj", "realm1", "name", "Jan Jansen");
  await initToken({ user: "sw", serial: "WEISS" });
  await set("sw", "realm1", "name", "Sören van Weiß");
  await browser.signIn("admin", ADMIN_PASSWORD);
});

const ledTo = async (text: string, by = browser) =>
  leadsTo(await by.get(`/console/find?${new URLSearchParams({ q: text })}`));
const SEM = "/console/users/corp/sem.meijer2";

describe("the search of the header", () => {
  it.each([
    ["meijer", SEM],
    ["Sem Meijer", SEM],
    ["sem.m", "/console/users?user=sem.m"],
    ["sem.meijer2", SEM],
    ["s.m+1@corp.example", SEM],
    ["sem1", SEM],
    ["sem.meijer2@corp", SEM],
    ["Jan Jansen", "/console/users/realm1/jj"],
    ["Weiss, Soren", "/console/users/realm1/sw"],
    ["jansen", "/console/users?user=jansen"],
    ["*jan", "/console/users?user=*jan"],
    ["nobodys", "/console/tokens/NOBODYS"],
    ["who", "/console/users?user=who"],
    ["  ", "/console/users"],
  ])("leads from %j to %s", async (text, page) => {
    expect(await ledTo(text)).toBe(page);
  });

  it("leads to a list that marks what was found, whatever signs were typed", async () => {
    const marks = async (text: string) => {
      const page = await browser.get(`/console/users?${new URLSearchParams({ user: text })}`);
      return [...page.text.matchAll(/<mark>([^<]*)<\/mark>/g)].map(([, marked]) => marked);
    };
    expect((await marks("jans")).sort()).toEqual(["Jans", "jans"]);
    expect(await marks("s.m+1@")).toEqual(["s.m+1@"]);
    expect(await marks("sem1")).toEqual(["SEM1"]);
    expect(await marks("soeren weis")).toEqual(["Sören", "Weiß"]);
    expect(await marks("Soren O'Weiss")).toEqual([]);
    expect(await marks("soren")).toEqual(["Sören"]);
    expect(await marks("(a-[b/")).toEqual([]);
  });

  it("refuses a text that is longer than any name", async () => {
    expect((await browser.get(`/console/find?q=${"x".repeat(300)}`)).status).toBe(400);
  });

  it("finds what the account may see", async () => {
    const as = async (name: string, rights: readonly Right[]) => {
      await serviceAccount(name, rights);
      const one = new ConsoleBrowser();
      await one.signIn(name, "service");
      return one;
    };
    const people = await as("people", ["userlist"]);
    expect([await ledTo("sem1", people), await ledTo("meijer", people)]).toEqual(["/console/users?user=sem1", SEM]);
    const tokens = await as("tokens", ["tokenlist"]);
    expect(await ledTo("sem1", tokens)).toBe("/console/tokens/SEM1");
    expect(await ledTo("jan", tokens)).toBe("/console/tokens?serial=jan");
    expect(await ledTo("meijer", tokens)).toBe("/console/tokens?user=meijer");
    const none = await as("none", ["metrics"]);
    expect((await none.get((await ledTo("meijer", none)) ?? "")).status).toBe(403);
  });
});

it("the API says by what each was found, and goes on by cursor", async () => {
  const search = (query: string) => asAdmin("GET", `/user/?${query}`);
  const [sem] = resultOf(await search("search=meijer"));
  expect(sem.matched).toEqual({ in: "name", text: "Sem Meijer" });
  const first = await search("search=jans&pagesize=1");
  const { after } = first.json.detail;
  const second = await search(`search=jans&pagesize=1&after=${after}`);
  expect([...resultOf(first), ...resultOf(second)].map(({ username }) => username).sort()).toEqual(["jansen", "jj"]);
  expect(resultOf(await search("search=jans&realm=corp"))).toEqual([]);
  expect(resultOf(await search("search=%20"))).toHaveLength(6);
});
