// phone/ against the service itself: its actions after each answer, and its texts for the person
// who holds it.

import { describe, expect, it, vi } from "vitest";
import { type App, metadataUrlIn } from "../../phone/enrolment-link.ts";
import { Phone, type PhoneOutcome } from "../../phone/phone.ts";
import { inWords } from "../../phone/words.ts";
import {
  asAdmin,
  enrol,
  initToken,
  makePhone,
  openLogin,
  postOver,
  type Send,
  settingsInside,
  withSettings,
  worker,
} from "../support/service.ts";

const qrOf = async (fields: Record<string, string>): Promise<string> =>
  (await initToken(fields)).json.detail.tiqrenroll.value;
const words = (outcome: PhoneOutcome): [string, string] => [outcome.told, inWords(outcome)];

describe("a phone that imitates one app", () => {
  const ADDRESS = "https://tiqr.test/ttype/tiqr?action=metadata&session=a-b_c&serial=TiQR1";
  const NO_LINK = undefined;

  it.each([
    { what: "a QR code", link: `tiqrenroll://${ADDRESS}`, android: ADDRESS, ios: ADDRESS },
    {
      what: "a link on a page, without the colon that a browser drops",
      link: `tiqrenroll://${ADDRESS.replace("://", "//")}`,
      android: NO_LINK,
      ios: ADDRESS,
    },
    {
      what: "a link on a page for Android",
      link: `tiqrenroll://${ADDRESS.replace("://", ":x@")}`,
      android: ADDRESS,
      ios: NO_LINK,
    },
    {
      what: "a universal link",
      link: `https://link.test/tiqrenroll/?metadata=${encodeURIComponent(ADDRESS)}`,
      android: ADDRESS,
      ios: ADDRESS,
    },
    { what: "a file", link: "tiqrenroll://file:///etc/passwd", android: NO_LINK, ios: NO_LINK },
    { what: "a host alone", link: "tiqrenroll://tiqr.test/", android: NO_LINK, ios: NO_LINK },
    {
      what: "a link of a page without TLS",
      link: "tiqrenroll://http//127.0.0.1:8787/",
      android: NO_LINK,
      ios: NO_LINK,
    },
  ])("reads $what as that app does, and without a name as either of them", (row) => {
    const { link, android, ios } = row;
    expect(metadataUrlIn(link, "android")).toBe(android);
    expect(metadataUrlIn(link, "ios")).toBe(ios);
    expect(metadataUrlIn(link)).toBe(android ?? ios);
  });

  it("takes a link that only the other app reads for none", async () => {
    const code = await qrOf({ user: "other-app" });
    const pressed = new URL(code).href;
    const make = (app: App) => new Phone({ ...settingsOfPhone, app });
    expect((await make("android").enroll(pressed)).told).toBe("not-a-link");
    expect((await make("ios").enroll(pressed)).told).toBe("enrolled");
  });
});

const settingsOfPhone = {
  fetch: (url: string, init?: RequestInit) => worker(new Request(url, init)),
  randomBytes: (length: number) => crypto.getRandomValues(new Uint8Array(length)),
  protocol: 2,
  accounts: [],
} as const;

