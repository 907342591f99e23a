// The sign-in of a device with three databases: it is asked for in DB, before anybody knows whose it
// is, and what its person gives is in the person's database.

import { beforeAll, describe, expect, it } from "vitest";
import { signInAs } from "../../../support/oidc/applications.ts";
import { askDevice, decideAtDevice, deviceClient, pollAsDevice } from "../../../support/oidc/device.ts";
import { Browser } from "../../../support/pages/browser.ts";
import { openMe } from "../../../support/pages/me.ts";
import { enrol, requestOver } from "../../../support/service.ts";
import { having, makeDatabases, NAMES, userHomedIn, withMap } from "../three.ts";

await makeDatabases();
const send = await withMap({ DEVICE_GRANT: "on" } as Partial<Env>);
let client_id: string;
beforeAll(async () => {
  client_id = (await deviceClient(send)).client_id;
});

describe.each(NAMES)("a person in %s", (name) => {
  it("signs a device in, sees it in the own list, and leaves rows in no other database", async () => {
    const user = await userHomedIn(name, "device");
    const person = { user, pin: "1234", ...(await enrol({ user, pin: "1234" }, { send })), browser: new Browser(send) };
    await signInAs(person);
    const [one, other] = [(await askDevice(send, client_id)).json, (await askDevice(send, client_id)).json];
    await decideAtDevice(person, one.user_code, "allow");
    await decideAtDevice(person, other.user_code, "decline");
    const { json } = await pollAsDevice(send, client_id, one.device_code);
    const headers = { Authorization: `Bearer ${json.access_token}` };
    expect((await requestOver(send, "/oidc/userinfo", { headers })).json.preferred_username).toBe(user);
    expect((await pollAsDevice(send, client_id, other.device_code)).json.error).toBe("access_denied");
    for (const event of ["CODE_GIVEN", "CONFIRMATION_DECLINED", "TOKENS_GIVEN"])
      expect(await having("SELECT 1 FROM audit WHERE user = ? AND event = ?", user, event), event).toEqual([name]);
    expect(await having("SELECT 1 FROM oidc_grant WHERE user = ?", user)).toEqual([name]);
    expect((await openMe(person)).text).toContain("Went on to Terminal");
  });
});
