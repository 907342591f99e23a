// Simultaneous enrolments at the real server: one QR code scanned by many phones, one session used
// by many.
import { beforeAll, describe, expect, it } from "vitest";
import type { Service } from "../../../scripts/lib/service-client.ts";
import { newPhone } from "../../../scripts/lib/service-phone.ts";
import { answerRight, interleaved, ROUNDS, tally, times } from "../support/interleaving.ts";
import { withService } from "../support/with-service.ts";

const AT_ONCE = 12;

const running = withService();
let service: Service;
beforeAll(() => {
  service = running();
});

async function begin(user: string, serial = user.toUpperCase()): Promise<{ serial: string; link: string }> {
  const { json } = await service.init({ user, serial, pin: "1234" });
  return { serial, link: json.detail.tiqrenroll.value };
}

/** `userAgent`: one phone asks again under its own, and another has another. */
const metadataOf = (link: string, userAgent = "tiqr") =>
  service.request(link.replace("tiqrenroll://", ""), { headers: { "User-Agent": userAgent } });
const phoneNamed = (userAgent: string) =>
  newPhone([], (url, init) =>
    fetch(url, { ...init, headers: { ...Object.fromEntries(new Headers(init?.headers)), "User-Agent": userAgent } }),
  );

/** If two were accepted, a phone that received OK would not be able to log in. */
async function expectLogsIn(user: string, serial: string, phone: ReturnType<typeof newPhone>): Promise<void> {
  const login = await service.trigger({ user, pin: "1234", serial, phone });
  expect(await answerRight(service, login)).toBe("ok");
}

describe("an enrolment", () => {
  it.each(ROUNDS)("gives its metadata to one of many phones that fetch it (round %i)", async (round) => {
    const { link } = await begin(`alice${round}`);
    const replies = await interleaved(
      round,
      times(AT_ONCE, (n) => () => metadataOf(link, `phone ${n}`)),
    );
    expect(tally(replies.map(({ status }) => String(status)))).toEqual({ 200: 1, 400: AT_ONCE - 1 });
    for (const { status, text } of replies) if (status !== 200) expect(text).not.toContain("session=");
  });

  it.each(ROUNDS)("is that of one of many phones that scan it, and that phone logs in (round %i)", async (round) => {
    const user = `bob${round}`;
    const { serial, link } = await begin(user);
    const phones = times(AT_ONCE, (n) => phoneNamed(`phone ${n}`));
    const outcomes = await interleaved(
      round,
      phones.map((phone) => () => phone.enroll(link)),
    );
    expect(tally(outcomes.map((each) => each.told))).toEqual({ enrolled: 1, "bad-metadata": AT_ONCE - 1 });
    const winner = phones.find((phone) => phone.accounts.length === 1);
    await expectLogsIn(user, serial, winner as (typeof phones)[number]);
  });

  it.each(ROUNDS)(
    "takes the last of the secrets that are posted under one session, until it is proved (round %i)",
    async (round) => {
      const user = `carol${round}`;
      const { serial, link } = await begin(user);
      const { json: metadata } = await metadataOf(link);
      const { service: named, identity } = metadata;
      const secrets = times(AT_ONCE, (n) => n.toString(16).padStart(2, "0").repeat(32));
      const post = (secret: string) => () => service.post(named.enrollmentUrl, { secret, operation: "register" });
      const words = (await interleaved(round, secrets.map(post))).map(({ text }) => text);
      expect(tally(words)).toEqual({ OK: AT_ONCE });
      const last = "f".repeat(64);
      expect((await post(last)()).text).toBe("OK");
      const account = {
        service: named.identifier,
        serviceName: named.displayName,
        identity: identity.identifier,
        name: identity.displayName,
        authenticationUrl: named.authenticationUrl,
        suite: named.ocraSuite,
        secretHex: last,
        blocked: false,
      };
      await expectLogsIn(user, serial, newPhone([account]));
      expect((await post("e".repeat(64))()).text).toBe("ENROLLMENT_REFUSED");
    },
  );

  it.each(ROUNDS)("begun many times at once for one serial leaves one link that works (round %i)", async (round) => {
    const user = `dave${round}`;
    const begun = await interleaved(
      round,
      times(AT_ONCE, () => () => begin(user)),
    );
    const outcomes = await interleaved(
      round,
      begun.map(
        ({ link }) =>
          () =>
            newPhone().enroll(link),
      ),
    );
    expect(tally(outcomes.map((each) => each.told))).toEqual({ enrolled: 1, "bad-metadata": AT_ONCE - 1 });
  });

  it.each(ROUNDS)("started again while a phone enrols leaves no account of the old link (round %i)", async (round) => {
    const user = `erin${round}`;
    const { serial, link } = await begin(user);
    const old = newPhone();
    const enrol = async () => {
      await old.enroll(link);
    };
    const renew = async () => {
      await begin(user);
    };
    // The phone needs two requests; the new enrolment begins before, between or after them.
    await interleaved(round, round % 2 ? [enrol, renew] : [renew, enrol]);
    expect((await service.tokenOf(serial))?.rollout_state).toBe("clientwait");
    expect((await service.check({ user, pass: "1234" })).json.detail.message).toBe("Token is not enrolled yet");
  });
});
