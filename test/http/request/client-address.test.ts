// The address under which a request is noted and counted: docs/deploy.md, "Addresses".

import { beforeAll, describe, expect, it } from "vitest";
import { SAME_ORIGIN } from "../../../packages/console/test/support/console-browser.ts";
import { auditRowsOnce, emptyTrail } from "../../support/audit.ts";
import { postOver, type Send, serviceAccount, withSettings } from "../../support/service.ts";

let trusting: Send;
let direct: Send;
beforeAll(async () => {
  trusting = await withSettings({ TRUSTED_PROXY: "on" });
  direct = await withSettings({ TRUSTED_PROXY: "off" });
  await serviceAccount("portal", ["tokenlist"]);
});

/** Returns the address in the trail's row of a wrong sign-in. */
async function clientOf(send: Send, headers: Record<string, string>, path = "/auth") {
  await emptyTrail();
  await postOver(send, path, { username: "portal", password: "wrong" }, headers);
  const [row] = await auditRowsOnce(1, { administrator: "portal" });
  return row?.client;
}

describe("the address of a client", () => {
  it.each([
    ["192.0.2.7", "192.0.2.7"],
    ["2001:DB8:0::7", "2001:db8::7"],
  ])("is that of CF-Connecting-IP: %s", async (header, client) => {
    expect(await clientOf(trusting, { "CF-Connecting-IP": header })).toBe(client);
  });

  it.each(["=HYPERLINK(1)", "192.0.2.7, 192.0.2.8", "192.0.2.07", "x".repeat(100)])(
    "is unknown when the header is no address: %s",
    async (header) => {
      expect(await clientOf(trusting, { "CF-Connecting-IP": header })).toBe("unknown");
    },
  );

  it("is unknown without the header", async () => {
    expect(await clientOf(trusting, {})).toBe("unknown");
  });

  it("is unknown if no proxy is trusted, whatever the headers say", async () => {
    const forged = { "CF-Connecting-IP": "192.0.2.7", "X-Forwarded-For": "192.0.2.7", "X-Real-IP": "192.0.2.7" };
    expect(await clientOf(direct, forged)).toBe("unknown");
  });

  it("reaches the API through the console, and cannot be forged there", async () => {
    const from = { ...SAME_ORIGIN, "CF-Connecting-IP": "192.0.2.9" };
    expect(await clientOf(trusting, from, "/console/sign-in")).toBe("192.0.2.9");
    expect(await clientOf(direct, from, "/console/sign-in")).toBe("unknown");
  });
});
