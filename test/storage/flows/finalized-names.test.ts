// The names under which an application may finalize a login: those that mean its user.

import { describe, expect, it } from "vitest";
import { answer, enrolledUser, responseOf } from "../../support/login.ts";
import { check } from "../../support/service.ts";

/** Returns an answered login, opened with `fields`. */
async function answeredAs(
  user: Awaited<ReturnType<typeof enrolledUser>>,
  fields: Record<string, string>,
): Promise<string> {
  const { transaction_id: transactionId, attributes } = (await check(fields)).json.detail;
  const link = attributes.value;
  const word = await answer({ link, user: user.user }, await responseOf(user.phone, link));
  if (word !== "OK") throw new Error(`the answer was refused: ${word}`);
  return transactionId;
}

const accepted = async (fields: Record<string, string>): Promise<boolean> => (await check(fields)).json.result.value;

describe("a login", () => {
  it.each([
    ["the name alone, in the default realm", { user: "NAME" }],
    ["name@realm", { user: "NAME@realm1" }],
    ["name@realm in other letters", { user: "NAME@REALM1" }],
    ["name and realm", { user: "NAME", realm: "Realm1" }],
    ["the serial", { serial: "SERIAL" }],
  ])("is finalized under %s", async (how, fields) => {
    const alice = await enrolledUser(`alice ${how.length}`);
    const transactionId = await answeredAs(alice, { user: alice.user, pass: "1234" });
    const meant = Object.entries(fields).map(([field, text]) => [
      field,
      text.replace("NAME", alice.user).replace("SERIAL", alice.serial),
    ]);
    expect(await accepted({ ...Object.fromEntries(meant), transaction_id: transactionId })).toBe(true);
  });

  it("is not finalized for the same name in another realm, or in other letters", async () => {
    const bob = await enrolledUser("bob");
    await enrolledUser("bob", "1234", { realm: "corp" });
    const transactionId = await answeredAs(bob, { user: "bob", pass: "1234" });
    for (const fields of [{ user: "bob@corp" }, { user: "bob", realm: "corp" }, { user: "Bob" }, { user: "bob " }])
      expect(await accepted({ ...fields, transaction_id: transactionId }), JSON.stringify(fields)).toBe(false);
    expect(await accepted({ user: "bob", transaction_id: transactionId })).toBe(true);
  });

  it("of a user whose name has an @ is finalized under it while no such realm is known", async () => {
    const mail = await enrolledUser("carol@example.org");
    const transactionId = await answeredAs(mail, { user: "carol@example.org", pass: "1234" });
    expect(await accepted({ user: "carol@example.org", transaction_id: transactionId })).toBe(true);
  });

  it("of dave of the realm staff is not finalized as dave@staff of the default realm", async () => {
    const dave = await enrolledUser("dave", "1111", { realm: "staff" });
    const transactionId = await answeredAs(dave, { user: "dave", realm: "staff", pass: "1111" });
    await enrolledUser("dave@staff", "6666", { realm: "realm1", shadows: "true" }); // from now on this name means dave@staff
    expect(await accepted({ user: "dave@staff", transaction_id: transactionId })).toBe(false);
  });
});
