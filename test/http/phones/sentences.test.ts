// Every refusal of a phone that reads JSON has a sentence for its owner, in the owner's language.

import { beforeAll, describe, expect, it, vi } from "vitest";
import { REASONS as ALL, type Reason } from "../../../src/core/reasons.ts";
import { sentenceOf } from "../../../src/http/phones/sentence.ts";
import { enrolOn } from "../../support/phones/enrolled.ts";
import { IosPhone } from "../../support/phones/ios/ios.ts";
import {
  asAdmin,
  initToken,
  openLogin,
  post,
  type Send,
  settingsInside,
  withSettings,
  worker,
} from "../../support/service.ts";

const LANGUAGES = ["en", "de", "nl"] as const;
const STATES = ["open", "answered", "used", "cancelled", "blocked", "expired", "unknown", undefined] as const;
const CAUSES = ["token-revoked", "token-disabled", "token-not-valid-now", "token-locked", "token-not-asked"] as const;

/** Every reason as it may reach a phone, with all of its evidence. */
const REASONS: readonly Reason[] = [
  ...Object.keys(ALL).map((code) => ({ code, retryAfterSeconds: 5, attemptsLeft: 3 }) as Reason),
  ...[1, 2, 9].map((attemptsLeft) => ({ code: "wrong-response", attemptsLeft }) as const),
  ...[1, 60_001, undefined].flatMap((opensAfterMs) =>
    [true, false].map((blocksPhone) => ({ code: "locked-by-response", opensAfterMs, blocksPhone }) as const),
  ),
  ...STATES.map((state): Reason => ({ code: "challenge-not-open", ...(state && { state }) })),
  ...CAUSES.map((because) => ({ code: "challenge-not-open", state: "open", because }) as const),
];

describe.each([true, false])("a sentence for a phone (enrols: %s)", (enrols) => {
  it("is there for every reason, in three languages that differ", () => {
    for (const reason of REASONS) {
      const said = LANGUAGES.map((language) => sentenceOf(reason, enrols, language));
      for (const sentence of said) expect(sentence).toMatch(/^\p{Lu}[^{}<>]+\.$/u);
      expect(new Set(said).size, JSON.stringify(reason)).toBe(LANGUAGES.length);
      expect(sentenceOf(reason, enrols, undefined)).toBe(said[0]);
      expect(said.join()).not.toMatch(/undefined|NaN|ERR\d|\b[a-z]+-[a-z]+-[a-z]+\b/);
    }
  });
});

let over: Send;
beforeAll(async () => {
  over = await withSettings({ MAX_FAIL: "2" });
});

/** An iPhone whose owner has set these languages, with an account. */
async function iphone(user: string, languages?: string) {
  const make = ({ send }: { send: Send }) => new IosPhone({ send, ...(languages !== undefined && { languages }) });
  const { phone, serial } = await enrolOn("ios", { user, pin: "1234" }, { over, make });
  const show = () => openLogin({ user, pass: "1234" }, over);
  const shown = async (link: string, pin: "right PIN" | "wrong PIN" = "right PIN") =>
    (await phone.login(link, pin)).sentence;
  return { phone, serial, show, shown };
}

