// The cost of checking a PIN: one PBKDF2, however many tokens the user has. A hash under another
// salt costs one more, until the next login moves it.

import { beforeEach, describe, expect, it, vi } from "vitest";
import { hashPin, makeSalt } from "../../../src/core/token/pin.ts";
import { utf8 } from "../../../src/lib/bytes.ts";
import { enrolledUser, randomBytes } from "../../support/login.ts";
import { asAdmin, postOver, type Send, withSettings } from "../../support/service.ts";
import { realPorts } from "../../support/storage/ports.ts";
import { rowOf, setRow } from "../../support/storage/rows.ts";

const real = crypto.subtle.deriveBits.bind(crypto.subtle);
let derived = 0;
vi.spyOn(crypto.subtle, "deriveBits").mockImplementation((algorithm, ...rest) => {
  if (typeof algorithm === "object" && algorithm.name === "PBKDF2") derived++;
  return real(algorithm, ...rest);
});
const { sealer } = await realPorts();
/** The hash of the PIN under a salt that was drawn, as it was before users had one. */
const drawn = async (serial: string, pin: string, iterations = 1000) =>
  sealer.seal("pin", serial, utf8(await hashPin(pin, iterations, makeSalt(randomBytes))));
const storedHash = async (serial: string) =>
  new TextDecoder().decode(await sealer.open("pin", serial, (await rowOf(serial)).sealed_pin ?? ""));

let send: Send;
beforeEach(async () => {
  send = await withSettings({});
});
/** Gives what a check says, and how many PBKDF2 it took with everything that follows the reply. */
async function checked(user: string, pass: string): Promise<[said: string, derived: number]> {
  derived = 0;
  const { json } = await postOver(send, "/validate/check", { user, pass });
  return [json.result.authentication, derived];
}
async function userWith(count: number, name = `user${count}`) {
  const made = [];
  for (let one = 0; one < count; one++) made.push(await enrolledUser(name));
  return made;
}

describe("a PIN is hashed once", () => {
  it.each([1, 3, 10])("for a user with tokens: %i", async (count) => {
    await userWith(count);
    expect(await checked(`user${count}`, "1234")).toEqual(["CHALLENGE", 1]);
    expect(await checked(`user${count}`, "0000")).toEqual(["REJECT", 1]);
  });

  it("for tokens that an administrator gave a PIN, together or one by one, or assigned", async () => {
    const [first, second, third] = (await userWith(3, "given")).map(({ serial }) => serial);
    derived = 0;
    await asAdmin("POST", "/token/setpin", { user: "given", otppin: "4321" });
    expect(derived).toBe(1);
    expect(await checked("given", "4321")).toEqual(["CHALLENGE", 1]);
    for (const serial of [first, second, third]) await asAdmin("POST", `/token/setpin/${serial}`, { otppin: "5678" });
    expect(await checked("given", "5678")).toEqual(["CHALLENGE", 1]);
    await asAdmin("POST", "/token/unassign", { serial: third as string });
    await asAdmin("POST", "/token/assign", { serial: third as string, user: "given", pin: "5678" });
    await setRow(third as string, {
      rollout_state: "enrolled",
      sealed_secret: (await rowOf(first as string)).sealed_secret,
    });
    expect(await checked("given", "5678")).toEqual(["CHALLENGE", 1]);
  });
});

describe("a hash under another salt", () => {
  it("still opens, and the next right PIN moves it to its user's salt, a wrong one nothing", async () => {
    const made = await userWith(3, "earlier");
    for (const { serial } of made.slice(1)) await setRow(serial, { sealed_pin: await drawn(serial, "1234") });
    expect(await checked("earlier", "0000")).toEqual(["REJECT", 3]);
    // Three to judge; those that move take the hash of the first, which has the user's salt.
    expect(await checked("earlier", "1234")).toEqual(["CHALLENGE", 3]);
    expect(await checked("earlier", "1234")).toEqual(["CHALLENGE", 1]);
    expect(await checked("earlier", "0000")).toEqual(["REJECT", 1]);
  });

  it("is moved once for all tokens, and keeps more iterations than the settings demand", async () => {
    const made = await userWith(3, "strong");
    for (const { serial } of made) await setRow(serial, { sealed_pin: await drawn(serial, "1234", 1500) });
    // Three to judge, and one more for the user's salt.
    expect(await checked("strong", "1234")).toEqual(["CHALLENGE", 4]);
    expect(await checked("strong", "1234")).toEqual(["CHALLENGE", 1]);
    for (const { serial } of made) expect((await storedHash(serial)).split("$")[1]).toBe("1500");
  });

  it("is another user's with the same PIN", async () => {
    const [one] = await userWith(1, "one");
    const [two] = await userWith(1, "two");
    const saltIn = async (serial = "") => (await storedHash(serial)).split("$")[2];
    expect(await saltIn(one?.serial)).not.toBe(await saltIn(two?.serial));
  });
});