describe.each([1, 2] as const)("a phone of protocol %i", (protocol) => {
  it("enrols, reports a wrong PIN, and logs in", async () => {
    const user = `phone${protocol}`;
    const phone = makePhone(worker, protocol);
    expect(words(await phone.enroll(await qrOf({ user })))).toEqual([
      "enrolled",
      `The account ${user} at Test Service is now on this phone.`,
    ]);
    expect(phone.accounts).toEqual([
      expect.objectContaining({ service: "tiqr.test", identity: `${user}_realm1`, blocked: false }),
    ]);
    const { link } = await openLogin({ user });
    expect(words(await phone.login(link, true))).toEqual(["refused", "Wrong PIN. You have 9 attempts left."]);
    expect(words(await phone.login(link))).toEqual(["logged-in", `You are logged in at Test Service as ${user}.`]);
    expect(words(await phone.login(link))).toEqual(["logged-in", `You are logged in at Test Service as ${user}.`]);
    const { link: over, id } = await openLogin({ user });
    await asAdmin("DELETE", `/token/challenges/transaction/${id}`);
    expect(words(await phone.login(over))).toEqual([
      "refused",
      protocol === 1
        ? "This login is no longer open. Ask for a new QR code."
        : "This sign-in was cancelled. Start again in your browser.",
    ]);
  });

  it("works with universal links too", async () => {
    const send = await withSettings({ TIQR_URL_FORMAT: "universal", TIQR_UNIVERSAL_LINK_BASE: "https://link.test" });
    const user = `universal${protocol}`;
    const { phone } = await enrol({ user }, { send, protocol });
    const { link } = await openLogin({ user }, send);
    expect(link).toMatch(/^https:/);
    expect(await phone.login(link)).toMatchObject({ told: "logged-in" });
  });

  it("blocks an account once the service says so, and accepts it again at a new enrolment", async () => {
    const settings = { MAX_FAIL: "2", FAILCOUNTER_CLEAR_TIMEOUT_MINUTES: "0" };
    const send = await withSettings(settings);
    const user = `block${protocol}`;
    const { phone, serial } = await enrol({ user }, { send, protocol });
    const { id, link } = await openLogin({ user }, send);
    await settingsInside(id, settings);
    expect(words(await phone.login(link, true))).toEqual([
      "refused",
      expect.stringMatching(/^Wrong PIN\. You have one attempt left/),
    ]);
    expect(words(await phone.login(link, true))).toEqual([
      "refused",
      protocol === 1
        ? "Wrong PIN, too many times. Your account is now blocked."
        : "Blocked after too many wrong PINs. Ask your help desk to register this phone again.",
    ]);
    await asAdmin("POST", "/token/reset", { serial });
    const again = await openLogin({ user }, send);
    expect(words(await phone.login(again.link))).toEqual([
      "blocked-account",
      "This account is blocked on this phone. Enrol again to use it.",
    ]);
    expect(await phone.enroll(await qrOf({ user, serial }))).toMatchObject({ told: "enrolled" });
    expect(phone.accounts).toHaveLength(1);
    expect(await phone.login((await openLogin({ user }, send)).link)).toMatchObject({ told: "logged-in" });
  });

  it("learns why an enrolment is refused", async () => {
    const qr = await qrOf({ user: `refused${protocol}` });
    const spoiling: Send = (request) =>
      worker(request.method === "POST" ? new Request(request.url.replace("session=", "session=x"), request) : request);
    const phone = makePhone(spoiling, protocol);
    const why = protocol === 1 ? "" : " This QR code is no longer valid. Ask for a new one.";
    expect(words(await phone.enroll(qr))).toEqual(["refused", `The service did not accept the account.${why}`]);
    expect(phone.accounts).toEqual([]);
  });

  it("says that an answer was useless, or that no phone understands the reply", async () => {
    const { phone } = await enrol({ user: `bad${protocol}` }, { protocol });
    const { link } = await openLogin({ user: `bad${protocol}` });
    const without: Send = async ({ url, headers }) => worker(new Request(url, { method: "POST", headers }));
    expect(words(await makePhone(without, protocol, phone.accounts).login(link))).toEqual([
      "refused",
      protocol === 1
        ? "The service could not use this answer. Try again."
        : "The service couldn’t read what the app sent. Scan the code again.",
    ]);
    const gateway: Send = async () => new Response("<html>Bad Gateway</html>", { status: 502 });
    expect(words(await makePhone(gateway, protocol, phone.accounts).login(link))).toEqual([
      "no-such-reply",
      "The service sent a reply that no phone understands.",
    ]);
    const cut: Send = async () => Promise.reject(new Error("no route"));
    expect(words(await makePhone(cut, protocol, phone.accounts).login(link))).toEqual([
      "digits",
      expect.stringMatching(/^The service has not heard the answer: no route\n.*: \d{8}$/),
    ]);
    expect(words(await makePhone(cut, protocol).enroll("tiqrenroll://https://tiqr.test/x"))).toEqual([
      "no-network",
      "The service cannot be reached: no route",
    ]);
    const late: Send = async () => new Response("{}", { headers: { "X-TIQR-Protocol-Version": "2" } });
    expect(await makePhone(late, protocol, phone.accounts).login(link)).toMatchObject({ told: "digits" });
    expect(await phone.login(link)).toMatchObject({ told: "logged-in" });
  });
});

