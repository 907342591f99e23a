// Wrong passwords are counted for existing accounts, and forgotten together with the account.

import { env } from "cloudflare:workers";
import { expect, it } from "vitest";
import { entryOf } from "../../../src/core/audit.ts";
import { createSignInStore } from "../../../src/storage/accounts/sign-ins.ts";
import { createAdminStore } from "../../../src/storage/accounts/store.ts";
import { createNotes } from "../../../src/storage/audit/store.ts";
import { callAt, realKeyring, realPorts } from "../../support/ports.ts";
import { rowsOf } from "../../support/rows.ts";

const { settings } = await realPorts();
const signIns = createSignInStore(env.DB, createNotes(env.DB, await realKeyring(), settings));
const accounts = createAdminStore(env.DB);
const NOW = 1_700_000_000_000;
const wrong = (name: string) =>
  signIns.failed(
    name,
    [{ network: "192.0.2.1", tries: 10, longestWaitMinutes: 15 }],
    NOW,
    entryOf(callAt(NOW), { success: false, reason: "signed-out" }),
  );
const counted = async () => ((await rowsOf("sign_in")) as { name: string }[]).map(({ name }) => name);

it("a new password, and the removal of an account, forget its tries and no other's", async () => {
  for (const name of ["anna", "ben", "cleo"]) {
    await accounts.add({ name, rights: [], sealedPassword: "sealed" }, NOW);
    await wrong(name);
  }
  await accounts.setPassword("anna", "other");
  expect(await counted()).toEqual(["ben", "cleo"]);
  await accounts.remove("ben");
  expect(await counted()).toEqual(["cleo"]);
});

it("a name that no account has leaves no row", async () => {
  const before = await counted();
  await wrong("nobody");
  await signIns.succeeded("nobody", "192.0.2.1", NOW);
  expect(await counted()).toEqual(before);
});
