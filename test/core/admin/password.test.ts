// The rules for passwords: src/core/admin/accounts/password.ts.

import { describe, expect, it } from "vitest";
import { passwordFault } from "../../../src/core/admin/accounts/password.ts";

describe("a password", () => {
  it("has at least 12 characters, as a person counts them", () => {
    expect(passwordFault("root", "elevenchars")).toBe("must have at least 12 characters");
    expect(passwordFault("root", "twelve chars")).toBeUndefined();
    // Six code points that take twelve UTF-16 units.
    expect(passwordFault("root", "🔐🔑🗝🚪🏠🌍")).toBe("must have at least 12 characters");
  });

  it("has at most 1000 characters, so that no hash costs more than it should", () => {
    const long = "to be or not to be ".repeat(60);
    expect(passwordFault("root", long.slice(0, 1000))).toBeUndefined();
    expect(passwordFault("root", long.slice(0, 1001))).toBe("must have at most 1000 characters");
  });

  it.each([
    ["administrator", "administrator"],
    ["administrator", "Administrator1"],
    ["Anna van Delft", "anna VAN delft"],
    ["admin", "admin1234567"],
    ["admin", "adminADMINadmin"],
  ])("of %s does not consist of the name: %s", (name, password) => {
    expect(passwordFault(name, password)).toBe("must not be made of the account's name");
  });

  it("may contain the name beside enough else", () => {
    expect(passwordFault("admin", "an admin sleeps well")).toBeUndefined();
    expect(passwordFault("a", "a banana and an apple")).toBeUndefined();
  });

  it.each([
    ...["password1234", "PASSWORD1234", "1q2w3e4r5t6y", "correcthorsebatterystaple", "111111111111", "121212121212"],
    ...["abcabcabcabc"],
  ])("is not among the commonest: %s", (password) => {
    expect(passwordFault("root", password)).toBe("is among the first that are guessed");
  });
});
