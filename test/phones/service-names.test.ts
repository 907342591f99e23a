// The name of a service in its QR codes. iOS splits the link at a slash in it, shows the first part
// as the name, and takes the second for the version of the protocol: an old one, with which it
// computes otherwise or, as some builds do, refuses the login.

import { expect, it } from "vitest";
import { PHONE_NAMES } from "../support/phones/all.ts";
import { enrolOn } from "../support/phones/enrolled.ts";
import { openLogin, withSettings } from "../support/service.ts";

it.each(PHONE_NAMES)("with a slash keeps nobody with %s out", async (name) => {
  const over = await withSettings({ TIQR_SERVICE_DISPLAY_NAME: "Acme/Login" });
  const user = `slash-${name}`;
  const { phone } = await enrolOn(name, { user, pin: "1234", ocrasuite: "OCRA-1:HOTP-SHA256-8:QH10-S128" }, { over });
  const { link } = await openLogin({ user, pass: "1234" }, over);
  expect(link).toMatch(/\/Acme-Login\/2$/);
  expect(await phone.login(link)).toMatchObject({ ok: true });
});
