// CHALLENGE_TYPE_BY_CLIENT: some clients show a QR code only for challenges of a type that they
// know.

import { beforeAll, describe, expect, it } from "vitest";
import { admin, type EnrolledToken, enrol, post, postOver, request, withSettings } from "../../support/service.ts";

let enrolled: EnrolledToken;
beforeAll(async () => {
  enrolled = await enrol({ user: "client", pin: "1234", serial: "CLIENT" });
});

describe("the type of a challenge", () => {
  it.each([
    ["privacyIDEA-Keycloak/1.5.0", "push"],
    ["PRIVACYIDEA-KEYCLOAK", "push"],
    ["privacyidea-nextcloud/1.0 Nextcloud/29", "push"],
    ["entraid-via-keycloak/1.8.0", "push"],
    ["ownCloud Server Crawler", "push"],
    ["owncloud/10.15", "push"],
    ["privacyIDEA-Shibboleth/1.3.0", "push"],
    ["privacyidea-cp/3.6.1 Windows/10", "push"],
    // pam_privacyidea polls only once for push, unless its administrator says otherwise, and asks
    // for nothing.
    ["PAM/1.1.0", "tiqr"],
    ["privacyIDEA-Keycloak2/1", "tiqr"],
    ["Mozilla/5.0 privacyIDEA-Keycloak/1.5.0", "tiqr"],
    ["simpleSAMLphp", "tiqr"],
    ["", "tiqr"],
  ])("is for %j: %s", async (userAgent, type) => {
    const headers = { "User-Agent": userAgent };
    const replies = [
      await post("/validate/check", { user: "client", pass: "1234" }, headers),
      await request("/validate/check?user=client&pass=1234", { headers }),
      await post("/validate/triggerchallenge", { user: "client" }, { ...headers, ...(await admin()) }),
    ];
    for (const { json } of replies) {
      const { detail } = json;
      expect([detail.type, detail.multi_challenge[0].type]).toEqual([type, type]);
      // Everything else that is shown or polled is the same for every client.
      expect([detail.client_mode, detail.multi_challenge[0].client_mode]).toEqual(["poll", "poll"]);
      expect(detail.multi_challenge[0].image).toMatch(/^data:image\/png;base64,/);
    }
  });

  it("makes no difference to the phone", async () => {
    const headers = { "User-Agent": "privacyIDEA-Keycloak/1.5.0" };
    const { detail } = (await post("/validate/check", { user: "client", pass: "1234" }, headers)).json;
    expect(detail.attributes.value).toMatch(/^tiqrauth:\/\/client_realm1@/);
    expect(await enrolled.phone.login(detail.attributes.value)).toMatchObject({ told: "logged-in" });
  });

  it("follows the setting", async () => {
    const app = await withSettings({ CHALLENGE_TYPE_BY_CLIENT: "My-Portal=smartphone, other=tiqr" });
    const typeFor = async (userAgent: string) =>
      (await postOver(app, "/validate/check", { user: "client", pass: "1234" }, { "User-Agent": userAgent })).json
        .detail.type;
    expect(await typeFor("my-portal/2")).toBe("smartphone");
    expect(await typeFor("privacyIDEA-Keycloak/1.5.0")).toBe("tiqr");
    await expect(withSettings({ CHALLENGE_TYPE_BY_CLIENT: "x=hotp" })).rejects.toThrow("CHALLENGE_TYPE_BY_CLIENT");
  });
});
