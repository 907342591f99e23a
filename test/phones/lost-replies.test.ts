// The table of lost replies: which step, how often, and what happens then: the app asks again by
// itself, on the same connection or the host's next address, which is the same request to us; or the
// person taps or scans again. Whoever shows the code, one phone on a bad line ends with an account
// that works, and no alarm.

import { beforeAll, describe, expect, it } from "vitest";
import { ConsoleBrowser, newPerson } from "../../packages/console/test/support/console-browser.ts";
import { losing, losingEach } from "../../phone/losing.ts";
import { Phone, type PhoneAccount, type PhoneOutcome } from "../../phone/phone.ts";
import { ADMIN_PASSWORD } from "../support/admin-password.ts";
import { auditRows } from "../support/audit.ts";
import { codeIn, EnrolBrowser, newLink } from "../support/pages/enrol-page.ts";
import { confirmAct, locationIn, openMe, send, signedIn } from "../support/pages/me.ts";
import { asAdmin, initToken, type Send, tokenOf, withSettings, worker } from "../support/service.ts";
import { readPng } from "../web/support/read-png.ts";
import { readQr } from "../web/support/read-qr.ts";

const TIMES = [1, 2, 3];
/** What happens after a lost reply: the app asks again by itself, or not and its owner taps. */
const APPS = [
  { app: "android", what: "sent again by itself, then tapped" },
  { app: "ios", what: "tapped" },
] as const;

let self: Send;
beforeAll(async () => {
  self = await withSettings({ SELF_SERVICE: "add" });
});

/** The places where a person finds a code. Each gives the text of the QR code. */
const PLACES: Readonly<Record<string, (user: string) => Promise<string>>> = {
  "the API": async (user) => (await initToken({ user, pin: "1234" })).json.detail.tiqrenroll.value,
  "a link's page": async (user) => codeIn(await new EnrolBrowser().start(await newLink({ user, pin: "none" }))),
  "/me": async (user) => {
    const person = await signedIn(user, undefined, self);
    await confirmAct(person, "add");
    const path = locationIn(await send(person, "/me/add")) ?? "";
    await openMe(person, path);
    await send(person, `${path}/start`);
    return codeIn(await openMe(person, path));
  },
  "the console": async (user) => {
    const browser = new ConsoleBrowser();
    await browser.signIn("admin", ADMIN_PASSWORD);
    const shown = await browser.post("/console/enrol", { user, person: newPerson(user) });
    const [, png = ""] = /src="data:image\/png;base64,([^"]+)"/.exec(shown.text) ?? [];
    const { rgba, width, height } = await readPng(Uint8Array.from(atob(png), (c) => c.charCodeAt(0)));
    return readQr(rgba, width, height) ?? "";
  },
};

/** A phone whose line loses the first `count` replies once `lose` was called. */
function phoneOn(app: "android" | "ios", accounts: readonly PhoneAccount[] = []) {
  const fetch = (url: string, init?: RequestInit) => worker(new Request(url, init));
  let line = fetch;
  const phone = new Phone({
    fetch: (url, init) => line(url, init),
    randomBytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
    protocol: 2,
    app,
    accounts,
  });
  /** `passes`: replies that still come through. */
  const lose = (count: number, passes = 0) => {
    const lossy = losing(fetch, count);
    let asked = 0;
    line = (url, init) => (asked++ < passes ? fetch(url, init) : lossy(url, init));
  };
  return { phone, lose };
}

const isUnheard = ({ told }: PhoneOutcome) => told === "no-network" || told === "digits";

/** Enrols as a patient person does: scans again without metadata, and else taps again. */
async function enrolPatiently(phone: Phone, code: string): Promise<PhoneOutcome> {
  let outcome = await phone.enroll(code);
  for (let again = 0; again < 4 && isUnheard(outcome); again++)
    outcome = await (phone.mayTapAgain ? phone.tapAgain() : phone.enroll(code));
  return outcome;
}

/** The text of a login's QR code for this token alone. */
const triggered = async (serial: string): Promise<string> =>
  (await asAdmin("POST", "/validate/triggerchallenge", { serial })).json.detail.attributes.value;

const serialIn = (code: string) => new URL(code.slice("tiqrenroll://".length)).searchParams.get("serial") ?? "";
const eventsOf = async (serial: string, success: 0 | 1) =>
  (await auditRows({ serial, success })).map(({ event }) => event).filter((event) => !NOT_THE_PHONE.includes(event));
const NOT_THE_PHONE = ["LINK_MADE", "ENROLLMENT_BEGUN", "CHALLENGE_TRIGGERED", "TOKENS_READ"];

