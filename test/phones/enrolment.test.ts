// Failed enrolments, and what phones keep of one: the four phones against the real worker.

import { describe, expect, it } from "vitest";
import { schemeLink } from "../../src/tiqr/urls.ts";
import { PHONE_NAMES, type PhoneName, TEST_PHONES } from "../support/phones/all.ts";
import { enrolOn, line, scanAgain } from "../support/phones/enrolled.ts";
import { pushAddressOf } from "../support/push-address.ts";
import { initToken, openLogin, type Send, tokenOf, worker } from "../support/service.ts";

const OK = { ok: true, words: "success" };
const SHA1 = "OCRA-1:HOTP-SHA1-6:QH10";
const SHA256 = "OCRA-1:HOTP-SHA256-8:QH10-S064";

const SPENT: Readonly<Record<PhoneName, string>> = {
  kotlin: "refuses the QR: INVALID_CHALLENGE",
  java: "refuses the QR: INVALID_RESPONSE",
  ios: "refuses the QR: invalid response",
  php: "throws on HTTP 400",
};
const REFUSED: Readonly<Record<PhoneName, { words: string; body: string }>> = {
  kotlin: { words: "INVALID_RESPONSE", body: '{"responseCode":101}' },
  java: { words: "UNKNOWN", body: '{"responseCode":101}' },
  ios: { words: "unknown error", body: '{"responseCode":101}' },
  php: { words: "failure", body: "ENROLLMENT_REFUSED" },
};

describe("a link that was pressed on a page of the phone itself, as the browser hands it over,", () => {
  /** A code, and the links on pages for each system, after a browser has read them. */
  const linksFor = async (user: string) => {
    const { value } = (await initToken({ user, pin: "1234" })).json.detail.tiqrenroll;
    return { code: value, usual: pressed(value, false), forAndroid: pressed(value, true) };
  };
  const pressed = (code: string, onAndroid: boolean) => new URL(schemeLink(code, onAndroid) ?? "").href;

  it("is refused by Android in the usual form, and enrols in its own, without credentials in the request", async () => {
    const { usual, forAndroid } = await linksFor("pressed-kotlin");
    const asked: string[] = [];
    const phone = TEST_PHONES.kotlin(
      line((request) => {
        asked.push(request.url, request.headers.get("Authorization") ?? "none");
        return worker(request);
      }),
    );
    expect(await phone.enroll(usual)).toEqual({ ok: false, words: "refuses the QR: INVALID_CHALLENGE" });
    expect(asked).toEqual([]);
    expect(await phone.enroll(forAndroid)).toEqual(OK);
    expect(asked[0]).toMatch(/^https:\/\/tiqr\.test\/ttype\/tiqr\?action=metadata&/);
    expect(asked.filter((_, at) => at % 2 === 1)).toEqual(["none", "none"]);
  });

  it("is refused by iOS in Android's form, and enrols in the usual one", async () => {
    const { usual, forAndroid } = await linksFor("pressed-ios");
    const phone = TEST_PHONES.ios(line());
    expect(await phone.enroll(forAndroid)).toEqual({ ok: false, words: "refuses the QR: invalid QR/challenge" });
    expect(await phone.enroll(usual)).toEqual(OK);
  });

  it("is refused by iOS for a service without TLS, whose colon it does not restore", async () => {
    const { usual } = await linksFor("pressed-http");
    const phone = TEST_PHONES.ios(line());
    const http = usual.replace("https//", "http//");
    expect(await phone.enroll(http)).toEqual({ ok: false, words: "refuses the QR: invalid QR/challenge" });
  });
});

describe.each(PHONE_NAMES)("%s", (name) => {
  it("takes a QR code that another phone has scanned for an invalid one", async () => {
    const { value } = (await initToken({ user: `spent-${name}`, pin: "1234" })).json.detail.tiqrenroll;
    expect(await TEST_PHONES[name](line()).enroll(value)).toEqual(OK);
    const late = TEST_PHONES[name](line());
    expect(await late.enroll(value)).toEqual({ ok: false, words: SPENT[name] });
    expect(late.accounts).toEqual([]);
  });

  it("keeps no account if the token is made again between its two requests", async () => {
    const user = `anew-${name}`;
    const { serial, tiqrenroll } = (await initToken({ user, pin: "1234" })).json.detail;
    const { send, heard } = line(async (request) => {
      if (request.method === "POST") await initToken({ user, serial });
      return worker(request);
    });
    const phone = TEST_PHONES[name]({ send });
    expect(await phone.enroll(tiqrenroll.value)).toMatchObject({ ok: false, words: REFUSED[name].words });
    expect(heard).toEqual([REFUSED[name].body]);
    expect(phone.accounts).toEqual([]);
    expect(await tokenOf(serial)).toMatchObject({ rollout_state: "clientwait" });
  });

  it("sends its push address, and nothing that looks like one if it has none", async () => {
    const push = { type: "FCM", address: "place+of=a&phone" };
    const make = ({ send }: { send: Send }) => TEST_PHONES[name]({ send, push });
    const reachable = await enrolOn(name, { user: `push-${name}`, pin: "1234" }, { make });
    expect(await placeOf(reachable.serial)).toEqual(
      // Sent raw, the + is a space and the & ends the value.
      name === "ios" ? { type: "FCM", address: "place of=a" } : push,
    );
    const silent = await enrolOn(name, { user: `silent-${name}`, pin: "1234" });
    expect(await placeOf(silent.serial)).toEqual({ type: null, address: null });
  });
});

async function placeOf(serial: string) {
  const [type, address] = await pushAddressOf(serial);
  return { type, address };
}

describe("two accounts of one service with different suites", () => {
  it.each([
    {
      name: "kotlin",
      works: 0,
      keeps: "the first",
      hears: ['{"responseCode":1}', '{"responseCode":201,"attemptsLeft":9}'],
    },
    {
      name: "ios",
      works: 0,
      keeps: "the first",
      hears: ['{"responseCode":1}', '{"responseCode":201,"attemptsLeft":9}'],
    },
    { name: "php", works: 1, keeps: "the newest", hears: ["OK", "INVALID_RESPONSE:9"] },
  ] as const)(
    "log in only where the token has $keeps on $name, which keeps one suite per service",
    async ({ name, works, hears: [right, wrong] }) => {
      expect(await loginsOfTwo(name)).toEqual([0, 1].map((index) => [index === works ? right : wrong]));
    },
  );

  it("both log in on java, which keeps a suite with each account", async () => {
    expect(await loginsOfTwo("java")).toEqual([['{"responseCode":1}'], ['{"responseCode":1}']]);
  });
});

/**
 * The replies to the phone as each of its two accounts logs in: the first has one suite, the second
 * another.
 */
async function loginsOfTwo(name: PhoneName): Promise<string[][]> {
  const users = [`first-${name}`, `second-${name}`] as const;
  const { phone, heard } = await enrolOn(name, { user: users[0], pin: "1234", ocrasuite: SHA1 });
  expect((await scanAgain(phone, heard, { user: users[1], pin: "1234", ocrasuite: SHA256 })).result).toEqual(OK);
  const logins: string[][] = [];
  for (const user of users) {
    heard.length = 0;
    await phone.login((await openLogin({ user, pass: "1234" })).link);
    logins.push([...heard]);
  }
  return logins;
}
