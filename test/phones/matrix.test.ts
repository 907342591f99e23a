// Every phone with every suite in both forms of links, from the enrolment to the application's
// finalization, on the real worker. Responses have 6 digits with SHA1, and 8 with SHA256 and
// SHA512. Kotlin, Java and iOS get JSON, PHP gets text. Each cell has its own phone, because iOS
// keeps the first suite of a service.

import { beforeAll, describe, expect, it } from "vitest";
import { type PhoneName, TEST_PHONES } from "../support/phones/all.ts";
import { enrolOn, scanEnrolment } from "../support/phones/enrolled.ts";
import { IosPhone } from "../support/phones/ios/ios.ts";
import type { TestPhone, TestPhoneOptions } from "../support/phones/test-phone.ts";
import { check, openLogin, poll, type Send, tokenOf, withSettings, worker } from "../support/service.ts";

const QUESTIONS = ["QH10", "QH10-S", "QH10-S064", "QN10", "QN08", "QN10-S064"];
const HASHES = ["SHA1-6", "SHA256-8", "SHA512-8"];
const SUITES = HASHES.flatMap((hash) => QUESTIONS.map((question) => `OCRA-1:HOTP-${hash}:${question}`));

/** An iOS app from before June 2023, built for universal links of only these hosts. */
const before2023 = (enforcedHosts: readonly string[]) => (options: TestPhoneOptions) =>
  new IosPhone({ ...options, enforcedHosts });
/** The host of the links, and the host of the metadata. */
const builtForIt = before2023(["link.test", "tiqr.test"]);

interface Row {
  readonly name: PhoneName;
  readonly build: string;
  readonly format: "scheme" | "universal";
  readonly make: (options: TestPhoneOptions) => TestPhone;
  /** The app's words for the wrong response: nine of ten tries are left. */
  readonly wrong: object;
  readonly wrongBody: string;
}

const wrongInJson = {
  wrong: { ok: false, words: "INVALID_RESPONSE", attemptsLeft: 9 },
  wrongBody: '{"responseCode":201,"attemptsLeft":9}',
};
const printed = { wrong: { ok: false, words: "prints it" }, wrongBody: "INVALID_RESPONSE:9" };

const WORKS: readonly Row[] = [
  { name: "kotlin", build: "", format: "scheme", make: TEST_PHONES.kotlin, ...wrongInJson },
  { name: "kotlin", build: "", format: "universal", make: TEST_PHONES.kotlin, ...wrongInJson },
  { name: "java", build: "", format: "scheme", make: TEST_PHONES.java, ...wrongInJson },
  { name: "ios", build: "", format: "scheme", make: TEST_PHONES.ios, ...wrongInJson },
  { name: "ios", build: "", format: "universal", make: TEST_PHONES.ios, ...wrongInJson },
  {
    name: "ios",
    build: " of before June 2023, built for the links' host,",
    format: "universal",
    make: builtForIt,
    ...wrongInJson,
  },
  { name: "php", build: "", format: "scheme", make: TEST_PHONES.php, ...printed },
];

/**
 * Combinations that cannot work with any suite, and the phone's words when it scans the enrolment.
 */
const CANNOT: readonly (Pick<Row, "name" | "make"> & { format: "universal"; reason: string; words: string })[] = [
  {
    name: "java",
    format: "universal",
    make: TEST_PHONES.java,
    reason: "older than these links",
    words: "does not know this form",
  },
  { name: "php", format: "universal", make: TEST_PHONES.php, reason: "made for tiqrenroll:// alone", words: "failure" },
  {
    name: "ios",
    format: "universal",
    make: before2023(["elsewhere.test"]),
    reason: "before June 2023 it takes links of the hosts its build names, and this one names another",
    words: "refuses the QR: invalid QR/challenge",
  },
];

let send: Readonly<Record<Row["format"], Send>>;
beforeAll(async () => {
  const universal = { TIQR_URL_FORMAT: "universal", TIQR_UNIVERSAL_LINK_BASE: "https://link.test" } as const;
  send = { scheme: worker, universal: await withSettings(universal) };
});

let users = 0;
const fieldsOf = (ocrasuite: string) => ({ user: `matrix${users++}`, pin: "1234", ocrasuite });

describe.each(WORKS)("$name$build with $format links", ({ name, format, make, wrong, wrongBody }) => {
  it.each(SUITES)("logs in with %s", async (suite) => {
    const over = send[format];
    const fields = fieldsOf(suite);
    const { phone, serial, heard } = await enrolOn(name, fields, { over, make });
    expect(phone.accounts).toMatchObject([{ identity: `${fields.user}_realm1`, suite }]);

    const { link, id } = await openLogin({ user: fields.user, pass: "1234" }, over);
    expect(link).toMatch(format === "scheme" ? /^tiqrauth:\/\// : /^https:\/\/link\.test\/tiqrauth\/\?/);
    expect(await phone.login(link, "wrong PIN")).toMatchObject(wrong);
    expect(await tokenOf(serial)).toMatchObject({ failcount: 1 });
    expect((await poll(id)).json.detail.challenge_status).toBe("pending");

    expect(await phone.login(link)).toMatchObject({ ok: true });
    expect(heard).toEqual([wrongBody, wrongBody.startsWith("{") ? '{"responseCode":1}' : "OK"]);
    expect(phone.accounts).toMatchObject([{ blocked: false }]);
    expect((await poll(id)).json.result.value).toBe(true);
    expect((await check({ user: fields.user, transaction_id: id })).json.result).toMatchObject({
      value: true,
      authentication: "ACCEPT",
    });
  });
});

describe.each(CANNOT)("$name with $format links cannot work: $reason", ({ name, format, make, words }) => {
  it.each(SUITES)("with %s", async (suite) => {
    const fields = fieldsOf(suite);
    const { phone, result, serial } = await scanEnrolment(name, fields, { over: send[format], make });
    expect(result).toEqual({ ok: false, words });
    expect(phone.accounts).toEqual([]);
    expect(await tokenOf(serial)).toMatchObject({ rollout_state: "clientwait" });
  });
});

it("covers every phone in both forms of links", () => {
  const cells = [...WORKS, ...CANNOT].map(({ name, format }) => `${name} ${format}`);
  expect(new Set(cells).size).toBe(2 * Object.keys(TEST_PHONES).length);
});