describe("on an iPhone, the person reads", () => {
  it("that the QR code was used, in the language that the phone prefers", async () => {
    for (const [languages, sentence] of [
      [undefined, "This QR code was already used. Look at your browser."],
      ["de-CH,de;q=0.9,en;q=0.8", "Dieser QR-Code wurde bereits benutzt. Sehen Sie in Ihrem Browser nach."],
      ["fr-FR,nl-BE;q=0.8", "Deze QR-code is al gebruikt. Kijk in uw browser."],
    ] as const) {
      const { show, shown } = await iphone(`used-${languages?.slice(0, 2)}`, languages);
      const { link } = await show();
      expect(await shown(link)).toBeUndefined();
      expect(await shown(link, "wrong PIN")).toBe(sentence);
    }
  });

  it("that it has expired", async () => {
    const { show, shown } = await iphone("expired");
    const { link } = await show();
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 121_000 });
    expect(await shown(link)).toBe("This QR code has expired. Get a new one in your browser.");
    vi.useRealTimers();
  });

  it("that it was cancelled", async () => {
    const { show, shown } = await iphone("cancelled");
    const { link, id } = await show();
    await asAdmin("DELETE", `/token/challenges/transaction/${id}`);
    expect(await shown(link)).toBe("This sign-in was cancelled. Start again in your browser.");
  });

  it("how many attempts are left, then for how long the account is locked, then that the code is spent", async () => {
    const { show, phone } = await iphone("locked");
    const first = await show();
    await settingsInside(first.id, { MAX_FAIL: "2" });
    expect(await phone.login(first.link, "wrong PIN")).toMatchObject({
      attemptsLeft: 1,
      sentence:
        "Wrong PIN. You have one attempt left before this account is locked. Your other accounts aren’t affected.",
    });
    // To the same code, the same wrong PIN gives the same answer, which counts once.
    const { link, id } = await show();
    await settingsInside(id, { MAX_FAIL: "2" });
    expect((await phone.login(link, "wrong PIN")).sentence).toBe(
      "Locked for one minute. An administrator can unlock it.",
    );
    expect((await phone.login(link)).sentence).toMatch(/^This QR code has had too many wrong answers\./);
    expect(phone.accounts).toMatchObject([{ blocked: false }]);
  });

  it("with the right PIN that the phone can’t be used now, if it was disabled meanwhile", async () => {
    const { show, shown, serial } = await iphone("disabled");
    const { link } = await show();
    await asAdmin("POST", "/token/disable", { serial });
    const sentence = "You can’t sign in with this phone right now. Try again later, or ask your help desk.";
    expect(await shown(link)).toBe(sentence);
  });

  it("that it is another phone’s turn, or that this one is disabled, if the right answer is this phone’s", async () => {
    const first = await iphone("several");
    const { phone: second, serial } = await enrolOn("ios", { user: "several", pin: "9999" }, { over });
    const { link } = await first.show();
    expect((await second.login(link)).sentence).toMatch(/^This sign-in is for another of your phones\./);
    await asAdmin("POST", "/token/disable", { serial });
    expect((await second.login((await first.show()).link)).sentence).toMatch(/^This phone is disabled here\./);
    expect((await second.login((await first.show()).link, "wrong PIN")).sentence).toMatch(/^Wrong PIN\./);
  });

  it("that an enrolment came too late", async () => {
    const user = "anew";
    const { serial, tiqrenroll } = (await initToken({ user, pin: "1234" })).json.detail;
    const send: Send = async (request) => {
      if (request.method === "POST") await initToken({ user, serial });
      return worker(request);
    };
    const told = await new IosPhone({ send, languages: "nl" }).enroll(tiqrenroll.value);
    expect(told).toMatchObject({ ok: false, sentence: "Deze QR-code is niet meer geldig. Vraag een nieuwe aan." });
  });
});

it("a made-up sessionKey, one of a login that is gone, and an unknown serial are told apart by no sentence", async () => {
  const headers = { "X-TIQR-Protocol-Version": "2" };
  const answer = { userId: "u", response: "12345678", operation: "login" };
  const madeUp = await post("/ttype/tiqr", { ...answer, sessionKey: "0".repeat(20) }, headers);
  expect(madeUp.json.message).toBe(sentenceOf({ code: "challenge-not-open", state: "unknown" }, false, "en"));
  const { serial } = (await initToken({ user: "told-apart" })).json.detail;
  const pushTo = async (to: string) =>
    (await post(`/ttype/tiqr?action=enrollment&session=x&serial=${to}`, { secret: "ab".repeat(32) }, headers)).text;
  expect(await pushTo("NOSUCH")).toBe(await pushTo(serial));
});