describe.each(APPS)("$app, $what, with replies that are lost,", ({ app }) => {
  for (const [place, codeFor] of Object.entries(PLACES))
    for (const lost of TIMES)
      for (const step of ["metadata", "secret"] as const)
        it(`enrols by the code of ${place}: ${step}, ${lost}`, async () => {
          const code = await codeFor(`${app}-${place.replace(/\W/g, "")}-${step}-${lost}`);
          const { phone, lose } = phoneOn(app);
          lose(lost, step === "secret" ? 1 : 0);
          expect((await enrolPatiently(phone, code)).told).toBe("enrolled");
          expect(await tokenOf(serialIn(code))).toMatchObject({ enrollment: { state: "unproven", qr_code_uses: 1 } });
          lose(0);
          expect((await phone.login(await triggered(serialIn(code)))).told).toBe("logged-in");
          expect(await tokenOf(serialIn(code))).toMatchObject({ enrollment: { state: "enrolled" }, proven: true });
          expect(await eventsOf(serialIn(code), 0)).toEqual([]);
        });

  for (const lost of TIMES) {
    const enrolledHere = async (name: string) => {
      const { phone, lose } = phoneOn(app);
      const code = await (PLACES["the API"] as (user: string) => Promise<string>)(`${app}-${name}-${lost}`);
      await phone.enroll(code);
      return { phone, lose, serial: serialIn(code) };
    };

    /** A wrong PIN in the app opens another secret, the same one each time. */
    const withWrongPin = async (name: string) => {
      const { phone, serial } = await enrolledHere(name);
      const accounts = phone.accounts.map((account) => ({ ...account, secretHex: "00".repeat(32) }));
      return { serial, ...phoneOn(app, accounts) };
    };

    it(`logs in with a right answer whose reply is lost ${lost} times, and proves its secret`, async () => {
      const { phone, lose, serial } = await enrolledHere("right");
      const link = await triggered(serial);
      lose(lost);
      let outcome = await phone.login(link);
      for (let again = 0; again < lost && isUnheard(outcome); again++) outcome = await phone.login(link);
      expect(outcome.told).toBe("logged-in");
      expect(await tokenOf(serial)).toMatchObject({ proven: true, failcount: 0 });
      expect((await eventsOf(serial, 1)).filter((event) => event === "CHALLENGE_ANSWERED")).toHaveLength(1);
    });

    it(`counts a wrong answer once whose reply is lost ${lost} times, and proves nothing by it`, async () => {
      const { phone, lose, serial } = await withWrongPin("wrong");
      const link = await triggered(serial);
      lose(lost);
      let outcome = await phone.login(link);
      for (let again = 0; again < lost && isUnheard(outcome); again++) outcome = await phone.login(link);
      expect(outcome).toMatchObject({ told: "refused", reply: { word: "wrong-response" } });
      expect(await tokenOf(serial)).toMatchObject({ proven: false, failcount: 1 });
    });

    it(`hears the same word of an answer that locks, whose reply is lost ${lost} times`, async () => {
      const { phone, lose, serial } = await withWrongPin("locking");
      await asAdmin("POST", "/token/set", { serial, max_failcount: "1" });
      const link = await triggered(serial);
      lose(lost);
      let outcome = await phone.login(link);
      for (let again = 0; again < lost && isUnheard(outcome); again++) outcome = await phone.login(link);
      expect(outcome).toMatchObject({ told: "refused", reply: { word: "blocked-for", duration: 1 } });
      expect(await tokenOf(serial)).toMatchObject({ proven: false, failcount: 1 });
    });
  }
});

it("a line that loses replies of each step has its owner scan, and tap with another secret", async () => {
  const secrets: string[] = [];
  const phone = new Phone({
    fetch: losingEach((url, init) => {
      const secret = new URLSearchParams(String(init?.body ?? "")).get("secret");
      if (secret !== null) secrets.push(secret);
      return worker(new Request(url, init));
    }, 2),
    randomBytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
    protocol: 2,
    app: "android",
    accounts: [],
  });
  const code = await (PLACES["the API"] as (user: string) => Promise<string>)("each");
  expect([(await phone.enroll(code)).told, phone.mayTapAgain]).toEqual(["no-network", false]);
  expect([(await phone.enroll(code)).told, phone.mayTapAgain]).toEqual(["no-network", true]);
  expect((await phone.tapAgain()).told).toBe("enrolled");
  expect([secrets.length, new Set(secrets).size]).toEqual([3, 2]);
  expect(await eventsOf(serialIn(code), 1)).toContain("ENROLLMENT_KEY_REPLACED");
});
