// Where users are hidden, the time of a reply must not tell who exists. A test that measured it
// would prove nothing on a busy machine, so this one compares what the time is made of: the calls
// of the bindings, each with its statements, before the reply and after it.

import { describe, expect, it } from "vitest";
import { asAdmin, enrol, initToken, ORIGIN } from "../support/service.ts";
import { setRow } from "../support/storage/rows.ts";
import { countedApp, sendTo } from "./counted.ts";

const OWN = { Origin: ORIGIN, "Sec-Fetch-Site": "same-origin" };
/** All cases together are more than refusals of a network that get rows. */
const TIMES = 7;

let replied = false;
let [before, after]: [string[], string[]] = [[], []];
const apps = {
  login: await appWith({ SELF_SERVICE: "recovery" }),
  everywhere: await appWith({ HIDE_UNKNOWN_USERS: "on" }),
};
function appWith(settings: Readonly<Record<string, string>>) {
  return countedApp(settings, ({ method, session, text }, next) => {
    (replied ? after : before).push(`${method} at ${session ?? "the primary"}: ${text}`);
    return next();
  });
}

/** The calls of one request from a network of its own. */
async function callsOf(app: keyof typeof apps, path: string, fields: Record<string, string>, network: string) {
  [before, after, replied] = [[], [], false];
  const built = await apps[app];
  const marking = {
    fetch: async (...given: Parameters<typeof built.fetch>) => {
      const reply = await built.fetch(...given);
      replied = true;
      return reply;
    },
  } as typeof built;
  const { text } = await sendTo(marking, path, fields, { ...OWN, "CF-Connecting-IP": network });
  return { before, after, text };
}

for (const user of ["usual", "disabled", "locked", "revoked"]) await enrol({ user, pin: "1234", serial: user });
await initToken({ user: "waiting", pin: "1234" });
await asAdmin("POST", "/token/disable", { serial: "disabled" });
await asAdmin("POST", "/token/revoke", { serial: "revoked" });
await setRow("locked", { failcount: 10 });

describe.each([
  ["login", "/login/begin", { pin: "0000" }],
  ["login", "/me/recover", { pin: "0000", code: "AAAA-BBBB-CCCC-DDDD" }],
  ["everywhere", "/validate/check", { pass: "0000" }],
] as const)("where users are hidden %s, a refusal at %s", (app, path, fields) => {
  it.each(["nobody", "disabled", "locked", "revoked", "waiting"])(
    "of %s makes the calls of one of a wrong PIN, before the reply and after it",
    async (user) => {
      for (let time = 0; time < TIMES; time++) {
        const usual = await callsOf(app, path, { user: "usual", ...fields }, "192.0.2.1");
        const other = await callsOf(app, path, { user, ...fields }, "192.0.2.2");
        expect(other.before).toEqual(usual.before);
        expect(other.after).toEqual(usual.after);
        expect(usual.before.length).toBeGreaterThan(1);
        await setRow("usual", { failcount: 0 });
      }
    },
  );
});
