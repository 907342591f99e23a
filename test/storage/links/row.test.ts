// A link as the flows see it, at each of its steps. Pages show what a link says of itself, so a
// wrong word misleads its user.

import { expect, it } from "vitest";
import { adminCaller, NO_NOTE } from "../../support/storage/ports.ts";
import { setRow } from "../../support/storage/rows.ts";
import { LINK_EXPIRES_MS, LINK_NOW_MS, links, made, serialFor, started } from "./links.ts";

it("a link that was just made has what it was made with, and no token", async () => {
  await made("alice");
  expect(await links.look("alice")).toEqual({
    hash: "alice",
    user: "alice",
    realm: "realm1",
    shadows: false,
    replaces: undefined,
    asksPin: true,
    maker: await adminCaller(),
    madeAtMs: LINK_NOW_MS,
    expiresAtMs: LINK_EXPIRES_MS,
    started: false,
    withdrawn: false,
  });
});

it("a link has the names that it may take, and asks for no PIN if it was made so", async () => {
  await made("bob", { shadows: true, asksPin: false });
  expect(await links.look("bob")).toMatchObject({ shadows: true, asksPin: false });
});

it("a link that was started has its browser and its token, then its PIN, and none of these once it is withdrawn", async () => {
  const { enrol } = await started("carol");
  const serial = serialFor("carol");
  const token = { generation: 1, enrolmentId: "carol-0", rolloutState: "clientwait", sessionUses: 0 };
  expect(await links.look("carol")).toMatchObject({
    started: true,
    browserHash: "mine",
    serial,
    codes: 1,
    pinSet: false,
    token: { ...token, sessionExpiresAtMs: LINK_EXPIRES_MS },
  });
  await enrol();
  await links.setPin({ hash: "carol", browserHash: "mine" }, "pin", LINK_NOW_MS, NO_NOTE);
  expect(await links.look("carol")).toMatchObject({ pinSet: true, token: { rolloutState: "enrolled" } });
  await links.withdraw(await adminCaller(), "carol", LINK_NOW_MS, NO_NOTE);
  expect(await links.look("carol")).toMatchObject({ serial, withdrawn: true, token: undefined });
});

it("a link has no token once its own has another serial", async () => {
  await started("dave");
  await setRow(serialFor("dave"), { serial: "elsewhere" });
  expect(await links.look("dave")).toMatchObject({ started: true, token: undefined });
});

it("a hash of no link finds none, whatever links there are", async () => {
  await made("frank");
  expect(await links.look("made up")).toBeUndefined();
});
