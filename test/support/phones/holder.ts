// A person whose phone has more than the account under test: another one of the service and one of
// another service, which no word about the first may block.

import { expect } from "vitest";
import { openLogin, postOver, type Send } from "../service.ts";
import { type PhoneName, TEST_PHONES } from "./all.ts";
import { enrolOn, scanAgain } from "./enrolled.ts";
import { fakeServer, METADATA_URL } from "./fake-server.ts";
import type { ShownReply } from "./shown-replies.ts";
import { type Account, type Pin, resultLine, type TestPhone } from "./test-phone.ts";

export const ENROLLED = { ok: true, words: "success" };

/** A phone with three accounts, the first of which belongs to `user`, and ways to use it. */
export async function holder(name: PhoneName, user: string, over: Send) {
  const elsewhere = fakeServer("somebody");
  const make = ({ send }: { send: Send }): TestPhone =>
    TEST_PHONES[name]({
      send: (request) => (request.url.startsWith("https://tiqr.test/") ? send : elsewhere.send)(request),
    });
  const { phone, serial, heard } = await enrolOn(name, { user, pin: "1234" }, { over, make });
  const other = `${user}-other`;
  expect((await scanAgain(phone, heard, { user: other, pin: "1234" }, over)).result).toEqual(ENROLLED);
  expect(await phone.enroll(`tiqrenroll://${METADATA_URL}`)).toEqual(ENROLLED);
  expect(phone.accounts).toHaveLength(3);

  const answer = async (link: string, pin: Pin = "right PIN"): Promise<ShownReply> => {
    heard.length = 0;
    return [resultLine(await phone.login(link, pin)), heard.join()];
  };
  return {
    serial,
    /** The account of the user. */
    deleteAccount: () => phone.delete(phone.accounts[0] as Account),
    scanEnrolment: async () => (await scanAgain(phone, heard, { user, serial }, over)).result,
    show: (of = user) => openLogin({ user: of, pass: "1234" }, over),
    answer,
    guessPin: () => postOver(over, "/validate/check", { user, pass: "guessed" }),
    login: async (of = user): Promise<ShownReply> => answer((await openLogin({ user: of, pass: "1234" }, over)).link),
    other,
    blocked: () => phone.accounts.filter((account) => account.blocked).map(({ identity }) => identity),
  };
}
