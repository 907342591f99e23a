// A token's PIN in the console: it can be set, and removed only after a question.

import { describe, expect, it } from "vitest";
import { ADMIN_PASSWORD } from "../../../../test/support/admin-password.ts";
import { check, enrol, type Send, withSettings } from "../../../../test/support/service.ts";
import { ConsoleBrowser, leadsTo } from "../support/console-browser.ts";

async function signedIn(send?: Send): Promise<ConsoleBrowser> {
  const browser = new ConsoleBrowser(send);
  await browser.follow(await browser.signIn("admin", ADMIN_PASSWORD));
  return browser;
}

const authentication = async (user: string, pass: string) => (await check({ user, pass })).json.result.authentication;

describe("a PIN in the console", () => {
  it("is not removed by an empty field, nor by a missing one", async () => {
    await enrol({ user: "slip", pin: "1234", serial: "SLIP" });
    const browser = await signedIn();
    for (const fields of [{ pin: "" }, {}]) {
      const refused = await browser.post("/console/tokens/SLIP/setpin", fields);
      expect([refused.status, refused.text.includes("Enter the new PIN.")]).toEqual([400, true]);
    }
    expect(await authentication("slip", "")).toBe("REJECT");
    expect(await authentication("slip", "1234")).toBe("CHALLENGE");
  });

  it("is removed after a question and its confirmation", async () => {
    await enrol({ user: "meant", pin: "1234", serial: "MEANT" });
    const browser = await signedIn();
    const question = await browser.get("/console/tokens/MEANT/removepin");
    expect(question.text).toContain("Remove the PIN of this token?");
    expect(await authentication("meant", "1234")).toBe("CHALLENGE");
    expect(leadsTo(await browser.post("/console/tokens/MEANT/removepin"))).toBe("/console/tokens/MEANT?done=unpinned");
    expect((await browser.get("/console/tokens/MEANT?done=unpinned")).text).toContain("The PIN is removed.");
    expect(await authentication("meant", "")).toBe("CHALLENGE");
  });

  it("stays if tokens must have one, and the page says so", async () => {
    await enrol({ user: "must", pin: "1234", serial: "MUST" });
    const browser = await signedIn(await withSettings({ PIN_REQUIRED: "on" }));
    const refused = await browser.post("/console/tokens/MUST/removepin");
    expect([refused.status, refused.text.includes("at least 4 characters")]).toEqual([400, true]);
    expect(await authentication("must", "1234")).toBe("CHALLENGE");
  });
});
