// The address of a person whom EMAIL_TEMPLATE gives one: never the same for two people, and never
// more than one address.

import { expect, it } from "vitest";
import { emailOf } from "../../src/core/mail-address.ts";

const addressOf = (user: string, realm: string, emailTemplate: string, email: string | null = null) =>
  emailOf({ user, realm, email }, { emailTemplate, defaultRealm: "realm1" });

it("is the person's own, whatever the template says", () => {
  expect(addressOf("anna", "other", "{user}@mail.example", "a@b.example")).toBe("a@b.example");
});

it("is made without a realm for the default realm alone", () => {
  expect(addressOf("anna", "realm1", "{user}@mail.example")).toBe("anna@mail.example");
  expect(addressOf("anna", "other", "{user}@mail.example")).toBeUndefined();
  expect(addressOf("anna", "other", "{user}@{realm}.mail.example")).toBe("anna@other.mail.example");
});

it.each(["boss@z", "anna ", "anna,eve@x", "anna\u202e b"])(
  "does not exist where the name %j makes no address",
  (user) => {
    expect(addressOf(user, "realm1", "{user}@mail.example")).toBeUndefined();
  },
);

it("does not exist without a template", () => {
  expect(addressOf("anna", "realm1", "")).toBeUndefined();
});