describe("a phone", () => {
  it("knows no account that it has not enrolled", async () => {
    await enrol({ user: "elsewhere" });
    const outcome = await makePhone().login((await openLogin({ user: "elsewhere" })).link);
    expect(words(outcome)).toEqual(["unknown-account", "There is no account for this login on this phone."]);
  });

  it("refuses a second account of the same name, and may scan again once the first is deleted", async () => {
    const { phone } = await enrol({ user: "twice" });
    const qr = await qrOf({ user: "twice" });
    expect(words(await phone.enroll(qr))).toEqual([
      "account-exists",
      "The account twice at Test Service is already on this phone.",
    ]);
    expect(await makePhone().enroll(qr)).toMatchObject({ told: "enrolled" });
  });

  it.each(["", "hello", "https://tiqr.test/", "otpauth://totp/x"])("takes %j for no TiQR code", async (text) => {
    const told = { told: "not-a-link" };
    expect(await makePhone().enroll(text)).toEqual(told);
    expect(await makePhone().login(text)).toEqual(told);
    expect(inWords({ told: "not-a-link" })).toBe("This is not a TiQR code.");
  });

  it("takes a used QR code, an error page and incomplete metadata for an invalid one", async () => {
    const qr = await qrOf({ user: "used" });
    const scanned = new Request(qr.replace("tiqrenroll://", ""), { headers: { "User-Agent": "another phone" } });
    const complete = await (await worker(scanned)).json<{ service: object }>();
    expect(words(await makePhone().enroll(qr))).toEqual([
      "bad-metadata",
      "This QR code is not valid. It may be used already or too old: ask for a new one.",
    ]);
    const service = { ...complete.service, logoUrl: null }; // as privacyIDEA sends it
    for (const body of ["<html>", "null", "false", JSON.stringify({ ...complete, service })])
      expect(await makePhone(async () => new Response(body)).enroll(qr)).toEqual({ told: "bad-metadata" });
  });

  it("does not enrol for a suite that it cannot compute", async () => {
    const strange: Send = async (request) => {
      const metadata = await (await worker(request)).json<{ service: object }>();
      return Response.json({ ...metadata, service: { ...metadata.service, ocraSuite: "OCRA-2:X" } });
    };
    const outcome = await makePhone(strange).enroll(await qrOf({ user: "suite" }));
    expect(words(outcome)).toEqual(["bad-suite", "This phone cannot compute a response for this account."]);
  });

  it("without a user in the QR code means its only account, and none when it has two", async () => {
    const { phone } = await enrol({ user: "alone" });
    const anonymous = (link: string) => link.replace(/\/\/[^@]*@/, "//");
    expect(await phone.login(anonymous((await openLogin({ user: "alone" })).link))).toMatchObject({
      told: "logged-in",
    });
    await phone.enroll(await qrOf({ user: "beside" }));
    const { link } = await openLogin({ user: "alone" });
    expect(await phone.login(anonymous(link))).toEqual({ told: "unknown-account" });
    expect(await phone.login(link)).toMatchObject({ told: "logged-in" });
  });

  it("makes its secret from the random bytes that it is given, and sends its protocol", async () => {
    const fetch = vi.fn(async (url: string, init?: RequestInit) => worker(new Request(url, init)));
    const phone = new Phone({ fetch, randomBytes: (n) => new Uint8Array(n).fill(7), protocol: 2, accounts: [] });
    await phone.enroll(await qrOf({ user: "bytes" }));
    expect(phone.accounts[0]?.secretHex).toBe("07".repeat(32));
    for (const [, init] of fetch.mock.calls)
      expect(init?.headers).toEqual({ Accept: "application/json", "X-TIQR-Protocol-Version": "2" });
  });

  it.each([
    ["OCRA-1:HOTP-SHA1-6:QN10"],
    ["OCRA-1:HOTP-SHA1-6:QH10-S"],
    ["OCRA-1:HOTP-SHA512-8:QH10-S064"],
    ["OCRA-1:HOTP-SHA256-8:QN08-S064"],
  ])("logs in with the suite %s", async (ocrasuite) => {
    const user = ocrasuite.replace(/\W/g, "").toLowerCase();
    const { phone } = await enrol({ user, ocrasuite });
    const { link, id } = await openLogin({ user });
    expect(await phone.login(link)).toMatchObject({ told: "logged-in" });
    const done = await postOver(worker, "/validate/check", { user, transaction_id: id });
    expect(done.json.result.value).toBe(true);
  });
});
