// The known name that a mistyped one was meant to be.

import { describe, expect, it } from "vitest";
import { nearest } from "../../src/lib/nearest.ts";

const NAMES = ["user", "realm", "pin", "pass", "transaction_id", "username"];

describe("nearest", () => {
  it.each([
    ["pinn", "pin"], // one letter too many
    ["pi", "pin"], // one too few
    ["pim", "pin"], // a different one
    ["psas", "pass"], // two letters swapped
    ["USER", "user"], // in capitals
    ["transactionId", "transaction_id"], // without its separator
    ["trnsactio_id", "transaction_id"], // two changes in a long name
    ["usrname", "username"],
    ["password", "pass"], // cut short
    ["transaction", "transaction_id"],
    ["realmname", "realm"],
  ])("of %s is %s", (name, meant) => {
    expect(nearest(name, NAMES)).toBe(meant);
  });

  it.each(["pn_x", "colour", "p", "", "usable", "pinpoint"])("of %j does not exist", (name) => {
    expect(nearest(name, NAMES)).toBeUndefined();
  });

  it("is the nearest of several similar names", () => {
    expect(nearest("usernam", ["username", "usernames"])).toBe("username");
    expect(nearest("pas", ["pin", "pass"])).toBe("pass");
  });
});
