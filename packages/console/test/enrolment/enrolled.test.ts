// After an enrolment the console says that the phone is enrolled, with a link to its token. It does
// so by itself (test/browser), or without script at the press of a button, as here.

import { describe, expect, it } from "vitest";
import type { Right } from "../../../../src/core/caller.ts";
import {
  check,
  enrol,
  initToken,
  makePhone,
  ORIGIN,
  type Reply,
  request,
  serviceAccount,
  tokenOf,
} from "../../../../test/support/service.ts";
import { hiddenFields, leadsTo, newPerson, signedInBrowser } from "../support/console-browser.ts";

const STATE = "/console/enrol/state";

/** A token whose enrolment has begun, and the fields of the form beside its QR code. */
async function underWay(user: string, serial: string) {
  const enrolment = await initToken({ user, serial, pin: "1234" });
  return {
    code: enrolment.json.detail.tiqrenroll.value as string,
    fields: { enrollment: enrolment.headers.get("TiQR-Enrollment-Id") ?? "", serial },
  };
}
const headingIn = ({ text }: Reply) => /<h1>([^<]*)<\/h1>/.exec(text)?.[1];

describe("the button beside the QR code", () => {
  it("sends the id of its enrolment, and its page reports on that one", async () => {
    const browser = await signedInBrowser();
    const page = await browser.post("/console/enrol", {
      user: "beside",
      serial: "BESIDE",
      person: newPerson("beside"),
    });
    expect(page.text).toMatch(new RegExp(`<form method="post" action="${STATE}"[^>]*data-when-enrolled`));
    const fields = hiddenFields(page);
    expect(fields).toEqual({ enrollment: expect.stringMatching(/^[\w.-]+$/), serial: "BESIDE" });
    const early = await browser.post(STATE, fields);
    expect([early.status, headingIn(early)]).toEqual([200, "The phone isn’t registered yet"]);
    expect(hiddenFields(early)).toEqual(fields);
  });

  it.each([
    ["en", "The phone is registered", "The phone has sent its key", "The phone isn’t registered yet"],
    [
      "de",
      "Das Smartphone ist registriert",
      "Das Smartphone hat seinen Schlüssel gesendet",
      "Das Smartphone ist noch nicht registriert",
    ],
    [
      "nl",
      "De telefoon is geregistreerd",
      "De telefoon heeft zijn sleutel gestuurd",
      "De telefoon is nog niet geregistreerd",
    ],
  ])(
    "says in %s how far the phone is, offers a new code until it has answered, and leads to the token",
    async (language, yes, sent, no) => {
      const serial = `TOLD${language}`;
      const { code, fields } = await underWay(`told-${language}`, serial);
      const browser = await signedInBrowser();
      browser.language = language;
      expect(headingIn(await browser.post(STATE, fields))).toBe(no);
      const phone = makePhone();
      expect((await phone.enroll(code)).told).toBe("enrolled");
      const waiting = await browser.post(STATE, fields);
      expect([waiting.status, headingIn(waiting)]).toEqual([200, sent]);
      expect(waiting.text).toContain(`action="/console/tokens/${serial}/code"`);
      expect(waiting.text).toContain('data-known="unproven-1"');
      const { detail } = (await check({ serial, pass: "1234" })).json;
      expect((await phone.login(detail.attributes.value)).told).toBe("logged-in");
      const done = await browser.post(STATE, fields);
      expect([done.status, done.headers.get("Cache-Control"), headingIn(done)]).toEqual([200, "no-store", yes]);
      expect(done.text).toContain('class="notice success"');
      expect(done.text).toContain(`href="/console/tokens/${serial}"`);
      expect(done.text).not.toContain("/code");
    },
  );

  it("offers another code if this one has expired and no phone has enrolled", async () => {
    const { code, fields } = await underWay("halting", "HALTING");
    const browser = await signedInBrowser();
    await request(code.slice(`tiqrenroll://${ORIGIN}`.length));
    const fetched = await browser.post(STATE, fields);
    expect(fetched.text).toContain("phone has scanned");
    expect(fetched.text).toContain("Does the app say it already has this account?");
    expect(fetched.text).toContain('action="/console/tokens/HALTING/code"');
    await browser.post("/console/tokens/HALTING/code");
    const over = await browser.post(STATE, fields);
    expect([headingIn(over), over.text]).toEqual([
      "The phone isn’t registered yet",
      expect.stringContaining("This code has expired."),
    ]);
    expect((await browser.post(STATE, {})).text).toContain("This code has expired.");
  });

  it("warns when another phone has scanned the code as well", async () => {
    const { code, fields } = await underWay("watched", "WATCHED");
    await makePhone().enroll(code);
    await request(code.slice(`tiqrenroll://${ORIGIN}`.length), { headers: { "User-Agent": "another" } });
    const reply = await (await signedInBrowser()).post(STATE, fields);
    expect([headingIn(reply), reply.text]).toEqual([
      "The phone has sent its key",
      expect.stringContaining("The code was scanned more than once"),
    ]);
  });

  it.each([
    ["en", "The code was scanned more than once, and no phone is registered."],
    ["de", "Der Code wurde mehr als einmal gescannt, und kein Smartphone ist registriert."],
    ["nl", "De code is meer dan één keer gescand, en er is geen telefoon geregistreerd."],
  ])("says in %s that two phones have sent a key, so that neither counts", async (language, says) => {
    const { code, fields } = await underWay(`both-${language}`, `BOTH${language}`);
    const [first, second] = [makePhone(), makePhone()];
    const path = code.slice(`tiqrenroll://${ORIGIN}`.length);
    const { enrollmentUrl } = (await request(path)).json.service;
    expect((await first.enroll(code)).told).toBe("enrolled");
    await request(enrollmentUrl.slice(ORIGIN.length), {
      method: "POST",
      body: new URLSearchParams({ secret: "ab".repeat(32), operation: "register" }),
    });
    expect((await second.enroll(code)).told).toBe("bad-metadata");
    const browser = await signedInBrowser();
    browser.language = language;
    expect((await browser.post(STATE, fields)).text).toContain(says);
  });

  it("works for an account that sees no tokens, and leads it to none", async () => {
    await serviceAccount("unseeing", ["enrollTIQR"] as Right[]);
    const { code, fields } = await underWay("unseen", "UNSEEN");
    const browser = await signedInBrowser("unseeing", "service");
    await makePhone().enroll(code);
    const reply = await browser.post(STATE, fields);
    expect(headingIn(reply)).toBe("The phone has sent its key");
    expect(reply.text).not.toContain("/console/tokens/");
    expect(reply.text).toContain('href="/console/enrol"');
  });

  it("has no address of its own: a GET leads to the form", async () => {
    expect(leadsTo(await (await signedInBrowser()).get(STATE))).toBe("/console/enrol");
  });
});

