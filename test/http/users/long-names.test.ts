// Users with long names: the QR codes in the replies, read from their pixels, and a login with one.

import { expect, it } from "vitest";
import { check, errorOf, initToken, makePhone, resultOf } from "../../support/service.ts";
import { readPng } from "../../web/support/read-png.ts";
import { readQr } from "../../web/support/read-qr.ts";

async function scanned(uri: string): Promise<string> {
  const bytes = Uint8Array.from(atob(uri.replace("data:image/png;base64,", "")), (c) => c.charCodeAt(0));
  const { rgba, width, height } = await readPng(bytes);
  return readQr(rgba, width, height) ?? "no QR code";
}

it.each([
  ["200 letters", "n".repeat(200), "short"],
  ["200 umlauts", "ü".repeat(200), "short"],
  ["200 emoji", "\u{1f511}".repeat(200), "r".repeat(64)],
  ["as many letters as a parameter takes with the realm", "n".repeat(1024 - "_r".length), "r"],
])("a user of %s enrols and logs in with the longest question", async (what, user, realm) => {
  const fields = {
    user,
    realm,
    pin: "1234",
    serial: what.replaceAll(" ", "-").slice(0, 40),
    ocrasuite: "OCRA-1:HOTP-SHA256-8:QH64-S064",
  };
  const { tiqrenroll } = (await initToken(fields)).json.detail;
  const phone = makePhone();
  expect(await phone.enroll(await scanned(tiqrenroll.img))).toMatchObject({ told: "enrolled" });
  const { detail } = (await check({ user, realm, pass: "1234" })).json;
  const link = await scanned(detail.image);
  expect(link).toBe(detail.attributes.value);
  expect(await phone.login(link)).toMatchObject({ told: "logged-in" });
  expect(resultOf(await check({ user, realm, transaction_id: detail.transaction_id }))).toBe(true);
});

it.each([
  ["the QR code", "\u{1f511}".repeat(200), "r".repeat(65)],
  ["the phone's answer", "n".repeat(1024), "r"],
])("a user whose name is too long for %s is refused at init", async (_, user, realm) => {
  expect(errorOf(await initToken({ user, realm }))).toEqual([
    400,
    905,
    "ERR905: The user name is too long. With its realm it may have 1024 characters, 2465 percent-encoded.",
  ]);
});
