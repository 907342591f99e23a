// Wrong passwords are counted for existing accounts, and forgotten together with the account.

import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { TRIES_KEPT_MS } from "../../../src/core/admin/accounts/sign-in-tries.ts";
import { entryOf } from "../../../src/core/audit/audit.ts";
import { createSignInStore } from "../../../src/storage/accounts/sign-ins.ts";
import { createAdminStore } from "../../../src/storage/accounts/store.ts";
import { createNotes } from "../../../src/storage/audit/store.ts";
import { callAt, realKeyring, realPorts } from "../../support/storage/ports.ts";
import { rowsOf } from "../../support/storage/rows.ts";

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

describe("wrong passwords", () => {
  const NETWORK = "198.51.100.7";
  const made = async (name: string) => {
    await accounts.add({ name, rights: [], sealedPassword: "sealed" }, NOW);
    const fail = (atMs = NOW, network = NETWORK) =>
      signIns.failed(
        name,
        [{ network, tries: 2, longestWaitMinutes: 5 }],
        atMs,
        entryOf(callAt(atMs), { success: false, reason: "signed-out" }),
      );
    const tries = async (network = NETWORK) => (await accounts.find(name, network)).tries;
    return { fail, tries };
  };
  const MINUTE_MS = 60_000;

  it("close the name at the last try, and for longer each time, up to the longest wait", async () => {
    const { fail, tries } = await made("dora");
    const closes: boolean[] = [];
    const untilMs: number[] = [];
    for (let time = 0; time < 6; time++) {
      closes.push(await fail(NOW + time));
      untilMs.push((await tries()).untilMs.network);
    }
    expect(closes).toEqual([false, true, false, true, false, true]);
    const [first, second, third] = [NOW + 1 + MINUTE_MS, NOW + 3 + 4 * MINUTE_MS, NOW + 5 + 5 * MINUTE_MS];
    expect(untilMs).toEqual([0, first, first, second, second, third]);
  });

  it("and locks are forgotten when none has come for a day", async () => {
    const { fail, tries } = await made("emma");
    for (let time = 0; time < 3; time++) await fail();
    const late = NOW + TRIES_KEPT_MS - 1;
    expect(await fail(late)).toBe(true);
    expect((await tries()).untilMs.network).toBe(late + 4 * MINUTE_MS);
    await fail(late);
    const later = late + TRIES_KEPT_MS;
    expect([await fail(later), await fail(later)]).toEqual([false, true]);
    expect((await tries()).untilMs.network).toBe(later + MINUTE_MS);
  });

  it("count for their network and for the name alone, and for no other network", async () => {
    const { fail, tries } = await made("fred");
    await fail();
    await fail();
    await fail(NOW, "");
    await fail(NOW, "");
    const untilMs = NOW + MINUTE_MS;
    expect(await tries()).toEqual({
      untilMs: { network: untilMs, name: untilMs },
      failed: true,
      signedInAtMs: undefined,
    });
    const elsewhere = { untilMs: { network: 0, name: untilMs }, failed: false, signedInAtMs: undefined };
    expect(await tries("203.0.113.9")).toEqual(elsewhere);
  });

  it("are over with a right one from their network", async () => {
    const { fail, tries } = await made("gina");
    await fail();
    expect(await tries()).toMatchObject({ failed: true });
    await signIns.succeeded("gina", NETWORK, NOW + 1);
    expect(await tries()).toEqual({ untilMs: { network: 0, name: 0 }, failed: false, signedInAtMs: NOW + 1 });
    await fail();
    expect(await fail()).toBe(true);
    await signIns.succeeded("gina", NETWORK, NOW + 2);
    expect(await tries()).toEqual({ untilMs: { network: 0, name: 0 }, failed: false, signedInAtMs: NOW + 2 });
  });
});