it("a page that has not heard of the phone's key takes no phone away, and one that has shows a new code", async () => {
  await enrol({ user: "early", serial: "EARLY" });
  const browser = await signedInBrowser();
  expect(leadsTo(await browser.post("/console/tokens/EARLY/code"))).toBe("/console/tokens/EARLY?done=sent");
  expect((await browser.get("/console/tokens/EARLY?done=sent")).text).toContain(
    "The phone has sent its key, and has not answered yet.",
  );
  expect(leadsTo(await browser.post("/console/enrol", { user: "early", serial: "EARLY" }))).toBe(
    "/console/tokens/EARLY?done=sent",
  );
  expect(await tokenOf("EARLY")).toMatchObject({ rollout_state: "enrolled" });
  expect((await browser.get("/console/tokens/EARLY")).text).toContain('action="/console/tokens/EARLY/code"');
  expect((await browser.post("/console/tokens/EARLY/code", { key: "sent" })).text).toContain(
    "Let early scan this code",
  );
  expect(await tokenOf("EARLY")).toMatchObject({ rollout_state: "clientwait" });
});

it("a person who asks for a code after the phone has answered is told so", async () => {
  const { phone } = await enrol({ user: "ready", serial: "READY" });
  await phone.login((await check({ serial: "READY", pass: "" })).json.detail.attributes.value);
  const browser = await signedInBrowser();
  expect(leadsTo(await browser.post("/console/tokens/READY/code", { key: "sent" }))).toBe(
    "/console/tokens/READY?done=enrolled",
  );
  const led = leadsTo(await browser.post("/console/tokens/READY/code"));
  expect(led).toBe("/console/tokens/READY?done=enrolled");
  expect((await browser.get(led ?? "")).text).toContain("The phone is registered.");
  expect(leadsTo(await browser.post("/console/enrol", { user: "ready", serial: "READY" }))).toBe(led);
});
